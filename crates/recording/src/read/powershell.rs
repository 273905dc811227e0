//! What does the transcript that Session Manager leaves of a session on Windows say?
//!
//! When the session has ended the agent replays it in a hidden PowerShell that runs
//! `Start-Transcript`. So a log is the text of a console without its colours, between two blocks
//! that lines of asterisks enclose. Their words are in the language of the host, so only places
//! count: a title, then a line that ends in a time of 14 digits, then any number of lines. Time,
//! user and machine in them are those of the hidden PowerShell. The time is later than the session
//! and has no zone, so it is no instant that could bound anything.

use memchr::memmem;

use super::content::Invalid;
use super::{Kind, Limits, Position, Reading, encoding};
use crate::recording::Recording;

/// No header is longer.
const HEADER: usize = 16 * 1024;

/// PowerShell writes 22 of them.
const ASTERISKS: usize = 20;

pub(super) fn matches(bytes: &[u8]) -> bool {
    const STARTS: [&[u8]; 5] = [
        b"**********",
        b"\xef\xbb\xbf*****",
        b"\xff\xfe*\0*\0*\0",
        b"\xfe\xff\0*\0*\0*",
        b"*\0*\0*\0",
    ];
    let is_likely =
        STARTS.iter().any(|start| bytes.starts_with(start)) || bytes.starts_with(b"\0*\0*\0*");
    let decoded = || encoding::decode(&bytes[..bytes.len().min(HEADER)]);
    is_likely && header(&decoded().text).is_some()
}

pub(super) fn read(bytes: &[u8], _limits: &Limits) -> Reading {
    let mut reading = Reading::default();
    let decoded = encoding::decode(bytes);
    let text = decoded.text.as_ref();
    if let Some((code, reason)) = decoded.note {
        reading.reject(Position::Line(1), code, reason);
    }
    let start = header(text).unwrap_or(0);
    if start == 0 {
        let reason = "no block of a transcript at the start: node and session are unknown";
        reading.reject(Position::Line(1), "no-header", reason);
    }
    let end = trailer(&text[start..]).map(|end| start + end);
    if end.is_none() {
        let lines = memchr::memchr_iter(b'\n', text).count() as u64;
        reading.reject(
            Position::Line(lines + 1),
            "no-trailer",
            "no block of a transcript at the end: the agent waits a minute for it, so a long session may be cut short",
        );
    }
    let content = &text[start..end.unwrap_or(text.len())];
    let mut recording = Recording::bare(Kind::PowerShellTranscript, with_returns(content));
    describe(&text[..start], &mut recording);
    let mut invalid = Invalid::default();
    invalid.look(content, 0);
    invalid.note((decoded.mark + start) as u64, &mut reading);
    reading.recordings.push(recording);
    reading
}

/// Where the text behind the block at the start begins.
fn header(text: &[u8]) -> Option<usize> {
    let window = &text[..text.len().min(HEADER)];
    let mut lines = window.split_inclusive(|byte| *byte == b'\n');
    let mut length = lines.next().filter(|line| is_rule(line))?.len();
    length += lines.next().filter(|line| !is_rule(line))?.len();
    length += lines.next().filter(|line| is_time(line))?.len();
    for line in lines {
        length += line.len();
        if is_rule(line) && line.ends_with(b"\n") {
            return Some(length);
        }
    }
    None
}

/// Where the block at the end begins.
fn trailer(text: &[u8]) -> Option<usize> {
    let mut lines = text.trim_ascii_end().rsplit(|byte| *byte == b'\n');
    let block = [lines.next()?, lines.next()?, lines.next()?, lines.next()?];
    let [last, time, title, first] = block;
    let is_block = is_rule(last) && is_time(time) && !is_rule(title) && is_rule(first);
    let length: usize = block.iter().map(|line| line.len() + 1).sum();
    // The line feeds between the lines, but none behind the last.
    is_block.then(|| text.trim_ascii_end().len() - (length - 1))
}

/// A line of asterisks.
fn is_rule(line: &[u8]) -> bool {
    let line = line.trim_ascii_end();
    line.len() >= ASTERISKS && line.iter().all(|byte| *byte == b'*')
}

/// `Start time: 20261123120255` in any language.
fn is_time(line: &[u8]) -> bool {
    let line = line.trim_ascii_end();
    let digits = line.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    digits == 14 && line[..line.len() - digits].ends_with(b" ")
}

/// Takes `…\<node>\session\orchestration\<session-id>\<plugin>\…` where the header names a file of the agent.
fn describe(header: &[u8], recording: &mut Recording) {
    const PLACE: &[u8] = b"\\session\\orchestration\\";
    let Some(found) = memmem::find(header, PLACE) else { return };
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let after = &header[found + PLACE.len()..];
    let line = &after[..memchr::memchr2(b'\r', b'\n', after).unwrap_or(after.len())];
    let mut after = line.split(|byte| *byte == b'\\');
    recording.node_id = header[..found].rsplit(|byte| *byte == b'\\').next().map(text);
    recording.session_id = after.next().map(text);
    recording.plugin = after.next().map(text);
}

/// The text with the carriage returns that it lost if no line has one any more: CloudWatch gets
/// logs without.
fn with_returns(text: &[u8]) -> Vec<u8> {
    if memmem::find(text, b"\r\n").is_some() {
        return text.to_vec();
    }
    let mut output = Vec::with_capacity(text.len());
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        output.extend_from_slice(line.strip_suffix(b"\n").unwrap_or(line));
        if line.ends_with(b"\n") {
            output.extend_from_slice(b"\r\n");
        }
    }
    output
}
