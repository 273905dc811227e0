//! What does a Session Manager log from S3 say?
//!
//! The agent replays the session through `script`, so a log is one header line, the terminal
//! output with every line end doubled to `\r\r\n`, and one trailer. Header and trailer differ by
//! util-linux version and can be missing; the output is kept whatever they look like.

use jiff::Timestamp;
use jiff::fmt::strtime;
use memchr::memmem;

use super::{Kind, Limits, Position, Reading};
use crate::recording::Recording;

const HEADER: &[u8] = b"Script started on ";
const TRAILER: &[u8] = b"\nScript done on ";

/// A run of text without line end or escape sequence that is longer than this is worth a note:
/// no terminal shows it in one piece.
const LONG_LINE: usize = 4096;

pub(super) fn matches(bytes: &[u8]) -> bool {
    bytes.starts_with(HEADER)
}

pub(super) fn read(bytes: &[u8], _limits: &Limits) -> Reading {
    let mut reading = Reading::default();
    let (header, start) = header(bytes);
    let (trailer, end) = trailer(bytes, start);
    let content = &bytes[start..end];

    let output = normalise(content);
    let mut recording = Recording::bare(Kind::SessionLog, output);
    match header {
        Some(line) => describe(&line, &mut recording),
        None => reading.reject(
            Position::Line(1),
            "no-header",
            "no `Script started on` line: node, session and time of the log are unknown",
        ),
    }
    match trailer {
        Some(line) => {
            recording.exit_code =
                quoted(&line, "COMMAND_EXIT_CODE=\"").and_then(|code| code.parse().ok())
        }
        None => reading.reject(
            Position::Byte(bytes.len() as u64),
            "no-trailer",
            "no `Script done on` line at the end: the log may be cut short",
        ),
    }
    note_content(content, start as u64, &mut reading);
    reading.recordings.push(recording);
    reading
}

/// The header line without its line end, and where the content starts.
fn header(bytes: &[u8]) -> (Option<String>, usize) {
    if !bytes.starts_with(HEADER) {
        return (None, 0);
    }
    let end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    let line = String::from_utf8_lossy(&bytes[..end]).trim_end_matches('\r').to_owned();
    (Some(line), (end + 1).min(bytes.len()))
}

/// The trailer line and where the content ends.
///
/// Only a trailer that nothing follows is one: the same words earlier are something the session
/// printed, perhaps to make the log look finished.
fn trailer(bytes: &[u8], start: usize) -> (Option<String>, usize) {
    let Some(found) = memmem::rfind(&bytes[start..], TRAILER).map(|found| start + found) else {
        // An empty session leaves the trailer directly behind the header.
        return match bytes[start..].starts_with(&TRAILER[1..]) && start > 0 {
            true => (Some(String::from_utf8_lossy(&bytes[start..]).trim_end().to_owned()), start),
            false => (None, bytes.len()),
        };
    };
    let line = &bytes[found + 1..];
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    if line.contains(&b'\n') {
        return (None, bytes.len());
    }
    (Some(String::from_utf8_lossy(line).into_owned()), found)
}

/// Undoes the second pty: exactly `\r\r\n` becomes `\r\n`, every other byte stays.
fn normalise(content: &[u8]) -> Vec<u8> {
    let mut output = Vec::with_capacity(content.len());
    let mut done = 0;
    for found in memmem::find_iter(content, b"\r\r\n") {
        output.extend_from_slice(&content[done..found]);
        done = found + 1;
    }
    output.extend_from_slice(&content[done..]);
    output
}

/// Takes what the header line tells: `Script started on <date>[ [COMMAND="cat <path>" …]]`.
fn describe(header: &str, recording: &mut Recording) {
    let rest = &header[HEADER.len().min(header.len())..];
    let (date, _) = rest.split_once(" [").unwrap_or((rest, ""));
    recording.generated_at = instant(date);

    let Some(command) = quoted(header, "COMMAND=\"") else { return };
    // …/<node>/session/orchestration/<session-id>/<plugin>/ipcTempFile.log
    let mut parts = command.rsplit('/').skip(1);
    let (plugin, session) = (parts.next(), parts.next());
    if parts.next() != Some("orchestration") || parts.next() != Some("session") {
        return;
    }
    recording.plugin = plugin.map(str::to_owned);
    recording.session_id = session.map(str::to_owned);
    recording.node_id = parts.next().map(str::to_owned);
}

/// The text between `key` and the next quote.
fn quoted<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(key)?;
    rest.split_once('"').map(|(value, _)| value)
}

/// The date of a header. A locale's date without an offset is no instant and stays unknown.
fn instant(date: &str) -> Option<Timestamp> {
    const WITH_OFFSET: [&str; 2] = ["%Y-%m-%d %H:%M:%S%:z", "%Y-%m-%d %H:%M:%S%z"];
    const UTC: [&str; 2] = ["%a %d %b %Y %I:%M:%S %p UTC", "%a %b %e %H:%M:%S UTC %Y"];
    let offset = WITH_OFFSET.iter().find_map(|format| Timestamp::strptime(format, date).ok());
    offset.or_else(|| {
        UTC.iter().find_map(|format| {
            let civil = strtime::parse(format, date).ok()?.to_datetime().ok()?;
            jiff::tz::TimeZone::UTC.to_timestamp(civil).ok()
        })
    })
}

/// Notes everything in the content that a reader of the recording should know about.
fn note_content(content: &[u8], start: u64, reading: &mut Reading) {
    let forged = memmem::find_iter(content, TRAILER).next();
    if let Some(found) = forged {
        reading.reject(
            Position::Byte(start + found as u64 + 1),
            "forged-trailer",
            "a `Script done on` line stands inside the content and was kept as content",
        );
    }
    note_invalid_utf8(content, start, reading);
    let mut from = 0;
    let ends = memchr::memchr3_iter(b'\n', b'\r', 0x1b, content).chain([content.len()]);
    for end in ends {
        if end - from > LONG_LINE {
            let reason = format!("a line of {} bytes, shown wrapped", end - from);
            reading.reject(Position::Byte(start + from as u64), "long-line", reason);
            return;
        }
        from = end + 1;
    }
}

/// Says where the text stops being UTF-8. The bytes stay as they are; only the view is lossy.
fn note_invalid_utf8(content: &[u8], start: u64, reading: &mut Reading) {
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
        reading.reject(Position::Byte(start + first as u64), "invalid-utf8", reason);
    }
}
