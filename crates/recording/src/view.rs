//! What is on the screen while segments are played?

use crate::frame::Frame;
use crate::screen::At;
use crate::segment::{Segment, SegmentEvent, What, read_as};
use crate::terminal::Terminal;

/// A screen that segments are played on.
///
/// It is opened at a segment's keyframe, so no moment of a recording costs more than one segment.
pub struct View {
    terminal: Terminal,
    cols: u16,
    rows: u16,
}

/// How far a segment has been played.
pub struct Reached {
    /// What is on the screen.
    pub view: View,
    /// It shows the whole characters before this byte of the output.
    pub offset: u64,
    /// How many events are wholly on it.
    pub events: usize,
    /// How many bytes of the text of the event after those are on it as well.
    pub within: usize,
}

impl Reached {
    /// Plays a segment up to a moment.
    ///
    /// An offset inside of an event shows the characters before it. Where bytes were no text, the
    /// event has U+FFFD instead of them, each of which counts as one byte.
    #[must_use]
    pub fn at(segment: &Segment, at: At) -> Reached {
        let mut view = View::open(segment);
        for (events, event) in segment.events.iter().enumerate() {
            let within = match (at, &event.what) {
                (At::Time(time), _) if event.at > time => Some(0),
                (At::Offset(offset), What::Resize(..)) if event.offset > offset => Some(0),
                (At::Offset(offset), What::Output(text)) => {
                    let shown = before(text, offset.saturating_sub(event.offset));
                    view.terminal.feed(shown.as_bytes(), 0, &mut ());
                    if shown.len() == text.len() {
                        continue;
                    }
                    Some(shown.len())
                }
                _ => None,
            };
            if let Some(within) = within {
                let offset = match at {
                    At::Offset(offset) => offset,
                    At::Time(_) | At::End => event.offset,
                };
                return Reached { view, offset, events, within };
            }
            view.play(event);
        }
        let offset = segment.events.last().map_or(segment.offset, SegmentEvent::end);
        Reached { view, offset, events: segment.events.len(), within: 0 }
    }
}

impl View {
    /// The screen at the start of a segment.
    #[must_use]
    pub fn open(segment: &Segment) -> View {
        let (cols, rows) = (segment.cols, segment.rows);
        let mut terminal = Terminal::new(cols, rows);
        terminal.feed(segment.init.as_bytes(), 0, &mut ());
        View { terminal, cols, rows }
    }

    /// Plays one event.
    pub fn play(&mut self, event: &SegmentEvent) {
        match &event.what {
            What::Output(text) => self.terminal.feed(text.as_bytes(), 0, &mut ()),
            What::Resize(cols, rows) => {
                self.terminal.grid.resize(*cols, *rows, &mut ());
                (self.cols, self.rows) = (*cols, *rows);
            }
        }
    }

    /// What stands on it now.
    #[must_use]
    pub fn frame(&self) -> Frame {
        Frame::of(&self.terminal.grid)
    }

    /// Its columns and rows now.
    #[must_use]
    pub fn size(&self) -> (u16, u16) {
        (self.cols, self.rows)
    }

    /// Escape sequences that bring another terminal of that size to the same state.
    #[must_use]
    pub fn dump(&self) -> String {
        self.terminal.dump()
    }
}

/// The whole characters within the first bytes that the text was read from.
fn before(text: &str, bytes: u64) -> &str {
    let mut left = bytes;
    for (at, c) in text.char_indices() {
        match left.checked_sub(read_as(c)) {
            Some(rest) => left = rest,
            None => return &text[..at],
        }
    }
    text
}
