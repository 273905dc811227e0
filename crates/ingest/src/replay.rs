//! How is what a recording shows written down for the catalog?

use sekisho_catalog::{
    About, Confidence, Interval, Marks, Seen, SegmentPlace, Size, SizeBasis, StoredCommand,
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

/// Writes down a replay while it is derived: keeps what is little, and hands on what is much.
#[derive(Default)]
pub(crate) struct Story {
    lines: u64,
    segments: u64,
    secrets: u64,
    hidden: u64,
    commands: u64,
    marking: Marking,
    printing: Printing,
}

/// What is handed on.
pub(crate) enum Piece {
    Line(StoredLine),
    Segment(StoredSegment),
}

/// What is only known in the end.
pub(crate) struct Ending {
    pub(crate) about: About,
    pub(crate) commands: Vec<StoredCommand>,
    pub(crate) rhythm: Option<StoredRhythm>,
    pub(crate) marks: Marks,
}

impl Story {
    /// Takes the next part.
    pub(crate) fn take(&mut self, part: Part) -> Option<Piece> {
        match part {
            Part::Line(line) => {
                self.lines += 1;
                self.marking.line(&line);
                self.printing.line(&line);
                return Some(Piece::Line(stored_line(line)));
            }
            Part::Segment(segment) => {
                self.segments += 1;
                return Some(Piece::Segment(stored_segment(&segment)));
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
        None
    }

    /// Writes the heading. So many lines and commands, `unsearched`, are not in the search index.
    pub(crate) fn finish(self, heading: &Heading<'_>, outline: Outline, unsearched: u64) -> Ending {
        let about = About {
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
            unsearched,
            commands: self.commands,
            segments: self.segments,
            resizes: outline.resizes as u64,
            events: outline.events as u64,
            secrets: self.secrets,
            hidden: self.hidden,
        };
        let rhythm = outline.rhythm.as_ref().map(stored_rhythm);
        Ending { about, commands: self.printing.finish(), rhythm, marks: self.marking.finish() }
    }
}

fn stored_segment(segment: &recording::Segment) -> StoredSegment {
    let (number, at_us, offset) = (segment.number, segment.at.0, segment.offset);
    StoredSegment { place: SegmentPlace { number, at_us, offset }, payload: segment.encode() }
}

fn stored_rhythm(rhythm: &recording::Rhythm) -> StoredRhythm {
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
