//! How do rows move on a screen, and which of them leave it?

use std::collections::VecDeque;
use std::ops::Range;

use super::pen::Pen;
use super::row::Row;

/// The rows of one screen, the uppermost first.
#[derive(Debug)]
pub(super) struct Page {
    rows: VecDeque<Row>,
    /// The last row that left the screen goes on in the first one.
    continues: bool,
}

/// Who wants to know of rows before they are gone.
pub(crate) trait Witness {
    /// A row leaves the primary screen at its top, as text does that scrolls away.
    fn evicted(&mut self, row: &Row);

    /// A row is taken out of the middle of a screen, or leaves the alternate one.
    fn lost(&mut self, row: &Row);
}

impl Page {
    pub(super) fn new((cols, rows): (usize, usize), pen: Pen) -> Page {
        Page { rows: vec![Row::new(cols, pen); rows].into(), continues: false }
    }

    /// Whether the first row continues one that has left the screen.
    pub(super) fn continues(&self) -> bool {
        self.continues
    }

    pub(super) fn set_continues(&mut self, continues: bool) {
        self.continues = continues;
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn row(&self, row: usize) -> &Row {
        &self.rows[row]
    }

    pub(super) fn row_mut(&mut self, row: usize) -> &mut Row {
        &mut self.rows[row]
    }

    pub(super) fn rows(&self) -> impl DoubleEndedIterator<Item = &Row> {
        self.rows.iter()
    }

    pub(super) fn rows_mut(&mut self) -> impl Iterator<Item = &mut Row> {
        self.rows.iter_mut()
    }

    /// Moves the rows of a region up; blank ones follow from below.
    ///
    /// A region that starts at the top of the primary screen (`witness` is told of `evicted` rows
    /// then) gives its first rows to the scrollback.
    pub(super) fn scroll_up(
        &mut self,
        region: Range<usize>,
        count: usize,
        new: (Pen, u64),
        is_primary: bool,
        witness: &mut impl Witness,
    ) {
        if region.end < self.rows.len() {
            self.rows[region.end - 1].is_wrapped = false;
        }
        self.scroll_up_wrapped(region, count, new, is_primary, witness);
    }

    /// As [`Page::scroll_up`], where the last row may go on in the one that follows.
    pub(super) fn scroll_up_wrapped(
        &mut self,
        region: Range<usize>,
        count: usize,
        (pen, stamp): (Pen, u64),
        is_primary: bool,
        witness: &mut impl Witness,
    ) {
        for _ in 0..count.min(region.len()) {
            if region.start > 0 {
                self.rows[region.start - 1].is_wrapped = false;
            }
            if region.start == 0 {
                self.continues = self.rows[0].is_wrapped;
            }
            let gone = &self.rows[region.start];
            match is_primary && region.start == 0 {
                true => witness.evicted(gone),
                false => witness.lost(gone),
            }
            if region.len() == self.rows.len() {
                self.rows.rotate_left(1);
            } else if let Some(row) = self.rows.remove(region.start) {
                self.rows.insert(region.end - 1, row);
            }
            self.rows[region.end - 1].reset(pen, stamp);
        }
    }

    /// Moves the rows of a region down; blank ones follow from above.
    pub(super) fn scroll_down(
        &mut self,
        region: Range<usize>,
        count: usize,
        (pen, stamp): (Pen, u64),
        witness: &mut impl Witness,
    ) {
        for _ in 0..count.min(region.len()) {
            let Some(mut row) = self.rows.remove(region.end - 1) else { return };
            witness.lost(&row);
            row.reset(pen, stamp);
            self.rows.insert(region.start, row);
        }
        if region.start > 0 {
            self.rows[region.start - 1].is_wrapped = false;
        }
        self.rows[region.end - 1].is_wrapped = false;
    }

    /// Moves everything that is written up and away, as clearing the primary screen does.
    pub(super) fn scroll_out(&mut self, new: (Pen, u64), witness: &mut impl Witness) {
        let written = self.written(self.continues);
        if written > 0 {
            self.scroll_up(0..self.rows.len(), written, new, true, witness);
        }
    }

    /// How many rows from the top on hold anything, or end a line that does.
    pub(super) fn written(&self, mut continues: bool) -> usize {
        let mut end = 0;
        for (index, row) in self.rows.iter().enumerate() {
            if continues || row.is_wrapped || !row.is_blank() {
                end = index + 1;
            }
            continues = row.is_wrapped;
        }
        end
    }
}
