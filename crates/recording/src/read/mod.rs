//! Which format is this, and what can be read from it?

mod asciicast;
mod asciicast_v1;
mod cloudwatch;
mod content;
mod encoding;
mod json_stream;
mod powershell;
mod resizes;
mod script_frame;
mod script_timing;
mod session_log;
mod ttyrec;
mod typescript;

use std::fmt;

use crate::recording::Recording;
use crate::secret::masked_text;

pub use asciicast::HANDED_OUT;
pub use cloudwatch::read_stream;
pub use script_timing::NEEDS_TYPESCRIPT;
pub use session_log::LogReader;
pub use typescript::{TIMING_MISMATCH, read_timed};

/// The formats a recording can arrive in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The terminal log Session Manager uploads to S3 when a session on Linux or macOS has ended.
    SessionLog,
    /// What it uploads when a session on Windows has ended.
    PowerShellTranscript,
    /// The lines Session Manager streams to CloudWatch Logs while a session runs, or the log it
    /// puts there when a session has ended.
    CloudWatchStream,
    /// An asciinema recording, version 1: one document, intervals.
    AsciicastV1,
    /// An asciinema recording, version 2: absolute times.
    AsciicastV2,
    /// An asciinema recording, version 3: intervals.
    AsciicastV3,
    /// The output that `script` of util-linux records.
    Typescript,
    /// The clock that `script` records beside it.
    ScriptTiming,
    /// A recording of `ttyrec`.
    Ttyrec,
}

impl Kind {
    /// Every kind there is.
    pub const ALL: [Kind; 9] = [
        Kind::SessionLog,
        Kind::PowerShellTranscript,
        Kind::CloudWatchStream,
        Kind::AsciicastV1,
        Kind::AsciicastV2,
        Kind::AsciicastV3,
        Kind::Typescript,
        Kind::ScriptTiming,
        Kind::Ttyrec,
    ];

    /// The name used in every interface, for example `session-log`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::SessionLog => "session-log",
            Kind::PowerShellTranscript => "powershell-transcript",
            Kind::CloudWatchStream => "cloudwatch-stream",
            Kind::AsciicastV1 => "asciicast-v1",
            Kind::AsciicastV2 => "asciicast-v2",
            Kind::AsciicastV3 => "asciicast-v3",
            Kind::Typescript => "typescript",
            Kind::ScriptTiming => "script-timing",
            Kind::Ttyrec => "ttyrec",
        }
    }

    /// Whether its output went through a terminal that could change its size meanwhile, and the
    /// source says when.
    #[must_use]
    pub fn records_resizes(self) -> bool {
        matches!(self, Kind::AsciicastV2 | Kind::AsciicastV3)
    }
}

/// One format: how to know it and how to read it.
struct Format {
    kind: Kind,
    matches: fn(&[u8]) -> bool,
    read: fn(&[u8], &Limits) -> Reading,
}

/// Every format there is; the first match wins. A new format is one file and one line here.
#[rustfmt::skip]
const FORMATS: [Format; 9] = [
    Format { kind: Kind::SessionLog, matches: session_log::matches, read: session_log::read },
    Format { kind: Kind::Typescript, matches: typescript::matches, read: typescript::read },
    Format { kind: Kind::PowerShellTranscript, matches: powershell::matches, read: powershell::read },
    Format { kind: Kind::AsciicastV2, matches: asciicast::matches_v2, read: asciicast::read_v2 },
    Format { kind: Kind::AsciicastV3, matches: asciicast::matches_v3, read: asciicast::read_v3 },
    Format { kind: Kind::AsciicastV1, matches: asciicast_v1::matches, read: asciicast_v1::read },
    Format { kind: Kind::CloudWatchStream, matches: cloudwatch::matches, read: cloudwatch::read },
    Format { kind: Kind::ScriptTiming, matches: script_timing::matches, read: script_timing::read },
    Format { kind: Kind::Ttyrec, matches: ttyrec::matches, read: ttyrec::read },
];

/// The format of these bytes, by content alone.
///
/// A session log that lost its header is not recognised: it is just bytes. A caller who knows
/// better, for example from a key ending in `.log`, passes [`Kind::SessionLog`] to [`read()`].
#[must_use]
pub fn sniff(bytes: &[u8]) -> Option<Kind> {
    FORMATS.iter().find(|format| (format.matches)(bytes)).map(|format| format.kind)
}

/// Reads `bytes` as `kind`. Never fails: what cannot be read is in [`Reading::rejected`].
#[must_use]
pub fn read(kind: Kind, bytes: &[u8], limits: &Limits) -> Reading {
    let mut reading = Reading::default();
    if bytes.is_empty() {
        reading.reject(Position::Byte(0), "empty", "the file holds no bytes");
        return reading;
    }
    let kept = &bytes[..bytes.len().min(limits.bytes)];
    for format in &FORMATS {
        if format.kind == kind {
            reading = (format.read)(kept, limits);
        }
    }
    if kept.len() < bytes.len() {
        // This is the end of what was read and not of the file, which may well be whole.
        reading.rejected.retain(|rejected| !ENDS_EARLY.contains(&rejected.code));
        let reason = format!("only the first {} of {} bytes were read", kept.len(), bytes.len());
        reading.reject(Position::Byte(kept.len() as u64), "too-large", reason);
    }
    reading
}

/// What readers say of a file that ends before what it began.
const ENDS_EARLY: [&str; 2] = ["truncated", "no-trailer"];

/// How much a reader may take in before it stops and says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file that is read as a whole. A [`LogReader`] reads a session log of any length.
    pub bytes: usize,
    /// Events of one file.
    pub events: usize,
    /// Bytes of one line or JSON document.
    pub line: usize,
}

impl Limits {
    /// Far above what a session leaves, far below what would exhaust a machine.
    pub const DEFAULT: Limits =
        Limits { bytes: 512 * 1024 * 1024, events: 20_000_000, line: 16 * 1024 * 1024 };
}

/// What one file held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Usually one; a delivery object can hold parts of several streams.
    pub recordings: Vec<Recording>,
    /// What could not be read, or was read with a reservation. Of very many notes the first, and a
    /// last one with the number of the others.
    pub rejected: Vec<Rejected>,
    unlisted: u64,
}

/// Nobody reads more notes about one file.
const NOTES: usize = 1000;

impl Reading {
    pub(crate) fn reject(&mut self, at: Position, code: &'static str, reason: impl Into<String>) {
        if self.rejected.len() < NOTES {
            // What it quotes may be what somebody typed.
            let (reason, _) = masked_text(&reason.into());
            return self.rejected.push(Rejected { at, code, reason });
        }
        self.unlisted += 1;
        let reason = format!("{} more that are not listed, the last one {code}", self.unlisted);
        self.rejected.truncate(NOTES);
        self.rejected.push(Rejected { at, code: "more-rejected", reason });
    }
}

/// Something in a file that could not be read, or only with a reservation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Where in the file.
    pub at: Position,
    /// A stable kebab-case word a program can match on, for example `invalid-utf8`.
    pub code: &'static str,
    /// The same for a person.
    pub reason: String,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Position {
    /// The line with this number, counted from 1.
    Line(u64),
    /// The byte at this offset in the file, counted from 0.
    Byte(u64),
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Position::Line(number) => write!(f, "line {number}"),
            Position::Byte(offset) => write!(f, "byte {offset}"),
        }
    }
}
