//! What does one row show while only that row is written to?
//!
//! It follows `avt`'s rules for a row to the letter, but keeps characters only: colours matter to
//! no text, and what the emulator needs of them is played into it when it is needed again.

use unicode_width::UnicodeWidthChar;

/// One row and the cursor in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// The cells up to the last one written; those behind are blank.
    cells: Vec<char>,
    /// A character of two cells has been written, so cells may belong together.
    has_wide: bool,
    /// The cursor; equal to the width behind a full row, until the next character wraps.
    pub(super) col: usize,
    /// The byte by which the text was last changed.
    pub(super) stamp: u64,
}

/// The second cell of a wide character.
const TAIL: char = '\0';
/// Every so many columns is a tab stop.
const TAB: usize = 8;

impl Row {
    /// An empty row that the cursor enters at a column.
    pub(super) fn new(col: usize, stamp: u64) -> Row {
        Row { col, stamp, ..Row::default() }
    }

    /// The row of an emulator.
    pub(super) fn of(line: &avt::Line, col: usize, stamp: u64) -> Row {
        let cells = line.cells().iter().map(|cell| match cell.width() {
            0 => TAIL,
            _ => cell.char(),
        });
        let mut cells: Vec<char> = cells.collect();
        let has_wide = cells.contains(&TAIL);
        cells.truncate(cells.iter().rposition(|c| *c != ' ').map_or(0, |last| last + 1));
        Row { cells, has_wide, col, stamp }
    }

    /// Writes printable ASCII as far as it fits and says how much did.
    pub(super) fn print_ascii(&mut self, text: &[u8], cols: usize) -> usize {
        let text = &text[..text.len().min(cols.saturating_sub(self.col))];
        if self.has_wide {
            for byte in text {
                self.put(char::from(*byte), false, cols);
                self.col += 1;
            }
            return text.len();
        }
        self.pad(self.col);
        let over = text.len().min(self.cells.len() - self.col);
        let cells = self.cells[self.col..][..over].iter_mut();
        cells.zip(text).for_each(|(cell, byte)| *cell = char::from(*byte));
        self.cells.extend(text[over..].iter().map(|byte| char::from(*byte)));
        self.col += text.len();
        text.len()
    }

    /// Writes one character, unless it does not fit.
    pub(super) fn print(&mut self, c: char, cols: usize) -> bool {
        let width = width(c);
        if self.col + width > cols {
            return false;
        }
        self.has_wide |= width == 2;
        self.put(c, width == 2, cols);
        self.col += width;
        true
    }

    fn put(&mut self, c: char, is_wide: bool, cols: usize) {
        let col = self.col;
        self.pad((col + 3).min(cols));
        match self.cells[col] {
            TAIL => self.cells[col - 1] = ' ',
            _ if !is_wide && self.cells.get(col + 1) == Some(&TAIL) => self.cells[col + 1] = ' ',
            _ => {}
        }
        if is_wide {
            if self.cells.get(col + 2) == Some(&TAIL) && self.cells[col + 1] != TAIL {
                self.cells[col + 2] = ' ';
            }
            self.cells[col + 1] = TAIL;
        }
        self.cells[col] = c;
    }

    pub(super) fn back(&mut self, count: usize, cols: usize) {
        // A cursor behind a full row is really in its last column.
        self.col = self.col.saturating_sub(count + usize::from(self.col == cols));
    }

    pub(super) fn move_to(&mut self, col: usize, cols: usize) {
        self.col = col.min(cols - 1);
    }

    pub(super) fn tab(&mut self, cols: usize) {
        self.move_to(self.col / TAB * TAB + TAB, cols);
    }

    pub(super) fn insert(&mut self, count: usize, cols: usize) {
        self.move_to(self.col, cols);
        let (col, count) = (self.col, count.min(cols - self.col));
        self.pad(cols);
        if self.cells[col] == TAIL {
            self.cells[col - 1] = ' ';
            self.cells[col] = ' ';
        }
        if self.cells[cols - count] == TAIL {
            self.cells[cols - count - 1] = ' ';
        }
        self.cells.truncate(cols - count);
        self.cells.splice(col..col, std::iter::repeat_n(' ', count));
    }

    pub(super) fn delete(&mut self, count: usize, cols: usize) {
        self.move_to(self.col, cols);
        let (col, count) = (self.col, count.min(cols - self.col));
        self.pad(cols);
        if self.cells[col] == TAIL {
            self.cells[col - 1] = ' ';
        }
        self.cells.drain(col..col + count);
        if self.cells.get(col) == Some(&TAIL) {
            self.cells[col] = ' ';
        }
    }

    /// Blanks the cells of a range, and the other halves of characters it cuts.
    pub(super) fn erase(&mut self, from: usize, to: usize, cols: usize) {
        if from == cols {
            return;
        }
        let is_tail = |at| self.cells.get(at) == Some(&TAIL);
        let from = if is_tail(from) { from - 1 } else { from };
        let to = if is_tail(to) { to + 1 } else { to };
        if to >= self.cells.len() {
            self.cells.truncate(from);
        } else if from < to {
            self.cells[from..to].fill(' ');
        }
    }

    /// The text, up to the edge of the window if it goes on in the next row.
    pub(super) fn text(&self, is_wrapped: bool, cols: usize) -> String {
        let cells = match is_wrapped {
            true => self.cells.as_slice(),
            false => {
                let end = self.cells.iter().rposition(|c| *c != ' ').map_or(0, |last| last + 1);
                &self.cells[..end]
            }
        };
        let mut text = if cells.iter().all(|c| matches!(c, ' '..='~')) {
            let bytes: Vec<u8> = cells.iter().map(|c| *c as u8).collect();
            String::from_utf8(bytes).unwrap_or_default()
        } else {
            cells.iter().filter(|c| **c != TAIL && !c.is_control()).collect()
        };
        if is_wrapped {
            text.extend(std::iter::repeat_n(' ', cols.saturating_sub(self.cells.len())));
        }
        text
    }

    fn pad(&mut self, to: usize) {
        if self.cells.len() < to {
            self.cells.resize(to, ' ');
        }
    }
}

/// What stands in a text from a cell on.
pub(super) fn from_cell(text: &str, col: usize) -> &str {
    let mut cell = 0;
    let start = text.char_indices().find(|(_, c)| {
        let is_there = cell >= col;
        cell += width(*c);
        is_there
    });
    start.map_or("", |(at, _)| &text[at..])
}

/// Cells that a character takes.
fn width(c: char) -> usize {
    if c.width() == Some(2) { 2 } else { 1 }
}
