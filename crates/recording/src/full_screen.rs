//! What did programs show that painted over their own text?
//!
//! `vim`, `less` and `top` leave nothing behind in the flow of output, yet what an auditor must be
//! able to find was on the screen. So rows are remembered while such a program paints, and a row
//! is kept when other text takes its place. A row that only grows is text being typed or painted,
//! and counts once it has stopped growing.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use avt::parser::{EdScope, Function};
use avt::{ScreenKind, Terminal};

use crate::lines::{Seen, Shown};
use crate::player::{append, from_one};

/// Remembers the rows of a painted screen.
pub(crate) struct FullScreen {
    mode: Mode,
    rows: Vec<Row>,
    /// The rows that have changed since somebody looked, each once.
    dirty: Vec<usize>,
    /// Where the text of a row is put together.
    text: String,
    /// Bottom row of the scroll region, if a program has set one.
    bottom: Option<usize>,
    top: usize,
    /// The current operation scrolls by a line, and the rows have been moved along already.
    is_scrolling: bool,
    /// Hashes of the texts kept since the program started: a screen painted again is not news.
    kept: HashSet<u64>,
    shown: Vec<Shown>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// Output flows, nothing is painted.
    Flow,
    /// A program addresses the primary screen, as `top` does.
    Primary,
    /// A program uses the alternate screen.
    Alternate,
}

#[derive(Clone, Default)]
struct Row {
    text: String,
    offset: u64,
    is_dirty: bool,
}

impl FullScreen {
    pub(crate) fn new(rows: usize) -> FullScreen {
        FullScreen {
            mode: Mode::Flow,
            rows: vec![Row::default(); rows],
            dirty: Vec::new(),
            text: String::new(),
            bottom: None,
            top: 0,
            is_scrolling: false,
            kept: HashSet::new(),
            shown: Vec::new(),
        }
    }

    pub(crate) fn is_active(&self) -> bool {
        self.mode != Mode::Flow
    }

    pub(crate) fn dirty(&mut self, rows: Range<usize>) {
        if self.is_active() && !(self.is_scrolling && rows.len() > 1) {
            rows.for_each(|row| self.touch(row));
        }
    }

    pub(crate) fn resize(&mut self, rows: usize) {
        self.dirty.retain(|row| *row < rows);
        self.rows.resize(rows, Row::default());
        self.touch_all();
        (self.top, self.bottom) = (0, None);
    }

    /// Looks at the screen before an operation that may take text away.
    pub(crate) fn before(&mut self, terminal: &Terminal, function: &Function, offset: u64) {
        let is_home = terminal.cursor().row == 0 && terminal.cursor().col == 0;
        match function {
            Function::Vpa(row) if from_one(*row) < terminal.cursor().row => {
                self.paint(terminal, offset);
            }
            Function::Cup(row, col) => {
                let cursor = terminal.cursor();
                let to = (from_one(*row), from_one(*col));
                if to.0 < cursor.row {
                    self.paint(terminal, offset);
                } else if to.0 == cursor.row && to.1 < cursor.col {
                    self.look(terminal, offset);
                }
            }
            Function::Ed(EdScope::All) if terminal.active_screen_kind() == ScreenKind::Primary => {
                // The emulator moves this text into the scrollback, where it is kept anyway.
                self.look(terminal, offset);
                self.flow();
            }
            Function::Ed(EdScope::Below) if is_home => self.paint(terminal, offset),
            Function::Decstbm(top, bottom) => {
                self.look(terminal, offset);
                self.top = from_one(*top);
                self.bottom = (*bottom > 0).then(|| usize::from(*bottom) - 1);
            }
            Function::Ed(_)
            | Function::Su(_)
            | Function::Sd(_)
            | Function::Il(_)
            | Function::Dl(_)
            | Function::Ri
            | Function::Ris
            | Function::Decset(_)
            | Function::Decrst(_) => self.look(terminal, offset),
            _ => {}
        }
    }

    /// A line feed in the last row takes one row away and moves all others up.
    pub(crate) fn before_line_feed(&mut self, terminal: &Terminal, offset: u64) {
        let bottom = self.bottom.unwrap_or(usize::MAX).min(self.rows.len() - 1);
        if !self.is_active() || terminal.cursor().row != bottom || self.top > bottom {
            return;
        }
        self.look(terminal, offset);
        if self.mode == Mode::Primary {
            return;
        }
        self.keep(self.top);
        self.rows[self.top..=bottom].rotate_left(1);
        self.rows[bottom] = Row::default();
        self.touch(bottom);
        self.is_scrolling = true;
    }

    pub(crate) fn after(&mut self, terminal: &Terminal) {
        self.is_scrolling = false;
        let is_alternate = terminal.active_screen_kind() == ScreenKind::Alternate;
        if is_alternate && self.mode != Mode::Alternate {
            self.flow();
            self.mode = Mode::Alternate;
            self.touch_all();
        } else if !is_alternate && self.mode == Mode::Alternate {
            self.leave();
        }
    }

    /// A line of the primary screen has scrolled away: nobody is painting there any more.
    pub(crate) fn scrolled(&mut self) {
        if self.mode == Mode::Primary {
            self.flow();
        }
    }

    /// The program has gone, and with it everything it last showed on the alternate screen.
    fn leave(&mut self) {
        for row in 0..self.rows.len() {
            self.keep(row);
        }
        self.flow();
    }

    /// Nothing comes after this screen. What stands on the primary one is in the flow of output.
    pub(crate) fn finish(mut self, terminal: &Terminal, offset: u64) -> Vec<Shown> {
        self.look(terminal, offset);
        if self.mode == Mode::Alternate {
            self.leave();
        }
        self.shown
    }

    /// Remembers the changed rows, keeping the text they replace.
    pub(crate) fn look(&mut self, terminal: &Terminal, offset: u64) {
        if !self.is_active() {
            return;
        }
        let mut dirty = std::mem::take(&mut self.dirty);
        for index in dirty.drain(..) {
            let Some(line) = terminal.screen().line(index) else { continue };
            let mut text = std::mem::take(&mut self.text);
            text.clear();
            append(line, &mut text);
            text.truncate(text.trim_end().len());
            if !text.starts_with(&self.rows[index].text) {
                self.keep(index);
            }
            let row = &mut self.rows[index];
            if text != row.text {
                row.offset = offset;
                std::mem::swap(&mut row.text, &mut text);
            }
            row.is_dirty = false;
            self.text = text;
        }
        self.dirty = dirty;
    }

    fn touch(&mut self, row: usize) {
        if let Some(Row { is_dirty: is_dirty @ false, .. }) = self.rows.get_mut(row) {
            *is_dirty = true;
            self.dirty.push(row);
        }
    }

    fn touch_all(&mut self) {
        (0..self.rows.len()).for_each(|row| self.touch(row));
    }

    /// A program goes back up the screen to paint there.
    fn paint(&mut self, terminal: &Terminal, offset: u64) {
        if self.mode == Mode::Flow {
            self.mode = Mode::Primary;
            self.touch_all();
        }
        self.look(terminal, offset);
    }

    fn flow(&mut self) {
        self.mode = Mode::Flow;
        self.kept.clear();
        self.dirty.clear();
        self.rows.iter_mut().for_each(|row| *row = Row::default());
        (self.top, self.bottom) = (0, None);
    }

    /// Keeps the remembered text of a row once, if there is anything to read in it.
    fn keep(&mut self, row: usize) {
        let Row { text, offset, .. } = std::mem::take(&mut self.rows[row]);
        if !text.contains(char::is_alphanumeric) {
            return;
        }
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        if self.kept.insert(hasher.finish()) {
            self.shown.push(Shown { offset, text, seen: Seen::FullScreen });
        }
    }
}
