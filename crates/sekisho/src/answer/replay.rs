//! How is a session played?

use sekisho_catalog::About;
use sekisho_recording::{Micros, Segment, What};

use super::pieces::replaced;
use super::transcript::recorded;
use super::{AnswerError, Desk};
use crate::shape::recording::{SegmentIndex, SegmentRef, SegmentShape, SnapshotShape, TermShape};

/// The index of asciinema-player's segmented form. The commands as markers are most of it, and optional.
pub(crate) async fn index(
    desk: &Desk,
    key: &str,
    with_markers: bool,
) -> Result<SegmentIndex, AnswerError> {
    let (found, about) = recorded(desk, key).await?;
    let places = desk.holdings.catalog.segment_index(&about.generation).await?;
    let commands = match with_markers {
        true => desk.holdings.catalog.commands(&about.generation).await?.unwrap_or_default(),
        false => Vec::new(),
    };
    desk.record_read(&found.record.session.key, "replay")?;
    let generation = &about.generation;
    let segments = places.iter().map(|place| SegmentRef {
        start: seconds(place.at_us),
        url: format!("/api/v1/sessions/{}/recording/{generation}/{}", escaped(key), place.number),
    });
    let markers = commands.into_iter().map(|command| (seconds(command.at.played_us), command.text));
    Ok(SegmentIndex {
        version: 1,
        duration: seconds(about.duration_us),
        term: TermShape { cols: about.size.cols, rows: about.size.rows },
        segments: segments.collect(),
        markers: markers.collect(),
    })
}

/// One segment of the current generation.
pub(crate) async fn segment(
    desk: &Desk,
    key: &str,
    generation: &str,
    number: u32,
) -> Result<SegmentShape, AnswerError> {
    let (found, about) = recorded(desk, key).await?;
    if about.generation != generation {
        return Err(AnswerError::NotFound {
            what: format!("the recording of session {key} has changed"),
            hint: "load the page again".into(),
        });
    }
    let segment = segment_of(desk, &about, number).await?;
    desk.record_read(&found.record.session.key, "replay")?;
    let events = segment.events.into_iter().map(|event| match event.what {
        What::Output(text) => (seconds(event.at.0), "o".to_owned(), text),
        What::Resize(cols, rows) => (seconds(event.at.0), "r".to_owned(), format!("{cols}x{rows}")),
    });
    Ok(SegmentShape {
        snapshot: SnapshotShape { cols: segment.cols, rows: segment.rows, init: segment.init },
        events: events.collect(),
    })
}

/// A stored segment of a replay.
pub(crate) async fn segment_of(
    desk: &Desk,
    about: &About,
    number: u32,
) -> Result<Segment, AnswerError> {
    let payload = desk.holdings.catalog.segment(&about.generation, number).await?;
    let payload = payload.ok_or_else(|| replaced(about))?;
    let segment = Segment::decode(&payload).map_err(anyhow::Error::from)?;
    Ok(segment)
}

/// The player counts in seconds; a f64 holds microseconds exactly for 285 years.
fn seconds(micros: u64) -> f64 {
    Micros(micros).as_seconds()
}

/// A session key as one segment of an address.
fn escaped(key: &str) -> String {
    let mut escaped = String::with_capacity(key.len());
    for byte in key.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~@".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}
