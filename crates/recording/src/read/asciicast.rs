//! What does an asciinema recording say?
//!
//! Version 2 and 3 differ in the header and in one point of time: version 2 events carry the time
//! since the start, version 3 events the time since the event before.
//! Source: docs.asciinema.org/manual/asciicast/v2 and /v3.

use jiff::Timestamp;
use memchr::memmem;
use serde::Deserialize;
use serde_json::Value;
use serde_json::error::Category;

use super::resizes::Resizes;
use super::{Kind, Limits, Position, Reading};
use crate::recording::{Clock, Mark, Marker, Recording, Resize, Size, Typed};
use crate::time::Micros;

pub(super) fn matches_v2(bytes: &[u8]) -> bool {
    header(bytes).is_some_and(|header| header.version == 2 && header.width.is_some())
}

pub(super) fn matches_v3(bytes: &[u8]) -> bool {
    header(bytes).is_some_and(|header| header.version == 3)
}

pub(super) fn read_v2(bytes: &[u8], limits: &Limits) -> Reading {
    read(Kind::AsciicastV2, bytes, limits)
}

pub(super) fn read_v3(bytes: &[u8], limits: &Limits) -> Reading {
    read(Kind::AsciicastV3, bytes, limits)
}

#[derive(Deserialize)]
struct Header {
    version: u32,
    width: Option<u16>,
    height: Option<u16>,
    term: Option<Term>,
    timestamp: Option<f64>,
    /// What [`crate::cast`] writes: where the times of the copy come from.
    sekisho: Option<Value>,
}

/// The code of a cast that Sekisho made of another recording.
pub const HANDED_OUT: &str = "handed-out";

#[derive(Deserialize)]
struct Term {
    cols: u16,
    rows: u16,
}

fn header(bytes: &[u8]) -> Option<Header> {
    let end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    // Many audit documents are one long line of JSON, and skipping through it takes a while.
    memmem::find(&bytes[..end], b"\"version\"")?;
    serde_json::from_slice(&bytes[..end]).ok()
}

impl Header {
    fn size(&self) -> Option<(u16, u16)> {
        let size = match &self.term {
            Some(term) => (term.cols, term.rows),
            None => (self.width?, self.height?),
        };
        (size.0 > 0 && size.1 > 0).then_some(size)
    }
}

fn read(kind: Kind, bytes: &[u8], limits: &Limits) -> Reading {
    let mut reading = Reading::default();
    let Some((header, size)) = header(bytes).and_then(|h| h.size().map(|size| (h, size))) else {
        let reason = "the first line is not an asciicast header with a terminal size";
        reading.reject(Position::Line(1), "no-header", reason);
        return reading;
    };
    reading.note_size(size, Position::Line(1));
    let mut tape = Tape::new(kind, Size::within(size));
    let mut lines = bytes.split(|byte| *byte == b'\n').enumerate().skip(1).peekable();
    while let Some((index, line)) = lines.next() {
        let at = Position::Line(index as u64 + 1);
        if line.trim_ascii().is_empty() || (kind == Kind::AsciicastV3 && line.starts_with(b"#")) {
            continue;
        }
        if line.len() > limits.line || tape.events >= limits.events {
            reading.reject(at, "too-large", "above the limit for one line or for all events");
            if line.len() > limits.line {
                continue;
            }
            break;
        }
        if let Err((code, reason)) = tape.take(line, lines.peek().is_none()) {
            reading.reject(at, code, reason);
        }
    }
    let started = header.timestamp.and_then(|seconds| Timestamp::from_second(seconds as i64).ok());
    let mut recording = tape.finish(started, &mut reading);
    if let Some(copied) = header.sekisho {
        let reason = "a copy that Sekisho handed out, with secrets masked; take its original";
        reading.reject(Position::Line(1), HANDED_OUT, reason);
        if copied["times"] != "exact" {
            recording.clock = Clock::Absent;
        }
    }
    reading.recordings.push(recording);
    reading
}

pub(super) type Refusal = (&'static str, String);

impl Reading {
    /// Says that a recorded size is not the one that is emulated.
    pub(super) fn note_size(&mut self, size: (u16, u16), at: Position) {
        let (cols, rows) = Size::within(size);
        if (cols, rows) != size {
            let reason = format!("{}x{} is too large, emulated at {cols}x{rows}", size.0, size.1);
            self.reject(at, "too-large", reason);
        }
    }
}

/// The events read so far.
pub(super) struct Tape {
    recording: Recording,
    marks: Vec<Mark>,
    resizes: Resizes,
    now: Micros,
    events: usize,
}

impl Tape {
    pub(super) fn new(kind: Kind, size: (u16, u16)) -> Tape {
        let recording =
            Recording { recorded_size: Some(size), ..Recording::bare(kind, Vec::new()) };
        let resizes = Resizes::default();
        Tape { recording, marks: Vec::new(), resizes, now: Micros(0), events: 0 }
    }

    pub(super) fn now(&self) -> Micros {
        self.now
    }

    pub(super) fn events(&self) -> usize {
        self.events
    }

    /// Adds output.
    pub(super) fn show(&mut self, at: Micros, text: &str) {
        self.now = at;
        self.events += 1;
        self.write(text, true);
    }

    /// Takes an event; only the last line has no line end that would tell that it is whole.
    fn take(&mut self, line: &[u8], is_last: bool) -> Result<(), Refusal> {
        let (time, code, data): (f64, String, Value) =
            serde_json::from_slice(line).map_err(|error| match error.classify() {
                Category::Eof if is_last => {
                    ("truncated", "the file ends inside an event".to_owned())
                }
                Category::Data => ("unknown-shape", error.to_string()),
                _ => ("bad-json", error.to_string()),
            })?;
        let time = micros(time)?;
        let at = match self.recording.kind {
            Kind::AsciicastV3 => self.now.plus(time),
            _ => time,
        };
        let late = at < self.now;
        self.now = self.now.max(at);
        self.file(&code, data, !late)?;
        self.events += 1;
        match late {
            true => Err((
                "time-backwards",
                "earlier than the event before, taken as simultaneous".to_owned(),
            )),
            false => Ok(()),
        }
    }

    fn file(&mut self, code: &str, data: Value, is_recorded: bool) -> Result<(), Refusal> {
        let (at, offset) = (self.now, self.recording.output.len() as u64);
        let Value::String(text) = data else {
            return self.exit(code, &data.to_string());
        };
        match code {
            "o" => self.write(&text, is_recorded),
            "i" => self.recording.input.push(Typed { offset, at, text }),
            "m" => self.recording.markers.push(Marker { offset, at, label: text }),
            "r" => {
                let (cols, rows) = size(&text).ok_or_else(|| {
                    ("unknown-shape", "a resize is COLSxROWS of a size that exists".to_owned())
                })?;
                self.resizes.take(Resize { offset, at, cols, rows });
            }
            _ => return self.exit(code, &text),
        }
        Ok(())
    }

    fn write(&mut self, text: &str, is_recorded: bool) {
        if !text.is_empty() {
            let (offset, at) = (self.recording.output.len() as u64, self.now);
            self.marks.push(Mark { offset, at, is_recorded });
            self.recording.output.extend_from_slice(text.as_bytes());
        }
    }

    fn exit(&mut self, code: &str, data: &str) -> Result<(), Refusal> {
        if code != "x" {
            return Err(("unknown-shape", format!("no event with code {code:?} is known")));
        }
        let status = data.parse();
        self.recording.exit_code =
            Some(status.map_err(|_| ("unknown-shape", "an exit status is a number".to_owned()))?);
        Ok(())
    }

    pub(super) fn finish(mut self, started: Option<Timestamp>, reading: &mut Reading) -> Recording {
        self.resizes.note(reading);
        self.recording.resizes = self.resizes.taken;
        self.recording.events = Some(self.events);
        self.recording.clock = Clock::Exact { started, duration: self.now, marks: self.marks };
        self.recording
    }
}

/// Seconds at the JSON edge to whole microseconds; a year is more than any session lasts.
pub(super) fn micros(seconds: f64) -> Result<Micros, Refusal> {
    const YEAR: f64 = 366.0 * 86_400.0;
    match (0.0..=YEAR).contains(&seconds) {
        true => Ok(Micros((seconds * 1e6).round() as u64)),
        false => Err(("bad-time", format!("{seconds} is no time of an event"))),
    }
}

fn size(text: &str) -> Option<(u16, u16)> {
    let (cols, rows) = text.split_once('x')?;
    let (cols, rows) = (cols.parse().ok()?, rows.parse().ok()?);
    (Size::within((cols, rows)) == (cols, rows)).then_some((cols, rows))
}
