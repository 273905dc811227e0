//! How is the register written as CSV (RFC 4180)?

use std::io::Write;

use crate::register::{COLUMNS, Cell};
use crate::{ExportError, Rows, plain};

/// Writes plain UTF-8.
pub(crate) fn write(out: &mut dyn Write, rows: &mut Rows<'_>) -> Result<(), ExportError> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    writer.write_record(COLUMNS.iter().map(|c| c.name)).map_err(std::io::Error::other)?;
    for row in rows {
        let cells = COLUMNS.iter().map(|column| match (column.cell)(&row) {
            Cell::Text(text) => disarm(plain::text(&text)),
            Cell::Number(number) => number.to_string(),
            Cell::Absent => String::new(),
        });
        writer.write_record(cells).map_err(std::io::Error::other)?;
    }
    writer.flush()?;
    Ok(())
}

/// Excel reads a file without a byte order mark in the local code page, which destroys Japanese.
pub(crate) fn write_for_excel(out: &mut dyn Write, rows: &mut Rows<'_>) -> Result<(), ExportError> {
    out.write_all("\u{feff}".as_bytes())?;
    write(out, rows)
}

/// A reason such as `=HYPERLINK(…)` would run when the auditor opens the file; a Japanese Excel takes the full-width
/// signs too.
fn disarm(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        format!("'{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::disarm;

    #[test]
    fn formulas_are_disarmed_and_other_text_is_untouched() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-x", "'-x"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("＝1+1", "'＝1+1"),
            ("＋1", "'＋1"),
            ("－x", "'－x"),
            ("＠SUM(A1)", "'＠SUM(A1)"),
            ("障害対応 =1", "障害対応 =1"),
            ("", ""),
        ] {
            assert_eq!(disarm(text.to_owned()), expected);
        }
    }
}
