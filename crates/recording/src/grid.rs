//! What stands on the screen after a terminal has done what it was told?
//!
//! This is `avt`'s model of a terminal: its parser says what the output means, and resizing is left
//! to it. Where it does something else than other terminals, this does what they do, and `amend`
//! says how `avt` is brought to show the same; a property test holds every cell against that. It
//! also differs in how it is kept. Text is written in runs, a row holds no more cells than were written and remembers what
//! was last seen in it, and scrolling moves rows without copying them.

mod amend;
mod cells;
mod cursor;
mod dump;
mod edit;
mod marks;
mod page;
mod pen;
#[cfg(test)]
mod proof;
mod resize;
mod row;
mod tabs;

use std::ops::Range;

use avt::Charset;
use avt::parser::{CtcOp, Function, TbcScope};

pub(crate) use self::amend::{Charsets, is_amended};
pub(crate) use self::marks::width;
use self::page::Page;
pub(crate) use self::page::Witness;
pub(crate) use self::pen::Pen;
use self::row::Joined;
pub(crate) use self::row::Row;
use self::tabs::Tabs;

/// A screen of cells, and another one for programs that want to leave no trace.
#[derive(Debug)]
pub(crate) struct Grid {
    cols: usize,
    rows: usize,
    primary: Page,
    alternate: Page,
    is_alternate: bool,
    cursor: Cursor,
    /// Where the cursor was when the alternate screen was taken.
    primary_cursor: (usize, usize),
    pen: Pen,
    charsets: [Charset; 2],
    charset: usize,
    tabs: Tabs,
    modes: Modes,
    top: usize,
    /// The last row of the scroll region.
    bottom: usize,
    /// Of the primary and of the alternate screen.
    saved: [Saved; 2],
    /// The end of the output bytes that make the current function.
    at: u64,
}

/// Row and column are counted from zero; the column equals the width behind a full row, until the
/// next character wraps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub(crate) row: usize,
    pub(crate) col: usize,
    is_visible: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Modes {
    insert: bool,
    new_line: bool,
    origin: bool,
    wrap: bool,
    cursor_keys: bool,
}

/// What saving the cursor saves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Saved {
    row: usize,
    col: usize,
    pen: Pen,
    origin: bool,
    wrap: bool,
    charsets: Charsets,
}

const MODES: Modes =
    Modes { insert: false, new_line: false, origin: false, wrap: true, cursor_keys: false };

impl Default for Saved {
    fn default() -> Saved {
        Saved {
            row: 0,
            col: 0,
            pen: Pen::default(),
            origin: false,
            wrap: true,
            charsets: dump::ASCII,
        }
    }
}

impl Cursor {
    /// Whether it is shown.
    pub(crate) fn is_visible(self) -> bool {
        self.is_visible
    }
}

impl Grid {
    pub(crate) fn new(cols: u16, rows: u16) -> Grid {
        let (cols, rows) = (usize::from(cols.max(1)), usize::from(rows.max(1)));
        Grid {
            cols,
            rows,
            primary: Page::new((cols, rows), Pen::default()),
            alternate: Page::new((cols, rows), Pen::default()),
            is_alternate: false,
            cursor: Cursor { row: 0, col: 0, is_visible: true },
            primary_cursor: (0, 0),
            pen: Pen::default(),
            charsets: [Charset::Ascii; 2],
            charset: 0,
            tabs: Tabs::new(cols),
            modes: MODES,
            top: 0,
            bottom: rows - 1,
            saved: [Saved::default(); 2],
            at: 0,
        }
    }

    /// Columns and rows.
    pub(crate) fn size(&self) -> (usize, usize) {
        (self.cols, self.rows)
    }

    pub(crate) fn cursor(&self) -> Cursor {
        self.cursor
    }

    pub(crate) fn is_alternate(&self) -> bool {
        self.is_alternate
    }

    /// A row of the active screen.
    pub(crate) fn row(&self, row: usize) -> &Row {
        self.page().row(row)
    }

    /// The rows of the active screen.
    pub(crate) fn rows_mut(&mut self) -> impl Iterator<Item = &mut Row> {
        self.page_mut().rows_mut()
    }

    /// The rows of the primary screen, whichever is active.
    pub(crate) fn primary_rows(&self) -> impl Iterator<Item = &Row> {
        self.primary.rows()
    }

    /// The rows of the alternate screen; after a program has left it, what it left there.
    pub(crate) fn alternate_rows(&self) -> impl Iterator<Item = &Row> {
        self.alternate.rows()
    }

    /// Writes printable ASCII that starts at the byte `from` of the output.
    pub(crate) fn print_ascii(&mut self, text: &[u8], from: u64, witness: &mut impl Witness) {
        self.print_run(text, (from, 1), witness);
    }

    /// Writes printable ASCII after the byte `from` of the output, so many bytes of it for each
    /// character.
    fn print_run(&mut self, mut text: &[u8], (from, step): (u64, u64), witness: &mut impl Witness) {
        if self.charsets[self.charset] != Charset::Ascii || self.modes.insert || !self.modes.wrap {
            for (index, byte) in text.iter().enumerate() {
                self.print(char::from(*byte), from + step * (index as u64 + 1), witness);
            }
            return;
        }
        let (pen, cols) = (self.pen, self.cols);
        self.at = from;
        while !text.is_empty() {
            if self.cursor.col == cols {
                self.at += step;
                self.wrap(witness);
                self.at -= step;
            }
            let col = self.cursor.col;
            let (fitting, rest) = text.split_at(text.len().min(cols - col));
            self.at += step * fitting.len() as u64;
            self.touched_row().print_ascii(col, fitting, pen);
            self.cursor.col += fitting.len();
            text = rest;
        }
    }

    /// Writes a character whose bytes end at `at`.
    pub(crate) fn print(&mut self, c: char, at: u64, witness: &mut impl Witness) {
        self.at = at;
        let c = self.charsets[self.charset].translate(c);
        let (col, pen, cols) = (self.cursor.col, self.pen, self.cols);
        let mut written = None;
        if col < cols {
            let is_inserting = self.modes.insert;
            let row = self.touched_row();
            if is_inserting {
                row.insert(col, usize::from(col + 1 < cols), pen);
            }
            written = row.print(col, c, pen);
        }
        match written {
            Some(width) => {
                self.cursor.col += width;
                if !self.modes.wrap {
                    self.cursor.col = self.cursor.col.min(cols - 1);
                }
            }
            None if self.modes.wrap => {
                self.wrap(witness);
                let width = self.touched_row().print(0, c, pen);
                self.cursor.col = width.unwrap_or(0);
            }
            None => self.print_at_edge(c),
        }
    }

    /// Adds a mark, whose bytes end at `at`, to the character before the cursor.
    pub(crate) fn join(&mut self, mark: char, at: u64) -> Option<Joined> {
        self.at = at;
        let col = self.cursor.col;
        self.touched_row().join(col, mark)
    }

    /// Overwrites what stands at the edge, where nothing wraps.
    fn print_at_edge(&mut self, c: char) {
        let (col, pen, cols) = (self.cursor.col, self.pen, self.cols);
        let row = self.touched_row();
        if col > 0 && row.print(col - 1, c, pen).is_none() && col > 1 {
            row.print(col - 2, c, pen);
        }
        self.cursor.col = cols - 1;
    }

    /// Goes to the next row, as the continuation of this one.
    fn wrap(&mut self, witness: &mut impl Witness) {
        let row = self.cursor.row;
        self.cursor.col = 0;
        if row == self.bottom {
            self.touched_row().is_wrapped = true;
            let (region, new, is_primary) = (self.region(), self.blank(), !self.is_alternate);
            self.page_mut().scroll_up_wrapped(region, 1, new, is_primary, witness);
        } else if row < self.rows - 1 {
            self.touched_row().is_wrapped = true;
            self.cursor.row += 1;
        }
    }

    /// Does what the output bytes up to `at` say.
    pub(crate) fn execute(&mut self, function: &Function, at: u64, witness: &mut impl Witness) {
        self.at = at;
        let count = |n: u16| usize::from(n.max(1));
        let (row, col) = (self.cursor.row, self.cursor.col);
        match function {
            Function::Print(c) => self.print(*c, at, witness),
            Function::Rep(n) => self.repeat(count(*n), witness),
            Function::Bs => self.move_left(1),
            Function::Cub(n) => self.move_left(count(*n)),
            Function::Cuf(n) => self.move_to_col(col + count(*n)),
            Function::Cr => self.cursor.col = 0,
            Function::Cha(n) => self.move_to_col(count(*n) - 1),
            Function::Ht => self.tab(1),
            Function::Cht(n) => self.tab(count(*n)),
            Function::Cbt(n) => {
                let stop = self.tabs.before(col, count(*n)).unwrap_or(0);
                self.move_to_col(stop);
            }
            Function::Cuu(n) => self.move_up(count(*n)),
            Function::Cpl(n) => {
                self.move_up(count(*n));
                self.cursor.col = 0;
            }
            Function::Cud(n) | Function::Vpr(n) => self.move_down(count(*n)),
            Function::Cnl(n) => {
                self.move_down(count(*n));
                self.cursor.col = 0;
            }
            Function::Cup(row, col) => {
                self.move_to_col(count(*col) - 1);
                self.move_to_row(count(*row) - 1);
            }
            Function::Vpa(n) => self.move_to_row(count(*n) - 1),
            Function::Lf => {
                self.line_feed(witness);
                if self.modes.new_line {
                    self.cursor.col = 0;
                }
            }
            Function::Nel => {
                self.line_feed(witness);
                self.cursor.col = 0;
            }
            Function::Ri if row == self.top => self.scroll_down(self.region(), 1, witness),
            Function::Ri if row > 0 => self.move_to_row(row - 1),
            Function::Ri => {}
            Function::Su(n) => self.scroll_up(self.region(), count(*n), witness),
            Function::Sd(n) => self.scroll_down(self.region(), count(*n), witness),
            Function::Il(_) | Function::Dl(_) if !self.is_in_region() => {}
            Function::Il(n) => {
                self.scroll_down(row..self.bottom + 1, count(*n), witness);
                self.cursor.col = 0;
            }
            Function::Dl(n) => {
                self.scroll_up(row..self.bottom + 1, count(*n), witness);
                self.cursor.col = 0;
            }
            Function::El(scope) => self.erase_line(scope),
            Function::Ed(scope) => self.erase_display(scope, witness),
            Function::Ech(n) => self.erase_chars(count(*n)),
            Function::Ich(n) => self.insert_chars(count(*n)),
            Function::Dch(n) => self.delete_chars(count(*n)),
            Function::Sgr(ops) => ops.as_slice().iter().for_each(|op| self.pen.apply(*op)),
            Function::Gzd4(charset) => self.charsets[0] = *charset,
            Function::G1d4(charset) => self.charsets[1] = *charset,
            Function::Si => self.charset = 0,
            Function::So => self.charset = 1,
            Function::Hts | Function::Ctc(CtcOp::Set) => self.set_tab(),
            Function::Tbc(TbcScope::All) | Function::Ctc(CtcOp::ClearAll) => self.tabs.clear(),
            Function::Tbc(TbcScope::CurrentColumn) | Function::Ctc(CtcOp::ClearCurrentColumn) => {
                self.tabs.unset(col);
            }
            Function::Decstbm(top, bottom) => self.set_region(*top, *bottom),
            Function::Decset(modes) => {
                modes.as_slice().iter().for_each(|m| self.dec_mode(*m, true))
            }
            Function::Decrst(modes) => {
                modes.as_slice().iter().for_each(|mode| self.dec_mode(*mode, false));
            }
            Function::Sm(modes) => modes.as_slice().iter().for_each(|m| self.ansi_mode(*m, true)),
            Function::Rm(modes) => modes.as_slice().iter().for_each(|m| self.ansi_mode(*m, false)),
            Function::Decsc | Function::Scosc => self.save_cursor(),
            Function::Decrc | Function::Scorc => self.restore_cursor(),
            Function::Decstr => self.reset_softly(),
            Function::Ris => self.reset(),
            Function::Decaln => self.fill_with_e(),
            Function::Osc(_) | Function::Xtwinops(_) => {}
        }
    }

    fn page(&self) -> &Page {
        if self.is_alternate { &self.alternate } else { &self.primary }
    }

    fn page_mut(&mut self) -> &mut Page {
        if self.is_alternate { &mut self.alternate } else { &mut self.primary }
    }

    /// The row of the cursor, about to be written to.
    fn touched_row(&mut self) -> &mut Row {
        let (row, at) = (self.cursor.row, self.at);
        let row = self.page_mut().row_mut(row);
        row.is_dirty = true;
        row.stamp = at;
        row
    }

    /// What a row is filled with that comes into the screen now.
    fn blank(&self) -> (Pen, u64) {
        (self.pen, self.at)
    }

    fn region(&self) -> Range<usize> {
        self.top..self.bottom + 1
    }

    fn is_in_region(&self) -> bool {
        self.region().contains(&self.cursor.row)
    }
}
