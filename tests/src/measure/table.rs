//! How are figures printed?

use std::fmt::{Display, Formatter, Result};
use std::time::Duration;

/// A Markdown table: the first column stands left, all others right.
#[derive(Clone, Debug)]
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these headings.
    #[must_use]
    pub fn new(headings: &[&str]) -> Self {
        Self { rows: vec![headings.iter().map(|heading| (*heading).to_owned()).collect()] }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl Into<String>>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }
}

impl Display for Table {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let columns = self.rows[0].len();
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for (number, row) in self.rows.iter().enumerate() {
            for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
                match column {
                    0 => write!(f, "| {cell:<width$} |")?,
                    _ => write!(f, " {cell:>width$} |")?,
                }
            }
            writeln!(f)?;
            if number == 0 {
                write!(f, "|{}|", "-".repeat(widths[0] + 2))?;
                widths[1..].iter().try_for_each(|w| write!(f, "{}:|", "-".repeat(w + 1)))?;
                writeln!(f)?;
            }
        }
        Ok(())
    }
}

/// `58.1`: millions of bytes in one second.
#[must_use]
pub fn megabytes_per_second(bytes: u64, time: Duration) -> String {
    format!("{:.1}", bytes as f64 / 1e6 / time.as_secs_f64())
}

/// `0.35`, `35.2`, `352`: three digits that matter.
#[must_use]
pub fn milliseconds(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1e3;
    match milliseconds {
        m if m < 10.0 => format!("{m:.2}"),
        m if m < 100.0 => format!("{m:.1}"),
        m => format!("{m:.0}"),
    }
}

/// `2.35×`
#[must_use]
pub fn times(ratio: f64) -> String {
    if ratio < 10.0 { format!("{ratio:.2}×") } else { format!("{ratio:.0}×") }
}

/// `118.5 MB`, from kilobytes of 1024 as the kernel counts memory.
#[must_use]
pub fn kilobytes(kilobytes: u64) -> String {
    format!("{:.1} MB", kilobytes as f64 * 1024.0 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned() {
        let mut table = Table::new(&["what", "MB/s"]);
        table.row(["gzip -6", "5.0"]);
        table.row(["日本", "123.4"]);
        let expected = "\
| what    |  MB/s |
|---------|------:|
| gzip -6 |   5.0 |
| 日本      | 123.4 |
";
        assert_eq!(table.to_string(), expected);
    }
}
