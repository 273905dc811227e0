//! What in the output should a reader of the recording know about?

use avt::Parser;
use avt::parser::State;
use memchr::memmem;

use super::script_frame::LIKE_A_TRAILER;
use super::{Position, Reading};
use crate::terminal;

/// A run of text without line end or escape sequence that is longer than this is worth a note:
/// no terminal shows it in one piece.
const LONG_LINE: usize = 4096;

/// What was noticed in an output that comes in pieces of whole characters.
#[derive(Default)]
pub(super) struct Noticed {
    /// The bytes so far.
    length: u64,
    /// Where something stands that looks like a trailer, and the last bytes, with which one may
    /// begin.
    forged: Option<u64>,
    edge: Vec<u8>,
    invalid: Invalid,
    endless: Endless,
    long: LongLine,
}

impl Noticed {
    /// Looks through the next piece.
    pub(super) fn look(&mut self, piece: &[u8]) {
        self.look_for_a_trailer(piece);
        self.invalid.look(piece, self.length);
        self.endless.look(piece, self.length);
        self.long.look(piece, self.length);
        self.length += piece.len() as u64;
    }

    /// Says it of an output that starts at the byte `start` of its file.
    pub(super) fn note(mut self, start: u64, reading: &mut Reading) {
        if let Some(found) = self.forged {
            reading.reject(
                Position::Byte(start + found),
                "forged-trailer",
                "a `Script done on` line stands inside the content and was kept as content",
            );
        }
        self.invalid.note(start, reading);
        self.endless.note(start, reading);
        self.long.end(self.length);
        if let Some((from, length)) = self.long.found {
            let reason = format!("a line of {length} bytes, shown wrapped");
            reading.reject(Position::Byte(start + from), "long-line", reason);
        }
    }

    fn look_for_a_trailer(&mut self, piece: &[u8]) {
        if self.forged.is_some() {
            return;
        }
        let kept = LIKE_A_TRAILER.len() - 1;
        let held = self.edge.len();
        self.edge.extend_from_slice(&piece[..piece.len().min(kept)]);
        let before = self.length - held as u64;
        let found = memmem::find(&self.edge, LIKE_A_TRAILER).map(|at| before + at as u64);
        let found =
            found.or_else(|| memmem::find(piece, LIKE_A_TRAILER).map(|at| self.length + at as u64));
        // The line feed before it belongs to the line before.
        self.forged = found.map(|at| at + 1);
        if piece.len() > kept {
            self.edge.clear();
            self.edge.extend_from_slice(&piece[piece.len() - kept..]);
        }
        let gone = self.edge.len().saturating_sub(kept);
        self.edge.drain(..gone);
    }
}

/// Where the text stops being UTF-8. The bytes stay as they are; only the view is lossy.
#[derive(Default)]
pub(super) struct Invalid {
    first: Option<u64>,
    places: u64,
}

impl Invalid {
    pub(super) fn look(&mut self, piece: &[u8], before: u64) {
        // Nearly always, and many times faster than piece by piece.
        if std::str::from_utf8(piece).is_ok() {
            return;
        }
        let mut at = before;
        for chunk in piece.utf8_chunks() {
            at += chunk.valid().len() as u64;
            if !chunk.invalid().is_empty() {
                self.first.get_or_insert(at);
                self.places += 1;
                at += chunk.invalid().len() as u64;
            }
        }
    }

    pub(super) fn note(&self, start: u64, reading: &mut Reading) {
        if let Some(first) = self.first {
            let places = self.places;
            let reason = format!("not UTF-8 in {places} places, first here; shown as U+FFFD");
            reading.reject(Position::Byte(start + first), "invalid-utf8", reason);
        }
    }
}

/// A string for the terminal, such as a title, that nothing ends.
///
/// Every escape starts something else, so only the last one can do that. It has a second form, as
/// one character of two bytes.
struct Endless {
    parser: Parser,
    start: u64,
    lines: usize,
}

impl Default for Endless {
    fn default() -> Endless {
        Endless { parser: Parser::new(), start: 0, lines: 0 }
    }
}

impl Endless {
    fn look(&mut self, piece: &[u8], before: u64) {
        let is_start =
            |at: &usize| piece[*at] == 0x1b || matches!(piece[at + 1..], [0x80..=0x9f, ..]);
        let last = memchr::memrchr2_iter(0x1b, 0xc2, piece).find(is_start);
        if let Some(at) = last {
            *self = Endless { start: before + at as u64, ..Endless::default() };
        } else if self.parser.state == State::Ground {
            return;
        }
        let rest = &piece[last.unwrap_or(0)..];
        self.lines += memchr::memchr_iter(b'\n', rest).count();
        for c in terminal::text(rest).chars() {
            self.parser.feed(c);
            if self.parser.state == State::Ground {
                break;
            }
        }
    }

    /// Says that the end of the output is not shown. What is cut short at the end of a log hides
    /// nothing.
    fn note(&self, start: u64, reading: &mut Reading) {
        if terminal::is_in_string(&self.parser) && self.lines > 0 {
            let reason = format!(
                "an escape sequence that is never ended hides the last {} lines; the bytes are kept",
                self.lines
            );
            reading.reject(Position::Byte(start + self.start), "endless-sequence", reason);
        }
    }
}

/// The first line that is too long to be shown in one piece, and its length.
#[derive(Default)]
struct LongLine {
    found: Option<(u64, u64)>,
    from: u64,
}

impl LongLine {
    fn look(&mut self, piece: &[u8], before: u64) {
        for end in memchr::memchr3_iter(b'\n', b'\r', 0x1b, piece) {
            if self.found.is_some() {
                return;
            }
            self.end(before + end as u64);
        }
    }

    fn end(&mut self, end: u64) {
        if self.found.is_none() && end - self.from > LONG_LINE as u64 {
            self.found = Some((self.from, end - self.from));
        }
        self.from = end + 1;
    }
}
