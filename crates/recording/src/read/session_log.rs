//! What does a Session Manager log from S3 say?
//!
//! The agent replays the session through `script`, so a log is what `script` writes around it and
//! the terminal output with every line end doubled to `\r\r\n`. The lines around it can be
//! missing; the output is kept whatever they look like.

use memchr::memmem;

use super::script_frame::{self, Frame, Header};
use super::{Kind, Limits, Position, Reading, typescript};
use crate::recording::Recording;

/// What the plugin that runs a single command writes at the very end, after the command's output.
const EXIT_CODE: &[u8] = b"EXIT_CODE: ";

pub(super) fn matches(bytes: &[u8]) -> bool {
    script_frame::header(bytes).is_some_and(|header| !typescript::is_own(&header))
}

pub(super) fn read(bytes: &[u8], _limits: &Limits) -> Reading {
    let mut reading = Reading::default();
    let Frame { header, trailer, content } = script_frame::frame(bytes);
    let start = content.start as u64;
    let content = &bytes[content];

    let mut recording = Recording::bare(Kind::SessionLog, normalise(content));
    match &header {
        Some(header) => describe(header, &mut recording),
        None => reading.reject(
            Position::Line(1),
            "no-header",
            "no `Script started on` line: node and session are unknown",
        ),
    }
    match &trailer {
        Some(trailer) => {
            recording.generated_at = recording.generated_at.or(trailer.date);
            recording.exit_code = exit_code(&recording);
            reading.note_failed_copy(trailer.status, bytes.len());
        }
        None => reading.reject(
            Position::Byte(bytes.len() as u64),
            "no-trailer",
            "no `Script done on` line at the end: the log may be cut short",
        ),
    }
    reading.note_content(content, start);
    reading.recordings.push(recording);
    reading
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

/// Takes what the header tells: its date, and `…/<node>/session/orchestration/<session-id>/<plugin>/ipcTempFile.log` out
/// of the command.
fn describe(header: &Header, recording: &mut Recording) {
    recording.generated_at = header.date;
    let Some(command) = &header.command else { return };
    let mut parts = command.rsplit('/').skip(1);
    let (plugin, session) = (parts.next(), parts.next());
    if parts.next() != Some("orchestration") || parts.next() != Some("session") {
        return;
    }
    recording.plugin = plugin.map(str::to_owned);
    recording.session_id = session.map(str::to_owned);
    recording.node_id = parts.next().map(str::to_owned);
}

/// The exit status of the command of a session that is no more than a command.
///
/// In any other session these words are something that was printed.
fn exit_code(recording: &Recording) -> Option<i32> {
    if recording.plugin.as_deref() != Some("NonInteractiveCommands") {
        return None;
    }
    let output = recording.output.trim_ascii_end();
    let found = memmem::rfind(output, EXIT_CODE)?;
    std::str::from_utf8(&output[found + EXIT_CODE.len()..]).ok()?.parse().ok()
}

impl Reading {
    /// The status in a log's trailer is not the session's: it is that of `cat`, which copied it.
    fn note_failed_copy(&mut self, status: Option<i32>, end: usize) {
        if let Some(status) = status.filter(|status| *status != 0) {
            let reason = format!("writing the log failed with status {status}: it may lack output");
            self.reject(Position::Byte(end as u64), "failed-copy", reason);
        }
    }
}
