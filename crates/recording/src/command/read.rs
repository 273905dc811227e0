//! What stands on the screen where a command is read?

use crate::grid::Grid;

/// A screen from which `evicted` rows have scrolled away.
pub(crate) struct Screen<'a> {
    pub(crate) grid: &'a Grid,
    pub(crate) evicted: u64,
}

/// A cell of the primary screen that keeps its text when the screen scrolls.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Counted from the first row there ever was.
    row: u64,
    col: usize,
}

impl Place {
    /// Where nothing stands any more.
    pub(super) const GONE: Place = Place { row: 0, col: 0 };
}

impl Screen<'_> {
    pub(super) fn is_alternate(&self) -> bool {
        self.grid.is_alternate()
    }

    /// Where the cursor is.
    pub(super) fn place(&self) -> Place {
        let cursor = self.grid.cursor();
        Place { row: self.evicted + cursor.row as u64, col: cursor.col }
    }

    /// The text from a place to the cursor's row, soft wraps joined; from the top of the screen if
    /// the place has scrolled away.
    pub(super) fn lines_from(&self, place: Place) -> Vec<String> {
        match place.row.checked_sub(self.evicted).map(|row| row as usize) {
            None => self.lines_between(0, 0),
            Some(row) if row <= self.grid.cursor().row => self.lines_between(row, place.col),
            // The screen was cleared, and the line drawn again further up.
            Some(_) => vec![self.line_at_cursor()],
        }
    }

    /// The line the cursor stands in, from its first row on.
    pub(super) fn line_at_cursor(&self) -> String {
        let mut row = self.grid.cursor().row;
        while row > 0 && self.grid.row(row - 1).is_wrapped {
            row -= 1;
        }
        self.lines_between(row, 0).pop().unwrap_or_default()
    }

    fn lines_between(&self, first: usize, col: usize) -> Vec<String> {
        let last = self.grid.cursor().row;
        let mut lines = Vec::new();
        let mut text = String::new();
        for index in first..=last {
            let row = self.grid.row(index);
            row.read(if index == first { col } else { 0 }, &mut text);
            if !row.is_wrapped || index == last {
                text.truncate(text.trim_end().len());
                lines.push(std::mem::take(&mut text));
            }
        }
        lines
    }
}
