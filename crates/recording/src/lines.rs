//! Which lines of text has the screen shown, and by which byte was each complete?

use avt::parser::Function;

use crate::full_screen::FullScreen;
use crate::grid::{Grid, Row};
use crate::scrolled::Scrolled;
use crate::time::{Interval, Micros};

/// One line of text as it stood on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The first byte of the output by which the line was complete; of one that stood while very
    /// much else was written, a byte at which it still stood.
    pub offset: u64,
    /// When that byte had been shown.
    pub at: Interval,
    /// Where a player shows it.
    pub played: Micros,
    /// The text without trailing blanks and without control characters, soft wraps joined.
    pub text: String,
    /// On which kind of screen it was seen.
    pub seen: Seen,
}

/// Where a line was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Seen {
    /// In the flow of output that scrolls away.
    Scrollback,
    /// On a screen a program painted and then painted over, such as `vim`, `less` or `top`.
    FullScreen,
}

/// A line before its time is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) offset: u64,
    pub(crate) text: String,
    pub(crate) seen: Seen,
}

/// So many bytes of output after it was complete a line has its place among the others, wherever it
/// stands. Later it can only be placed where it was last seen.
///
/// Without this bound a row that a program never touches again would have to be waited for by all
/// lines after it.
pub(crate) const REACH: u64 = 1 << 20;

/// Lines kept so far, up to a bound on their text.
///
/// A few bytes can fill a whole screen and clear it again, or scroll it away empty. Sessions make
/// about as much text as they have bytes of output, and those in an editor some times as much; what
/// goes far beyond that was written to exhaust whoever reads it. The bound grows with the output,
/// so that nobody can use it up to hide what he does later.
#[derive(Default)]
pub(crate) struct Kept {
    pub(crate) shown: Vec<Shown>,
    /// Bytes of text, and [`Kept::LINE`] for each line.
    size: usize,
    /// Lines with text that were left out or cut short.
    pub(crate) omitted: usize,
    /// The output before this place has been shown.
    now: u64,
}

impl Kept {
    /// Bytes of text for each byte of output, and at the start.
    const ROOM: (usize, usize) = (16, 4 << 20);

    /// What a line counts besides its text: output of nothing but line feeds is kept whole.
    const LINE: usize = 16;

    /// How much text there is room for once so many bytes of output were shown.
    pub(crate) fn room(&self, output: u64) -> usize {
        let output = usize::try_from(output).unwrap_or(usize::MAX);
        let room = output.saturating_mul(Kept::ROOM.0).saturating_add(Kept::ROOM.1);
        room.saturating_sub(self.size)
    }

    /// The place of a line that was complete at `offset` and is leaving the screen now.
    pub(crate) fn place(&self, offset: u64) -> u64 {
        if offset < self.now.saturating_sub(REACH) { self.now } else { offset }
    }

    /// Keeps a line, or as much of it as there is room for.
    pub(crate) fn push(&mut self, mut line: Shown) {
        let Some(room) = self.room(line.offset).checked_sub(Kept::LINE) else {
            self.omitted += usize::from(!line.text.is_empty());
            return;
        };
        if line.text.len() > room {
            self.omitted += 1;
            line.text.truncate(line.text.floor_char_boundary(room));
        }
        self.size += Kept::LINE + line.text.len();
        self.shown.push(line);
    }

    /// Forgets empty lines at the end, but none of the first so many.
    pub(crate) fn trim_end(&mut self, first: usize) {
        let written = self.shown[first..].iter().rposition(|line| !line.text.is_empty());
        let end = first + written.map_or(0, |last| last + 1);
        self.size -= Kept::LINE * (self.shown.len() - end);
        self.shown.truncate(end);
    }
}

/// Collects lines while a screen is written to.
#[derive(Default)]
pub(crate) struct Lines {
    scrolled: Scrolled,
    full_screen: FullScreen,
}

impl Lines {
    /// The output before `now` has been shown.
    pub(crate) fn reach(&mut self, now: u64) {
        self.scrolled.kept.now = now;
        self.full_screen.shown.now = now;
    }

    /// How many rows have scrolled away.
    pub(crate) fn count(&self) -> u64 {
        self.scrolled.count()
    }

    /// Takes a row that scrolls away.
    pub(crate) fn evicted(&mut self, row: &Row) {
        self.scrolled.evicted(row);
        self.full_screen.scrolled();
    }

    /// Takes a row that a program moves off the screen.
    pub(crate) fn lost(&mut self, row: &Row) {
        self.full_screen.lost(row);
    }

    /// Looks at the screen before a function changes it.
    pub(crate) fn before(&mut self, grid: &mut Grid, function: &Function) {
        self.full_screen.before(grid, function);
        self.scrolled.before(grid, function);
    }

    /// Looks at it afterwards.
    pub(crate) fn after(&mut self, grid: &Grid, function: &Function) {
        if matches!(function, Function::Decset(_) | Function::Decrst(_) | Function::Ris) {
            self.full_screen.after(grid);
        }
    }

    /// Looks at the screen before its rows are cut anew.
    pub(crate) fn before_resize(&mut self, grid: &mut Grid) {
        self.full_screen.lose_all(grid);
    }

    /// The lines before `horizon`, where no other will be placed any more, in order. It is [`REACH`] or more behind what
    /// has been shown.
    pub(crate) fn settled(&mut self, horizon: u64) -> Vec<Shown> {
        let scrolled = &mut self.scrolled.kept.shown;
        let count = scrolled.partition_point(|line| line.offset < horizon);
        let mut settled: Vec<Shown> = scrolled.drain(..count).collect();
        settled.extend(self.full_screen.shown.shown.extract_if(.., |line| line.offset < horizon));
        settled.sort_by_key(|line| line.offset);
        settled
    }

    /// The rest of what was shown, in order, and how many lines were left out.
    pub(crate) fn finish(self, grid: &mut Grid) -> (Vec<Shown>, usize) {
        let scrolled = self.scrolled.finish(grid);
        let painted = self.full_screen.finish(grid);
        let omitted = scrolled.omitted + painted.omitted;
        let mut shown = scrolled.shown;
        shown.extend(painted.shown);
        shown.sort_by_key(|line| line.offset);
        (shown, omitted)
    }
}
