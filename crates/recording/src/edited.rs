//! What does a line say once its escape sequences are left out and its edits are done?
//!
//! Lines are typed, corrected, coloured and redrawn. The view is the text as it stood in the
//! line, and for each byte of it the byte of the output that wrote it there. A line that was
//! edited is seen once before each edit that takes text away, because all of these states were
//! shown.

use std::ops::Range;

use crate::command::wrapped;
use crate::grid::width;
use crate::terminal;

/// A text that stood in one row, and where each of its bytes stands in the output.
pub(crate) struct View<'a> {
    pub(crate) text: &'a [u8],
    pub(crate) at: At<'a>,
    /// Nothing in this line of the output changes it any more.
    pub(crate) is_final: bool,
}

pub(crate) enum At<'a> {
    /// One behind the other, the first one here.
    From(usize),
    /// Each somewhere, or at [`NOWHERE`].
    Each(&'a [usize]),
}

/// The place of a blank that nobody wrote.
const NOWHERE: usize = usize::MAX;

impl View<'_> {
    /// Where a stretch of the text stands in the output, in the order of the text.
    pub(crate) fn bytes(&self, text: Range<usize>) -> Vec<Range<usize>> {
        let mut bytes: Vec<Range<usize>> = Vec::new();
        match self.at {
            At::From(start) => bytes.push(start + text.start..start + text.end),
            At::Each(each) => {
                for at in each[text].iter().copied().filter(|at| *at != NOWHERE) {
                    match bytes.last_mut() {
                        Some(last) if last.end == at => last.end += 1,
                        _ => bytes.push(at..at + 1),
                    }
                }
            }
        }
        bytes
    }
}

/// No line of a terminal has more cells that a cursor could be sent to.
const FARTHEST: usize = 4096;

/// A line of output has no end, a row has one. When this is exceeded by as much again, the first
/// cells are shown as what they are and forgotten. Of a line that keeps changing so many cells that
/// it was written to exhaust whoever reads it, fewer are kept.
const ROOM: [usize; 2] = [FARTHEST, 128];

/// So many cells may be looked at or moved for each byte of a line, and for any line.
const PATIENCE: (usize, usize) = (32, 64 << 10);

/// Follows the lines of an output, one at a time.
pub(crate) struct Reader<'a> {
    output: &'a [u8],
    /// The ASCII character of each cell; [`LONG`] and its length for another one, [`TAIL`] in the
    /// second cell of a wide one.
    cells: Vec<u8>,
    /// As many: where in the output the character of a cell starts.
    places: Vec<usize>,
    /// All cells hold ASCII, so that they are the text.
    is_ascii: bool,
    col: usize,
    /// Where a program has saved the cursor in this row.
    saved: Option<usize>,
    /// The cursor went back since the text was last shown.
    has_turned: bool,
    /// Cells that may be looked at or moved before the line gets less room.
    patience: usize,
}

const LONG: u8 = 0x80;
const TAIL: u8 = 0xff;

impl Reader<'_> {
    pub(crate) fn new(output: &[u8]) -> Reader<'_> {
        let (cells, places) = (Vec::new(), Vec::new());
        Reader {
            output,
            cells,
            places,
            is_ascii: true,
            col: 0,
            saved: None,
            has_turned: false,
            patience: 0,
        }
    }

    /// Reads one line of the output and shows every state of it that lost text later, and its last.
    pub(crate) fn line(&mut self, line: Range<usize>, show: &mut impl FnMut(View<'_>)) {
        let output = self.output;
        self.patience = PATIENCE.0 * line.len() + PATIENCE.1;
        let wraps = wrapped::wraps(&output[line.clone()]).map(|wrap| line.start + wrap);
        let mut wraps = wraps.peekable();
        let mut at = line.start;
        while at < line.end {
            while wraps.next_if(|wrap| *wrap < at).is_some() {}
            let wrap = wraps.peek().copied().unwrap_or(line.end);
            at = match output[at] {
                _ if at == wrap => at + b" \r".len(),
                b'\x1b' => self.escape(at, line.end, show),
                b'\x08' => {
                    self.left(1);
                    at + 1
                }
                b'\r' => {
                    self.left(usize::MAX);
                    at + 1
                }
                b' '..=b'~' => {
                    let wrap = wrap.min(at + FARTHEST);
                    let plain = terminal::plain_length(&output[at..wrap]);
                    self.plain(at..at + plain, show);
                    at + plain
                }
                byte if byte.is_ascii_control() && byte != b'\t' => at + 1,
                _ => self.character(at, line.end, show),
            };
            self.move_on(show);
        }
        self.end(show);
    }

    /// Forgets the first cells of a line that has too many.
    fn move_on(&mut self, show: &mut impl FnMut(View<'_>)) {
        let room = ROOM[usize::from(self.patience == 0)];
        if self.cells.len() > 2 * room {
            self.show(true, show);
            let gone = self.cells.len() - room;
            self.cells.drain(..gone);
            self.places.drain(..gone);
            self.col = self.col.saturating_sub(gone);
        }
    }

    fn left(&mut self, count: usize) {
        self.has_turned |= self.col > 0;
        self.col = self.col.saturating_sub(count);
    }

    fn go_to(&mut self, col: usize) {
        self.has_turned |= col < self.col;
        self.col = col.min(FARTHEST.max(self.cells.len()));
    }

    /// Writes printable ASCII.
    fn plain(&mut self, bytes: Range<usize>, show: &mut impl FnMut(View<'_>)) {
        self.about_to_change(show);
        self.pad(self.col);
        let (col, length) = (self.col, bytes.len());
        let over = length.min(self.cells.len() - col);
        let (text, rest) = self.output[bytes.clone()].split_at(over);
        self.cells[col..col + over].copy_from_slice(text);
        self.cells.extend_from_slice(rest);
        let places = self.places[col..col + over].iter_mut();
        places.zip(bytes.clone()).for_each(|(place, at)| *place = at);
        self.places.extend(bytes.skip(over));
        self.col += length;
    }

    fn character(&mut self, at: usize, end: usize, show: &mut impl FnMut(View<'_>)) -> usize {
        let (length, cols) = match self.output[at] {
            byte if byte.is_ascii() => (1, 1),
            _ => {
                let bytes = &self.output[at..end.min(at + 4)];
                let chunk = bytes.utf8_chunks().next();
                let char = chunk.and_then(|chunk| chunk.valid().chars().next());
                char.map_or((1, 1), |char| (char.len_utf8(), width(char)))
            }
        };
        if cols == 0 {
            return at + length;
        }
        self.about_to_change(show);
        self.pad(self.col + cols);
        self.is_ascii = false;
        self.cells[self.col] = LONG | length as u8;
        self.places[self.col] = at;
        if cols == 2 {
            self.cells[self.col + 1] = TAIL;
        }
        self.col += cols;
        at + length
    }

    fn pad(&mut self, to: usize) {
        if self.cells.len() < to {
            self.cells.resize(to, b' ');
            self.places.resize(to, NOWHERE);
        }
    }

    /// Shows the text before something of it is gone, if that is news.
    fn about_to_change(&mut self, show: &mut impl FnMut(View<'_>)) {
        if self.has_turned && self.col < self.cells.len() {
            self.show(false, show);
        }
        self.has_turned = false;
    }

    fn show(&mut self, is_final: bool, show: &mut impl FnMut(View<'_>)) {
        self.patience = self.patience.saturating_sub(self.cells.len());
        if self.is_ascii {
            return show(View { text: &self.cells, at: At::Each(&self.places), is_final });
        }
        let (mut text, mut each) = (Vec::new(), Vec::new());
        for (cell, place) in self.cells.iter().zip(&self.places) {
            match cell {
                &TAIL => {}
                long if *long > LONG => {
                    let bytes = *place..*place + usize::from(long - LONG);
                    text.extend_from_slice(&self.output[bytes.clone()]);
                    each.extend(bytes);
                }
                plain => {
                    text.push(*plain);
                    each.push(*place);
                }
            }
        }
        show(View { text: &text, at: At::Each(&each), is_final });
    }

    /// What follows stands in another row.
    fn end(&mut self, show: &mut impl FnMut(View<'_>)) {
        if !self.cells.is_empty() {
            self.show(true, show);
        }
        self.cells.clear();
        self.places.clear();
        self.is_ascii = true;
        self.col = 0;
        self.saved = None;
        self.has_turned = false;
    }

    /// The cursor returns to where it was saved, which is another row if it was not in this one.
    fn restore(&mut self, show: &mut impl FnMut(View<'_>)) {
        match self.saved {
            Some(col) => self.go_to(col),
            None => self.end(show),
        }
    }

    /// Does what an escape sequence does to the line, and says where the text goes on.
    fn escape(&mut self, at: usize, end: usize, show: &mut impl FnMut(View<'_>)) -> usize {
        match self.output[..end].get(at + 1) {
            Some(b'[') => self.control(at + 2, end, show),
            Some(b']' | b'P' | b'^' | b'_' | b'X') => self.string(at + 2, end, show),
            Some(b'(' | b')' | b'*' | b'+' | b'#' | b'%') => end.min(at + 3),
            Some(b'7') => {
                self.saved = Some(self.col);
                at + 2
            }
            Some(b'8') => {
                self.restore(show);
                at + 2
            }
            Some(b'D' | b'E' | b'M' | b'c') => {
                self.end(show);
                at + 2
            }
            Some(b'\x1b') | None => at + 1,
            Some(_) => at + 2,
        }
    }

    /// The text of a title or the like is no part of the line, but it is handed out with it.
    fn string(&mut self, at: usize, end: usize, show: &mut impl FnMut(View<'_>)) -> usize {
        let rest = &self.output[at..end];
        let length = rest.iter().position(|byte| matches!(byte, b'\x07' | b'\x1b'));
        let length = length.unwrap_or(rest.len());
        show(View { text: &rest[..length], at: At::From(at), is_final: true });
        match rest.get(length) {
            Some(b'\x07') => at + length + 1,
            Some(_) if rest.get(length + 1) == Some(&b'\\') => at + length + 2,
            _ => at + length,
        }
    }

    fn control(&mut self, at: usize, end: usize, show: &mut impl FnMut(View<'_>)) -> usize {
        let rest = &self.output[at..end];
        let Some(length) = rest.iter().position(|byte| matches!(byte, b'@'..=b'~')) else {
            return end;
        };
        let number = std::str::from_utf8(&rest[..length]).ok().and_then(|text| text.parse().ok());
        let count = number.unwrap_or(1_usize).clamp(1, FARTHEST);
        let rest_of_line = self.col.min(self.cells.len())..self.cells.len();
        match rest[length] {
            b'C' => self.go_to(self.col + count),
            b'D' => self.left(count),
            b'G' | b'`' => self.go_to(count - 1),
            b'K' | b'J' if number.is_none_or(|number| number == 0) => {
                self.about_to_change(show);
                self.cells.truncate(self.col);
                self.places.truncate(self.col);
            }
            b'K' => {
                if !self.cells.is_empty() {
                    self.show(false, show);
                }
                match count {
                    1 => {
                        let erased = self.cells.len().min(self.col + 1);
                        self.cells[..erased].fill(b' ');
                        self.places[..erased].fill(NOWHERE);
                    }
                    _ => {
                        self.cells.clear();
                        self.places.clear();
                    }
                }
                self.has_turned = false;
            }
            b'P' => {
                self.about_to_change(show);
                self.patience = self.patience.saturating_sub(self.cells.len());
                let gone = rest_of_line.start..rest_of_line.end.min(rest_of_line.start + count);
                self.cells.drain(gone.clone());
                self.places.drain(gone);
            }
            b'@' => {
                self.about_to_change(show);
                self.patience = self.patience.saturating_sub(self.cells.len() + count);
                let at = rest_of_line.start;
                self.cells.splice(at..at, std::iter::repeat_n(b' ', count));
                self.places.splice(at..at, std::iter::repeat_n(NOWHERE, count));
            }
            b'X' => {
                self.about_to_change(show);
                let end = rest_of_line.end.min(rest_of_line.start + count);
                self.cells[rest_of_line.start..end].fill(b' ');
                self.places[rest_of_line.start..end].fill(NOWHERE);
            }
            b'M' => {
                self.show(false, show);
                self.cells.clear();
                self.places.clear();
                self.col = 0;
            }
            b's' if length == 0 => self.saved = Some(self.col),
            b'u' if length == 0 => self.restore(show),
            // Colours, modes and reports move nothing.
            b'm' | b'h' | b'l' | b'n' | b'c' | b'q' | b't' | b'u' | b's' | b'r' => {}
            // Everything else leaves the row, or takes so much away that a new text begins.
            _ => self.end(show),
        }
        at + length + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn views(output: &str) -> Vec<String> {
        let mut views = Vec::new();
        Reader::new(output.as_bytes()).line(0..output.len(), &mut |view| {
            let bytes = view.bytes(0..view.text.len());
            let written: Vec<u8> =
                bytes.iter().flat_map(|range| &output.as_bytes()[range.clone()]).copied().collect();
            let is_same = |a: &[u8], b: &[u8]| {
                let words = |text: &[u8]| text.split(|b| *b == b' ').collect::<Vec<_>>().concat();
                words(a) == words(b)
            };
            assert!(is_same(&written, view.text), "{output:?}");
            views.push(String::from_utf8_lossy(view.text).into_owned());
        });
        views
    }

    #[test]
    fn a_line_is_seen_in_every_state_that_lost_text() {
        let check = |output: &str, expected: &[&str]| assert_eq!(views(output), expected);
        check("plain", &["plain"]);
        check("\x1b[01;31m\x1b[Kpass\x1b[m\x1b[Kword", &["password"]);
        check("pasz\x08\x1b[Ksword", &["pasz", "password"]);
        check("mysql -px\x08\x08\x08\x08 -uroot -px", &["mysql -px", "mysql -uroot -px"]);
        check("ab\x1b[2Dxy", &["ab", "xy"]);
        check("ac\x08\x1b[1@b", &["ac", "abc"]);
        check("abbc\x08\x08\x1b[P", &["abbc", "abc"]);
        check("a long line that \rwraps", &["a long line thatwraps"]);
        check("50%\r100%", &["50%", "100%"]);
        check("本番\x08\x08x", &["本番", "本x"]);
        check("a\x1b]0;title\x07b", &["0;title", "ab"]);
        check("fifty\x1b[2K\rdone", &["fifty", "done"]);
        check("one\x1b[5;1Htwo", &["one", "two"]);
        check("a\x1b[3Cb", &["a   b"]);
        check("\x1b7fifty\x1b8done ", &["fifty", "done "]);
        check("\x1b[sfifty\x1b[udone ", &["fifty", "done "]);
        check("one\x1b[u\x1b8two", &["one", "two"]);
        check("fifty\r\x1b[4Xten", &["fifty", "ten y"]);
        check("fifty\x1b[Mdone", &["fifty", "done"]);
        check("a\x1b[", &["a"]);
    }
}
