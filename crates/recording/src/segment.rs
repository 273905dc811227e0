//! How is a long replay cut so that any moment of it is cheap to reach?

mod codec;

use crate::steps::Step;
use crate::terminal::Terminal;
use crate::time::Micros;

pub use codec::DecodeError;

/// A new segment starts after this many output bytes: bytes bound the work of a seek, seconds
/// do not. No segment starts inside of an escape sequence that is longer than any real one.
const KEYFRAME: usize = 64 * 1024;

/// So many bytes are written to draw screens again for each byte of output, and for any output.
const REDRAWN: (usize, usize) = (2, 1 << 20);

/// Makes a terminal a fresh one.
const RESET: &str = "\x1bc";

/// A part of a replay that can be played without the parts before it.
///
/// Laws that players rely on: segment 0 starts at 0, starts strictly increase, the first event of
/// a later segment is exactly at its start, events are never empty, and the last event of the
/// last segment is at the end of the replay, later than that segment's start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Counted from 0.
    pub number: u32,
    /// The first output byte it shows.
    pub offset: u64,
    /// The playing position at which it starts.
    pub at: Micros,
    /// Columns at its start.
    pub cols: u16,
    /// Rows at its start.
    pub rows: u16,
    /// Escape sequences that bring a fresh terminal of that size to the state at its start: both
    /// screens, cursor, modes and a half-read sequence.
    pub init: String,
    /// What happens in it, in order.
    pub events: Vec<SegmentEvent>,
}

/// One event of a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentEvent {
    /// Its playing position since the start of the replay.
    pub at: Micros,
    /// The first output byte it shows.
    pub offset: u64,
    /// What happens.
    pub what: What,
    /// What `avt` has to be told instead to show the same, in the order of the text; nearly always
    /// nothing.
    pub amended: Vec<Amendment>,
}

/// Something that `avt` is told, on which players in browsers are built, because it does not do
/// everything as terminals do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// The byte of the event's text at which the character stands that it replaces; 0 of a resize,
    /// which it follows.
    pub at: usize,
    /// The text that is written.
    pub instead: String,
}

/// What an event does to the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Text and escape sequences are written; bytes that are no text are U+FFFD.
    Output(String),
    /// The terminal changes to this many columns and rows.
    Resize(u16, u16),
}

impl SegmentEvent {
    /// The first output byte after it. Where bytes were no text, each U+FFFD counts as one.
    #[must_use]
    pub fn end(&self) -> u64 {
        self.offset + self.what.text().chars().map(read_as).sum::<u64>()
    }

    /// What `avt` is told, in order.
    pub fn for_avt(&self) -> impl Iterator<Item = What> + use<> {
        let (first, then) = match &self.what {
            What::Output(_) => (What::Output(self.amended_text()), None),
            What::Resize(cols, rows) => {
                let redrawn = self.amended.iter().map(|amended| amended.instead.as_str());
                let redrawn = What::Output(redrawn.collect());
                (What::Resize(*cols, *rows), Some(redrawn).filter(|_| !self.amended.is_empty()))
            }
        };
        std::iter::once(first).chain(then)
    }

    fn amended_text(&self) -> String {
        let mut rest = self.what.text();
        let mut text = String::with_capacity(rest.len());
        let mut from = 0;
        for Amendment { at, instead } in &self.amended {
            let Some((before, after)) =
                at.checked_sub(from).and_then(|at| rest.split_at_checked(at))
            else {
                break;
            };
            text.push_str(before);
            text.push_str(instead);
            let mut after = after.chars();
            let replaced = after.next().map_or(0, char::len_utf8);
            rest = after.as_str();
            from = at + replaced;
        }
        text.push_str(rest);
        text
    }

    /// Takes away the text before a byte of it, which was played; what follows is at `offset`.
    pub fn forget(&mut self, played: usize, offset: u64) {
        if let What::Output(text) = &mut self.what {
            let played = text.floor_char_boundary(played);
            text.drain(..played);
            self.offset = offset.max(self.offset);
            self.amended.retain(|amended| amended.at >= played);
            self.amended.iter_mut().for_each(|amended| amended.at -= played);
        }
    }
}

/// How many bytes of output were read as a character.
pub(crate) fn read_as(c: char) -> u64 {
    match c {
        char::REPLACEMENT_CHARACTER => 1,
        c => c.len_utf8() as u64,
    }
}

impl What {
    /// What is written, which is nothing for a resize.
    fn text(&self) -> &str {
        match self {
            What::Output(text) => text,
            What::Resize(..) => "",
        }
    }
}

impl Segment {
    /// Packs the segment for storage; compressing it is the caller's.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        codec::encode(self)
    }

    /// Unpacks what [`Segment::encode`] packed.
    ///
    /// # Errors
    /// The bytes are not such a segment: derive the recording again.
    pub fn decode(bytes: &[u8]) -> Result<Segment, DecodeError> {
        codec::decode(bytes)
    }

    /// The playing position of its last event.
    #[must_use]
    pub fn end(&self) -> Micros {
        self.events.last().map_or(self.at, |event| event.at)
    }
}

/// Cuts a replay into segments while it is played.
pub(crate) struct Cutter {
    /// The segment that is not closed yet.
    open: Option<Segment>,
    cols: u16,
    rows: u16,
    /// Bytes of the screens that were drawn again after a resize.
    redrawn: usize,
    /// Output bytes in the open segment.
    filled: usize,
    /// The end of the output so far.
    offset: u64,
}

impl Cutter {
    pub(crate) fn new(cols: u16, rows: u16) -> Cutter {
        Cutter { open: None, cols, rows, redrawn: 0, filled: 0, offset: 0 }
    }

    /// Adds a step, which writes `text`, that `terminal` is about to take. Gives its playing
    /// position, and the segment before it if that is closed now.
    pub(crate) fn cut(
        &mut self,
        step: &Step,
        text: &str,
        terminal: &Terminal,
    ) -> (Micros, Option<Segment>) {
        let latest = self.open.as_ref().map_or(Micros(0), Segment::end);
        let mut at = step.at.max(latest);
        let is_full = self.filled >= KEYFRAME && terminal.is_handy();
        let mut closed = None;
        if self.open.is_none() || is_full {
            (at, closed) = self.open(at, step.from as u64, terminal);
        }
        let what = match step.resize {
            Some((cols, rows)) => {
                (self.cols, self.rows) = (cols, rows);
                What::Resize(cols, rows)
            }
            None => What::Output(text.to_owned()),
        };
        self.filled += step.to - step.from;
        self.offset = step.to as u64;
        let amended = Vec::new();
        self.push(SegmentEvent { at, offset: step.from as u64, what, amended });
        (at, closed)
    }

    /// Says what `avt` has to be told instead of what the step did that was added last. After a
    /// resize the screen is drawn again, as no two versions of it wrap lines alike; that is bounded
    /// by the output, as whoever resizes a full screen often makes much of few bytes.
    pub(crate) fn amend(&mut self, mut amended: Vec<Amendment>, terminal: &Terminal) {
        let Some(last) = self.open.as_mut().and_then(|open| open.events.last_mut()) else { return };
        if let What::Resize(..) = last.what {
            let room = REDRAWN.0.saturating_mul(self.offset as usize).saturating_add(REDRAWN.1);
            if self.redrawn < room {
                let instead = RESET.to_owned() + &terminal.dump();
                self.redrawn += instead.len();
                amended.push(Amendment { at: 0, instead });
            }
        }
        last.amended = amended;
    }

    /// The last segment, which ends at `duration` or as soon after it as the laws allow.
    pub(crate) fn finish(mut self, duration: Micros) -> Option<Segment> {
        let last = self.open.as_ref()?;
        let end = duration.max(last.end()).max(last.at.plus(Micros(1)));
        if last.end() < end {
            let what = What::Output(String::new());
            let amended = Vec::new();
            self.push(SegmentEvent { at: end, offset: self.offset, what, amended });
        }
        self.open
    }

    /// Opens a segment, says at which playing position, which is never the one before again, and
    /// closes the one before.
    fn open(&mut self, at: Micros, offset: u64, terminal: &Terminal) -> (Micros, Option<Segment>) {
        let (number, start, first, init) = match &self.open {
            Some(before) => {
                let start = at.max(before.at.plus(Micros(1)));
                (before.number + 1, start, start, terminal.dump())
            }
            None => (0, Micros(0), at, String::new()),
        };
        let (cols, rows) = (self.cols, self.rows);
        let events = Vec::new();
        self.filled = 0;
        let opened = Segment { number, offset, at: start, cols, rows, init, events };
        (first, self.open.replace(opened))
    }

    fn push(&mut self, event: SegmentEvent) {
        if let Some(segment) = &mut self.open {
            segment.events.push(event);
        }
    }
}
