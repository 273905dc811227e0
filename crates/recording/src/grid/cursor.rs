//! Where does the cursor go, and what moves with it?

use std::ops::Range;

use avt::Charset;
use avt::parser::{AnsiMode, DecMode};

use super::page::{Page, Witness};
use super::pen::Pen;
use super::{Grid, Saved};
use crate::terminal::from_one;

impl Grid {
    pub(super) fn move_to_col(&mut self, col: usize) {
        self.cursor.col = col.min(self.cols - 1);
    }

    pub(super) fn move_left(&mut self, count: usize) {
        // A cursor behind a full row is really in its last column.
        let count = count + usize::from(self.cursor.col == self.cols);
        self.cursor.col = self.cursor.col.saturating_sub(count);
    }

    pub(super) fn tab(&mut self, count: usize) {
        let stop = self.tabs.after(self.cursor.col, count).unwrap_or(self.cols - 1);
        self.move_to_col(stop);
    }

    pub(super) fn set_tab(&mut self) {
        if (1..self.cols).contains(&self.cursor.col) {
            self.tabs.set(self.cursor.col);
        }
    }

    /// Rows are counted from the scroll region where the origin is there.
    pub(super) fn move_to_row(&mut self, row: usize) {
        let (top, bottom) = match self.modes.origin {
            true => (self.top, self.bottom),
            false => (0, self.rows - 1),
        };
        self.set_row((top + row).min(bottom));
    }

    pub(super) fn move_up(&mut self, count: usize) {
        let top = if self.cursor.row < self.top { 0 } else { self.top };
        self.set_row(self.cursor.row.saturating_sub(count).max(top));
    }

    pub(super) fn move_down(&mut self, count: usize) {
        let bottom = if self.cursor.row > self.bottom { self.rows - 1 } else { self.bottom };
        self.set_row((self.cursor.row + count).min(bottom));
    }

    fn set_row(&mut self, row: usize) {
        self.cursor.row = row;
        self.cursor.col = self.cursor.col.min(self.cols - 1);
    }

    fn move_home(&mut self) {
        self.cursor.col = 0;
        self.set_row(if self.modes.origin { self.top } else { 0 });
    }

    pub(super) fn line_feed(&mut self, witness: &mut impl Witness) {
        if self.cursor.row == self.bottom {
            self.scroll_up(self.region(), 1, witness);
        } else if self.cursor.row < self.rows - 1 {
            self.set_row(self.cursor.row + 1);
        }
    }

    pub(super) fn scroll_up(
        &mut self,
        region: Range<usize>,
        count: usize,
        witness: &mut impl Witness,
    ) {
        let (new, is_primary) = (self.blank(), !self.is_alternate);
        self.page_mut().scroll_up(region, count, new, is_primary, witness);
    }

    pub(super) fn scroll_down(
        &mut self,
        region: Range<usize>,
        count: usize,
        witness: &mut impl Witness,
    ) {
        let new = self.blank();
        self.page_mut().scroll_down(region, count, new, witness);
    }

    pub(super) fn set_region(&mut self, top: u16, bottom: u16) {
        if let Some(region) = self.region_of(top, bottom) {
            (self.top, self.bottom) = region;
            self.move_home();
        }
    }

    /// The first and the last row of a region of at least two rows, which ends with the screen.
    pub(super) fn region_of(&self, top: u16, bottom: u16) -> Option<(usize, usize)> {
        let top = from_one(top);
        let bottom = match usize::from(bottom) {
            0 => self.rows,
            bottom => bottom.min(self.rows),
        };
        (top + 1 < bottom).then_some((top, bottom - 1))
    }

    pub(super) fn ansi_mode(&mut self, mode: AnsiMode, on: bool) {
        match mode {
            AnsiMode::Insert => self.modes.insert = on,
            AnsiMode::NewLine => self.modes.new_line = on,
        }
    }

    pub(super) fn dec_mode(&mut self, mode: DecMode, on: bool) {
        match mode {
            DecMode::CursorKeys => self.modes.cursor_keys = on,
            DecMode::Origin => {
                self.modes.origin = on;
                self.move_home();
            }
            DecMode::AutoWrap => self.modes.wrap = on,
            DecMode::TextCursorEnable => self.cursor.is_visible = on,
            DecMode::AltScreenBuffer => self.switch(on),
            DecMode::SaveCursor if on => self.save_cursor(),
            DecMode::SaveCursor => self.restore_cursor(),
            DecMode::SaveCursorAltScreenBuffer if on => {
                self.save_cursor();
                self.switch(true);
            }
            DecMode::SaveCursorAltScreenBuffer => {
                self.switch(false);
                self.restore_cursor();
            }
        }
    }

    fn switch(&mut self, to_alternate: bool) {
        if to_alternate && !self.is_alternate {
            self.primary_cursor = (self.cursor.row, self.cursor.col);
            self.alternate = Page::new(self.size(), self.pen);
        }
        self.is_alternate = to_alternate;
    }

    pub(super) fn save_cursor(&mut self) {
        self.saved[usize::from(self.is_alternate)] = Saved {
            row: self.cursor.row,
            col: self.cursor.col.min(self.cols - 1),
            pen: self.pen,
            origin: self.modes.origin,
            wrap: self.modes.wrap,
            charsets: self.charsets(),
        };
    }

    pub(super) fn restore_cursor(&mut self) {
        let saved = self.saved[usize::from(self.is_alternate)];
        (self.cursor.row, self.cursor.col) = (saved.row, saved.col);
        self.pen = saved.pen;
        self.modes.origin = saved.origin;
        self.modes.wrap = saved.wrap;
        (self.charsets, self.charset) = saved.charsets;
    }

    /// Resets how things are written, not what is written.
    pub(super) fn reset_softly(&mut self) {
        self.cursor.is_visible = true;
        (self.top, self.bottom) = (0, self.rows - 1);
        self.modes.insert = false;
        self.modes.origin = false;
        self.modes.wrap = true;
        self.pen = Pen::default();
        self.charsets = [Charset::Ascii; 2];
        self.charset = 0;
        self.saved[usize::from(self.is_alternate)] = Saved::default();
    }

    pub(super) fn reset(&mut self) {
        let (cols, rows) = (self.cols as u16, self.rows as u16);
        *self = Grid { at: self.at, ..Grid::new(cols, rows) };
    }
}
