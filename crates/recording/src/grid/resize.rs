//! What stands where after the window has been given another size?
//!
//! Lines are wrapped anew, which is the hardest thing a terminal does and happens hardly ever. So
//! `avt` does it: it takes over the state, resizes, and gives it back.

use avt::observer::{Observation, Observer};
use avt::{Operation, Parser, Terminal};

use super::Grid;
use super::page::Witness;
use super::pen::Pen;
use super::row::Row;

impl Grid {
    /// Gives the window another size.
    pub(crate) fn resize(&mut self, cols: u16, rows: u16, witness: &mut impl Witness) {
        let size = (usize::from(cols.max(1)), usize::from(rows.max(1)));
        let Ok(mut terminal) = Terminal::new(self.cols, self.rows) else { return };
        if size == self.size() {
            return;
        }
        terminal.feed(self.dump());
        let mut evicted = Evicted(Vec::new());
        let operation = Operation::Resize { cols: size.0, rows: size.1 };
        terminal.execute_with(operation, &mut evicted);
        let stamps: Vec<u64> = self.primary.rows().map(|row| row.stamp).collect();
        for (line, stamp) in evicted.0.iter().zip(stamps.iter().chain(std::iter::repeat(&self.at)))
        {
            witness.evicted(&Row::of(line, *stamp));
        }
        let above = self.primary_cursor_row();
        let mut resized = Grid::new(cols, rows);
        resized.at = self.at;
        resized.restore(&terminal.dump(), witness);
        let last = evicted.0.last().map(avt::Line::is_wrapped);
        resized.primary.set_continues(last.unwrap_or(self.primary.continues()));
        // Rows are known again by their distance from the cursor.
        let shift = resized.primary_cursor_row() as isize - above as isize;
        for (index, row) in resized.primary.rows_mut().enumerate() {
            let before = usize::try_from(index as isize - shift).ok();
            row.stamp = before.and_then(|row| stamps.get(row)).copied().unwrap_or(self.at);
        }
        for (saved, before) in resized.saved.iter_mut().zip(&self.saved) {
            saved.charsets = before.charsets;
        }
        *self = resized;
    }

    /// Takes over a dumped state.
    fn restore(&mut self, dump: &str, witness: &mut impl Witness) {
        let mut parser = Parser::new();
        let at = self.at;
        for function in dump.chars().filter_map(|c| parser.feed(c)) {
            self.execute(&function, at, witness);
        }
    }

    fn primary_cursor_row(&self) -> usize {
        if self.is_alternate { self.primary_cursor.0 } else { self.cursor.row }
    }
}

impl Row {
    fn of(line: &avt::Line, stamp: u64) -> Row {
        let mut row = Row::new(line.len(), Pen::default());
        let mut col = 0;
        for c in line.chars() {
            col += row.print(col, c, Pen::default()).unwrap_or(1);
        }
        row.is_wrapped = line.is_wrapped();
        row.stamp = stamp;
        row
    }
}

/// The lines that a resize moved off the screen.
struct Evicted(Vec<avt::Line>);

impl Observer for &mut Evicted {
    type Output = ();

    fn evicted(&mut self, _context: &mut Observation<'_>, line: &avt::Line) {
        self.0.push(line.clone());
    }

    fn end(&mut self, _context: &mut Observation<'_>) {}
}
