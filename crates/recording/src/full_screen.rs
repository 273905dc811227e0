//! What did programs show that painted over their own text?
//!
//! `vim`, `less` and `top` leave nothing behind in the flow of output, yet what an auditor must be
//! able to find was on the screen. So rows are remembered while such a program paints, and a row
//! is kept when other text takes its place. A row that only grows is text being typed or painted,
//! and counts once it has stopped growing.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use avt::parser::{EdScope, Function};

use crate::grid::{Grid, Row};
use crate::lines::{Kept, Seen, Shown};
use crate::terminal::from_one;

/// So many texts of one program are known as no news; it would take weeks to read more.
const KNOWN: usize = 1 << 18;

/// Remembers the rows of a painted screen.
#[derive(Default)]
pub(crate) struct FullScreen {
    mode: Mode,
    /// Counts the programs that painted: what a row remembers of an earlier one is forgotten.
    epoch: u32,
    /// Hashes of the texts kept since the program started: a screen painted again is not news.
    kept: HashSet<u64>,
    pub(crate) shown: Kept,
    /// Where the text of a row is put together.
    text: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mode {
    /// Output flows, nothing is painted.
    #[default]
    Flow,
    /// A program addresses the primary screen, as `top` does.
    Primary,
    /// A program uses the alternate screen.
    Alternate,
}

impl FullScreen {
    pub(crate) fn is_active(&self) -> bool {
        self.mode != Mode::Flow
    }

    /// Looks at the screen before a function that may take text away.
    pub(crate) fn before(&mut self, grid: &mut Grid, function: &Function) {
        let cursor = grid.cursor();
        match function {
            Function::Vpa(row) if from_one(*row) < cursor.row => self.paint(grid),
            Function::Cup(row, col) => {
                let to = (from_one(*row), from_one(*col));
                if to < (cursor.row, cursor.col) {
                    self.paint(grid);
                }
            }
            Function::Ed(EdScope::All) if !grid.is_alternate() => {
                // The terminal moves this text into the scrollback, where it is kept anyway.
                self.look(grid);
                self.flow();
            }
            Function::Ed(EdScope::Below) if (cursor.row, cursor.col) == (0, 0) => {
                self.paint(grid);
            }
            Function::Ris if self.mode == Mode::Alternate => self.lose_all(grid),
            Function::Decstbm(..)
            | Function::Ed(_)
            | Function::Ris
            | Function::Decset(_)
            | Function::Decrst(_) => self.look(grid),
            _ => {}
        }
    }

    /// Notices that a program takes or leaves the alternate screen.
    pub(crate) fn after(&mut self, grid: &Grid) {
        if grid.is_alternate() && self.mode != Mode::Alternate {
            self.flow();
            self.mode = Mode::Alternate;
        } else if !grid.is_alternate() && self.mode == Mode::Alternate {
            // The program has gone, and with it everything it last showed.
            grid.alternate_rows().for_each(|row| self.lost(row));
            self.flow();
        }
    }

    /// A line of the primary screen has scrolled away: nobody is painting there any more.
    pub(crate) fn scrolled(&mut self) {
        if self.mode == Mode::Primary {
            self.flow();
        }
    }

    /// A row leaves the painted screen.
    pub(crate) fn lost(&mut self, row: &Row) {
        if !self.is_active() {
            return;
        }
        let remembered = (row.seen.epoch == self.epoch).then_some(&row.seen);
        match remembered {
            Some(seen) if !row.is_dirty => self.keep(&seen.text, seen.offset),
            remembered => {
                let mut text = std::mem::take(&mut self.text);
                text.clear();
                row.read(0, &mut text);
                text.truncate(text.trim_end().len());
                if let Some(seen) = remembered.filter(|seen| !text.starts_with(&seen.text)) {
                    self.keep(&seen.text, seen.offset);
                }
                self.keep(&text, row.stamp);
                self.text = text;
            }
        }
    }

    /// All rows of the painted screen leave it.
    pub(crate) fn lose_all(&mut self, grid: &mut Grid) {
        self.look(grid);
        if self.is_active() {
            grid.rows_mut().for_each(|row| self.lost(row));
        }
    }

    /// Nothing comes after this screen. What stands on the primary one is in the flow of output.
    pub(crate) fn finish(mut self, grid: &mut Grid) -> Kept {
        self.look(grid);
        if self.mode == Mode::Alternate {
            self.lose_all(grid);
        }
        self.shown
    }

    /// Remembers the changed rows, keeping the text they replace.
    fn look(&mut self, grid: &mut Grid) {
        if !self.is_active() {
            return;
        }
        let mut text = std::mem::take(&mut self.text);
        for row in grid.rows_mut() {
            if row.seen.epoch != self.epoch {
                row.seen.epoch = self.epoch;
                row.seen.text.clear();
            } else if !row.is_dirty {
                continue;
            }
            row.is_dirty = false;
            text.clear();
            row.read(0, &mut text);
            text.truncate(text.trim_end().len());
            if text == row.seen.text {
                continue;
            }
            if !text.starts_with(&row.seen.text) {
                self.keep(&row.seen.text, row.seen.offset);
            }
            row.seen.offset = row.stamp;
            std::mem::swap(&mut row.seen.text, &mut text);
        }
        self.text = text;
    }

    /// A program goes back up the screen to paint there.
    fn paint(&mut self, grid: &mut Grid) {
        if self.mode == Mode::Flow {
            self.mode = Mode::Primary;
            self.epoch += 1;
        }
        self.look(grid);
    }

    fn flow(&mut self) {
        self.mode = Mode::Flow;
        self.epoch += 1;
        self.kept.clear();
    }

    /// Keeps a text once, if there is anything to read in it.
    fn keep(&mut self, text: &str, offset: u64) {
        if !text.contains(char::is_alphanumeric) {
            return;
        }
        if self.kept.len() == KNOWN {
            self.kept.clear();
        }
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        if self.kept.insert(hasher.finish()) {
            let offset = self.shown.place(offset);
            self.shown.push(Shown { offset, text: text.to_owned(), seen: Seen::FullScreen });
        }
    }
}
