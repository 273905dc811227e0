//! What did `script` write around the output?
//!
//! A header line before it and a trailer line behind it, in the words of the version and language
//! of `script`: `Script started on 2026-11-23 12:02:55+00:00 [COMMAND="…"]` since util-linux 2.35,
//! a date in the locale's form and nothing more before, and on macOS and BSD a second line
//! `Command: …` and, before the trailer, `Command exit status: 0`.
//! Source: term-utils/script.c of util-linux, usr.bin/script/script.c of FreeBSD.
//!
//! All these lines end in a bare line feed, because `script` writes them past the terminal. What a
//! session prints came through one and has a carriage return there, so it cannot pose as them.

use std::ops::Range;

use jiff::Timestamp;
use jiff::fmt::strtime;

const STARTED: &str = "Script started on ";
const DONE: &str = "Script done on ";
const COMMAND: &str = "Command: ";
const STATUS: &[u8] = b"Command exit status: ";

/// No header is longer: a path and a few settings.
const LONGEST: usize = 8 * 1024;

/// What stands around the output, and where the output is.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) header: Option<Header>,
    pub(super) trailer: Option<Trailer>,
    pub(super) content: Range<usize>,
}

/// What the lines before the output say.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) date: Option<Timestamp>,
    /// What `script` ran.
    pub(super) command: Option<String>,
    /// Columns and rows of the terminal that `script` ran on, if it ran on one.
    pub(super) size: Option<(u16, u16)>,
    /// There was a line `Command: …`, so there is one for its status too.
    is_bsd: bool,
    /// The line feeds of the file became carriage return and line feed on its way here.
    is_converted: bool,
}

/// What the lines behind the output say.
#[derive(Debug)]
pub(super) struct Trailer {
    pub(super) date: Option<Timestamp>,
    /// The exit status of what `script` ran.
    pub(super) status: Option<i32>,
}

/// Whether these bytes start with a header of `script`.
pub(super) fn header(bytes: &[u8]) -> Option<Header> {
    take_header(bytes).map(|(header, _)| header)
}

/// Finds what stands around the output.
pub(super) fn frame(bytes: &[u8]) -> Frame {
    let (header, start) = match take_header(bytes) {
        Some((header, start)) => (Some(header), start),
        None => (None, 0),
    };
    let (trailer, end) = take_end(&bytes[start..], header.as_ref());
    Frame { header, trailer, content: start..start + end }
}

/// So many bytes at the start hold the whole header, and so many at the end the whole trailer.
pub(super) const REACH: usize = 3 * LONGEST;

/// What stands behind the output at the end of a file, and where the output ends. `body` is all that
/// stands behind the header, or at least the last [`REACH`] bytes of it.
pub(super) fn take_end(body: &[u8], header: Option<&Header>) -> (Option<Trailer>, usize) {
    let is_converted = header.is_some_and(|header| header.is_converted);
    let Some((mut trailer, mut end)) = take_trailer(body, header.is_some(), is_converted) else {
        return (None, body.len());
    };
    if header.is_some_and(|header| header.is_bsd)
        && let Some((status, before)) = take_status(&body[..end])
    {
        (trailer.status, end) = (Some(status), before);
    }
    (Some(trailer), end)
}

/// What a trailer looks like inside of an output.
pub(super) const LIKE_A_TRAILER: &[u8] = b"\nScript done on ";

/// The header and where the output starts.
pub(super) fn take_header(bytes: &[u8]) -> Option<(Header, usize)> {
    let (line, end) = first_line(bytes)?;
    let words = String::from_utf8_lossy(line);
    let text = words.trim_end_matches('\r');
    // In another language only the command tells that this is a header.
    if !text.starts_with(STARTED) && !is_translated(text) {
        return None;
    }
    let number = |key| quoted(text, key).and_then(|number| number.parse().ok());
    let mut header = Header {
        date: date_in(text, STARTED),
        command: quoted(text, "COMMAND=\"").map(str::to_owned),
        size: number("COLUMNS=\"").zip(number("LINES=\"")),
        is_bsd: false,
        is_converted: line.ends_with(b"\r"),
    };
    let mut start = end;
    if header.command.is_none()
        && let Some((line, end)) = first_line(&bytes[start..])
        && let Some(command) = String::from_utf8_lossy(line).strip_prefix(COMMAND)
        && line.ends_with(b"\r") == header.is_converted
    {
        header.command = Some(command.trim_end_matches('\r').to_owned());
        header.is_bsd = true;
        start += end;
    }
    Some((header, start))
}

/// The first line without its line feed, and where the next one starts.
fn first_line(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let window = &bytes[..bytes.len().min(LONGEST)];
    match memchr::memchr(b'\n', window) {
        Some(end) => Some((&window[..end], end + 1)),
        None => (window.len() == bytes.len()).then_some((window, window.len())),
    }
}

/// `Skript gestartet auf 2026-11-23 12:02:55+00:00 [COMMAND="cat …/ipcTempFile.log" …]`
fn is_translated(line: &str) -> bool {
    let command = quoted(line, "[COMMAND=\"").unwrap_or_default();
    // An export task puts the time of the upload in front of an English one.
    let is_words = !line.starts_with(|c: char| c.is_ascii_digit());
    is_words
        && command.starts_with("cat ")
        && command.ends_with("/ipcTempFile.log")
        && line.ends_with(']')
}

/// The trailer and where the output ends.
///
/// Only a trailer that nothing follows is one: the same words earlier are something the session
/// printed, perhaps to make the log look finished.
fn take_trailer(body: &[u8], has_header: bool, is_converted: bool) -> Option<(Trailer, usize)> {
    let last = body.strip_suffix(b"\n").unwrap_or(body);
    let line_start = memchr::memrchr(b'\n', last).map_or(0, |newline| newline + 1);
    let line = &last[line_start..];
    // Without anything before it, it stands directly behind the header.
    let is_alone = line_start == 0 && !has_header;
    if is_alone || line.len() > LONGEST || line.ends_with(b"\r") != is_converted {
        return None;
    }
    let text = String::from_utf8_lossy(line);
    let text = text.trim_end_matches('\r');
    let status = quoted(text, "[COMMAND_EXIT_CODE=\"").and_then(|code| code.parse().ok());
    let is_translated = status.is_some() && text.ends_with("\"]");
    if !text.starts_with(DONE) && !is_translated {
        return None;
    }
    Some((Trailer { date: date_in(text, DONE), status }, line_start.saturating_sub(1)))
}

/// The status in the line before the trailer, and where the output ends if it is there.
fn take_status(content: &[u8]) -> Option<(i32, usize)> {
    let line_start = memchr::memrchr(b'\n', content).map_or(0, |newline| newline + 1);
    let status = std::str::from_utf8(content[line_start..].strip_prefix(STATUS)?).ok()?;
    Some((status.trim_end().parse().ok()?, line_start.saturating_sub(1)))
}

/// The text between `key` and the next quote.
fn quoted<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(key)?;
    rest.split_once('"').map(|(value, _)| value)
}

/// The date in a line that starts with these words, or with as many in another language; there only the newer form is
/// known, which has two parts and stands last.
fn date_in(line: &str, words: &str) -> Option<Timestamp> {
    let (line, _) = line.split_once(" [").unwrap_or((line, ""));
    let date = line.strip_prefix(words).or_else(|| {
        let (start, _) = line.rmatch_indices(' ').nth(1)?;
        Some(&line[start + 1..])
    });
    instant(date?)
}

/// The date of a header. A locale's date without an offset is no instant and stays unknown.
pub(super) fn instant(date: &str) -> Option<Timestamp> {
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
