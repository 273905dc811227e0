//! How do bytes become a screen?
//!
//! Everything shown, indexed or extracted comes from this one emulation, so that what an auditor
//! finds is what was on the screen.

use std::borrow::Cow;

use avt::Parser;
use avt::parser::{Function, State};

use crate::grid::{Grid, Row, Witness};

/// A screen being written to.
pub(crate) struct Terminal {
    pub(crate) grid: Grid,
    parser: Parser,
    /// The characters of an escape sequence that is not complete yet.
    half: String,
}

/// Who wants to know what happens to the screen, and by which byte of the output.
pub(crate) trait Watch: Witness {
    /// The character whose bytes start at `at` is next. It is not told of printable ASCII.
    fn character(&mut self, _grid: &Grid, _c: char, _at: usize) {}

    /// A function is about to change the screen.
    fn before(&mut self, _grid: &mut Grid, _function: &Function) {}

    /// It has done so.
    fn after(&mut self, _grid: &Grid, _function: &Function) {}
}

/// Nobody.
impl Watch for () {}

impl Witness for () {
    fn evicted(&mut self, _row: &Row) {}

    fn lost(&mut self, _row: &Row) {}
}

/// The text of a title or the like has no effect on the screen, so no more of it is kept.
const HALF: usize = 1024;

impl Terminal {
    /// An empty terminal of at least one cell.
    pub(crate) fn new(cols: u16, rows: u16) -> Terminal {
        Terminal { grid: Grid::new(cols, rows), parser: Parser::new(), half: String::new() }
    }

    /// Escape sequences that bring a fresh terminal of the same size to the same state.
    pub(crate) fn dump(&self) -> String {
        self.grid.dump() + &self.half
    }

    /// Shows bytes of the output, the first of which is at `from`; those that are no text as
    /// U+FFFD.
    pub(crate) fn feed(&mut self, bytes: &[u8], from: usize, watch: &mut impl Watch) {
        // Nearly always, and checking all of it at once is several times faster.
        if let Ok(text) = std::str::from_utf8(bytes) {
            return self.feed_text(text, from, watch);
        }
        let mut at = from;
        for chunk in bytes.utf8_chunks() {
            self.feed_text(chunk.valid(), at, watch);
            at += chunk.valid().len();
            if !chunk.invalid().is_empty() {
                let start = at;
                at += chunk.invalid().len();
                self.feed_char(char::REPLACEMENT_CHARACTER, start, at, watch);
            }
        }
    }

    fn feed_text(&mut self, text: &str, from: usize, watch: &mut impl Watch) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let at = from + text.len() - rest.len();
            let plain = match self.parser.state {
                State::Ground => plain_length(rest.as_bytes()),
                _ => 0,
            };
            if plain > 0 {
                self.grid.print_ascii(&rest.as_bytes()[..plain], at as u64, watch);
                rest = &rest[plain..];
            } else {
                self.feed_char(c, at, at + c.len_utf8(), watch);
                rest = &rest[c.len_utf8()..];
            }
        }
    }

    fn feed_char(&mut self, c: char, from: usize, to: usize, watch: &mut impl Watch) {
        watch.character(&self.grid, c, from);
        match self.parser.feed(c) {
            // Nothing that is printed comes out of the middle of a sequence.
            Some(Function::Print(c)) => self.grid.print(c, to as u64, watch),
            Some(function) => {
                self.keep_half(c);
                watch.before(&mut self.grid, &function);
                self.grid.execute(&function, to as u64, watch);
                watch.after(&self.grid, &function);
            }
            None => self.keep_half(c),
        }
    }

    #[inline]
    fn keep_half(&mut self, c: char) {
        let is_text = || {
            matches!(
                self.parser.state,
                State::OscString | State::SosPmApcString | State::DcsPassthrough | State::DcsIgnore
            )
        };
        // A control character inside of a sequence has had its effect and is no part of it.
        let is_part = c >= ' ' || c == '\x1b';
        if self.parser.state == State::Ground {
            self.half.clear();
        } else if is_part && (self.half.len() < HALF || !is_text()) {
            self.half.push(c);
        }
    }
}

/// The length of the printable ASCII at the start of a text.
fn plain_length(text: &[u8]) -> usize {
    // A block is looked at as a whole, which the compiler does with one comparison.
    const BLOCK: usize = 16;
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~');
    let blocks = text.chunks_exact(BLOCK).take_while(|block| block.iter().all(is_plain)).count();
    let rest = &text[blocks * BLOCK..];
    blocks * BLOCK + rest.iter().position(|byte| !is_plain(byte)).unwrap_or(rest.len())
}

/// The bytes as text, with U+FFFD where they are none.
pub(crate) fn text(bytes: &[u8]) -> Cow<'_, str> {
    // Checking first is several times faster than the lossy conversion, and nearly always enough.
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

/// The index of a row or column that escape sequences count from one, zero meaning one.
pub(crate) fn from_one(number: u16) -> usize {
    usize::from(number.max(1) - 1)
}
