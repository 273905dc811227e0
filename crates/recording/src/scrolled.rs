//! Which lines have scrolled over the screen, or stand on it?

use avt::parser::Function;

use crate::grid::{Grid, Row};
use crate::lines::{Kept, Seen, Shown};

/// Puts the rows that leave the primary screen together to lines.
#[derive(Default)]
pub(crate) struct Scrolled {
    /// The start of a line whose rest is still on the screen.
    pending: String,
    /// The latest stamp of the lines so far: a line counts as complete when those above it are, so
    /// that offsets only grow down the transcript.
    latest: u64,
    /// Rows that have scrolled away.
    evicted: u64,
    pub(crate) kept: Kept,
}

/// A line that a terminal wraps this often is cut: no more of it is held.
const LONGEST: usize = 1 << 20;

impl Scrolled {
    /// How many rows have scrolled away.
    pub(crate) fn count(&self) -> u64 {
        self.evicted
    }

    /// Takes a row that scrolls away.
    pub(crate) fn evicted(&mut self, row: &Row) {
        self.evicted += 1;
        self.push(row);
    }

    /// Looks at the screen before a function changes it.
    pub(crate) fn before(&mut self, grid: &Grid, function: &Function) {
        if matches!(function, Function::Ris) {
            self.flush(grid);
        }
    }

    /// Everything that scrolled away, and what still stands on the primary screen.
    pub(crate) fn finish(mut self, grid: &Grid) -> Kept {
        self.flush(grid);
        self.kept
    }

    /// Takes what still stands on the primary screen, without the empty rows below it.
    fn flush(&mut self, grid: &Grid) {
        let first = self.kept.shown.len();
        grid.primary_rows().for_each(|row| self.push(row));
        self.end_line();
        self.kept.trim_end(first);
    }

    fn push(&mut self, row: &Row) {
        self.latest = self.kept.place(self.latest.max(row.stamp));
        if self.pending.len() <= self.kept.room(self.latest) {
            row.read(0, &mut self.pending);
        }
        if !row.is_wrapped || self.pending.len() >= LONGEST {
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        let mut text = std::mem::take(&mut self.pending);
        text.truncate(text.trim_end().len());
        self.kept.push(Shown { offset: self.latest, text, seen: Seen::Scrollback });
    }
}
