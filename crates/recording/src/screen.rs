//! What stood on the screen at one moment?

use crate::grid::Grid;
use crate::recording::Recording;
use crate::replay::effective;
use crate::steps::{self, Step, whole_characters};
use crate::terminal::Terminal;
use crate::time::{Micros, Span};

/// A moment in a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// After everything.
    End,
    /// After the output bytes before this offset.
    Offset(u64),
    /// At this playing position.
    Time(Micros),
}

/// The emulated screen as rows of plain text, trailing blanks removed.
///
/// Inside a character or an escape sequence it is the screen before it: that is what a terminal
/// shows until the rest arrives.
#[must_use]
pub fn screen(
    recording: &Recording,
    size: Option<(u16, u16)>,
    at: At,
    span: Option<Span>,
) -> Vec<String> {
    let size = effective(recording, size);
    let mut terminal = Terminal::new(size.cols, size.rows);
    for step in &steps::all(recording, span) {
        let Some(to) = reached(step, at) else { break };
        match step.resize {
            Some(_) if size.stays() => {}
            Some((cols, rows)) => terminal.grid.resize(cols, rows, &mut ()),
            None => {
                let mut shown = &recording.output[step.from..to];
                if to < step.to {
                    shown = &shown[..whole_characters(shown)];
                }
                terminal.feed(shown, step.from, &mut ());
            }
        }
    }
    rows(&terminal.grid)
}

/// The visible rows as plain text.
pub(crate) fn rows(grid: &Grid) -> Vec<String> {
    let (_, rows) = grid.size();
    let text = |row| {
        let mut text = String::new();
        grid.row(row).read(0, &mut text);
        text.truncate(text.trim_end().len());
        text
    };
    (0..rows).map(text).collect()
}

/// How far into the step the moment lies, or `None` if the step comes later.
fn reached(step: &Step, at: At) -> Option<usize> {
    match at {
        At::End => Some(step.to),
        At::Time(time) => (step.at <= time).then_some(step.to),
        At::Offset(offset) => {
            let offset = usize::try_from(offset).unwrap_or(usize::MAX);
            let is_reached = offset > step.from || (step.from == step.to && offset == step.from);
            is_reached.then_some(offset.min(step.to))
        }
    }
}
