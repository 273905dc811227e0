//! How is the register written as JSON Lines?

use std::io::Write;

use serde_json::{Map, Value};

use crate::register::{COLUMNS, Cell};
use crate::{ExportError, Rows, plain};

/// Writes one object per row, with the same names and values as the CSV.
pub(crate) fn write(out: &mut dyn Write, rows: &mut Rows<'_>) -> Result<(), ExportError> {
    for row in rows {
        let mut object = Map::new();
        for column in COLUMNS {
            let value = match (column.cell)(&row) {
                Cell::Text(text) => Value::String(text),
                Cell::Number(number) => Value::from(number),
                Cell::Absent => Value::Null,
            };
            object.insert(column.name.to_owned(), value);
        }
        let line = serde_json::to_string(&object).map_err(std::io::Error::from)?;
        writeln!(out, "{}", plain::json(&line))?;
    }
    Ok(())
}
