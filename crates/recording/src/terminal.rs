//! How do bytes become a screen?
//!
//! Everything shown, indexed or extracted comes from this one emulation, so that what an auditor
//! finds is what was on the screen.

use std::borrow::Cow;

use avt::Parser;
use avt::parser::{Function, State};

use crate::grid::{Grid, Row, Witness, is_amended, width};

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

    /// `avt` shows the same if it is told something else than the character at `at`.
    fn amended(&mut self, _at: usize, _instead: String) {}
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

    /// Whether a dump would be of a customary size, which it is not inside of an endless sequence.
    pub(crate) fn is_handy(&self) -> bool {
        self.half.len() <= HALF
    }

    /// Shows bytes of the output, the first of which is at `from`; those that are no text as
    /// U+FFFD.
    pub(crate) fn feed(&mut self, bytes: &[u8], from: usize, watch: &mut impl Watch) {
        let mut at = from;
        for chunk in bytes.utf8_chunks() {
            self.feed_text(chunk.valid(), at, watch);
            at += chunk.valid().len();
            if !chunk.invalid().is_empty() {
                let start = at;
                at += chunk.invalid().len();
                self.feed_char(char::REPLACEMENT_CHARACTER, start, at, watch);
                self.keep_half("\u{fffd}");
            }
        }
    }

    /// Shows text of the output, the first byte of which is at `from`.
    pub(crate) fn feed_text(&mut self, text: &str, from: usize, watch: &mut impl Watch) {
        let mut rest = text;
        while let Some(&first) = rest.as_bytes().first() {
            let at = from + text.len() - rest.len();
            let is_ground = self.parser.state == State::Ground;
            let fed = match first {
                b' '..=b'~' if is_ground => {
                    let plain = plain_length(rest.as_bytes());
                    self.grid.print_ascii(&rest.as_bytes()[..plain], at as u64, watch);
                    plain
                }
                b'\r' if is_ground => {
                    self.execute(&Function::Cr, at + 1, watch);
                    1
                }
                b'\n' if is_ground => {
                    watch.character(&self.grid, '\n', at);
                    self.execute(&Function::Lf, at + 1, watch);
                    1
                }
                // Nobody is told of the inside of a sequence.
                b' '..=b'~' => {
                    self.advance(char::from(first), at, at + 1, watch);
                    1
                }
                _ => {
                    let c = rest.chars().next().unwrap_or_default();
                    self.feed_char(c, at, at + c.len_utf8(), watch);
                    c.len_utf8()
                }
            };
            rest = &rest[fed..];
        }
        self.keep_half(text);
    }

    fn feed_char(&mut self, c: char, from: usize, to: usize, watch: &mut impl Watch) {
        watch.character(&self.grid, c, from);
        self.advance(c, from, to, watch);
    }

    #[inline]
    fn advance(&mut self, c: char, at: usize, to: usize, watch: &mut impl Watch) {
        match self.parser.feed(c) {
            // Terminals take it for nothing.
            Some(Function::Print('\x7f')) => watch.amended(at, String::new()),
            Some(Function::Print(c)) if width(c) == 0 => {
                let joined = self.grid.join(c, to as u64);
                watch.amended(at, self.grid.instead_of_mark(joined));
            }
            // Nothing that is printed comes out of the middle of a sequence.
            Some(Function::Print(c)) => self.grid.print(c, to as u64, watch),
            Some(function) if is_amended(&function) => {
                let charsets = self.grid.charsets();
                self.execute(&function, to, watch);
                if let Some(instead) = self.grid.instead_of(&function, c, charsets) {
                    watch.amended(at, instead);
                }
            }
            Some(function) => self.execute(&function, to, watch),
            None => {}
        }
    }

    #[inline]
    fn execute(&mut self, function: &Function, to: usize, watch: &mut impl Watch) {
        watch.before(&mut self.grid, function);
        self.grid.execute(function, to as u64, watch);
        watch.after(&self.grid, function);
    }

    /// Keeps the start of a sequence that the text fed last leaves unfinished.
    fn keep_half(&mut self, fed: &str) {
        if self.parser.state == State::Ground {
            return self.half.clear();
        }
        // Each of these begins anew, whatever came before it.
        let part = match fed.rfind(|c| matches!(c, '\x1b' | '\u{80}'..='\u{9f}')) {
            Some(start) => {
                self.half.clear();
                &fed[start..]
            }
            None => fed,
        };
        let room = if is_in_string(&self.parser) {
            HALF.saturating_sub(self.half.len())
        } else {
            usize::MAX
        };
        // A control character inside of a sequence has had its effect and is no part of it.
        let part = part[..part.floor_char_boundary(room)].chars();
        self.half.extend(part.filter(|c| *c >= ' ' || *c == '\x1b'));
    }
}

/// Whether what comes next belongs to a title or the like and is not shown.
pub(crate) fn is_in_string(parser: &Parser) -> bool {
    use State::{DcsIgnore, DcsPassthrough, OscString, SosPmApcString};
    matches!(parser.state, OscString | SosPmApcString | DcsPassthrough | DcsIgnore)
}

/// The length of the printable ASCII at the start of a text.
pub(crate) fn plain_length(text: &[u8]) -> usize {
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

/// Where in the [`text`] of these bytes the character is that starts at one of them.
pub(crate) fn place_in_text(bytes: &[u8], at: usize) -> usize {
    let (mut start, mut place) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        let valid = chunk.valid().len();
        if at < start + valid {
            return place + at - start;
        }
        start += valid + chunk.invalid().len();
        place += valid + char::REPLACEMENT_CHARACTER.len_utf8();
    }
    place
}

/// The index of a row or column that escape sequences count from one, zero meaning one.
pub(crate) fn from_one(number: u16) -> usize {
    usize::from(number.max(1) - 1)
}
