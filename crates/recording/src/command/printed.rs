//! Which bytes were printed while a command ran?

use std::ops::Range;

use super::{STOP, line_start};
use crate::window::{AHEAD, Window};

/// The end of what is still being printed.
pub(super) const OPEN: u64 = u64::MAX;

/// What a command prints from now on, at whose Enter there is a line end, or the word of a shell that it stops reading.
pub(super) fn begins(output: &Window, enter: usize) -> Range<u64> {
    let output = output.get(enter..enter + AHEAD);
    let mut at = 0;
    let mut is_below = false;
    loop {
        let rest = &output[at..];
        at += match rest.first() {
            Some(b'\r') => 1,
            Some(b'\n') if !is_below => {
                is_below = true;
                1
            }
            _ if rest.starts_with(STOP) => STOP.len(),
            _ => return (enter + at) as u64..OPEN,
        };
    }
}

/// Where output ends in front of a prompt that `at` stands behind.
///
/// Zsh marks output without a line end, so that its prompt can begin in a line of its own.
pub(super) fn end_before_prompt(output: &Window, at: usize) -> usize {
    const MARK: &[u8] = b"\x1b[1m\x1b[7m";
    let start = line_start(output, at);
    start + memchr::memmem::rfind(output.get(start..at), MARK).unwrap_or(0)
}
