//! What does a Session Manager log from S3 say?
//!
//! The agent replays the session through `script`, so a log is what `script` writes around it and
//! the terminal output with every line end made longer to `\r\r\n`. The lines around it can be
//! missing; the output is kept whatever they look like.

use memchr::memmem;

use super::content::Noticed;
use super::script_frame::{self, Header};
use super::{Kind, Limits, Position, Reading, typescript};
use crate::recording::Recording;
use crate::steps::whole_characters;

/// What the plugin that runs a single command writes at the very end, after the command's output.
const EXIT_CODE: &[u8] = b"EXIT_CODE: ";

pub(super) fn matches(bytes: &[u8]) -> bool {
    script_frame::header(bytes).is_some_and(|header| !typescript::is_own(&header))
}

pub(super) fn read(bytes: &[u8], _limits: &Limits) -> Reading {
    let mut output = Vec::with_capacity(bytes.len());
    let mut log = LogReader::default();
    log.take(bytes, &mut |piece| output.extend_from_slice(piece));
    let mut reading = log.finish(&mut |piece| output.extend_from_slice(piece));
    reading.recordings.iter_mut().for_each(|recording| recording.output.append(&mut output));
    reading
}

/// Reads a session log that comes piece by piece, and keeps none of its output.
///
/// However the log is cut, the same output comes of it.
#[derive(Default)]
pub struct LogReader {
    header: Option<Header>,
    /// Where the output starts, once that is known.
    start: Option<u64>,
    /// The latest bytes, which may be the header or the trailer.
    held: Vec<u8>,
    /// Bytes of the log so far.
    length: u64,
    noticed: Noticed,
    last: LastWords,
    /// What the second pty made of a line feed, once a first line has shown it.
    line_end: Option<&'static [u8]>,
}

/// As much is looked at together.
const PIECE: usize = 64 << 10;

impl LogReader {
    /// Takes the next bytes of the log and hands out output.
    pub fn take(&mut self, bytes: &[u8], show: &mut dyn FnMut(&[u8])) {
        for piece in bytes.chunks(PIECE) {
            self.length += piece.len() as u64;
            self.held.extend_from_slice(piece);
            if self.held.len() >= PIECE + script_frame::REACH {
                self.open();
                let ready = ready(&self.held, self.held.len() - script_frame::REACH);
                let content: Vec<u8> = self.held.drain(..ready).collect();
                self.show(&content, show);
            }
        }
    }

    /// Hands out the rest of the output, and says what was read: a recording without its output.
    pub fn finish(mut self, show: &mut dyn FnMut(&[u8])) -> Reading {
        let mut reading = Reading::default();
        self.open();
        let held = std::mem::take(&mut self.held);
        let (trailer, end) = script_frame::take_end(&held, self.header.as_ref());
        self.show(&held[..end], show);

        let mut recording = Recording::bare(Kind::SessionLog, Vec::new());
        match &self.header {
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
                // In any other session these words are something that was printed.
                if recording.plugin.as_deref() == Some("NonInteractiveCommands") {
                    recording.exit_code = self.last.exit_code();
                }
                reading.note_failed_copy(trailer.status, self.length);
            }
            None => reading.reject(
                Position::Byte(self.length),
                "no-trailer",
                "no `Script done on` line at the end: the log may be cut short",
            ),
        }
        self.noticed.note(self.start.unwrap_or(0), &mut reading);
        reading.recordings.push(recording);
        reading
    }

    /// Takes the header off, if that was not done before.
    fn open(&mut self) {
        if self.start.is_none() {
            let (header, start) = script_frame::take_header(&self.held).unzip();
            self.held.drain(..start.unwrap_or(0));
            (self.header, self.start) = (header, Some(start.unwrap_or(0) as u64));
        }
    }

    fn show(&mut self, content: &[u8], show: &mut dyn FnMut(&[u8])) {
        self.noticed.look(content);
        if let Some(end) = memchr::memchr(b'\n', content).filter(|_| self.line_end.is_none()) {
            let is_doubled = content[..=end].ends_with(LINE_END);
            self.line_end = Some(if is_doubled { &LINE_END[1..] } else { LINE_END });
        }
        let output = normalise(content, self.line_end.unwrap_or(LINE_END));
        self.last.hear(&output);
        show(&output);
    }
}

/// How many of the first `most` bytes can be looked at without those behind them: whole characters,
/// and no part of a line end.
fn ready(held: &[u8], most: usize) -> usize {
    let whole = whole_characters(&held[..most]);
    // The longer one first: of three characters two may stand before the cut.
    let cut =
        [(2, LINE_END), (1, LINE_END), (1, &LINE_END[1..])].into_iter().find(|(back, end)| {
            whole.checked_sub(*back).is_some_and(|from| held[from..].starts_with(end))
        });
    whole - cut.map_or(0, |(back, _)| back)
}

/// What the second pty makes of a line end.
const LINE_END: &[u8] = b"\r\r\n";

/// Undoes the second pty, which wrote a carriage return before every line feed.
///
/// A program that draws by itself, such as tmux, ends lines with a bare line feed to go straight
/// down, which the second pty made a line end of. Only where the first line, which a shell wrote,
/// has two carriage returns is it known that one of them was added: the output of a single
/// command had no pty of its own.
fn normalise(content: &[u8], line_end: &[u8]) -> Vec<u8> {
    let mut output = Vec::with_capacity(content.len());
    let mut done = 0;
    for found in memmem::find_iter(content, line_end) {
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

/// The last words of an output, without the blanks and line ends behind them.
#[derive(Default)]
struct LastWords {
    text: Vec<u8>,
    are_followed: bool,
}

/// A number and the words before it are shorter.
const WORDS: usize = 64;

impl LastWords {
    fn hear(&mut self, output: &[u8]) {
        let text = output.trim_ascii_end();
        if !text.is_empty() {
            self.text.extend(std::mem::take(&mut self.are_followed).then_some(b'\n'));
            self.text.extend_from_slice(&text[text.len().saturating_sub(WORDS)..]);
            let gone = self.text.len().saturating_sub(WORDS);
            self.text.drain(..gone);
        }
        self.are_followed |= text.len() < output.len();
    }

    /// The exit status of the command of a session that is no more than a command.
    fn exit_code(&self) -> Option<i32> {
        let found = memmem::rfind(&self.text, EXIT_CODE)?;
        std::str::from_utf8(&self.text[found + EXIT_CODE.len()..]).ok()?.parse().ok()
    }
}

impl Reading {
    /// The status in a log's trailer is not the session's: it is that of `cat`, which copied it.
    fn note_failed_copy(&mut self, status: Option<i32>, end: u64) {
        if let Some(status) = status.filter(|status| *status != 0) {
            let reason = format!("writing the log failed with status {status}: it may lack output");
            self.reject(Position::Byte(end), "failed-copy", reason);
        }
    }
}
