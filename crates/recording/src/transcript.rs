//! What does a recording say, if nobody asks when?

use avt::parser::Function;

use crate::grid::{Grid, Row, Witness};
use crate::recording::Recording;
use crate::replay::effective;
use crate::scrolled::Scrolled;
use crate::terminal::{Terminal, Watch};

/// The text that scrolled over the screen, line by line, and what stands on it at the end: the
/// lines with [`crate::Seen::Scrollback`] of [`crate::derive_revealed`], at less than half the work.
///
/// No secret is masked in it.
#[must_use]
pub fn transcript(recording: &Recording, size: Option<(u16, u16)>) -> Vec<String> {
    let size = effective(recording, size);
    let mut terminal = Terminal::new(size.cols, size.rows);
    let mut scrolled = Scrolled::default();
    let mut from = 0;
    for resize in &recording.resizes {
        let to = (resize.offset as usize).min(recording.output.len());
        terminal.feed(&recording.output[from..to], from, &mut scrolled);
        terminal.grid.resize(resize.cols, resize.rows, &mut scrolled);
        from = to;
    }
    terminal.feed(&recording.output[from..], from, &mut scrolled);
    let kept = scrolled.finish(&terminal.grid);
    kept.shown.into_iter().map(|line| line.text).collect()
}

impl Watch for Scrolled {
    fn before(&mut self, grid: &mut Grid, function: &Function) {
        Scrolled::before(self, grid, function);
    }
}

impl Witness for Scrolled {
    fn evicted(&mut self, row: &Row) {
        Scrolled::evicted(self, row);
    }

    fn lost(&mut self, _row: &Row) {}
}
