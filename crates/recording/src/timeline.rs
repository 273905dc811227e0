//! What is known about the time of each byte of the output?

use std::collections::VecDeque;

use jiff::Timestamp;

use crate::recording::{Anchor, Clock, Mark};
use crate::steps::Counted;
use crate::time::{Interval, Micros, Span, TimeBasis};

/// The clock of a recording.
#[derive(Clone, Debug)]
pub(crate) struct Timeline {
    pub(crate) basis: TimeBasis,
    /// The wall-clock time of playing position zero.
    pub(crate) started: Option<Timestamp>,
    pub(crate) duration: Micros,
    known: Known,
}

/// What the clock is read from.
#[derive(Clone, Debug)]
enum Known {
    /// The marks that are at hand; they come with the output.
    Events(VecDeque<Mark>),
    /// Never empty.
    Anchors(Vec<Anchor>),
    Nothing,
}

impl Timeline {
    /// The clock of a recording of which `span` is known from elsewhere. The marks of an exact one
    /// come by [`Timeline::hear`], and the length of one that is only known in its order by
    /// [`Timeline::play_at_pace`].
    pub(crate) fn new(clock: &Clock, span: Option<Span>) -> Timeline {
        match clock {
            Clock::Exact { started, duration, .. } => Timeline {
                basis: TimeBasis::Exact,
                started: started.or(span.map(|span| span.started)),
                duration: *duration,
                known: Known::Events(VecDeque::new()),
            },
            Clock::Lines { anchors } if !anchors.is_empty() => {
                let (started, ended) = reach(anchors, span);
                Timeline {
                    basis: TimeBasis::Anchored,
                    started: Some(started),
                    duration: Micros::between(started, ended),
                    known: Known::Anchors(anchors.clone()),
                }
            }
            Clock::Lines { .. } | Clock::Absent => Timeline {
                basis: span.map_or(TimeBasis::OrderOnly, |_| TimeBasis::Estimated),
                started: span.map(|span| span.started),
                duration: span.map_or(Micros(0), |span| Micros::between(span.started, span.ended)),
                known: Known::Nothing,
            },
        }
    }

    /// Tells how long an output is played of whose time nothing is known.
    pub(crate) fn play_at_pace(&mut self, counted: &Counted) {
        if self.basis == TimeBasis::OrderOnly {
            self.duration = counted.at_pace();
        }
    }

    /// Takes the marks of output that comes next.
    pub(crate) fn hear(&mut self, marks: &[Mark]) {
        if let Known::Events(known) = &mut self.known {
            known.extend(marks);
        }
    }

    /// Nobody asks for bytes before this one any more.
    pub(crate) fn forget(&mut self, before: u64) {
        let Known::Events(marks) = &mut self.known else { return };
        while marks.get(1).is_some_and(|second| second.offset < before) {
            marks.pop_front();
        }
    }

    /// When the output before `offset` had been shown.
    pub(crate) fn interval(&self, offset: u64) -> Interval {
        let (not_before, not_after, basis) = match &self.known {
            Known::Events(marks) => match mark_of(marks, offset) {
                Mark { at, is_recorded: true, .. } => (at, at, self.basis),
                Mark { at, .. } => (at, self.duration.max(at), TimeBasis::OrderOnly),
            },
            Known::Anchors(anchors) => self.bounds(anchors, offset),
            Known::Nothing => (Micros(0), self.duration, self.basis),
        };
        Interval { not_before, not_after, basis }
    }

    /// Where in playing time the byte before `to` would best be: proportionally inside its bounds.
    /// The output has `total` bytes.
    pub(crate) fn position(&self, to: u64, total: u64) -> Micros {
        match &self.known {
            Known::Events(marks) => mark_of(marks, to).at,
            Known::Anchors(anchors) => self.anchored_position(anchors, to),
            Known::Nothing => self.duration.portion(to, total),
        }
    }

    fn anchored_position(&self, anchors: &[Anchor], to: u64) -> Micros {
        let (not_before, not_after, _) = self.bounds(anchors, to);
        let next = anchors.partition_point(|anchor| anchor.to < to);
        let range = match anchors.get(next) {
            Some(anchor) if anchor.from < to => (anchor.from, anchor.to),
            Some(anchor) => (anchors[..next].last().map_or(0, |before| before.to), anchor.from),
            None => return not_after,
        };
        let width = not_after.minus(not_before);
        not_before.plus(width.portion(to - range.0, range.1 - range.0))
    }

    /// Inside an anchor its own bounds hold, between two the outer bounds of both.
    fn bounds(&self, anchors: &[Anchor], offset: u64) -> (Micros, Micros, TimeBasis) {
        let next = anchors.partition_point(|anchor| anchor.to < offset);
        let here = anchors.get(next);
        if let Some(anchor) = here.filter(|anchor| anchor.from < offset) {
            return (self.since(anchor.not_before), self.since(anchor.not_after), anchor.basis);
        }
        let before = anchors[..next].last();
        let not_before = before.map_or(Micros(0), |anchor| self.since(anchor.not_before));
        let not_after = here.map_or(self.duration, |anchor| self.since(anchor.not_after));
        (not_before, not_after.max(not_before), TimeBasis::Estimated)
    }

    fn since(&self, instant: Timestamp) -> Micros {
        self.started.map_or(Micros(0), |started| Micros::between(started, instant))
    }
}

/// The mark of the byte before `offset`; before the first output it is the start.
fn mark_of(marks: &VecDeque<Mark>, offset: u64) -> Mark {
    const START: Mark = Mark { offset: 0, at: Micros(0), is_recorded: true };
    let next = marks.partition_point(|mark| mark.offset < offset);
    next.checked_sub(1).and_then(|last| marks.get(last)).copied().unwrap_or(START)
}

/// When a recording starts and ends of which lines are anchored: as its anchors say, and where lines stand before the
/// first or after the last of them, not later or earlier than what else is known of the session.
fn reach(anchors: &[Anchor], span: Option<Span>) -> (Timestamp, Timestamp) {
    let (first, last) = (&anchors[0], &anchors[anchors.len() - 1]);
    let started = span.filter(|_| first.from > 0).map(|span| span.started);
    let ended = span.map(|span| span.ended);
    let started = started.map_or(first.not_before, |started| started.min(first.not_before));
    (started, ended.map_or(last.not_after, |ended| ended.max(last.not_after)))
}
