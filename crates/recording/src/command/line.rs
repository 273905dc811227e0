//! What do the bytes around the end of a line say?

use crate::window::{AHEAD, BACK, Window};

/// Bracketed paste: shells with readline switch it on while they read a line and off when they
/// run it.
pub(crate) const PASTE: &[u8] = b"\x1b[?2004";
pub(super) const STOP: &[u8] = b"\x1b[?2004l";

/// `h` or `l` if bracketed paste is switched at `at`.
pub(crate) fn paste_switch(output: &Window, at: usize) -> Option<u8> {
    let rest = output.get(at..at + AHEAD).strip_prefix(PASTE)?;
    rest.first().copied().filter(|byte| matches!(byte, b'h' | b'l'))
}

/// Whether a program says right behind the line end at `newline` that it stops reading.
pub(super) fn stops(output: &Window, newline: usize) -> bool {
    output.get(newline + 1..newline + 1 + AHEAD).starts_with(STOP)
}

/// Whether the line that ends at `newline` may hold a prompt.
pub(super) fn shows_prompt(output: &Window, newline: usize) -> bool {
    let line = line_before(output, newline);
    // Of a line that is longer than what is held the prompt may be gone.
    (line.len() == BACK)
        || memchr::memchr3(b'$', b'#', b'>', line).is_some()
        || memchr::memchr2(b'%', "❯".as_bytes()[0], line).is_some()
        || line.starts_with(b"... ")
}

/// The line that ends at `newline`, or as much of it as matters.
pub(super) fn line_before(output: &Window, newline: usize) -> &[u8] {
    output.get(line_start(output, newline)..newline)
}

/// Where the line that ends at `newline` starts, or as much of it as matters.
pub(super) fn line_start(output: &Window, newline: usize) -> usize {
    let back = newline.saturating_sub(BACK);
    memchr::memrchr(b'\n', output.get(back..newline)).map_or(back, |before| back + before + 1)
}
