//! How is what a recording shows written down for the catalog?

use sekisho_catalog::{
    About, Confidence, Interval, Mark, Seen, SegmentPlace, Size, SizeBasis, StoredCommand,
    StoredLine, StoredRhythm, StoredSegment, TimeBasis,
};
use sekisho_domain::recording::RecordingSource;
use sekisho_domain::session::SessionKey;
use sekisho_recording as recording;
use sekisho_recording::{Outline, Part};

use crate::marking::Marking;
use crate::printing::Printing;

/// What a replay is of.
pub(crate) struct Heading<'a> {
    pub(crate) session: &'a SessionKey,
    pub(crate) generation: &'a str,
    /// The original that is replayed.
    pub(crate) best: &'a RecordingSource,
    pub(crate) kind: &'a str,
}

/// Writes down a replay while it is derived: counts, and hands on.
#[derive(Default)]
pub(crate) struct Story {
    lines: u64,
    segments: u64,
    commands: u64,
    secrets: u64,
    hidden: u64,
    marking: Marking,
    printing: Printing,
}

/// What is handed on: lines, commands and segments each in their order, marks in any.
pub(crate) enum Piece {
    Line(StoredLine),
    Segment(StoredSegment),
    Command(StoredCommand),
    Secret(Mark),
    Hidden(Mark),
}

impl Story {
    /// Takes the next part.
    pub(crate) fn take(&mut self, part: Part, hand_on: &mut dyn FnMut(Piece)) {
        match part {
            Part::Line(line) => {
                self.lines += 1;
                self.marking.line(&line);
                self.printing.line(&line);
                hand_on(Piece::Line(stored_line(line)));
            }
            Part::Segment(segment) => {
                self.segments += 1;
                hand_on(Piece::Segment(stored_segment(&segment)));
            }
            Part::Entered(offset) => self.printing.enter(offset),
            Part::Printed(end) => self.printing.end(end),
            Part::Command(command) => {
                self.commands += 1;
                self.printing.command(stored_command(command));
            }
            Part::Secret(secret, played) => {
                self.secrets += 1;
                self.marking.secret(secret, played);
            }
            Part::Hidden(hidden, played) => {
                self.hidden += 1;
                self.marking.hidden(hidden, played);
            }
        }
        self.hand_on_known(hand_on);
    }

    /// Hands on the rest, and writes the heading. How much of it is not searched is not known here.
    pub(crate) fn finish(
        mut self,
        heading: &Heading<'_>,
        outline: &Outline,
        hand_on: &mut dyn FnMut(Piece),
    ) -> About {
        self.marking.finish();
        self.printing.finish();
        self.hand_on_known(hand_on);
        About {
            session: heading.session.clone(),
            generation: heading.generation.to_owned(),
            original: heading.best.original,
            part: heading.best.part,
            kind: heading.kind.to_owned(),
            basis: basis(outline.basis),
            started: outline.started,
            size: size(&outline.size),
            duration_us: outline.duration.0,
            lines: self.lines,
            omitted_lines: outline.omitted_lines as u64,
            unsearched: 0,
            commands: self.commands,
            segments: self.segments,
            resizes: outline.resizes as u64,
            events: outline.events as u64,
            secrets: self.secrets,
            hidden: self.hidden,
        }
    }

    /// Marks and commands of which all is known.
    fn hand_on_known(&mut self, hand_on: &mut dyn FnMut(Piece)) {
        self.marking.told().for_each(&mut *hand_on);
        while let Some(commands) = self.printing.known() {
            commands.for_each(|command| hand_on(Piece::Command(command)));
        }
    }
}

fn stored_segment(segment: &recording::Segment) -> StoredSegment {
    let (number, at_us, offset) = (segment.number, segment.at.0, segment.offset);
    StoredSegment { place: SegmentPlace { number, at_us, offset }, payload: segment.encode() }
}

pub(crate) fn stored_rhythm(rhythm: &recording::Rhythm) -> StoredRhythm {
    let quiet = rhythm.quiet.iter().map(|(from, to)| (from.0, to.0));
    StoredRhythm { bytes: rhythm.bytes.clone(), quiet_us: quiet.collect() }
}

fn stored_line(line: recording::Line) -> StoredLine {
    let seen = match line.seen {
        recording::Seen::Scrollback => Seen::Scrollback,
        recording::Seen::FullScreen => Seen::FullScreen,
    };
    let at = interval(line.at, line.played);
    StoredLine { offset: line.offset, at, text: line.text, seen }
}

/// Its lines are not known yet.
fn stored_command(command: recording::Command) -> StoredCommand {
    let confidence = match command.confidence {
        recording::Confidence::High => Confidence::High,
        recording::Confidence::Low => Confidence::Low,
    };
    StoredCommand {
        text: command.text,
        offset: command.offset,
        output: (command.output.start, command.output.end),
        line: None,
        printed: None,
        context: command.context.name().to_owned(),
        confidence,
        at: interval(command.at, command.played),
    }
}

fn interval(interval: recording::Interval, played: recording::Micros) -> Interval {
    Interval {
        not_before_us: interval.not_before.0,
        not_after_us: interval.not_after.0,
        played_us: played.0,
        basis: basis(interval.basis),
    }
}

fn basis(basis: recording::TimeBasis) -> TimeBasis {
    match basis {
        recording::TimeBasis::Exact => TimeBasis::Exact,
        recording::TimeBasis::Anchored => TimeBasis::Anchored,
        recording::TimeBasis::Estimated => TimeBasis::Estimated,
        recording::TimeBasis::OrderOnly => TimeBasis::OrderOnly,
    }
}

fn size(size: &recording::Size) -> Size {
    let basis = match &size.basis {
        recording::SizeBasis::Recorded => SizeBasis::Recorded,
        recording::SizeBasis::Inferred { from } => SizeBasis::Inferred { from: from.clone() },
        // Nothing is stored of what a reader chose; whoever shows it knows.
        recording::SizeBasis::Assumed | recording::SizeBasis::Chosen => SizeBasis::Assumed,
    };
    Size { cols: size.cols, rows: size.rows, basis }
}
