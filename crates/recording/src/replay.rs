//! What does a recording show, line by line and command by command?

use jiff::Timestamp;

use crate::command::Command;
use crate::hidden::{self, Hidden};
use crate::lines::Line;
use crate::player::Player;
use crate::recording::{Recording, Size, SizeBasis};
use crate::rhythm::{Rhythm, rhythm};
use crate::secret::{Secret, masked};
use crate::segment::{Cutter, Segment};
use crate::time::{Micros, Span, TimeBasis};
use crate::timeline::Timeline;

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
/// none. `size` overrides the recording's size.
#[must_use]
pub fn derive(recording: &Recording, span: Option<Span>, size: Option<(u16, u16)>) -> Replay {
    let (masked, secrets) = masked(recording);
    Replay { secrets, ..derive_revealed(&masked, span, size) }
}

/// As [`derive()`], with secrets as they were shown: only for a reader who gave a reason.
#[must_use]
pub fn derive_revealed(
    recording: &Recording,
    span: Option<Span>,
    size: Option<(u16, u16)>,
) -> Replay {
    let timeline = Timeline::new(recording, span);
    let size = effective(recording, size);
    let mut player = Player::new(recording, &size);
    let mut cutter = Cutter::new(size.cols, size.rows);
    for step in &timeline.steps {
        cutter.cut(step, &player);
        player.take(step);
    }
    let segments = cutter.finish(timeline.duration);
    let (shown, omitted_lines, commands) = player.finish();
    let lines = shown.into_iter().map(|shown| Line {
        offset: shown.offset,
        at: timeline.interval(shown.offset),
        text: shown.text,
        seen: shown.seen,
    });
    let entered: Vec<u64> = commands.entered.iter().map(|command| command.offset).collect();
    let commands = commands.entered.into_iter().map(|entered| Command {
        at: timeline.interval(entered.offset + 1),
        text: entered.text,
        offset: entered.offset,
        context: entered.context,
        confidence: entered.confidence,
    });
    let duration = segments.last().map_or(timeline.duration, Segment::end);
    Replay {
        basis: timeline.basis,
        started: timeline.started,
        size,
        duration,
        lines: lines.collect(),
        omitted_lines,
        commands: commands.collect(),
        secrets: Vec::new(),
        hidden: hidden::find(&recording.output, &entered),
        segments,
        rhythm: rhythm(&timeline, duration),
        resizes: recording.resizes.len(),
        events: recording.events.unwrap_or(timeline.steps.len()),
    }
}

/// The recording's size, unless the person watching chose another.
pub(crate) fn effective(recording: &Recording, chosen: Option<(u16, u16)>) -> Size {
    match chosen {
        Some(size) => {
            let (cols, rows) = Size::within(size);
            Size { cols, rows, basis: SizeBasis::Chosen }
        }
        None => recording.size(),
    }
}
