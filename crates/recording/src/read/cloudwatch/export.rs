//! Where does each event of an exported log stream start and end?
//!
//! An export task writes `2026-11-23T12:02:55.123Z ` and the message. A message of text has lines of
//! its own, which have no such stamp, unless the session printed one: the agent only starts another
//! event of text when one is full, so a stamp before that is text.
//! Source: reference of CloudWatch Logs, "Exporting log data to Amazon S3".

use jiff::Timestamp;

use super::stream;
use crate::read::Position;

/// The length of a stamp and the blank behind it.
const STAMP: usize = "2026-11-23T12:02:55.123Z ".len();

/// The agent puts up to 200,000 bytes of text into an event.
const FULL: usize = 150_000;

/// One event.
pub(super) struct Event<'a> {
    pub(super) at: Position,
    pub(super) written: Timestamp,
    pub(super) message: &'a [u8],
}

/// Whether an export task wrote these bytes.
pub(super) fn is_stamped(bytes: &[u8]) -> bool {
    stamp(bytes).is_some()
}

/// Walks the events in the order of the file, which need not be that of their times.
pub(super) fn events(bytes: &[u8]) -> impl Iterator<Item = Event<'_>> {
    let (mut at, mut line) = (0, 1);
    std::iter::from_fn(move || {
        let rest = &bytes[at..];
        let written = stamp(rest)?;
        let event = Position::Line(line);
        let mut end = STAMP;
        let is_json = rest[STAMP..].starts_with(b"{");
        loop {
            end +=
                memchr::memchr(b'\n', &rest[end..]).map_or(rest.len() - end, |newline| newline + 1);
            line += 1;
            let next = &rest[end..];
            let is_full = is_json || end >= FULL;
            if next.is_empty() || (stamp(next).is_some() && (is_full || starts_an_object(next))) {
                break;
            }
        }
        at += end;
        let message = &rest[STAMP..end];
        let message = message.strip_suffix(b"\n").unwrap_or(message);
        Some(Event { at: event, written, message })
    })
}

/// The stamp at the start of a line.
fn stamp(line: &[u8]) -> Option<Timestamp> {
    let stamp = std::str::from_utf8(line.get(..STAMP)?).ok()?.strip_suffix("Z ")?;
    let is_digit = |index: usize| stamp.as_bytes()[index].is_ascii_digit();
    let is_shaped = is_digit(0) && stamp.as_bytes()[10] == b'T' && stamp.as_bytes()[19] == b'.';
    is_shaped.then(|| format!("{stamp}Z").parse().ok()).flatten()
}

/// Whether the message behind a stamp is an object of the agent.
fn starts_an_object(line: &[u8]) -> bool {
    let message = &line[STAMP..];
    let end = memchr::memchr(b'\n', message).unwrap_or(message.len());
    message.starts_with(b"{") && stream::is_of_a_session(&message[..end])
}
