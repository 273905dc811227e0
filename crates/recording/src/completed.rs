//! When was each line of the output complete, by a clock on a wall?

use std::ops::Range;

use jiff::{SignedDuration, Timestamp};

use crate::recording::{Anchor, Clock, Mark, Recording};
use crate::time::{Micros, TimeBasis};

/// A line of the output, and what is known of the time at which it was complete.
///
/// A bound that nothing tells is absent. Where both are known the line was complete between them, ends included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completed {
    /// Its bytes, the line end included; only the last line can be without one.
    pub bytes: Range<u64>,
    /// It was not complete before this.
    pub not_before: Option<Timestamp>,
    /// It was complete by this.
    pub not_after: Option<Timestamp>,
    /// The exact time since the start of the recording, where it has one.
    pub position: Option<Micros>,
    /// Where the bounds come from. Without both of them it is [`TimeBasis::OrderOnly`].
    pub basis: TimeBasis,
}

/// What the caller knows about start and end of the session from elsewhere, each on its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ends {
    /// When the session was started.
    pub started: Option<Timestamp>,
    /// When it was terminated, or the latest instant at which it can have been.
    pub ended: Option<Timestamp>,
}

/// Every line of the output in order. The header of a log, which says when the log was generated, plays no part.
#[must_use]
pub fn completed(recording: &Recording, ends: Ends) -> Vec<Completed> {
    let known = |bytes: Range<u64>| match &recording.clock {
        Clock::Exact { started, marks, .. } => exact(bytes, *started, marks, ends),
        Clock::Lines { anchors } => anchored(bytes, anchors, ends),
        Clock::Absent => bounded(bytes, ends.started, ends.ended),
    };
    lines(&recording.output).map(known).collect()
}

fn lines(output: &[u8]) -> impl Iterator<Item = Range<u64>> {
    let length = output.len() as u64;
    let ends = memchr::memchr_iter(b'\n', output).map(|newline| newline as u64 + 1);
    let ends = ends.chain((output.last() != Some(&b'\n')).then_some(length));
    ends.scan(0, |start, end| Some(std::mem::replace(start, end)..end))
        .filter(|line| !line.is_empty())
}

/// The start of a cast is written down in whole seconds, so that only times since then are exact.
fn exact(bytes: Range<u64>, started: Option<Timestamp>, marks: &[Mark], ends: Ends) -> Completed {
    const SECOND: SignedDuration = SignedDuration::from_secs(1);
    let next = marks.partition_point(|mark| mark.offset < bytes.end);
    let mark = marks[..next].last();
    let position = mark.map_or(Micros(0), |mark| mark.at);
    let not_before = |position: Micros| {
        let start = started.or(ends.started)?;
        start.saturating_add(std::time::Duration::from(position)).ok()
    };
    let not_after = |position: Micros| match started {
        Some(_) => not_before(position)?.saturating_add(SECOND).ok(),
        None => not_before(position),
    };
    if mark.is_some_and(|mark| !mark.is_recorded) {
        let later = marks[next..].iter().find(|mark| mark.is_recorded);
        let not_after = later.and_then(|later| not_after(later.at)).or(ends.ended);
        return bounded(bytes, not_before(position), not_after);
    }
    let (not_before, not_after) = (not_before(position), not_after(position));
    Completed { bytes, not_before, not_after, position: Some(position), basis: TimeBasis::Exact }
}

/// Inside an anchor its bounds hold, elsewhere those of the anchors around, and at the ends those of the session.
fn anchored(bytes: Range<u64>, anchors: &[Anchor], ends: Ends) -> Completed {
    let next = anchors.partition_point(|anchor| anchor.to < bytes.end);
    let here = anchors.get(next);
    if let Some(anchor) = here.filter(|anchor| anchor.from < bytes.end) {
        let known = bounded(bytes, Some(anchor.not_before), Some(anchor.not_after));
        return Completed { basis: anchor.basis, ..known };
    }
    let before = anchors[..next].last().map(|anchor| anchor.not_before);
    let after = here.map(|anchor| anchor.not_after);
    // The clock of AWS bounds nothing where it contradicts the node's.
    let started = ends.started.filter(|started| after.is_none_or(|after| *started <= after));
    let ended = ends.ended.filter(|ended| before.is_none_or(|before| before <= *ended));
    bounded(bytes, before.or(started), after.or(ended))
}

fn bounded(
    bytes: Range<u64>,
    not_before: Option<Timestamp>,
    not_after: Option<Timestamp>,
) -> Completed {
    let is_bounded = not_before.is_some() && not_after.is_some();
    let basis = if is_bounded { TimeBasis::Estimated } else { TimeBasis::OrderOnly };
    Completed { bytes, not_before, not_after, position: None, basis }
}
