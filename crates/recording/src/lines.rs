//! Which lines of text has the screen shown, and by which byte was each complete?

use std::collections::VecDeque;
use std::ops::Range;

use avt::observer::{Observation, Observer};
use avt::parser::{DecMode, EdScope, Function};
use avt::{Charset, Operation, ScreenKind, Terminal};

use crate::full_screen::FullScreen;
use crate::player::{append, text};
use crate::time::Interval;
use crate::timeline::Step;

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
    /// The output bytes being fed right now.
    from: u64,
    to: u64,
    /// For each row of the primary screen, the byte by which its text was last changed.
    stamps: VecDeque<u64>,
    /// The start of a line whose rest is still on the screen.
    pending: String,
    /// The latest stamp of the scrolled lines so far: a line counts as complete when those above
    /// it are, so that offsets only grow down the transcript.
    latest: u64,
    scrolled: Vec<Shown>,
    full_screen: FullScreen,
    on_alternate: bool,
    /// The current operation moves or erases whole rows, which completes no line.
    is_moving: bool,
    /// Rows that will be pushed off the screen although they are noted already.
    noted: usize,
    /// The last slice pushed a row off the top of the screen.
    has_scrolled: bool,
    /// Whether G0 and G1 hold letters, not line-drawing characters.
    has_letters: [bool; 2],
    /// Whether a program has ever told the terminal not to wrap long lines.
    may_clip: bool,
}

impl Lines {
    pub(crate) fn new(rows: u16) -> Lines {
        Lines {
            from: 0,
            to: 0,
            stamps: std::iter::repeat_n(0, usize::from(rows)).collect(),
            pending: String::new(),
            latest: 0,
            scrolled: Vec::new(),
            full_screen: FullScreen::new(usize::from(rows)),
            on_alternate: false,
            is_moving: false,
            noted: 0,
            has_scrolled: false,
            has_letters: [true; 2],
            may_clip: false,
        }
    }

    /// Announces that the output bytes `from..to` come next.
    pub(crate) fn expect(&mut self, from: u64, to: u64) {
        (self.from, self.to) = (from, to);
        self.has_scrolled = false;
    }

    /// Whether a plain line fed now would scroll the screen and stand on it as it is.
    pub(crate) fn flows(&self) -> bool {
        let is_usual = self.has_letters == [true; 2] && !self.may_clip && !self.is_full_screen();
        self.has_scrolled && self.noted == 0 && is_usual
    }

    /// Notes what is on the screen and then these plain lines, which are not fed: as many lines
    /// as the screen has rows follow and push off what is on it now.
    pub(crate) fn skip(&mut self, terminal: &Terminal, output: &[u8], steps: &[Step]) {
        let above_cursor = terminal.size().1 - 1;
        for (row, line) in terminal.screen().visible_lines().take(above_cursor).enumerate() {
            self.push(line, self.stamps.get(row).copied().unwrap_or(self.to));
        }
        self.noted = above_cursor;
        if let (Some(row), Some(last)) = (self.stamps.back_mut(), steps.last()) {
            *row = last.to as u64;
        }
        for step in steps {
            let text = text(&output[step.from..step.to]);
            // An empty line prints nothing, so it was complete when the line before it was.
            let is_empty = step.to - step.from == b"\r\n".len();
            self.latest = self.latest.max(if is_empty { step.from } else { step.to } as u64);
            let text = text.trim_end().to_owned();
            self.scrolled.push(Shown { offset: self.latest, text, seen: Seen::Scrollback });
        }
    }

    pub(crate) fn is_full_screen(&self) -> bool {
        self.full_screen.is_active()
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
            let stamp = self.stamps.get(row).copied().unwrap_or(self.to);
            self.push(line, stamp);
        }
        self.end_line();
        while self.scrolled.len() > kept && self.scrolled.last().is_some_and(|l| l.text.is_empty())
        {
            self.scrolled.pop();
        }
        self.stamps.iter_mut().for_each(|stamp| *stamp = self.to);
    }

    fn push(&mut self, row: &avt::Line, stamp: u64) {
        self.latest = self.latest.max(stamp);
        append(row, &mut self.pending);
        if !row.is_wrapped() {
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        let text = self.pending.trim_end().to_owned();
        self.pending.clear();
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
                match function {
                    Function::Ris => {
                        self.flush_primary(terminal);
                        self.has_letters = [true; 2];
                        self.may_clip = false;
                    }
                    Function::Decrst(modes) => {
                        self.may_clip |= modes.as_slice().contains(&DecMode::AutoWrap);
                    }
                    Function::Gzd4(charset) => self.has_letters[0] = *charset == Charset::Ascii,
                    Function::G1d4(charset) => self.has_letters[1] = *charset == Charset::Ascii,
                    _ => {}
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
        self.has_scrolled = true;
        if self.noted > 0 {
            self.noted -= 1;
            return;
        }
        self.push(line, stamp);
        self.full_screen.scrolled();
    }

    fn end(&mut self, _context: &mut Observation<'_>) {}
}
