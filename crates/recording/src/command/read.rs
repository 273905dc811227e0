//! What stands on the screen where a command is read?

use avt::{ScreenKind, Terminal};

/// A screen on which commands are read. Rows are counted from its top.
pub(crate) trait Read {
    fn is_alternate(&self) -> bool;

    /// How many rows have scrolled away.
    fn evicted(&self) -> u64;

    /// Row and column of the cursor.
    fn cursor(&self) -> (usize, usize);

    /// Appends what a row shows from a column on.
    fn read(&self, row: usize, col: usize, text: &mut String);

    /// Whether a row goes on in the one below.
    fn is_wrapped(&self, row: usize) -> bool;
}

/// A cell of the primary screen that keeps its text when the screen scrolls.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// Counted from the first row there ever was.
    row: u64,
    col: usize,
}

impl Place {
    /// Where nothing stands any more.
    pub(crate) const GONE: Place = Place { row: 0, col: 0 };

    pub(crate) fn of_cursor(screen: &impl Read) -> Place {
        let (row, col) = screen.cursor();
        Place { row: screen.evicted() + row as u64, col }
    }
}

/// The text from a place to the cursor's row, soft wraps joined; from the top of the screen if the
/// place has scrolled away.
pub(super) fn lines_from(screen: &impl Read, place: Place) -> Vec<String> {
    match place.row.checked_sub(screen.evicted()).map(|row| row as usize) {
        None => lines_between(screen, 0, 0),
        Some(row) if row <= screen.cursor().0 => lines_between(screen, row, place.col),
        // The screen was cleared, and the line drawn again further up.
        Some(_) => vec![line_at_cursor(screen)],
    }
}

/// The line the cursor stands in, from its first row on.
pub(super) fn line_at_cursor(screen: &impl Read) -> String {
    let mut row = screen.cursor().0;
    while row > 0 && screen.is_wrapped(row - 1) {
        row -= 1;
    }
    lines_between(screen, row, 0).pop().unwrap_or_default()
}

fn lines_between(screen: &impl Read, first: usize, col: usize) -> Vec<String> {
    let last = screen.cursor().0;
    let mut lines = Vec::new();
    let mut text = String::new();
    for row in first..=last {
        screen.read(row, if row == first { col } else { 0 }, &mut text);
        if !screen.is_wrapped(row) || row == last {
            text.truncate(text.trim_end().len());
            lines.push(std::mem::take(&mut text));
        }
    }
    lines
}

/// Appends what a row of an emulator shows from a cell on.
pub(crate) fn read_line(line: &avt::Line, col: usize, text: &mut String) {
    let heads = line.cells().iter().skip(col).filter(|cell| cell.width() > 0);
    text.extend(heads.map(avt::Cell::char).filter(|c| !c.is_control()));
}

/// The screen of an emulator from which `evicted` rows have scrolled away.
pub(crate) struct Screen<'a> {
    pub(crate) terminal: &'a Terminal,
    pub(crate) evicted: u64,
}

impl Read for Screen<'_> {
    fn is_alternate(&self) -> bool {
        self.terminal.active_screen_kind() == ScreenKind::Alternate
    }

    fn evicted(&self) -> u64 {
        self.evicted
    }

    fn cursor(&self) -> (usize, usize) {
        let cursor = self.terminal.cursor();
        (cursor.row, cursor.col)
    }

    fn read(&self, row: usize, col: usize, text: &mut String) {
        if let Some(line) = self.terminal.screen().line(row) {
            read_line(line, col, text);
        }
    }

    fn is_wrapped(&self, row: usize) -> bool {
        self.terminal.screen().line(row).is_some_and(avt::Line::is_wrapped)
    }
}
