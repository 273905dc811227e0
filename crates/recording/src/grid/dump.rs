//! Which output brings a fresh terminal to the same state?
//!
//! The order matters: cells are written while nothing is unusual, and what moves the cursor comes
//! before the cursor.

use std::fmt::Write;

use avt::Charset;

use super::page::Page;
use super::pen::Pen;
use super::tabs::Tabs;
use super::{Charsets, Grid, Saved};

impl Grid {
    /// Escape sequences that bring a fresh terminal of the same size to the same state: both
    /// screens, cursors, modes and tab stops. What has scrolled away is not in it.
    pub(crate) fn dump(&self) -> String {
        let mut out = String::new();
        self.dump_page(&self.primary, &mut out);
        self.dump_tabs(&mut out);
        self.saved[0].dump(&mut out);
        if self.is_alternate {
            let (row, col) = self.primary_cursor;
            self.dump_cursor(&self.primary, row, col, &mut out);
        }
        // The alternate screen is filled with the pen of whoever switches to it.
        Pen::default().write(&mut out);
        let is_visited = self.is_alternate || self.saved[1] != Saved::default();
        if is_visited {
            out.push_str("\x1b[?1047h");
        }
        if self.is_alternate {
            out.push_str("\x1b[H");
            self.dump_page(&self.alternate, &mut out);
        }
        self.saved[1].dump(&mut out);
        if is_visited && !self.is_alternate {
            out.push_str("\x1b[?1047l");
        }
        self.dump_rest(&mut out);
        out
    }

    /// The rows as they are written one below the other.
    fn dump_page(&self, page: &Page, out: &mut String) {
        let written = page.written(false);
        let (mut pen, mut continues) = (Pen::default(), false);
        for (index, row) in page.rows().take(written).enumerate() {
            let mut runs = row.runs().peekable();
            let mut least = usize::from(continues);
            while let Some((next, text)) = runs.next() {
                if next != pen {
                    next.write(out);
                    pen = next;
                }
                // Blank cells are there already, unless writing to them makes the row above wrap.
                let is_rest = runs.peek().is_none() && !row.is_wrapped && pen == Pen::default();
                let needed = if is_rest { text.trim_end_matches(' ').len() } else { text.len() };
                out.push_str(&text[..needed.max(least)]);
                least = 0;
            }
            if index + 1 < page.len() && !row.is_wrapped {
                out.push_str("\r\n");
            }
            continues = row.is_wrapped;
        }
    }

    fn dump_tabs(&self, out: &mut String) {
        if self.tabs == Tabs::new(self.cols) {
            return;
        }
        out.push_str("\x1b[3g");
        for stop in self.tabs.iter() {
            write(out, format_args!("\x1b[{}G\x1bH", stop + 1));
        }
    }

    /// Everything that concerns the active screen and would disturb the writing of its cells.
    fn dump_rest(&self, out: &mut String) {
        if self.modes.origin {
            out.push_str("\x1b[?6h");
        }
        if (self.top, self.bottom) != (0, self.rows - 1) {
            write(out, format_args!("\x1b[{};{}r", self.top + 1, self.bottom + 1));
        }
        self.dump_origin_cursor(out);
        self.pen.write(out);
        if self.charsets() != ASCII {
            dump_charsets(self.charsets(), out);
        }
        for (is_so, sequence) in [
            (!self.cursor.is_visible, "\x1b[?25l"),
            (self.modes.insert, "\x1b[4h"),
            (!self.modes.wrap, "\x1b[?7l"),
            (self.modes.new_line, "\x1b[20h"),
            (self.modes.cursor_keys, "\x1b[?1h"),
        ] {
            if is_so {
                out.push_str(sequence);
            }
        }
    }

    fn dump_origin_cursor(&self, out: &mut String) {
        let (row, col) = (self.cursor.row, self.cursor.col);
        if !self.modes.origin {
            return self.dump_cursor(self.page(), row, col, out);
        }
        if (self.top..=self.bottom).contains(&row) {
            return self.dump_cursor_at(self.page(), (row - self.top, row), col, out);
        }
        // Rows outside of the region cannot be addressed; only a restored cursor gets there, and
        // whoever restored it has not moved far.
        let saved = &self.saved[usize::from(self.is_alternate)];
        out.push_str("\x1b8\x1b[?7h");
        dump_charsets(ASCII, out);
        step(out, saved.row, row, ['A', 'B']);
        step(out, saved.col, col, ['D', 'C']);
        self.dump_wrap(self.page(), row, col, out);
    }

    fn dump_cursor(&self, page: &Page, row: usize, col: usize, out: &mut String) {
        self.dump_cursor_at(page, (row, row), col, out);
    }

    fn dump_cursor_at(&self, page: &Page, row: (usize, usize), col: usize, out: &mut String) {
        write(out, format_args!("\x1b[{};{}H", row.0 + 1, col + 1));
        self.dump_wrap(page, row.1, col, out);
    }

    /// A cursor behind a full row gets there only by writing the last character of the row again.
    fn dump_wrap(&self, page: &Page, row: usize, col: usize, out: &mut String) {
        if col < self.cols {
            return;
        }
        if let Some((pen, text)) = page.row(row).runs().last() {
            let last = text.chars().next_back().unwrap_or(' ');
            if super::width(last) == 2 {
                out.push_str("\x1b[D");
            }
            pen.write(out);
            out.push(last);
        }
    }
}

impl Saved {
    fn dump(&self, out: &mut String) {
        if *self == Saved::default() {
            return;
        }
        if !self.wrap {
            out.push_str("\x1b[?7l");
        }
        if self.origin {
            out.push_str("\x1b[?6h");
        }
        write(out, format_args!("\x1b[{};{}H", self.row + 1, self.col + 1));
        self.pen.write(out);
        if self.charsets != ASCII {
            dump_charsets(self.charsets, out);
        }
        out.push_str("\x1b7");
        if self.charsets != ASCII {
            dump_charsets(ASCII, out);
        }
        if !self.wrap {
            out.push_str("\x1b[?7h");
        }
        if self.origin {
            out.push_str("\x1b[?6l");
        }
    }
}

/// The character sets of a fresh terminal.
pub(super) const ASCII: Charsets = ([Charset::Ascii; 2], 0);

/// Takes up these character sets, whatever the ones before.
pub(super) fn dump_charsets((sets, used): Charsets, out: &mut String) {
    for (set, slot) in sets.iter().zip(['(', ')']) {
        let name = if *set == Charset::Drawing { '0' } else { 'B' };
        write(out, format_args!("\x1b{slot}{name}"));
    }
    out.push(if used == 1 { '\x0e' } else { '\x0f' });
}

fn step(out: &mut String, from: usize, to: usize, [back, on]: [char; 2]) {
    match from.abs_diff(to) {
        0 => {}
        count if to < from => write(out, format_args!("\x1b[{count}{back}")),
        count => write(out, format_args!("\x1b[{count}{on}")),
    }
}

pub(super) fn write(out: &mut String, what: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(what);
}
