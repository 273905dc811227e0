//! How is what was found handed over?
#![doc = include_str!("../README.md")]

mod csv;
mod json_lines;
pub mod plain;
mod register;
mod still;

pub use register::Row;
pub use still::{Picture, Still};

use std::io::Write;

/// The rows of an export, taken one by one.
pub type Rows<'a> = dyn Iterator<Item = Row> + 'a;

/// One way to hand a register over.
pub struct Format {
    /// The name used in addresses and commands.
    pub name: &'static str,
    /// The file name extension.
    pub extension: &'static str,
    /// The media type.
    pub content_type: &'static str,
    /// Writes the whole file.
    pub write: fn(&mut dyn Write, &mut Rows<'_>) -> Result<(), ExportError>,
}

/// Every format; a new one is one file and one line.
pub const FORMATS: &[Format] = &[
    Format {
        name: "csv",
        extension: "csv",
        content_type: "text/csv; charset=utf-8",
        write: csv::write,
    },
    Format {
        name: "csv-excel",
        extension: "csv",
        content_type: "text/csv; charset=utf-8",
        write: csv::write_for_excel,
    },
    Format {
        name: "jsonl",
        extension: "jsonl",
        content_type: "application/jsonl; charset=utf-8",
        write: json_lines::write,
    },
];

/// The format of that name.
#[must_use]
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// Why an export could not be finished.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The place written to failed.
    #[error("the export could not be written: {0}; free space or choose another place")]
    Write(#[from] std::io::Error),
}
