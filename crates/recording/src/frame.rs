//! What stands in the cells of a screen, and how does it look?

use crate::grid::{Grid, Pen};

/// A still picture of a terminal: its cells as runs of one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Columns, at least 1.
    pub cols: u16,
    /// The rows from the top, each with its runs from the left, covering all of its columns.
    pub rows: Vec<Vec<Run>>,
    /// Column and row of the cursor, counted from 0, unless a program has hidden it. The column
    /// equals `cols` behind a full row.
    pub cursor: Option<(u16, u16)>,
}

/// Neighbouring cells that look alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The column of its first cell, counted from 0.
    pub col: u16,
    /// How many cells each of its characters takes: 1, or 2 as 漢字 do.
    pub cells: u16,
    /// A character for each cell or pair of cells; none of them is a control character.
    pub text: String,
    /// How they look.
    pub look: Look,
}

/// Colours and styles of a character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The colour of the character, unless it is the terminal's own.
    pub foreground: Option<Color>,
    /// The colour behind it, unless it is the terminal's own.
    pub background: Option<Color>,
    /// Written bold.
    pub bold: bool,
    /// Written faint.
    pub faint: bool,
    /// Written in italics.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
    /// Blinking.
    pub blink: bool,
    /// With both colours exchanged.
    pub inverse: bool,
    /// Struck out.
    pub strike: bool,
}

/// A colour as the program named it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Color {
    /// One of the terminal's 256 colours, the first 16 of which every terminal chooses itself.
    Indexed(u8),
    /// Red, green and blue.
    Rgb(u8, u8, u8),
}

impl Frame {
    pub(crate) fn of(grid: &Grid) -> Frame {
        let (cols, rows) = grid.size();
        let cursor = grid.cursor();
        let place = (narrow(cursor.col), narrow(cursor.row));
        Frame {
            cols: narrow(cols),
            rows: (0..rows).map(|row| runs(grid.row(row).cells())).collect(),
            cursor: cursor.is_visible().then_some(place),
        }
    }

    /// The rows as plain text without trailing blanks.
    #[must_use]
    pub fn text(&self) -> Vec<String> {
        let row = |runs: &Vec<Run>| {
            let text: String = runs.iter().map(|run| run.text.as_str()).collect();
            text.trim_end().to_owned()
        };
        self.rows.iter().map(row).collect()
    }
}

impl Run {
    /// The columns that it covers.
    #[must_use]
    pub fn width(&self) -> u16 {
        narrow(self.text.chars().count()).saturating_mul(self.cells)
    }
}

fn runs(cells: impl Iterator<Item = (char, usize, Pen)>) -> Vec<Run> {
    let mut runs: Vec<(Pen, Run)> = Vec::new();
    let mut col = 0;
    for (c, width, pen) in cells {
        let c = if c.is_control() { char::REPLACEMENT_CHARACTER } else { c };
        let cells = narrow(width);
        match runs.last_mut() {
            Some((before, run)) if *before == pen && run.cells == cells => run.text.push(c),
            _ => {
                let run = Run { col: narrow(col), cells, text: c.into(), look: pen.look() };
                runs.push((pen, run));
            }
        }
        col += width;
    }
    runs.into_iter().map(|(_, run)| run).collect()
}

/// No screen has more than [`crate::Size::LARGEST`].
fn narrow(cells: usize) -> u16 {
    u16::try_from(cells).unwrap_or(u16::MAX)
}
