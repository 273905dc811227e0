//! Which characters have no cell of their own, and what do their cells say?
//!
//! A combining accent, a joiner between emoji or a variation selector belongs to the character
//! before it. The cell shows what Unicode has as one character for both, and otherwise what it
//! showed before; whoever reads the row gets all that was written.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

/// Cells that a character takes: none if it belongs to the one before it.
pub(crate) fn width(c: char) -> usize {
    if c <= '~' {
        return 1;
    }
    match c.width() {
        Some(2) => 2,
        Some(0) if c >= '\u{300}' && !SPACING.contains(c) => 0,
        _ => 1,
    }
}

/// Characters that `unicode-width` takes for parts of another one, and terminals (xterm.js, the
/// `wcwidth` of glibc) give a cell: vowels that stand beside their consonant, and fillers.
const SPACING: &str = "\
    \u{890}\u{891}\u{9be}\u{9d7}\u{b3e}\u{b57}\u{bbe}\u{bd7}\u{cc0}\u{cc2}\u{cc7}\u{cc8}\
    \u{cca}\u{ccb}\u{cd5}\u{cd6}\u{d3e}\u{d4e}\u{d57}\u{dcf}\u{ddf}\u{1715}\u{1b35}\u{1b3b}\
    \u{1b3d}\u{1b43}\u{1b44}\u{1baa}\u{1bf2}\u{1bf3}\u{302e}\u{302f}\u{3164}\u{a8fa}\u{a953}\
    \u{a9c0}\u{ffa0}\u{111c0}\u{111c2}\u{111c3}\u{11235}\u{1133e}\u{1134d}\u{11357}\u{114b0}\
    \u{114bd}\u{115af}\u{116b6}\u{11930}\u{1193d}\u{1193f}\u{11941}\u{11a84}\u{11a85}\u{11a86}\
    \u{11a87}\u{11a88}\u{11a89}\u{11d46}\u{16ff0}\u{16ff1}\u{1d165}\u{1d166}\u{1d16d}\u{1d16e}\
    \u{1d16f}\u{1d170}\u{1d171}\u{1d172}";

/// The cells of a row in which more was written than they show, ascending, each with all of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks(Vec<(usize, String)>);

/// No more marks are kept on one character; no text has more, says Unicode's stream-safe format.
const MOST: usize = 30;

impl Marks {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Adds a mark to a cell, which shows `base` so far.
    pub(super) fn add(&mut self, cell: usize, base: char, mark: char) {
        let index = self.0.partition_point(|(other, _)| *other < cell);
        if self.0.get(index).is_none_or(|(other, _)| *other != cell) {
            self.0.insert(index, (cell, base.into()));
        }
        let written = &mut self.0[index].1;
        if written.chars().count() <= MOST {
            written.push(mark);
        }
    }

    /// What was written in a cell, if that is more than it shows.
    pub(super) fn get(&self, cell: usize) -> Option<&str> {
        let index = self.0.binary_search_by_key(&cell, |(other, _)| *other).ok()?;
        Some(&self.0[index].1)
    }

    /// Forgets what was written in some cells.
    pub(super) fn forget(&mut self, cells: Range<usize>) {
        self.0.retain(|(cell, _)| !cells.contains(cell));
    }

    /// Follows the cells from `col` on to the right.
    pub(super) fn insert(&mut self, col: usize, count: usize) {
        self.0.iter_mut().filter(|(cell, _)| *cell >= col).for_each(|(cell, _)| *cell += count);
    }

    /// Follows the cells behind some that are removed.
    pub(super) fn remove(&mut self, cells: Range<usize>) {
        self.forget(cells.clone());
        let behind = self.0.iter_mut().filter(|(cell, _)| *cell >= cells.end);
        behind.for_each(|(cell, _)| *cell -= cells.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_no_cell_in_any_terminal_is_a_mark() {
        for c in ['\u{301}', '\u{3099}', '\u{200d}', '\u{fe0f}', '\u{202e}', '\u{feff}', '\u{1161}']
        {
            assert_eq!(width(c), 0, "{c:?}");
        }
        for c in ['e', '\u{7f}', '\u{85}', '\u{ad}', 'か', 'ﾞ', '\u{9be}', '\u{3164}', '😀', '🏽']
        {
            assert_ne!(width(c), 0, "{c:?}");
        }
    }
}
