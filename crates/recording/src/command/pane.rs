//! Which lines were entered in the panes of a terminal multiplexer?
//!
//! A multiplexer draws what its shells write: it swallows what they announce, and paints lines
//! again whenever panes change, with the cursor hidden. So a line counts as entered when the
//! visible cursor leaves it for the start of the next row, or when it stands above the cursor, in
//! the same pane, after the screen was painted again.

use super::read::Screen;

/// What happens in the panes.
#[derive(Default)]
pub(super) struct Panes {
    /// The line the cursor stood in when it was hidden, or when lines were about to scroll.
    left: Option<Line>,
    is_scrolling: bool,
}

/// The text in one row of a pane, and the columns of that pane.
#[derive(Clone, PartialEq, Eq)]
struct Line {
    text: String,
    cols: (usize, usize),
}

/// What stands between panes side by side.
const SIDES: &str = "│┤├┼┬┴";
/// What stands between panes one above the other.
const BELOW: char = '─';

impl Panes {
    /// The line that is entered by the line feed or escape sequence at the start of `rest`.
    pub(super) fn entered(&mut self, screen: &Screen<'_>, rest: &[u8]) -> Option<String> {
        let cursor = screen.grid.cursor();
        if !cursor.is_visible() {
            return None;
        }
        let here = Line::at(screen, cursor.row, cursor.col);
        if rest.starts_with(b"\n") {
            self.left = None;
            return (cursor.col == here.cols.0).then_some(here.text);
        }
        let (parameters, last) = sequence(rest)?;
        match last {
            b'H' if parameters == [cursor.row + 2, here.cols.0 + 1] => {
                self.left = None;
                return Some(here.text);
            }
            b'r' => {
                self.left = Some(here);
                self.is_scrolling = true;
                return None;
            }
            b'S' if self.is_scrolling => return self.left.take().map(|line| line.text),
            b'A'..=b'H' => return None,
            _ => {}
        }
        let painted = self.left.take().filter(|line| !self.is_scrolling && line.is_above(screen));
        self.is_scrolling = false;
        if rest.starts_with(b"\x1b[?25l") {
            self.left = Some(here);
        }
        painted.map(|line| line.text)
    }
}

impl Line {
    /// The line of the pane in which a cell lies.
    fn at(screen: &Screen<'_>, row: usize, col: usize) -> Line {
        let mut text = String::new();
        let (mut start, mut end, mut at) = (0, None, 0);
        for (c, width, _) in screen.grid.row(row).cells() {
            if SIDES.contains(c) {
                if at >= col {
                    end = Some(at);
                    break;
                }
                start = at + 1;
                text.clear();
            } else {
                text.push(c);
            }
            at += width;
        }
        text.truncate(text.trim_end().len());
        Line { text, cols: (start, end.unwrap_or(at)) }
    }

    /// Whether it stands above the cursor, in the cursor's pane.
    fn is_above(&self, screen: &Screen<'_>) -> bool {
        let cursor = screen.grid.cursor();
        if self.text.is_empty() || Line::at(screen, cursor.row, cursor.col).cols != self.cols {
            return false;
        }
        let mut text = String::new();
        for row in (0..cursor.row).rev() {
            text.clear();
            screen.grid.row(row).read(0, &mut text);
            if text.contains(&self.text) && Line::at(screen, row, self.cols.0) == *self {
                return true;
            }
            if text.contains(BELOW) && Line::at(screen, row, self.cols.0).text.starts_with(BELOW) {
                return false;
            }
        }
        false
    }
}

/// The numbers and the last byte of a control sequence; those of private modes have no numbers.
fn sequence(bytes: &[u8]) -> Option<(Vec<usize>, u8)> {
    let rest = bytes.strip_prefix(b"\x1b[")?;
    let length = rest.iter().take(32).position(|byte| matches!(byte, b'@'..=b'~'))?;
    let text = std::str::from_utf8(&rest[..length]).ok()?;
    let numbers = text.split(';').filter_map(|number| number.parse().ok()).collect();
    Some((numbers, rest[length]))
}
