//! How does a replay leave as an asciinema recording?
//!
//! The writer takes segments and gives text piece by piece, so that a long recording is never in
//! memory as a whole. Only output and resizes are written. Times and a size that were not recorded
//! are labelled in the title, because every other program shows them like recorded ones. The header
//! says where the cast comes from, so that a copy is never taken for a recording.

use serde::Serialize;

use crate::segment::{Segment, What};
use crate::time::{Micros, TimeBasis};

/// What the first line of a cast says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The session.
    pub session: String,
    /// Columns at the start.
    pub cols: u16,
    /// Rows at the start.
    pub rows: u16,
    /// Whether a reader chose that size, so that the recording may look otherwise than it did.
    pub is_size_chosen: bool,
    /// Seconds since 1970 at the start, if known.
    pub timestamp: Option<i64>,
    /// Where its times come from: the name of a time basis.
    pub times: &'static str,
}

impl Header {
    /// What a player shows as the name of the recording: the session, and all that was not recorded.
    fn title(&self) -> String {
        let Header { session, cols, rows, is_size_chosen, times, .. } = self;
        let times = (*times != TimeBasis::Exact.name()).then(|| format!("times: {times}"));
        let terminal = is_size_chosen.then(|| format!("terminal: {cols}x{rows}, chosen"));
        let told: Vec<String> = times.into_iter().chain(terminal).collect();
        match told.is_empty() {
            true => session.clone(),
            false => format!("{session} ({})", told.join("; ")),
        }
    }
}

/// The versions that are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// Every event carries its time since the start.
    V2,
    /// Every event carries its time since the event before.
    V3,
}

impl Version {
    /// The version of that number.
    #[must_use]
    pub fn numbered(number: u8) -> Option<Version> {
        match number {
            2 => Some(Version::V2),
            3 => Some(Version::V3),
            _ => None,
        }
    }
}

/// Writes a cast piece by piece: its header, then every segment in order.
#[derive(Clone, Debug)]
pub struct Writer {
    version: Version,
    /// When the event before was.
    before: Micros,
}

impl Writer {
    /// A writer at the start of a cast.
    #[must_use]
    pub fn new(version: Version) -> Writer {
        Writer { version, before: Micros(0) }
    }

    /// The first line.
    #[must_use]
    pub fn header(&self, header: &Header) -> String {
        let Header { cols, rows, timestamp, times, .. } = *header;
        let title = &header.title();
        let sekisho = Copied { times };
        let (width, height, term) = (cols, rows, Term { cols, rows });
        match self.version {
            Version::V2 => line(&HeaderV2 { version: 2, width, height, timestamp, title, sekisho }),
            Version::V3 => line(&HeaderV3 { version: 3, term, timestamp, title, sekisho }),
        }
    }

    /// The lines of the segment that follows.
    pub fn segment(&mut self, segment: &Segment) -> String {
        let mut piece = String::new();
        for event in &segment.events {
            let at = match self.version {
                Version::V2 => event.at,
                Version::V3 => event.at.minus(std::mem::replace(&mut self.before, event.at)),
            };
            let data = match &event.what {
                What::Output(text) => format!("\"o\", {}", json(text)),
                What::Resize(cols, rows) => format!("\"r\", \"{cols}x{rows}\""),
            };
            piece.push_str(&format!("[{at}, {data}]\n"));
        }
        piece
    }
}

#[derive(Serialize)]
struct HeaderV2<'a> {
    version: u8,
    width: u16,
    height: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp: Option<i64>,
    title: &'a str,
    sekisho: Copied,
}

#[derive(Serialize)]
struct HeaderV3<'a> {
    version: u8,
    term: Term,
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp: Option<i64>,
    title: &'a str,
    sekisho: Copied,
}

/// What our own reader knows a copy by; players leave it out.
#[derive(Serialize)]
struct Copied {
    times: &'static str,
}

#[derive(Serialize)]
struct Term {
    cols: u16,
    rows: u16,
}

fn line(header: &impl Serialize) -> String {
    let mut line = serde_json::to_string(header).unwrap_or_default();
    line.push('\n');
    line
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
