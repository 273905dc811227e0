//! What does a recording show, line by line and command by command?

use jiff::Timestamp;

use crate::command::Command;
use crate::deriver::{Deriver, Outline, Part};
use crate::hidden::Hidden;
use crate::lines::Line;
use crate::recording::{Clock, Recording, Size, SizeBasis};
use crate::rhythm::Rhythm;
use crate::secret::Secret;
use crate::segment::Segment;
use crate::survey::Survey;
use crate::time::{Micros, Span, TimeBasis};

/// Everything derived from a recording: a function of it, of the span and of the size alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    /// Where its times come from.
    pub basis: TimeBasis,
    /// The wall-clock time of its start, on the clock of `basis`.
    pub started: Option<Timestamp>,
    /// The size it was emulated at.
    pub size: Size,
    /// The playing position of its end.
    pub duration: Micros,
    /// Lines in the order in which they were complete.
    pub lines: Vec<Line>,
    /// Lines that were left out or cut short because the output writes many times as much text as it has bytes.
    pub omitted_lines: usize,
    /// Commands in the order in which they were entered.
    pub commands: Vec<Command>,
    /// Where secrets were masked, in order.
    pub secrets: Vec<Secret>,
    /// Where the output was not seen as it was written, in order.
    pub hidden: Vec<Hidden>,
    /// The output cut for random access; empty for an empty recording.
    pub segments: Vec<Segment>,
    /// When it was busy and when quiet; `None` without a clock.
    pub rhythm: Option<Rhythm>,
    /// How often the terminal changed its size.
    pub resizes: usize,
    /// Events of the source, or steps of a log, which has none.
    pub events: usize,
}

/// Plays the whole recording once and notes what it shows, with every secret in it masked.
///
/// `span` is what is known about the session from elsewhere; a recording with its own clock needs
/// none. `size` overrides the recording's sizes. All of the replay is held in memory; [`Deriver`]
/// hands it out piece by piece.
#[must_use]
pub fn derive(recording: &Recording, span: Option<Span>, size: Option<(u16, u16)>) -> Replay {
    replay(recording, Survey::new(recording, span), size)
}

/// As [`derive()`], with secrets as they were shown: only for a reader who gave a reason.
#[must_use]
pub fn derive_revealed(
    recording: &Recording,
    span: Option<Span>,
    size: Option<(u16, u16)>,
) -> Replay {
    replay(recording, Survey::revealed(recording, span), size)
}

fn replay(recording: &Recording, mut survey: Survey, size: Option<(u16, u16)>) -> Replay {
    survey.take(&recording.output);
    let mut deriver = Deriver::new(recording, survey.finish(), size);
    if let Clock::Exact { marks, .. } = &recording.clock {
        deriver.hear(marks, &recording.resizes);
    }
    let (mut segments, mut lines, mut commands) = (Vec::new(), Vec::new(), Vec::new());
    let (mut secrets, mut hidden) = (Vec::new(), Vec::new());
    let mut show = |part| match part {
        Part::Segment(segment) => segments.push(segment),
        Part::Line(line) => lines.push(line),
        Part::Entered(_) | Part::Printed(_) => {}
        Part::Command(command) => commands.push(command),
        Part::Secret(secret, _) => secrets.push(secret),
        Part::Hidden(stretch, _) => hidden.push(stretch),
    };
    deriver.take(&recording.output, &mut show);
    let outline = deriver.finish(&mut show);
    hidden.sort_by_key(|hidden: &Hidden| (hidden.offset, hidden.length));
    let Outline { basis, started, size, duration, omitted_lines, rhythm, resizes, events } =
        outline;
    Replay {
        basis,
        started,
        size,
        duration,
        lines,
        omitted_lines,
        commands,
        secrets,
        hidden,
        segments,
        rhythm,
        resizes,
        events,
    }
}

/// The recording's size, unless the person watching chose another.
pub(crate) fn effective(recording: &Recording, size: Option<(u16, u16)>) -> Size {
    size.map_or_else(|| recording.size(), chosen)
}

/// A size that the person watching chose.
pub(crate) fn chosen(size: (u16, u16)) -> Size {
    let (cols, rows) = Size::within(size);
    Size { cols, rows, basis: SizeBasis::Chosen }
}
