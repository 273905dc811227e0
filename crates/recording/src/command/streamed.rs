//! What did the agent take out of a line of a CloudWatch stream?
//!
//! It removes escape sequences and every carriage return, unless it fails to read the line: then
//! all sequences stay.

use super::wrapped;

/// Whether the agent took something out of a line of a stream that its text depends on: what erased
/// the text behind the cursor, or what put the prompt in place of a search in the history.
pub(super) fn is_damaged(line: &[u8]) -> bool {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    if memchr::memmem::find(line, b"i-search)`").is_some() {
        return true;
    }
    // A line with an escape sequence is one that the agent could not clean.
    memchr::memchr(b'\x08', line).is_some() && memchr::memchr(b'\x1b', line).is_none() && {
        let mut row = wrapped::row_for(line);
        row.feed(line, 0, &mut ());
        let mut behind = String::new();
        row.grid.row(0).read(row.grid.cursor().col, &mut behind);
        !behind.trim().is_empty()
    }
}
