//! Which changes of the terminal's size are taken over?

use super::{Position, Reading};
use crate::recording::Resize;

/// Every change costs a look at all cells of the new screen. This is work of half a second, and
/// more than six thousand changes of a window of 200 columns and 50 rows.
const CELLS: u64 = 64 << 20;

/// Changes of the terminal's size, up to a bound on their work.
#[derive(Default)]
pub(super) struct Resizes {
    pub(super) taken: Vec<Resize>,
    cells: u64,
    omitted: usize,
}

impl Resizes {
    pub(super) fn take(&mut self, resize: Resize) {
        self.cells += u64::from(resize.cols) * u64::from(resize.rows);
        match self.cells <= CELLS {
            true => self.taken.push(resize),
            false => self.omitted += 1,
        }
    }

    /// Says how many were not taken over.
    pub(super) fn note(&self, reading: &mut Reading) {
        if self.omitted > 0 {
            let reason = format!(
                "the terminal changes its size too often: only the first {} changes are shown, {} are not",
                self.taken.len(),
                self.omitted
            );
            reading.reject(Position::Byte(0), "too-large", reason);
        }
    }
}
