//! How is a replay derived from output that comes piece by piece?

use std::borrow::Cow;
use std::collections::VecDeque;

use jiff::Timestamp;

use crate::command::Command;
use crate::hidden::{self, Hidden};
use crate::lines::{Line, REACH, Shown};
use crate::played::Played;
use crate::player::Player;
use crate::recording::{Mark, Recording, Resize, Size};
use crate::replay::chosen;
use crate::rhythm::{Beat, Rhythm};
use crate::secret::{Masks, Secret};
use crate::segment::{Cutter, Segment};
use crate::steps::{Step, Steps};
use crate::survey::{PIECE, Surveyed};
use crate::terminal;
use crate::time::{Interval, Micros, TimeBasis};
use crate::timeline::Timeline;
use crate::window::{BACK, Window, whole_lines};

/// Something that was derived. What comes later does not change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The next segment.
    Segment(Segment),
    /// The next line, in the order of their places.
    Line(Line),
    /// At this byte Enter was pressed for a command that is told later. It comes before any line behind it.
    Entered(u64),
    /// What the command printed that was entered last ends at this byte. It comes before any line behind it.
    Printed(u64),
    /// The next command, in the order in which they were entered.
    Command(Command),
    /// A secret that was masked, and where a player shows it; in the order of their places.
    Secret(Secret, Micros),
    /// Output that was not seen as it was written, and where a player shows it. It comes when it
    /// has ended, so that the order of places is only nearly kept.
    Hidden(Hidden, Micros),
}

/// What is known of a replay as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Where its times come from.
    pub basis: TimeBasis,
    /// The wall-clock time of its start, on the clock of `basis`.
    pub started: Option<Timestamp>,
    /// The size it was emulated at.
    pub size: Size,
    /// The playing position of its end.
    pub duration: Micros,
    /// Lines that were left out or cut short because the output writes many times as much text as it has bytes.
    pub omitted_lines: usize,
    /// When it was busy and when quiet; `None` without a clock.
    pub rhythm: Option<Rhythm>,
    /// How often the terminal changed its size.
    pub resizes: usize,
    /// Events of the source, or steps of a log, which has none.
    pub events: usize,
}

/// Plays a recording while its output comes and hands out what it shows as soon as that cannot
/// change any more.
///
/// It takes memory for what is on the screen, some of the output around it, and what was looked for
/// in all of it; not for the length of the recording. However the output is cut into pieces, the
/// same parts come in the same order.
pub struct Deriver {
    timeline: Timeline,
    steps: Steps,
    size: Size,
    player: Player,
    cutter: Cutter,
    beat: Beat,
    played: Played,
    masks: Masks,
    /// Output that is not masked yet, because its line is not whole.
    raw: Vec<u8>,
    /// Masked output that is played or looked at.
    output: Window,
    /// Masked secrets that were not played yet.
    secrets: VecDeque<Secret>,
    hidden: hidden::Search,
    /// What is hidden before this place was told.
    told: usize,
    /// A string for the terminal that goes on, and where a player is at its start.
    string: Option<(u64, Micros)>,
    /// When each of the commands was entered that are not told yet.
    entered: VecDeque<(Interval, Micros)>,
    /// Where the last of them was, and where what it printed ended.
    noted: u64,
    printed: Option<u64>,
    resizes: usize,
    events: Option<usize>,
}

impl Deriver {
    /// A deriver of the recording that was surveyed; of `about` all but the output is looked at.
    /// `size` overrides the recording's size.
    #[must_use]
    pub fn new(about: &Recording, surveyed: Surveyed, size: Option<(u16, u16)>) -> Deriver {
        let Surveyed { timeline, counted, masks, size: inferred } = surveyed;
        let inferred = || inferred.unwrap_or_default().size();
        let size = size.map_or_else(|| about.size_or(inferred), chosen);
        Deriver {
            steps: Steps::new(&about.clock, &timeline, &counted),
            player: Player::new(about, &size),
            cutter: Cutter::new(size.cols, size.rows),
            beat: Beat::new(&timeline),
            timeline,
            size,
            played: Played::default(),
            masks,
            raw: Vec::new(),
            output: Window::default(),
            secrets: VecDeque::new(),
            hidden: hidden::Search::default(),
            told: 0,
            string: None,
            entered: VecDeque::new(),
            noted: 0,
            printed: None,
            resizes: 0,
            events: about.events,
        }
    }

    /// Tells when output that comes next appears, and where the terminal changes its size. Only a
    /// recording with its own clock has something to tell; marks may come long before their output,
    /// but not after it.
    pub fn hear(&mut self, marks: &[Mark], resizes: &[Resize]) {
        let resizes = if self.size.stays() { &[] } else { resizes };
        self.timeline.hear(marks);
        self.steps.hear(marks, resizes);
        self.resizes += resizes.len();
    }

    /// Plays the next bytes of the output.
    pub fn take(&mut self, output: &[u8], show: &mut dyn FnMut(Part)) {
        for output in output.chunks(PIECE) {
            self.raw.extend_from_slice(output);
            self.advance(false, show);
        }
    }

    /// Hands out the rest.
    #[must_use]
    pub fn finish(mut self, show: &mut dyn FnMut(Part)) -> Outline {
        self.advance(true, show);
        let mut duration = self.timeline.duration;
        let segment = self.cutter.finish(duration);
        if let Some(end) = segment.as_ref().and_then(|segment| segment.events.last()) {
            duration = end.at;
            self.played.push(end.offset, end.at);
        }
        self.secrets.extend(self.masks.finish());
        for secret in self.secrets {
            show(Part::Secret(secret, self.played.at(secret.offset)));
        }
        for hidden in self.hidden.finish() {
            show(Part::Hidden(hidden, played(&self.played, self.string, hidden.offset)));
        }
        let (lines, omitted_lines, commands) = self.player.finish(&self.output);
        for (index, command) in commands.entered.into_iter().enumerate() {
            let at = self.entered.get(index).copied().unwrap_or_else(|| {
                show(Part::Entered(command.offset));
                (self.timeline.interval(command.offset + 1), self.played.at(command.offset))
            });
            show(Part::Command(command.at(at)));
        }
        lines.into_iter().for_each(|line| show(told(line, &self.timeline, &self.played)));
        segment.into_iter().for_each(|segment| show(Part::Segment(segment)));
        Outline {
            basis: self.timeline.basis,
            started: self.timeline.started,
            size: self.size,
            duration,
            omitted_lines,
            rhythm: self.beat.finish(duration),
            resizes: self.resizes,
            events: self.events.unwrap_or(self.steps.taken()),
        }
    }

    fn advance(&mut self, is_end: bool, show: &mut dyn FnMut(Part)) {
        self.mask(is_end);
        while let Some(step) = self.steps.next(&self.output, &self.timeline, is_end) {
            self.play(&step, show);
        }
        self.tell(is_end, show);
        let from = self.steps.from();
        self.output.forget(self.told.min(from.saturating_sub(BACK)));
    }

    /// Masks the output that has come.
    fn mask(&mut self, is_end: bool) {
        loop {
            let length = whole_lines(&self.raw, is_end);
            if length == 0 {
                return;
            }
            let mut piece = Cow::Borrowed(&self.raw[..length]);
            self.secrets.extend(self.masks.mask(&mut piece));
            self.output.push(&piece);
            self.raw.drain(..length);
        }
    }

    fn play(&mut self, step: &Step, show: &mut dyn FnMut(Part)) {
        let text = terminal::text(self.output.get(step.from..step.to));
        let (at, closed) = self.cutter.cut(step, &text, &self.player.terminal);
        self.played.push(step.from as u64, at);
        if step.resize.is_none() {
            self.beat.take(step, &self.timeline);
        }
        let valid = match &text {
            Cow::Borrowed(text) => Some(*text),
            Cow::Owned(_) => None,
        };
        let amended = self.player.take(step, valid, &self.output);
        self.cutter.amend(amended, &self.player.terminal);
        self.note_commands(show);
        if let Some(segment) = closed {
            let horizon = (step.from as u64).saturating_sub(REACH);
            for line in self.player.settled(horizon) {
                show(told(line, &self.timeline, &self.played));
            }
            self.played.forget(horizon);
            self.timeline.forget(horizon);
            show(Part::Segment(segment));
        }
    }

    /// Notes when the commands were entered that are new, and tells those that are complete.
    fn note_commands(&mut self, show: &mut dyn FnMut(Part)) {
        let entered = &mut self.player.commands.entered;
        let Some(last) = entered.last() else { return };
        let printed = last.printed();
        if (entered.len(), last.offset) == (self.entered.len(), self.noted) {
            if let Some(end) = printed.filter(|_| printed != self.printed) {
                self.printed = printed;
                show(Part::Printed(end));
            }
            return;
        }
        // The last one may have been continued.
        let known = self.entered.len().saturating_sub(1);
        for (index, command) in entered.iter().enumerate().skip(known) {
            if self.noted < command.offset {
                self.noted = command.offset;
                show(Part::Entered(command.offset));
            }
            let at = self.timeline.interval(command.offset + 1);
            self.entered.truncate(index);
            self.entered.push_back((at, self.played.at(command.offset)));
        }
        let complete = entered.len().saturating_sub(1);
        for (command, at) in entered.drain(..complete).zip(self.entered.drain(..complete)) {
            show(Part::Command(command.at(at)));
        }
    }

    /// Tells secrets and hidden output that were played.
    fn tell(&mut self, is_end: bool, show: &mut dyn FnMut(Part)) {
        let from = self.steps.from();
        while let Some(secret) = self.secrets.pop_front_if(|secret| secret.offset < from as u64) {
            show(Part::Secret(secret, self.played.at(secret.offset)));
        }
        loop {
            let output = self.output.get(self.told..from);
            let piece = &output[..whole_lines(output, is_end)];
            if piece.is_empty() {
                return;
            }
            self.told += piece.len();
            let typed = &mut self.player.commands.typed;
            let here = typed.partition_point(|newline| *newline < self.told as u64);
            let found = self.hidden.look(piece, &typed[..here]);
            typed.drain(..here);
            for hidden in found {
                show(Part::Hidden(hidden, played(&self.played, self.string, hidden.offset)));
            }
            let string = self.hidden.open();
            if string != self.string.map(|(start, _)| start) {
                self.string = string.map(|start| (start, self.played.at(start)));
            }
        }
    }
}

fn told(line: Shown, timeline: &Timeline, played: &Played) -> Part {
    Part::Line(Line {
        offset: line.offset,
        at: timeline.interval(line.offset),
        played: played.at(line.offset),
        text: line.text,
        seen: line.seen,
    })
}

/// Where a player shows a byte, which may be the first one of a string that was very long.
fn played(played: &Played, string: Option<(u64, Micros)>, offset: u64) -> Micros {
    match string {
        Some((start, at)) if start == offset => at,
        _ => played.at(offset),
    }
}
