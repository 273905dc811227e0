//! How do functions change the text that stands on the screen?

use avt::parser::{EdScope, ElScope};

use super::Grid;
use super::marks::width;
use super::page::Witness;
use super::pen::Pen;

/// Behind the last cell of every row.
const END: usize = usize::MAX;

impl Grid {
    pub(super) fn erase_line(&mut self, scope: &ElScope) {
        let (col, pen) = (self.cursor.col, self.pen);
        let row = self.touched_row();
        match scope {
            ElScope::ToRight => row.erase(col, END, pen),
            ElScope::ToLeft => row.erase(0, col + 1, pen),
            ElScope::All => row.erase(0, END, pen),
        }
        row.is_wrapped &= matches!(scope, ElScope::ToLeft);
    }

    pub(super) fn erase_chars(&mut self, count: usize) {
        let (col, pen) = (self.cursor.col, self.pen);
        let reaches_edge = col + count >= self.cols;
        let row = self.touched_row();
        row.erase(col, col + count, pen);
        row.is_wrapped &= !reaches_edge;
    }

    pub(super) fn erase_display(&mut self, scope: &EdScope, witness: &mut impl Witness) {
        let (cursor, pen) = (self.cursor, self.pen);
        match scope {
            EdScope::Below => {
                let row = self.touched_row();
                row.is_wrapped = false;
                row.erase(cursor.col, END, pen);
                self.rows_mut().skip(cursor.row + 1).for_each(|row| row.blank(pen));
            }
            EdScope::Above => {
                self.touched_row().erase(0, cursor.col + 1, pen);
                self.rows_mut().take(cursor.row).for_each(|row| row.blank(pen));
            }
            EdScope::All => {
                if !self.is_alternate {
                    let new = self.blank();
                    self.primary.scroll_out(new, witness);
                }
                self.rows_mut().for_each(|row| row.blank(pen));
            }
            EdScope::SavedLines => {}
        }
    }

    pub(super) fn insert_chars(&mut self, count: usize) {
        self.move_to_col(self.cursor.col);
        let (col, pen) = (self.cursor.col, self.pen);
        self.touched_row().insert(col, count, pen);
    }

    pub(super) fn delete_chars(&mut self, count: usize) {
        self.move_to_col(self.cursor.col);
        let (col, pen) = (self.cursor.col, self.pen);
        self.touched_row().delete(col, count, pen);
    }

    /// Writes the character before the cursor again.
    ///
    /// Once it fills the screen, another row of it changes nothing, so of a number that would be
    /// work for hours only the part counts that is no whole number of rows.
    pub(super) fn repeat(&mut self, count: usize, witness: &mut impl Witness) {
        let Some(before) = self.cursor.col.checked_sub(1) else { return };
        let c = self.row(self.cursor.row).char_at(before);
        let full = (self.rows + 1) * self.cols;
        let in_a_row = (self.cols / width(c)).max(1);
        let count = match count.checked_sub(full) {
            Some(more) => full + more % in_a_row,
            None => count,
        };
        match u8::try_from(c) {
            Ok(byte) if matches!(byte, b' '..=b'~') => {
                self.print_run(&vec![byte; count], (self.at, 0), witness);
            }
            _ => (0..count).for_each(|_| self.print(c, self.at, witness)),
        }
    }

    /// Fills the screen, by which the alignment of tubes was once checked.
    pub(super) fn fill_with_e(&mut self) {
        let (cols, at) = (self.cols, self.at);
        let text = vec![b'E'; cols];
        for row in self.rows_mut() {
            row.print_ascii(0, &text, Pen::default());
            row.is_dirty = true;
            row.stamp = at;
        }
    }
}
