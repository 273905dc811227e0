//! In which steps is the output shown, and what is known about the time of each byte?

use jiff::Timestamp;

use crate::recording::{Anchor, Clock, Mark, Recording, Resize};
use crate::time::{Interval, Micros, Span, TimeBasis};

/// How long one line is shown when nothing at all is known about time.
const PACE: Micros = Micros(50_000);

/// Log output is shown line by line; a longer line in pieces of at most this many bytes.
const STEP: usize = 4096;

/// How far apart two lines are shown at least.
const TICK: Micros = Micros(1);

/// One thing that happens on the screen at one playing position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) at: Micros,
    /// The output bytes it shows, empty for a resize.
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) resize: Option<(u16, u16)>,
}

/// The steps of a recording in order, and its clock.
pub(crate) struct Timeline<'a> {
    pub(crate) basis: TimeBasis,
    /// The wall-clock time of playing position zero.
    pub(crate) started: Option<Timestamp>,
    pub(crate) duration: Micros,
    pub(crate) steps: Vec<Step>,
    clock: &'a Clock,
}

impl<'a> Timeline<'a> {
    pub(crate) fn new(recording: &'a Recording, span: Option<Span>) -> Timeline<'a> {
        let clock = &recording.clock;
        match clock {
            Clock::Exact { started, duration, marks } => Timeline {
                basis: TimeBasis::Exact,
                started: started.or(span.map(|span| span.started)),
                duration: *duration,
                steps: recorded_steps(recording, marks),
                clock,
            },
            Clock::Lines { anchors } if !anchors.is_empty() => {
                let (started, ended) = reach(anchors, span);
                let mut timeline = Timeline {
                    basis: TimeBasis::Anchored,
                    started: Some(started),
                    duration: Micros::between(started, ended),
                    steps: Vec::new(),
                    clock,
                };
                timeline.steps = line_steps(&recording.output);
                timeline.place(|timeline, to| anchored_position(timeline, anchors, to));
                timeline
            }
            Clock::Lines { .. } | Clock::Absent => unclocked(recording, span, clock),
        }
    }

    /// When the output before `offset` had been shown.
    pub(crate) fn interval(&self, offset: u64) -> Interval {
        let (not_before, not_after, basis) = match self.clock {
            Clock::Exact { marks, .. } => {
                let next = marks.partition_point(|mark| mark.offset < offset);
                let at = marks[..next].last().map_or(Micros(0), |mark| mark.at);
                (at, at, self.basis)
            }
            Clock::Lines { anchors } if !anchors.is_empty() => self.bounds(anchors, offset),
            Clock::Lines { .. } | Clock::Absent => (Micros(0), self.duration, self.basis),
        };
        Interval { not_before, not_after, basis }
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

    /// Gives every step the playing position of its last byte.
    ///
    /// Positions grow, so that a seek to a line shows nothing after it, and stay inside the step's interval. Only where
    /// an interval has fewer microseconds than lines do some of them share a position.
    fn place(&mut self, position: impl Fn(&Timeline<'a>, u64) -> Micros) {
        let mut steps = std::mem::take(&mut self.steps);
        // From the end: how late a step may be so that those after it still find room in their intervals.
        let mut next = Micros(u64::MAX);
        for step in steps.iter_mut().rev() {
            let interval = self.interval(step.to as u64);
            next = next.minus(TICK).min(interval.not_after).max(interval.not_before);
            step.at = next;
        }
        let mut earliest = Micros(0);
        for step in &mut steps {
            let wanted = position(self, step.to as u64).max(earliest);
            // A crowded interval offers no later position than the one before.
            step.at = wanted.min(step.at).max(earliest.minus(TICK));
            earliest = step.at.plus(TICK);
        }
        self.steps = steps;
    }
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

/// Without a clock the bytes are spread over the span, or played at a fixed pace.
fn unclocked<'a>(recording: &Recording, span: Option<Span>, clock: &'a Clock) -> Timeline<'a> {
    let steps = line_steps(&recording.output);
    let total = recording.output.len() as u64;
    let mut timeline = match span {
        Some(span) => Timeline {
            basis: TimeBasis::Estimated,
            started: Some(span.started),
            duration: Micros::between(span.started, span.ended),
            steps,
            clock,
        },
        None => Timeline {
            basis: TimeBasis::OrderOnly,
            started: None,
            duration: Micros(PACE.0 * steps.len() as u64),
            steps,
            clock,
        },
    };
    if span.is_some() {
        timeline.place(|timeline, to| timeline.duration.portion(to, total));
    } else {
        for (index, step) in timeline.steps.iter_mut().enumerate() {
            step.at = Micros(PACE.0 * (index as u64 + 1));
        }
    }
    timeline
}

/// Where in playing time the byte before `to` is: proportionally inside its bounds.
fn anchored_position(timeline: &Timeline<'_>, anchors: &[Anchor], to: u64) -> Micros {
    let (not_before, not_after, _) = timeline.bounds(anchors, to);
    let next = anchors.partition_point(|anchor| anchor.to < to);
    let range = match anchors.get(next) {
        Some(anchor) if anchor.from < to => (anchor.from, anchor.to),
        Some(anchor) => (anchors[..next].last().map_or(0, |before| before.to), anchor.from),
        None => return not_after,
    };
    let width = not_after.minus(not_before);
    not_before.plus(width.portion(to - range.0, range.1 - range.0))
}

/// One step per recorded output event and per resize.
///
/// Recorders write down what they read, which may end inside of a character. A terminal shows that
/// one when its last byte has come, so its first bytes belong to the step that brings it.
fn recorded_steps(recording: &Recording, marks: &[Mark]) -> Vec<Step> {
    let mut steps = Vec::with_capacity(marks.len() + recording.resizes.len());
    let mut resizes = recording.resizes.iter().peekable();
    let output = &recording.output;
    let ends = marks.iter().skip(1).map(|mark| mark.offset as usize);
    let ends = ends.map(|end| end.min(output.len())).map(|end| whole_characters(&output[..end]));
    let mut from = marks.first().map_or(0, |mark| mark.offset as usize);
    for (mark, to) in marks.iter().zip(ends.chain([output.len()])) {
        while let Some(resize) = resizes.next_if(|resize| resize.offset <= mark.offset) {
            steps.push(resized(resize, from));
        }
        if from < to {
            steps.push(Step { at: mark.at, from, to, resize: None });
            from = to;
        }
    }
    steps.extend(resizes.map(|resize| resized(resize, from)));
    steps
}

fn resized(resize: &Resize, offset: usize) -> Step {
    let size = (resize.cols, resize.rows);
    Step { at: resize.at, from: offset, to: offset, resize: Some(size) }
}

/// How many bytes there are before a character at the end of which only the first bytes are there.
pub(crate) fn whole_characters(bytes: &[u8]) -> usize {
    let tail = bytes.len() - bytes.len().min(3);
    for start in tail..bytes.len() {
        match std::str::from_utf8(&bytes[start..]) {
            Err(error) if error.error_len().is_none() => return start + error.valid_up_to(),
            _ => {}
        }
    }
    bytes.len()
}

/// One step per output line; positions in time are filled in later.
fn line_steps(output: &[u8]) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut from = 0;
    while from < output.len() {
        let window = &output[from..output.len().min(from + STEP)];
        let to = match memchr::memchr(b'\n', window) {
            Some(newline) => from + newline + 1,
            None if from + window.len() == output.len() => output.len(),
            None => from + whole_characters(window),
        };
        steps.push(Step { at: Micros(0), from, to, resize: None });
        from = to;
    }
    steps
}
