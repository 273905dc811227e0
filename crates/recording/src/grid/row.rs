//! What stands in one row of the screen?

use unicode_width::UnicodeWidthChar;

use super::pen::Pen;

/// A row, with what is remembered of it. It keeps its memory when it scrolls.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    /// As many cells as it has.
    cols: usize,
    /// The cells up to the last one written to; those behind are blank.
    chars: Vec<char>,
    /// As many.
    pens: Vec<Pen>,
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

/// The second cell of a wide character.
const TAIL: char = '\0';

/// Cells that a character takes.
pub(crate) fn width(c: char) -> usize {
    if c > '~' && c.width() == Some(2) { 2 } else { 1 }
}

impl Row {
    pub(super) fn new(cols: usize, pen: Pen) -> Row {
        Row { cols, rest: pen, is_dirty: true, ..Row::default() }
    }

    /// Empties it for another line of text, without giving its memory back.
    pub(super) fn reset(&mut self, pen: Pen, stamp: u64) {
        self.chars.clear();
        self.pens.clear();
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
        self.chars.clear();
        self.pens.clear();
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
        let over = text.len().min(self.chars.len() - col);
        let chars = self.chars[col..col + over].iter_mut();
        chars.zip(text).for_each(|(cell, byte)| *cell = char::from(*byte));
        self.pens[col..col + over].fill(pen);
        self.chars.extend(text[over..].iter().map(|byte| char::from(*byte)));
        self.pens.resize(self.chars.len(), pen);
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

    fn put(&mut self, col: usize, c: char, width: usize, pen: Pen) {
        self.pad((col + 3).min(self.cols));
        self.has_wide |= width == 2;
        if self.has_wide {
            self.part(col, width, pen);
        }
        self.set(col, c, pen);
    }

    /// Blanks the other halves of wide characters that one of `width` cells is written over.
    fn part(&mut self, col: usize, width: usize, pen: Pen) {
        if self.chars[col] == TAIL {
            self.set(col - 1, ' ', pen);
        } else if width == 1 && self.chars.get(col + 1) == Some(&TAIL) {
            self.set(col + 1, ' ', pen);
        }
        if width == 2 {
            if self.chars.get(col + 2) == Some(&TAIL) && self.chars[col + 1] != TAIL {
                self.set(col + 2, ' ', pen);
            }
            self.set(col + 1, TAIL, pen);
        }
    }

    fn set(&mut self, col: usize, c: char, pen: Pen) {
        self.chars[col] = c;
        self.pens[col] = pen;
    }

    /// Moves the cells from `col` on to the right; those at the edge are lost.
    pub(super) fn insert(&mut self, col: usize, count: usize, pen: Pen) {
        let cols = self.cols;
        let count = count.min(cols - col);
        self.pad(cols);
        if self.chars[col] == TAIL {
            self.set(col - 1, ' ', pen);
            self.set(col, ' ', pen);
        }
        // At the edge there is nothing to move, and what is written next replaces the last cell.
        if count == 0 {
            return;
        }
        if self.chars[cols - count] == TAIL {
            self.set(cols - count - 1, ' ', pen);
        }
        self.chars.truncate(cols - count);
        self.pens.truncate(cols - count);
        self.chars.splice(col..col, std::iter::repeat_n(' ', count));
        self.pens.splice(col..col, std::iter::repeat_n(pen, count));
    }

    /// Removes cells and moves those behind to the left.
    pub(super) fn delete(&mut self, col: usize, count: usize, pen: Pen) {
        let cols = self.cols;
        let count = count.min(cols - col);
        self.pad(cols);
        if self.chars[col] == TAIL {
            self.set(col - 1, ' ', pen);
        }
        self.chars.drain(col..col + count);
        self.pens.drain(col..col + count);
        if self.chars.get(col) == Some(&TAIL) {
            self.set(col, ' ', pen);
        }
        self.chars.resize(cols, ' ');
        self.pens.resize(cols, pen);
        self.is_wrapped = false;
    }

    /// Blanks the cells `from..to`, and the other halves of characters that this cuts.
    pub(super) fn erase(&mut self, from: usize, to: usize, pen: Pen) {
        let to = to.min(self.cols);
        if from == self.cols {
            return;
        }
        let is_tail = |at| self.chars.get(at) == Some(&TAIL);
        let from = if is_tail(from) { from - 1 } else { from };
        let to = if is_tail(to) { to + 1 } else { to };
        if to == self.cols {
            if pen != self.rest {
                self.pad(from);
            }
            self.chars.truncate(from);
            self.pens.truncate(from);
            self.rest = pen;
        } else if from < to {
            self.pad(to);
            self.chars[from..to].fill(' ');
            self.pens[from..to].fill(pen);
        }
    }

    /// The character that a cell belongs to; none behind the text.
    pub(super) fn char_at(&self, col: usize) -> char {
        match self.chars.get(col) {
            Some(&TAIL) => self.chars[col - 1],
            Some(c) => *c,
            None => ' ',
        }
    }

    /// Whether nothing in it differs from a new terminal.
    pub(super) fn is_blank(&self) -> bool {
        let is_rest_blank = self.chars.len() == self.cols || self.rest == Pen::default();
        let mut cells = self.chars.iter().zip(&self.pens);
        is_rest_blank && cells.all(|(c, pen)| *c == ' ' && *pen == Pen::default())
    }

    /// All cells as runs of one pen; wide characters once.
    pub(super) fn runs(&self) -> impl Iterator<Item = (Pen, String)> {
        let rest = std::iter::repeat_n((' ', self.rest), self.cols - self.chars.len());
        let cells = self.chars.iter().copied().zip(self.pens.iter().copied()).chain(rest);
        let mut cells = cells.filter(|(c, _)| *c != TAIL).peekable();
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
        let written = self.chars.iter().zip(&self.pens).enumerate();
        let written = written.filter(|(_, (c, _))| **c != TAIL).map(|(at, (c, pen))| {
            let width = if self.chars.get(at + 1) == Some(&TAIL) { 2 } else { 1 };
            (*c, width, *pen)
        });
        let rest = std::iter::repeat_n((' ', 1, self.rest), self.cols - self.chars.len());
        written.chain(rest)
    }

    /// Appends the text from a cell on, without control characters. The blanks behind it belong to
    /// it, up to the edge of the window, if it goes on in the row below.
    pub(crate) fn read(&self, col: usize, text: &mut String) {
        let end = match self.is_wrapped {
            true => self.chars.len(),
            false => self.chars.iter().rposition(|c| *c != ' ').map_or(0, |last| last + 1),
        };
        let cells = self.chars.get(col..end).unwrap_or_default();
        if cells.iter().all(|c| matches!(c, ' '..='~')) {
            push_ascii(cells, text);
        } else {
            text.extend(cells.iter().filter(|c| !c.is_control()));
        }
        if self.is_wrapped {
            text.extend(std::iter::repeat_n(' ', self.cols.saturating_sub(end.max(col))));
        }
    }

    fn pad(&mut self, to: usize) {
        if self.chars.len() < to {
            self.chars.resize(to, ' ');
            self.pens.resize(to, self.rest);
        }
    }
}

/// Several times faster than character by character, and nearly always possible.
fn push_ascii(chars: &[char], text: &mut String) {
    const CHUNK: usize = 64;
    text.reserve(chars.len());
    for chars in chars.chunks(CHUNK) {
        let mut ascii = [0; CHUNK];
        ascii.iter_mut().zip(chars).for_each(|(byte, c)| *byte = *c as u8);
        text.push_str(std::str::from_utf8(&ascii[..chars.len()]).unwrap_or_default());
    }
}
