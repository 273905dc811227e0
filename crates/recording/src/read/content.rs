//! What in the output should a reader of the recording know about?

use avt::Parser;

use super::{Position, Reading, script_frame};
use crate::terminal;

/// A run of text without line end or escape sequence that is longer than this is worth a note:
/// no terminal shows it in one piece.
const LONG_LINE: usize = 4096;

impl Reading {
    /// Looks through an output that starts at the byte `start` of its file.
    pub(super) fn note_content(&mut self, content: &[u8], start: u64) {
        if let Some(found) = script_frame::forged_trailer(content) {
            self.reject(
                Position::Byte(start + found as u64),
                "forged-trailer",
                "a `Script done on` line stands inside the content and was kept as content",
            );
        }
        self.note_invalid_utf8(content, start);
        self.note_endless_sequence(content, start);
        let mut from = 0;
        let ends = memchr::memchr3_iter(b'\n', b'\r', 0x1b, content).chain([content.len()]);
        for end in ends {
            if end - from > LONG_LINE {
                let reason = format!("a line of {} bytes, shown wrapped", end - from);
                self.reject(Position::Byte(start + from as u64), "long-line", reason);
                return;
            }
            from = end + 1;
        }
    }

    /// Says that the end of the output is not shown, because a title or the like is never ended.
    fn note_endless_sequence(&mut self, content: &[u8], start: u64) {
        let Some(at) = endless_sequence(content) else { return };
        let lines = memchr::memchr_iter(b'\n', &content[at..]).count();
        // What is cut short at the end of a log hides nothing.
        if lines > 0 {
            let reason = format!(
                "an escape sequence that is never ended hides the last {lines} lines; the bytes are kept"
            );
            self.reject(Position::Byte(start + at as u64), "endless-sequence", reason);
        }
    }

    /// Says where the text stops being UTF-8. The bytes stay as they are; only the view is lossy.
    pub(super) fn note_invalid_utf8(&mut self, content: &[u8], start: u64) {
        // Nearly always, and many times faster than piece by piece.
        if std::str::from_utf8(content).is_ok() {
            return;
        }
        let mut first = None;
        let mut places = 0_u64;
        let mut at = 0;
        for chunk in content.utf8_chunks() {
            at += chunk.valid().len();
            if !chunk.invalid().is_empty() {
                first.get_or_insert(at);
                places += 1;
                at += chunk.invalid().len();
            }
        }
        if let Some(first) = first {
            let reason = format!("not UTF-8 in {places} places, first here; shown as U+FFFD");
            self.reject(Position::Byte(start + first as u64), "invalid-utf8", reason);
        }
    }
}

/// Where a string for the terminal starts that nothing ends.
///
/// Every escape starts something else, so only the last one can do that. It has a second form, as
/// one character of two bytes.
fn endless_sequence(content: &[u8]) -> Option<usize> {
    let is_start =
        |at: &usize| content[*at] == 0x1b || matches!(content[at + 1..], [0x80..=0x9f, ..]);
    let start = memchr::memrchr2_iter(0x1b, 0xc2, content).find(is_start)?;
    let mut parser = Parser::new();
    for c in terminal::text(&content[start..]).chars() {
        parser.feed(c);
    }
    terminal::is_in_string(&parser).then_some(start)
}
