//! How are the cells of a row kept?
//!
//! Nearly every row is ASCII of one pen and is kept as just that, a byte for each cell: writing it
//! and reading it again are copies. Anything else turns it into a character and a pen for each.

use std::ops::Range;

use super::marks::Marks;
use super::pen::Pen;

/// The second cell of a wide character.
pub(super) const TAIL: char = '\0';

/// The cells of a row, from the first to the last one written to.
#[derive(Clone, Debug, Default)]
pub(super) struct Cells {
    is_mixed: bool,
    /// What they hold while they are not mixed, all of it of one pen.
    text: Vec<u8>,
    pen: Pen,
    /// What they hold once they are.
    chars: Vec<char>,
    /// As many.
    pens: Vec<Pen>,
    /// What was written in some of these besides.
    marks: Marks,
}

impl Cells {
    pub(super) fn len(&self) -> usize {
        if self.is_mixed { self.chars.len() } else { self.text.len() }
    }

    /// Forgets all cells, but keeps their memory.
    pub(super) fn clear(&mut self) {
        self.is_mixed = false;
        self.text.clear();
        self.marks.clear();
    }

    pub(super) fn truncate(&mut self, len: usize) {
        self.is_mixed &= len > 0;
        self.text.truncate(len);
        self.chars.truncate(len);
        self.pens.truncate(len);
        self.marks.forget(len..usize::MAX);
    }

    /// Adds blanks up to a cell.
    pub(super) fn pad(&mut self, to: usize, pen: Pen) {
        if self.len() >= to {
            return;
        }
        if self.takes(pen) {
            self.text.resize(to, b' ');
        } else {
            let (chars, pens) = self.mixed();
            chars.resize(to, ' ');
            pens.resize(to, pen);
        }
    }

    /// Writes printable ASCII; all cells before it are there.
    pub(super) fn print_ascii(&mut self, col: usize, text: &[u8], pen: Pen) {
        let (over, rest) = text.split_at(text.len().min(self.len() - col));
        if self.takes(pen) {
            self.text[col..col + over.len()].copy_from_slice(over);
            self.text.extend_from_slice(rest);
            return;
        }
        let (chars, pens) = self.mixed();
        let cells = chars[col..col + over.len()].iter_mut();
        cells.zip(over).for_each(|(cell, byte)| *cell = char::from(*byte));
        pens[col..col + over.len()].fill(pen);
        chars.extend(rest.iter().copied().map(char::from));
        pens.resize(chars.len(), pen);
        self.marks.forget(col..col + text.len());
    }

    pub(super) fn set(&mut self, col: usize, c: char, pen: Pen) {
        if matches!(c, ' '..='~') && self.takes(pen) {
            self.text[col] = c as u8;
        } else {
            let (chars, pens) = self.mixed();
            chars[col] = c;
            pens[col] = pen;
            self.marks.forget(col..col + 1);
        }
    }

    /// Adds a mark to the character of a cell, both of which are shown as `shown`.
    pub(super) fn mark(&mut self, col: usize, mark: char, shown: char) {
        let (chars, _) = self.mixed();
        let before = std::mem::replace(&mut chars[col], shown);
        self.marks.add(col, before, mark);
    }

    pub(super) fn blank(&mut self, cells: Range<usize>, pen: Pen) {
        if self.takes(pen) {
            self.text[cells].fill(b' ');
        } else {
            let (chars, pens) = self.mixed();
            chars[cells.clone()].fill(' ');
            pens[cells.clone()].fill(pen);
            self.marks.forget(cells);
        }
    }

    /// Puts blanks before a cell.
    pub(super) fn insert(&mut self, col: usize, count: usize, pen: Pen) {
        let (chars, pens) = self.mixed();
        chars.splice(col..col, std::iter::repeat_n(' ', count));
        pens.splice(col..col, std::iter::repeat_n(pen, count));
        self.marks.insert(col, count);
    }

    pub(super) fn remove(&mut self, cells: Range<usize>) {
        let (chars, pens) = self.mixed();
        chars.drain(cells.clone());
        pens.drain(cells.clone());
        self.marks.remove(cells);
    }

    /// What stands in a cell; nothing behind the last one.
    pub(super) fn char(&self, col: usize) -> Option<char> {
        match self.is_mixed {
            true => self.chars.get(col).copied(),
            false => self.text.get(col).copied().map(char::from),
        }
    }

    /// In which pen it is written.
    pub(super) fn pen(&self, col: usize) -> Pen {
        match self.is_mixed {
            true => self.pens.get(col).copied().unwrap_or_default(),
            false => self.pen,
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (char, Pen)> {
        let mixed = if self.is_mixed { self.chars.as_slice() } else { &[] };
        let text = if self.is_mixed { &[] } else { self.text.as_slice() };
        let text = text.iter().map(|byte| (char::from(*byte), self.pen));
        text.chain(mixed.iter().copied().zip(self.pens.iter().copied()))
    }

    /// The cells up to the last one that is not blank.
    pub(super) fn written(&self) -> usize {
        let last = match self.is_mixed {
            true => self.chars.iter().rposition(|c| *c != ' '),
            false => self.text.iter().rposition(|byte| *byte != b' '),
        };
        last.map_or(0, |last| last + 1)
    }

    /// Appends what some of them say, without control characters.
    pub(super) fn read(&self, cells: Range<usize>, into: &mut String) {
        if self.is_mixed {
            let chars = self.chars.get(cells.clone()).unwrap_or_default();
            if !self.marks.is_empty() {
                self.read_marked(cells.start, chars, into);
            } else if chars.iter().all(|c| matches!(c, ' '..='~')) {
                push_ascii(chars, into);
            } else {
                into.reserve(chars.len());
                into.extend(chars.iter().filter(|c| !c.is_control()));
            }
        } else {
            let text = self.text.get(cells).unwrap_or_default();
            into.push_str(std::str::from_utf8(text).unwrap_or_default());
        }
    }

    fn read_marked(&self, from: usize, chars: &[char], into: &mut String) {
        for (cell, c) in (from..).zip(chars) {
            match self.marks.get(cell) {
                Some(written) => into.push_str(written),
                None => into.extend(Some(*c).filter(|c| !c.is_control())),
            }
        }
    }

    /// Whether ASCII of this pen can be written without mixing anything.
    fn takes(&mut self, pen: Pen) -> bool {
        if self.text.is_empty() {
            self.pen = pen;
        }
        !self.is_mixed && self.pen == pen
    }

    /// A character and a pen for each cell.
    fn mixed(&mut self) -> (&mut Vec<char>, &mut Vec<Pen>) {
        if !self.is_mixed {
            self.is_mixed = true;
            self.chars.clear();
            self.chars.extend(self.text.iter().copied().map(char::from));
            self.pens.clear();
            self.pens.resize(self.chars.len(), self.pen);
        }
        (&mut self.chars, &mut self.pens)
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
