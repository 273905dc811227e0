//! Which lines of text has the screen shown, and by which byte was each complete?

use std::collections::VecDeque;
use std::ops::Range;

use avt::observer::{Observation, Observer};
use avt::parser::{EdScope, Function};
use avt::{Operation, ScreenKind, Terminal};

use crate::full_screen::FullScreen;
use crate::player::append;
use crate::time::Interval;

/// One line of text as it stood on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The first byte of the output by which the line was complete.
    pub offset: u64,
    /// When that byte had been shown.
    pub at: Interval,
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

/// Collects lines while a terminal is fed.
pub(crate) struct Lines {
    /// The output bytes that make the current operation.
    from: u64,
    to: u64,
    /// For each row of the primary screen, the byte by which its text was last changed.
    stamps: VecDeque<u64>,
    /// The start of a line whose rest is still on the screen.
    pending: String,
    /// The latest stamp of the scrolled lines so far: a line counts as complete when those above
    /// it are, so that offsets only grow down the transcript.
    latest: u64,
    /// Rows that have scrolled away.
    evicted: u64,
    scrolled: Vec<Shown>,
    full_screen: FullScreen,
    on_alternate: bool,
    /// The current operation moves or erases whole rows, which completes no line.
    is_moving: bool,
}

impl Lines {
    pub(crate) fn new(rows: u16) -> Lines {
        Lines {
            from: 0,
            to: 0,
            stamps: std::iter::repeat_n(0, usize::from(rows)).collect(),
            pending: String::new(),
            latest: 0,
            evicted: 0,
            scrolled: Vec::new(),
            full_screen: FullScreen::new(usize::from(rows)),
            on_alternate: false,
            is_moving: false,
        }
    }

    /// Announces an operation that the output bytes `from..to` make.
    pub(crate) fn at(&mut self, from: usize, to: usize) {
        (self.from, self.to) = (from as u64, to as u64);
    }

    /// Whether a program is painting.
    pub(crate) fn is_full_screen(&self) -> bool {
        self.full_screen.is_active()
    }

    /// How many rows have scrolled away.
    pub(crate) fn evicted(&self) -> u64 {
        self.evicted
    }

    /// The byte by which a row of the screen was last changed.
    pub(crate) fn stamp(&self, row: usize) -> u64 {
        self.stamps.get(row).copied().unwrap_or(self.to)
    }

    /// Takes a row of the emulator's screen that has scrolled away without the emulator.
    pub(crate) fn evict_row(&mut self, line: &avt::Line, row: usize) {
        self.evicted += 1;
        self.push(line, self.stamp(row));
    }

    /// Takes a row that scrolled away and that the emulator never saw.
    pub(crate) fn evict_text(&mut self, text: String, is_wrapped: bool, stamp: u64) {
        self.evicted += 1;
        match self.pending.is_empty() {
            true => self.pending = text,
            false => self.pending.push_str(&text),
        }
        self.complete(is_wrapped, stamp);
    }

    /// The emulator has seen what scrolled the first `gone` rows away, and what stands in the last
    /// rows now.
    pub(crate) fn restamp(&mut self, gone: usize, last: impl Iterator<Item = u64>) {
        self.stamps.pop_back();
        self.stamps.drain(..gone);
        self.stamps.extend(last);
    }

    /// Everything shown, in the order in which it was complete.
    pub(crate) fn finish(mut self, terminal: &Terminal) -> Vec<Shown> {
        self.flush_primary(terminal);
        let mut shown = self.scrolled;
        shown.extend(self.full_screen.finish(terminal, self.to));
        shown.sort_by_key(|line| line.offset);
        shown
    }

    /// Takes what still stands on the primary screen, without the empty rows below it.
    fn flush_primary(&mut self, terminal: &Terminal) {
        let kept = self.scrolled.len();
        for (row, line) in terminal.primary_screen().visible_lines().enumerate() {
            self.push(line, self.stamp(row));
        }
        self.end_line();
        while self.scrolled.len() > kept && self.scrolled.last().is_some_and(|l| l.text.is_empty())
        {
            self.scrolled.pop();
        }
        self.stamps.iter_mut().for_each(|stamp| *stamp = self.to);
    }

    fn push(&mut self, row: &avt::Line, stamp: u64) {
        append(row, &mut self.pending);
        self.complete(row.is_wrapped(), stamp);
    }

    fn complete(&mut self, is_wrapped: bool, stamp: u64) {
        self.latest = self.latest.max(stamp);
        if !is_wrapped {
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        let mut text = std::mem::take(&mut self.pending);
        text.truncate(text.trim_end().len());
        self.scrolled.push(Shown { offset: self.latest, text, seen: Seen::Scrollback });
    }
}

impl Lines {
    fn before_change(&mut self, terminal: &Terminal, operation: &Operation) {
        match operation {
            Operation::Function(Function::Lf | Function::Nel) => {
                self.is_moving = true;
                self.full_screen.before_line_feed(terminal, self.from);
            }
            Operation::Function(function) => {
                self.is_moving = matches!(
                    function,
                    Function::Ed(EdScope::All) | Function::Decset(_) | Function::Decrst(_)
                );
                if matches!(function, Function::Ris) {
                    self.flush_primary(terminal);
                }
                self.full_screen.before(terminal, function, self.from);
            }
            Operation::Resize { .. } => {
                self.is_moving = true;
                self.full_screen.look(terminal, self.to);
            }
        }
    }
}

impl Observer for &mut Lines {
    type Output = ();

    // Nearly every operation prints; it must cost next to nothing here.
    #[inline]
    fn before(&mut self, context: &mut Observation<'_>, operation: &Operation) {
        if !matches!(operation, Operation::Function(Function::Print(_))) {
            self.before_change(context.terminal(), operation);
        }
    }

    fn resized(&mut self, _cols: usize, rows: usize) {
        self.stamps.resize(rows, self.to);
        self.full_screen.resize(rows);
    }

    #[inline]
    fn dirty(&mut self, rows: Range<usize>) {
        // A change of several rows at once is a scroll or an erasure: neither completes a line.
        let is_text = rows.len() == 1 && !self.on_alternate && !self.is_moving;
        if let Some(stamp) = self.stamps.get_mut(rows.start).filter(|_| is_text) {
            *stamp = self.to;
        }
        self.full_screen.dirty(rows);
    }

    #[inline]
    fn after(&mut self, context: &mut Observation<'_>, operation: &Operation) {
        if matches!(operation, Operation::Function(Function::Print(_))) {
            return;
        }
        self.is_moving = false;
        self.on_alternate = context.terminal().active_screen_kind() == ScreenKind::Alternate;
        self.full_screen.after(context.terminal());
    }

    fn evicted(&mut self, _context: &mut Observation<'_>, line: &avt::Line) {
        let stamp = self.stamps.pop_front().unwrap_or(self.to);
        self.stamps.push_back(self.to);
        self.evicted += 1;
        self.push(line, stamp);
        self.full_screen.scrolled();
    }

    fn end(&mut self, _context: &mut Observation<'_>) {}
}
