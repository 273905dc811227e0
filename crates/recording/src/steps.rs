//! In which steps is the output shown, and at which playing position each?

use std::collections::VecDeque;

use crate::recording::{Clock, Mark, Recording, Resize};
use crate::time::{Micros, Span, TimeBasis};
use crate::timeline::Timeline;
use crate::window::{AHEAD, Window};

/// How long one line is shown when nothing at all is known about time.
const PACE: Micros = Micros(50_000);

/// Log output is shown line by line, and what a program paints picture by picture; what is longer in pieces of at most this
/// many bytes.
const STEP: usize = 4096;

/// A program that paints hides the cursor while it does, and shows it when its picture is whole.
const PAINTED: &[u8] = b"\x1b[?25h";

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

/// The steps of an output without events of its own, counted before any of them is taken: where
/// one may be depends on how many come after it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counted {
    /// Steps that lie between the same two bounds, one behind the other.
    runs: Vec<Run>,
    steps: usize,
    /// Bytes of the output.
    pub(crate) total: u64,
}

#[derive(Clone, Copy, Debug)]
struct Run {
    steps: u64,
    not_before: Micros,
    not_after: Micros,
}

impl Counted {
    /// Counts the steps at the start of some output that continues the output so far, and says how
    /// many bytes they show.
    pub(crate) fn count(&mut self, output: &[u8], timeline: &Timeline, is_end: bool) -> usize {
        let mut from = 0;
        while let Some(length) = step_length(&output[from..], is_end) {
            from += length;
            self.total += length as u64;
            self.steps += 1;
            let known = timeline.interval(self.total);
            match self.runs.last_mut() {
                Some(run)
                    if (run.not_before, run.not_after) == (known.not_before, known.not_after) =>
                {
                    run.steps += 1;
                }
                _ => self.runs.push(Run {
                    steps: 1,
                    not_before: known.not_before,
                    not_after: known.not_after,
                }),
            }
        }
        from
    }

    /// How long it plays if nothing is known of its time.
    pub(crate) fn at_pace(&self) -> Micros {
        Micros(PACE.0 * self.steps as u64)
    }
}

/// All steps of a recording.
pub(crate) fn all(recording: &Recording, span: Option<Span>) -> Vec<Step> {
    let mut timeline = Timeline::new(&recording.clock, span);
    let mut counted = Counted::default();
    counted.count(&recording.output, &timeline, true);
    timeline.play_at_pace(&counted);
    let mut steps = Steps::new(&recording.clock, &timeline, &counted);
    if let Clock::Exact { marks, .. } = &recording.clock {
        steps.hear(marks, &recording.resizes);
    }
    let mut output = Window::default();
    output.push(&recording.output);
    std::iter::from_fn(|| steps.next(&output, &timeline, true)).collect()
}

/// Cuts the output into steps as it comes.
pub(crate) struct Steps {
    way: Way,
    from: usize,
    taken: usize,
}

enum Way {
    /// One step for each event and each resize that was recorded.
    Recorded { marks: VecDeque<Mark>, resizes: VecDeque<Resize> },
    /// A step for each line, inside of what is known of its time.
    Placed(Placed),
    /// A step for each line, one as long as the other.
    Paced,
}

impl Steps {
    pub(crate) fn new(clock: &Clock, timeline: &Timeline, counted: &Counted) -> Steps {
        let way = match (clock, timeline.basis) {
            (Clock::Exact { .. }, _) => {
                Way::Recorded { marks: VecDeque::new(), resizes: VecDeque::new() }
            }
            (_, TimeBasis::OrderOnly) => Way::Paced,
            _ => Way::Placed(Placed::new(counted)),
        };
        Steps { way, from: 0, taken: 0 }
    }

    /// Takes the events of output that comes next.
    pub(crate) fn hear(&mut self, marks: &[Mark], resizes: &[Resize]) {
        if let Way::Recorded { marks: known, resizes: changes } = &mut self.way {
            known.extend(marks);
            changes.extend(resizes);
        }
    }

    /// Where the next step starts.
    pub(crate) fn from(&self) -> usize {
        self.from
    }

    /// How many were taken.
    pub(crate) fn taken(&self) -> usize {
        self.taken
    }

    /// The next step, once it is known where it ends and so much of the output behind it is there
    /// as its player may look at.
    pub(crate) fn next(
        &mut self,
        output: &Window,
        timeline: &Timeline,
        is_end: bool,
    ) -> Option<Step> {
        let is_there = |to: usize| is_end || to + AHEAD <= output.end();
        let step = match &mut self.way {
            Way::Recorded { marks, resizes } => {
                next_recorded(marks, resizes, self.from, output, is_end)?
            }
            way => {
                let from = self.from;
                let length = step_length(output.get(from..from + STEP + 1), is_end)?;
                let to = Some(from + length).filter(|to| is_there(*to))?;
                let at = match way {
                    Way::Placed(placed) => placed.next(timeline, to as u64),
                    _ => Micros(PACE.0 * (self.taken as u64 + 1)),
                };
                Step { at, from, to, resize: None }
            }
        };
        self.from = step.to;
        self.taken += 1;
        Some(step)
    }
}

/// One step per recorded output event and per resize.
///
/// Recorders write down what they read, which may end inside of a character. A terminal shows that
/// one when its last byte has come, so its first bytes belong to the step that brings it.
fn next_recorded(
    marks: &mut VecDeque<Mark>,
    resizes: &mut VecDeque<Resize>,
    from: usize,
    output: &Window,
    is_end: bool,
) -> Option<Step> {
    loop {
        let resize = resizes.front().copied();
        let resize = match marks.front() {
            Some(mark) => resize.filter(|resize| resize.offset <= mark.offset),
            None if is_end => resize,
            None => return None,
        };
        if let Some(resize) = resize {
            resizes.pop_front();
            let size = Some((resize.cols, resize.rows));
            return Some(Step { at: resize.at, from, to: from, resize: size });
        }
        let mark = *marks.front()?;
        let to = match marks.get(1) {
            Some(next) => {
                let end = usize::try_from(next.offset).unwrap_or(usize::MAX);
                if !is_end && end.saturating_add(AHEAD) > output.end() {
                    return None;
                }
                let end = end.min(output.end());
                end - 3.min(end) + whole_characters(output.get(end.saturating_sub(3)..end))
            }
            None if is_end => output.end(),
            None => return None,
        };
        marks.pop_front();
        if from < to {
            return Some(Step { at: mark.at, from, to, resize: None });
        }
    }
}

/// Gives every step of a log the playing position of its last byte.
///
/// Positions grow, so that a seek to a line shows nothing after it, and stay inside the step's interval. Only where
/// an interval has fewer microseconds than lines do some of them share a position.
struct Placed {
    total: u64,
    /// The runs to come, and for each how late its last step may be so that those after it still find room.
    runs: VecDeque<(Run, Micros)>,
    earliest: Micros,
}

impl Placed {
    fn new(counted: &Counted) -> Placed {
        let mut next = Micros(u64::MAX);
        let mut runs = VecDeque::with_capacity(counted.runs.len());
        for run in counted.runs.iter().rev() {
            let latest = next.minus(TICK).min(run.not_after).max(run.not_before);
            next = latest.minus(Micros(TICK.0 * (run.steps - 1))).max(run.not_before);
            runs.push_front((*run, latest));
        }
        Placed { total: counted.total, runs, earliest: Micros(0) }
    }

    fn next(&mut self, timeline: &Timeline, to: u64) -> Micros {
        while self.runs.front().is_some_and(|(run, _)| run.steps == 0) {
            self.runs.pop_front();
        }
        // More output than was counted has no bound but its own.
        let known = timeline.interval(to);
        let latest = match self.runs.front_mut() {
            Some((run, latest)) => {
                run.steps -= 1;
                latest.minus(Micros(TICK.0 * run.steps)).max(run.not_before)
            }
            None => known.not_after,
        };
        let wanted = timeline.position(to, self.total).max(self.earliest);
        // A crowded interval offers no later position than the one before.
        let at = wanted.min(latest).max(self.earliest.minus(TICK));
        self.earliest = at.plus(TICK);
        at
    }
}

/// The length of the first step of some output of a log: a line, or a piece of one. `None` where it
/// cannot be told yet.
fn step_length(output: &[u8], is_end: bool) -> Option<usize> {
    let window = &output[..output.len().min(STEP)];
    let newline = memchr::memchr(b'\n', window);
    let line = &window[..newline.unwrap_or(window.len())];
    let mut escapes = memchr::memchr_iter(b'\x1b', line);
    if let Some(painted) = escapes.find(|at| line[*at..].starts_with(PAINTED)) {
        return Some(painted + PAINTED.len());
    }
    match newline {
        Some(newline) => Some(newline + 1),
        None if output.len() > STEP => Some(whole_characters(window)),
        None => (is_end && !output.is_empty()).then_some(output.len()),
    }
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
