//! Where in a recording is somebody, what is on the screen there, and what comes next?

use std::sync::Arc;

use sekisho_catalog::SegmentPlace;
use sekisho_recording::{At, Micros, Reached, Segment, SegmentEvent, View};

use super::AnswerError;
use super::place::Place;
use super::shown::Shown;

/// A recording that is being played. One segment of it is in memory, however long it is; of a chosen size, as much as was
/// emulated.
pub(crate) struct Playing {
    pub(crate) shown: Arc<Shown>,
    places: Vec<SegmentPlace>,
    segment: Segment,
    /// The next event of that segment.
    next: usize,
    /// The screen where it was entered; whoever plays on plays the events on it.
    pub(crate) view: View,
    /// Where it was entered: a playing position.
    pub(crate) at: Micros,
    /// The same in the output: what comes before this byte was on the screen.
    pub(crate) offset: u64,
}

impl Playing {
    /// Enters a recording.
    ///
    /// # Errors
    /// A place behind the end of the recording, and those of the catalog.
    pub(crate) async fn enter(shown: Arc<Shown>, place: Place) -> Result<Playing, AnswerError> {
        let places = shown.segment_index().await?;
        let at = moment(&shown, place).await?;
        let mut segment = match nearest(&places, at) {
            Some(nearest) => shown.segment(nearest).await?,
            None => nothing(&shown),
        };
        let Reached { view, offset, events: next, within } = Reached::at(&segment, at);
        let is_last = segment.number as usize + 1 >= places.len();
        if let At::Offset(asked) = at
            && asked > offset
            && is_last
            && next == segment.events.len()
        {
            return Err(behind(format!("byte {asked}"), format!("it has {offset} bytes")));
        }
        // What is on the screen of an event that was cut is not played again.
        if let Some(event) = segment.events.get_mut(next) {
            event.forget(within, offset);
        }
        let at = match at {
            At::Time(at) => at.min(Micros(shown.about.duration_us)),
            At::Offset(_) | At::End => {
                // Of an event that was cut the first bytes are on the screen.
                let last = if within > 0 { Some(next) } else { next.checked_sub(1) };
                last.and_then(|last| segment.events.get(last)).map_or(segment.at, |event| event.at)
            }
        };
        Ok(Playing { shown, places, segment, next, view, at, offset })
    }

    /// The next event, from the segment that follows if need be.
    pub(crate) async fn next(&mut self) -> Result<Option<&SegmentEvent>, AnswerError> {
        if self.next >= self.segment.events.len() {
            let number = self.segment.number + 1;
            if number as usize >= self.places.len() {
                return Ok(None);
            }
            self.segment = self.shown.segment(number).await?;
            self.next = 0;
        }
        self.next += 1;
        Ok(self.segment.events.get(self.next - 1))
    }

    /// The playing position of the last event before this one, from the segments before if need be.
    pub(crate) async fn before(&self) -> Result<Option<Micros>, AnswerError> {
        let found = |segment: &Segment| {
            segment.events.iter().rev().map(|event| event.at).find(|at| *at < self.at)
        };
        if let Some(at) = found(&self.segment) {
            return Ok(Some(at));
        }
        for number in (0..self.segment.number).rev() {
            if let Some(at) = found(&self.shown.segment(number).await?) {
                return Ok(Some(at));
            }
        }
        Ok(None)
    }
}

/// What an empty recording is played from.
fn nothing(shown: &Shown) -> Segment {
    let (cols, rows) = shown.size();
    let (init, events) = (String::new(), Vec::new());
    Segment { number: 0, offset: 0, at: Micros(0), cols, rows, init, events }
}

/// The place as the emulation knows it.
async fn moment(shown: &Shown, place: Place) -> Result<At, AnswerError> {
    Ok(match place {
        Place::Offset(offset) => At::Offset(offset),
        Place::Played(us) if us <= shown.about.duration_us => At::Time(Micros(us)),
        Place::Played(us) => {
            let plays = format!("it plays for {} s", Micros(shown.about.duration_us));
            return Err(behind(format!("{} s", Micros(us)), plays));
        }
        Place::Line(number) => At::Offset(shown.line_offset(number).await?),
    })
}

fn behind(place: String, hint: String) -> AnswerError {
    let message = format!("{place} is behind the end of the recording");
    AnswerError::Refused { code: "bad-place", message, hint }
}

/// The last segment that starts at or before a moment.
pub(super) fn nearest(places: &[SegmentPlace], at: At) -> Option<u32> {
    let after = match at {
        At::End => places.len(),
        At::Offset(offset) => places.partition_point(|place| place.offset <= offset),
        At::Time(at) => places.partition_point(|place| place.at_us <= at.0),
    };
    places.get(after.saturating_sub(1)).map(|place| place.number)
}
