//! What stands in one row of the screen?

use unicode_normalization::char::compose;

use super::cells::{Cells, TAIL};
use super::marks::width;
use super::pen::Pen;

/// A row, with what is remembered of it. It keeps its memory when it scrolls.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    /// As many cells as it has.
    cols: usize,
    /// The cells up to the last one written to; those behind are blank.
    cells: Cells,
    /// The pen of the blank cells behind.
    rest: Pen,
    /// A character of two cells has been written, so cells may belong together.
    has_wide: bool,
    /// It goes on in the row below.
    pub(crate) is_wrapped: bool,
    /// Something was written to it since somebody looked.
    pub(crate) is_dirty: bool,
    /// The byte of the output by which its text was last changed.
    pub(crate) stamp: u64,
    /// What whoever looked last saw in it.
    pub(crate) seen: Seen,
}

/// A text that stood in a row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    /// Which look it was; of an earlier one nothing is remembered.
    pub(crate) epoch: u32,
    pub(crate) offset: u64,
    pub(crate) text: String,
}

/// A character to which a mark was added.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Joined {
    /// Its first cell.
    pub(crate) col: usize,
    pub(crate) width: usize,
    /// What shows both as one, if Unicode has such a character.
    pub(crate) one: Option<(char, Pen)>,
}

impl Row {
    pub(super) fn new(cols: usize, pen: Pen) -> Row {
        Row { cols, rest: pen, is_dirty: true, ..Row::default() }
    }

    /// Empties it for another line of text, without giving its memory back.
    pub(super) fn reset(&mut self, pen: Pen, stamp: u64) {
        self.cells.clear();
        self.seen.text.clear();
        self.seen.epoch = 0;
        self.rest = pen;
        self.has_wide = false;
        self.is_wrapped = false;
        self.is_dirty = true;
        self.stamp = stamp;
    }

    /// Blanks all cells. What was seen in it stays remembered: it is the same row.
    pub(super) fn blank(&mut self, pen: Pen) {
        self.cells.clear();
        self.rest = pen;
        self.has_wide = false;
        self.is_wrapped = false;
        self.is_dirty = true;
    }

    /// Writes printable ASCII from a cell on, all of which has to fit.
    pub(super) fn print_ascii(&mut self, col: usize, text: &[u8], pen: Pen) {
        if self.has_wide {
            for (index, byte) in text.iter().enumerate() {
                self.put(col + index, char::from(*byte), 1, pen);
            }
            return;
        }
        self.pad(col);
        self.cells.print_ascii(col, text, pen);
    }

    /// Writes a character, unless it does not fit, and says how many cells it took.
    pub(super) fn print(&mut self, col: usize, c: char, pen: Pen) -> Option<usize> {
        let width = width(c);
        if col + width > self.cols {
            return None;
        }
        self.put(col, c, width, pen);
        Some(width)
    }

    /// Adds a mark to the character before a cell, if there is one.
    pub(super) fn join(&mut self, col: usize, mark: char) -> Option<Joined> {
        let before = col.checked_sub(1)?;
        self.pad(col);
        let (col, width) = match self.is_tail(before) {
            true => (before - 1, 2),
            false => (before, 1),
        };
        let base = self.cells.char(col)?;
        let one = compose(base, mark).filter(|one| super::width(*one) == width);
        self.cells.mark(col, mark, one.unwrap_or(base));
        self.is_dirty = true;
        Some(Joined { col, width, one: one.map(|one| (one, self.cells.pen(col))) })
    }

    fn put(&mut self, col: usize, c: char, width: usize, pen: Pen) {
        self.pad((col + 3).min(self.cols));
        self.has_wide |= width == 2;
        if self.has_wide {
            self.part(col, width, pen);
        }
        self.cells.set(col, c, pen);
    }

    /// Blanks the other halves of wide characters that one of `width` cells is written over.
    fn part(&mut self, col: usize, width: usize, pen: Pen) {
        if self.is_tail(col) {
            self.cells.set(col - 1, ' ', pen);
        } else if width == 1 && self.is_tail(col + 1) {
            self.cells.set(col + 1, ' ', pen);
        }
        if width == 2 {
            if self.is_tail(col + 2) && !self.is_tail(col + 1) {
                self.cells.set(col + 2, ' ', pen);
            }
            self.cells.set(col + 1, TAIL, pen);
        }
    }

    /// Whether the character of this cell starts in the one before.
    fn is_tail(&self, col: usize) -> bool {
        self.cells.char(col) == Some(TAIL)
    }

    /// Moves the cells from `col` on to the right; those at the edge are lost.
    pub(super) fn insert(&mut self, col: usize, count: usize, pen: Pen) {
        let cols = self.cols;
        let count = count.min(cols - col);
        self.pad(cols);
        if self.is_tail(col) {
            self.cells.set(col - 1, ' ', pen);
            self.cells.set(col, ' ', pen);
        }
        // At the edge there is nothing to move, and what is written next replaces the last cell.
        if count == 0 {
            return;
        }
        if self.is_tail(cols - count) {
            self.cells.set(cols - count - 1, ' ', pen);
        }
        self.cells.truncate(cols - count);
        self.cells.insert(col, count, pen);
    }

    /// Removes cells and moves those behind to the left.
    pub(super) fn delete(&mut self, col: usize, count: usize, pen: Pen) {
        let cols = self.cols;
        let count = count.min(cols - col);
        self.pad(cols);
        if self.is_tail(col) {
            self.cells.set(col - 1, ' ', pen);
        }
        self.cells.remove(col..col + count);
        if self.is_tail(col) {
            self.cells.set(col, ' ', pen);
        }
        self.cells.pad(cols, pen);
        self.is_wrapped = false;
    }

    /// Blanks the cells `from..to`, and the other halves of characters that this cuts.
    pub(super) fn erase(&mut self, from: usize, to: usize, pen: Pen) {
        let to = to.min(self.cols);
        if from == self.cols {
            return;
        }
        let from = if self.is_tail(from) { from - 1 } else { from };
        let to = if self.is_tail(to) { to + 1 } else { to };
        if to == self.cols {
            if pen != self.rest {
                self.pad(from);
            }
            self.cells.truncate(from);
            self.rest = pen;
        } else if from < to {
            self.pad(to);
            self.cells.blank(from..to, pen);
        }
    }

    /// The character that a cell belongs to; none behind the text.
    pub(super) fn char_at(&self, col: usize) -> char {
        let start = if self.is_tail(col) { col - 1 } else { col };
        self.cells.char(start).unwrap_or(' ')
    }

    /// Whether nothing in it differs from a new terminal.
    pub(super) fn is_blank(&self) -> bool {
        let is_rest_blank = self.cells.len() == self.cols || self.rest == Pen::default();
        is_rest_blank && self.cells.iter().all(|cell| cell == (' ', Pen::default()))
    }

    /// All cells as runs of one pen; wide characters once.
    pub(super) fn runs(&self) -> impl Iterator<Item = (Pen, String)> {
        let mut cells = self.all().filter(|(c, _)| *c != TAIL).peekable();
        std::iter::from_fn(move || {
            let (first, pen) = cells.next()?;
            let mut text = String::from(first);
            while let Some((c, _)) = cells.next_if(|(_, next)| *next == pen) {
                text.push(c);
            }
            Some((pen, text))
        })
    }

    /// Every character with the cells it takes, and the blank cells behind the text.
    pub(crate) fn cells(&self) -> impl Iterator<Item = (char, usize, Pen)> {
        let cells = self.all().enumerate().filter(|(_, (c, _))| *c != TAIL);
        cells.map(|(at, (c, pen))| (c, if self.is_tail(at + 1) { 2 } else { 1 }, pen))
    }

    fn all(&self) -> impl Iterator<Item = (char, Pen)> {
        let rest = std::iter::repeat_n((' ', self.rest), self.cols - self.cells.len());
        self.cells.iter().chain(rest)
    }

    /// Appends the text from a cell on, without control characters. The blanks behind it belong to
    /// it, up to the edge of the window, if it goes on in the row below.
    pub(crate) fn read(&self, col: usize, text: &mut String) {
        let end = match self.is_wrapped {
            true => self.cells.len(),
            false => self.cells.written(),
        };
        self.cells.read(col..end, text);
        if self.is_wrapped {
            text.extend(std::iter::repeat_n(' ', self.cols.saturating_sub(end.max(col))));
        }
    }

    fn pad(&mut self, to: usize) {
        self.cells.pad(to, self.rest);
    }
}
