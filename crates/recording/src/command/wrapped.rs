//! What does a command line say that the shell itself wrapped at the edge of the window?
//!
//! Readline does not leave wrapping to the terminal: behind the last column it writes a blank,
//! which makes the terminal wrap, and a carriage return. Where these stand is the window's width;
//! without them the line reads the same in a window of any width. That matters because the width
//! is not in a session log, and because the shell and the emulator disagree about characters that
//! take no cell of their own.

use memchr::memmem;

use crate::terminal::Terminal;

/// Columns that are always there: a prompt on the right is placed by moving to it.
const WINDOW: usize = 512;
/// No command line needs more columns.
const WIDE: usize = 8192;

/// Where in a command line, prompt included, the shell wrapped it.
pub(crate) fn wraps(line: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let returns = memchr::memchr_iter(b'\r', line).filter_map(|at| at.checked_sub(1));
    returns.filter(|at| {
        if line[*at] != b' ' {
            return false;
        }
        // The blank that ends a prompt is no wrap, and neither is one before a redrawn line.
        let ends_prompt = at.checked_sub(1).is_some_and(|at| b"$#>%".contains(&line[at]));
        let continues = line.get(at + 2).is_some_and(|byte| *byte > b' ' && *byte != 0x7f);
        continues && !ends_prompt
    })
}

/// A window of one row in which the line need not wrap, and no wider: clearing the cells of a very
/// wide one costs more than all that is written to it.
pub(crate) fn row_for(line: &[u8]) -> Terminal {
    let tabs = memchr::memchr_iter(b'\t', line).count();
    let cols = (line.len() + 8 * tabs).clamp(WINDOW, WIDE);
    Terminal::new(u16::try_from(cols).unwrap_or(u16::MAX), 1)
}

/// The line in one piece, or `None` if the shell did not wrap it or went back up over a wrap.
pub(super) fn unwrap(line: &[u8]) -> Option<String> {
    const UP: &[u8] = b"\x1b[A";
    let mut wide = None;
    let mut done = 0;
    for wrap in wraps(line) {
        let wide = wide.get_or_insert_with(|| row_for(line));
        wide.feed(&line[done..wrap], 0, &mut ());
        done = wrap + b" \r".len();
    }
    let mut wide = wide?;
    if memmem::find(line, UP).is_some() || line.contains(&b'\n') {
        return None;
    }
    wide.feed(&line[done..], 0, &mut ());
    crate::screen::rows(&wide.grid).pop()
}
