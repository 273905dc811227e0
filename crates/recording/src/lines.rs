//! Which lines of text has the screen shown, and by which byte was each complete?

use avt::parser::Function;

use crate::full_screen::FullScreen;
use crate::grid::{Grid, Row};
use crate::time::Interval;

/// One line of text as it stood on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The first byte of the output by which the line was complete.
    pub offset: u64,
    /// When that byte had been shown.
    pub at: Interval,
    /// The text without trailing blanks and without control characters, soft wraps joined.
    pub text: String,
    /// On which kind of screen it was seen.
    pub seen: Seen,
}

/// Where a line was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Seen {
    /// In the flow of output that scrolls away.
    Scrollback,
    /// On a screen a program painted and then painted over, such as `vim`, `less` or `top`.
    FullScreen,
}

/// A line before its time is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) offset: u64,
    pub(crate) text: String,
    pub(crate) seen: Seen,
}

/// Collects lines while a screen is written to.
#[derive(Default)]
pub(crate) struct Lines {
    /// The start of a line whose rest is still on the screen.
    pending: String,
    /// The latest stamp of the scrolled lines so far: a line counts as complete when those above
    /// it are, so that offsets only grow down the transcript.
    latest: u64,
    /// Rows that have scrolled away.
    evicted: u64,
    scrolled: Vec<Shown>,
    full_screen: FullScreen,
}

impl Lines {
    /// How many rows have scrolled away.
    pub(crate) fn count(&self) -> u64 {
        self.evicted
    }

    /// Takes a row that scrolls away.
    pub(crate) fn evicted(&mut self, row: &Row) {
        self.evicted += 1;
        self.push(row);
        self.full_screen.scrolled();
    }

    /// Takes a row that a program moves off the screen.
    pub(crate) fn lost(&mut self, row: &Row) {
        self.full_screen.lost(row);
    }

    /// Looks at the screen before a function changes it.
    pub(crate) fn before(&mut self, grid: &mut Grid, function: &Function) {
        self.full_screen.before(grid, function);
        if matches!(function, Function::Ris) {
            self.flush_primary(grid);
        }
    }

    /// Looks at it afterwards.
    pub(crate) fn after(&mut self, grid: &Grid, function: &Function) {
        if matches!(function, Function::Decset(_) | Function::Decrst(_) | Function::Ris) {
            self.full_screen.after(grid);
        }
    }

    /// Looks at the screen before its rows are cut anew.
    pub(crate) fn before_resize(&mut self, grid: &mut Grid) {
        self.full_screen.lose_all(grid);
    }

    /// Everything shown, in the order in which it was complete.
    pub(crate) fn finish(mut self, grid: &mut Grid) -> Vec<Shown> {
        self.flush_primary(grid);
        let mut shown = self.scrolled;
        shown.extend(self.full_screen.finish(grid));
        shown.sort_by_key(|line| line.offset);
        shown
    }

    /// Takes what still stands on the primary screen, without the empty rows below it.
    fn flush_primary(&mut self, grid: &Grid) {
        let kept = self.scrolled.len();
        grid.primary_rows().for_each(|row| self.push(row));
        self.end_line();
        while self.scrolled.len() > kept && self.scrolled.last().is_some_and(|l| l.text.is_empty())
        {
            self.scrolled.pop();
        }
    }

    fn push(&mut self, row: &Row) {
        self.latest = self.latest.max(row.stamp);
        row.read(0, &mut self.pending);
        if !row.is_wrapped {
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        let mut text = std::mem::take(&mut self.pending);
        text.truncate(text.trim_end().len());
        self.scrolled.push(Shown { offset: self.latest, text, seen: Seen::Scrollback });
    }
}
