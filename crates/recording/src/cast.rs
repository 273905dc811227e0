//! How does a replay leave as an asciinema recording?
//!
//! Both writers take segments and give text piece by piece, so that a long recording is never in
//! memory as a whole. Only output and resizes are written. Times that were not recorded are
//! labelled in the title, because every other program shows them like exact ones.

use std::borrow::Borrow;

use serde::Serialize;

use crate::recording::Recording;
use crate::replay::Replay;
use crate::segment::{Segment, What};
use crate::time::{Micros, TimeBasis};

/// The first line of a cast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Columns at the start.
    pub cols: u16,
    /// Rows at the start.
    pub rows: u16,
    /// Seconds since 1970 at the start, if known.
    pub timestamp: Option<i64>,
    /// What a player shows as the name of the recording.
    pub title: String,
}

impl Header {
    /// The header for a replay of this recording.
    #[must_use]
    pub fn of(recording: &Recording, replay: &Replay) -> Header {
        let name = recording.session_id.as_deref().unwrap_or("session");
        let title = match replay.basis {
            TimeBasis::Exact => name.to_owned(),
            basis => format!("{name} (times: {})", basis.name()),
        };
        Header {
            cols: replay.size.cols,
            rows: replay.size.rows,
            timestamp: replay.started.map(|started| started.as_second()),
            title,
        }
    }
}

/// Writes asciicast version 2: a header, then one piece of text for each segment.
pub fn write_v2<S: Borrow<Segment>>(
    header: &Header,
    segments: impl IntoIterator<Item = S>,
) -> impl Iterator<Item = String> {
    let first = line(&HeaderV2 {
        version: 2,
        width: header.cols,
        height: header.rows,
        timestamp: header.timestamp,
        title: &header.title,
    });
    let pieces = segments.into_iter().map(|segment| events(segment.borrow(), |at| at));
    std::iter::once(first).chain(pieces)
}

/// Writes asciicast version 3: a header, then one piece of text for each segment.
pub fn write_v3<S: Borrow<Segment>>(
    header: &Header,
    segments: impl IntoIterator<Item = S>,
) -> impl Iterator<Item = String> {
    let first = line(&HeaderV3 {
        version: 3,
        term: Term { cols: header.cols, rows: header.rows },
        timestamp: header.timestamp,
        title: &header.title,
    });
    let mut before = Micros(0);
    let pieces = segments.into_iter().map(move |segment| {
        events(segment.borrow(), |at| at.minus(std::mem::replace(&mut before, at)))
    });
    std::iter::once(first).chain(pieces)
}

#[derive(Serialize)]
struct HeaderV2<'a> {
    version: u8,
    width: u16,
    height: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp: Option<i64>,
    title: &'a str,
}

#[derive(Serialize)]
struct HeaderV3<'a> {
    version: u8,
    term: Term,
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp: Option<i64>,
    title: &'a str,
}

#[derive(Serialize)]
struct Term {
    cols: u16,
    rows: u16,
}

fn events(segment: &Segment, mut time: impl FnMut(Micros) -> Micros) -> String {
    let mut piece = String::new();
    for event in &segment.events {
        let at = time(event.at);
        let data = match &event.what {
            What::Output(text) => format!("\"o\", {}", json(text)),
            What::Resize(cols, rows) => format!("\"r\", \"{cols}x{rows}\""),
        };
        piece.push_str(&format!("[{at}, {data}]\n"));
    }
    piece
}

fn line(header: &impl Serialize) -> String {
    let mut line = serde_json::to_string(header).unwrap_or_default();
    line.push('\n');
    line
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
