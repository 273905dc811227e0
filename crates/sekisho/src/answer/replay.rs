//! How is a session played?

use std::sync::Arc;

use sekisho_catalog::{About, SegmentPlace};
use sekisho_recording::{At, Micros, Segment, What};

use super::pieces::replaced;
use super::playing::nearest;
use super::shown::Shown;
use super::size::Chosen;
use super::{AnswerError, Desk};
use crate::shape::recording::{
    OpeningShape, SegmentIndex, SegmentRef, SegmentShape, SnapshotShape, TermShape,
};

/// What an index can hold besides where the segments are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Besides {
    /// The commands as markers, which are most of it then.
    pub(crate) markers: bool,
    /// The segment that shows this playing position, in microseconds.
    pub(crate) at_us: Option<u64>,
}

/// The index of asciinema-player's segmented form.
pub(crate) async fn index(
    desk: &Arc<Desk>,
    key: &str,
    size: Option<Chosen>,
    besides: Besides,
) -> Result<SegmentIndex, AnswerError> {
    let shown = Shown::on(desk, key, size).await?;
    let places = shown.segment_index().await?;
    let commands = match besides.markers {
        true => shown.commands().await?,
        false => Vec::new(),
    };
    let opening = match besides.at_us {
        Some(at_us) => opening(&shown, &places, at_us).await,
        None => None,
    };
    desk.record_read(&shown.found.record.session.key, "replay")?;
    let segments = places.iter().map(|place| SegmentRef {
        start: seconds(place.at_us),
        url: segment_address(key, &shown.about, place.number, shown.chosen()),
    });
    let (cols, rows) = shown.size();
    if opening.is_some() {
        desk.shelf.keep_played(key, shown.about.clone());
    }
    let markers = commands.into_iter().map(|command| (seconds(command.at.played_us), command.text));
    Ok(SegmentIndex {
        version: 1,
        duration: seconds(shown.about.duration_us),
        term: TermShape { cols, rows },
        segments: segments.collect(),
        markers: markers.collect(),
        opening,
    })
}

/// The segment that shows a position. One that cannot be read is left out: whoever asks for it by its address hears why.
async fn opening(shown: &Shown, places: &[SegmentPlace], at_us: u64) -> Option<OpeningShape> {
    let number = nearest(places, At::Time(Micros(at_us)))?;
    let segment = shown.segment(number).await.ok()?;
    Some(OpeningShape { number, segment: shape(segment) })
}

/// One segment of the current generation.
pub(crate) async fn segment(
    desk: &Arc<Desk>,
    key: &str,
    generation: &str,
    number: u32,
    size: Option<Chosen>,
) -> Result<SegmentShape, AnswerError> {
    let segment = match desk.shelf.played(key, generation).filter(|_| size.is_none()) {
        Some(about) => segment_of(desk, &about, number).await.ok(),
        None => None,
    };
    let segment = match segment {
        Some(segment) => segment,
        None => looked_up(desk, key, generation, number, size).await?,
    };
    desk.record_read(&key, "replay")?;
    Ok(shape(segment))
}

fn shape(segment: Segment) -> SegmentShape {
    let events = segment.events.iter().flat_map(|event| {
        let at = seconds(event.at.0);
        event.for_avt().map(move |what| match what {
            What::Output(text) => (at, "o".to_owned(), text),
            What::Resize(cols, rows) => (at, "r".to_owned(), format!("{cols}x{rows}")),
        })
    });
    let events = events.collect();
    let Segment { cols, rows, init, .. } = segment;
    SegmentShape { snapshot: SnapshotShape { cols, rows, init }, events }
}

/// A segment of a recording that is not known to be played; it then is, and a seek takes one question to the catalog.
async fn looked_up(
    desk: &Arc<Desk>,
    key: &str,
    generation: &str,
    number: u32,
    size: Option<Chosen>,
) -> Result<Segment, AnswerError> {
    let shown = Shown::on(desk, key, size).await?;
    if shown.about.generation != generation {
        return Err(AnswerError::NotFound {
            what: format!("the recording of session {key} has changed"),
            hint: "load the page again".into(),
        });
    }
    let segment = shown.segment(number).await?;
    desk.shelf.keep_played(key, shown.about);
    Ok(segment)
}

/// A stored segment of a replay.
pub(crate) async fn segment_of(
    desk: &Desk,
    about: &About,
    number: u32,
) -> Result<Segment, AnswerError> {
    let payload = desk.holdings.catalog.segment(&about.generation, number).await?;
    let payload = payload.ok_or_else(|| match u64::from(number) < about.segments {
        true => replaced(about),
        false => no_segment(about, number),
    })?;
    let segment = Segment::decode(&payload).map_err(anyhow::Error::from)?;
    Ok(segment)
}

pub(super) fn no_segment(about: &About, number: u32) -> AnswerError {
    AnswerError::NotFound {
        what: format!("the recording of session {} has no segment {number}", about.session),
        hint: "ask for those that its index lists".into(),
    }
}

/// Where the index of a recording is.
pub(super) fn index_address(key: &str) -> String {
    format!("/api/v1/sessions/{}/recording", escaped(key))
}

/// Where a segment is, for ever.
fn segment_address(key: &str, about: &About, number: u32, size: Option<Chosen>) -> String {
    let at_size = size.map(|size| format!("?size={size}")).unwrap_or_default();
    format!("{}/{}/{number}{at_size}", index_address(key), about.generation)
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
