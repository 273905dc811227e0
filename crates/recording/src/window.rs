//! Which part of the output is at hand?
//!
//! A recording can be longer than the memory of whoever derives it. So its output comes in pieces,
//! and only so much of it is held as somebody may still look at.

use std::ops::Range;

/// So many bytes before the one that is shown are held: a command line is shorter.
pub(crate) const BACK: usize = 64 << 10;

/// And so many behind it, unless the output ends before: a program that stops reading a line says
/// so right behind the line end.
pub(crate) const AHEAD: usize = 128;

/// A line that is longer is looked at in pieces.
const LONGEST: usize = 1 << 20;

/// Bytes of the output, each by its place in all of it.
#[derive(Debug, Default)]
pub(crate) struct Window {
    bytes: Vec<u8>,
    /// The place of the first of them.
    start: usize,
}

impl Window {
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// The place behind the last byte.
    pub(crate) fn end(&self) -> usize {
        self.start + self.bytes.len()
    }

    /// What is held of a range.
    pub(crate) fn get(&self, range: Range<usize>) -> &[u8] {
        let place = |at: usize| at.clamp(self.start, self.end()) - self.start;
        let (from, to) = (place(range.start), place(range.end));
        &self.bytes[from..to.max(from)]
    }

    /// Forgets what stands before a place.
    pub(crate) fn forget(&mut self, before: usize) {
        let gone = before.saturating_sub(self.start).min(self.bytes.len());
        // What stays is moved, so that must not happen for every few bytes.
        if gone > self.bytes.len() / 2 {
            self.bytes.drain(..gone);
            self.start += gone;
        }
    }
}

/// The length of the whole lines at the start of some output, or of a piece of one that is too
/// long. At the end of the output all of it is whole.
///
/// Where it is cut depends on the lines alone, and not on how many of them are at hand.
pub(crate) fn whole_lines(output: &[u8], is_end: bool) -> usize {
    let mut at = 0;
    loop {
        let reach = output.len().min(at + LONGEST);
        match memchr::memrchr(b'\n', &output[at..reach]) {
            Some(newline) => at += newline + 1,
            None if reach - at == LONGEST => return at + between_words(&output[at..reach]),
            None => return if is_end { output.len() } else { at },
        }
    }
}

/// The length of some output up to a blank or the like near its end, so that no word is cut.
fn between_words(output: &[u8]) -> usize {
    const NEAR: usize = 4096;
    let start = output.len().saturating_sub(NEAR);
    let last = output[start..].iter().rposition(|byte| b" \t,\"'".contains(byte));
    last.map_or(output.len(), |last| start + last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_keep_their_places() {
        let mut window = Window::default();
        window.push(b"0123456789");
        window.forget(6);
        window.push(b"ab");
        assert_eq!((window.get(6..8), window.get(0..7), window.end()), (&b"67"[..], &b"6"[..], 12));
        assert_eq!((window.get(10..99), window.get(0..3)), (&b"ab"[..], &b""[..]));
    }

    #[test]
    fn lines_are_cut_alike_however_much_is_at_hand() {
        let check =
            |output: &[u8], is_end, expected| assert_eq!(whole_lines(output, is_end), expected);
        check(b"one\ntwo\nthr", false, 8);
        check(b"one\ntwo\nthr", true, 11);
        check(b"thr", false, 0);
        check(b"", true, 0);
        let mut long = vec![b'x'; LONGEST + 10];
        check(&long, false, LONGEST);
        long.splice(0..0, *b"a\n");
        long.extend_from_slice(b"\nb\n");
        check(&long, false, LONGEST + 2);
        check(&long[LONGEST + 2..], false, 13);
        long[LONGEST - 10] = b' ';
        check(&long, false, LONGEST - 9);
    }
}
