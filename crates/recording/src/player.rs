//! How do bytes become a screen?
//!
//! Everything shown, indexed or extracted comes from this one emulation, so that what an auditor
//! finds is what was on the screen.

use std::borrow::Cow;

use avt::Terminal;

use crate::command::Commands;
use crate::lines::Lines;
use crate::recording::{Recording, Size};
use crate::timeline::Step;

const PASTE: &[u8] = b"\x1b[?2004";

/// A terminal being fed, with what is learnt on the way.
pub(crate) struct Player<'a> {
    output: &'a [u8],
    pub(crate) terminal: Terminal,
    pub(crate) lines: Lines,
    pub(crate) commands: Commands,
}

impl<'a> Player<'a> {
    pub(crate) fn new(recording: &'a Recording, size: &Size) -> Player<'a> {
        Player {
            output: &recording.output,
            terminal: terminal(size.cols, size.rows),
            lines: Lines::new(size.rows),
            commands: Commands::new(recording.kind),
        }
    }

    /// Plays one step.
    pub(crate) fn take(&mut self, step: &Step) {
        match step.resize {
            Some((cols, rows)) => {
                let size = (usize::from(cols), usize::from(rows));
                self.terminal.resize_with(size.0, size.1, &mut self.lines);
            }
            None => self.feed(step.from, step.to),
        }
    }

    /// Notes steps that scroll away unseen; [`crate::bulk`] says which.
    pub(crate) fn skip(&mut self, steps: &[Step]) {
        if !steps.is_empty() {
            self.lines.skip(&self.terminal, self.output, steps);
        }
    }

    /// Whether the step is a line of printable ASCII at which nothing must be looked at.
    pub(crate) fn is_plain(&self, step: &Step) -> bool {
        self.plain_text(step).is_some() && !self.commands.wants(self.output, step.to - 1)
    }

    /// The text of a line of printable ASCII.
    pub(crate) fn plain_text(&self, step: &Step) -> Option<&'a str> {
        let text = self.output[step.from..step.to].strip_suffix(b"\r\n")?;
        let is_plain = text.iter().all(|byte| matches!(byte, b' '..=b'~'));
        std::str::from_utf8(text).ok().filter(|_| is_plain)
    }

    /// Shows the output bytes `from..to`.
    ///
    /// They are fed in slices that end where something must be looked at: at each line end, where
    /// a shell starts or stops reading a line, and before each frame of a full-screen program.
    fn feed(&mut self, from: usize, to: usize) {
        let mut done = from;
        for found in memchr::memchr2_iter(b'\n', 0x1b, &self.output[from..to]) {
            let at = from + found;
            if self.output[at] == b'\n' {
                if self.commands.wants(self.output, at) {
                    self.show(done, at);
                    done = at;
                    self.commands.enter(&self.terminal, self.output, at);
                }
                self.show(done, at + 1);
                done = at + 1;
            } else if let Some(switch) = paste_switch(self.output, at) {
                // The switch moves nothing, so it does not matter that an event may end inside it.
                self.show(done, at);
                done = at;
                match switch {
                    b'h' => self.commands.listen(&mut self.terminal, at + PASTE.len() + 1),
                    _ => self.commands.stop(&self.terminal, self.output, at),
                }
            } else if self.lines.is_full_screen() && moves_cursor(&self.output[at..to]) {
                self.show(done, at);
                done = at;
            }
        }
        self.show(done, to);
    }

    fn show(&mut self, from: usize, to: usize) {
        if from < to {
            self.lines.expect(from as u64, to as u64);
            self.terminal.feed_with(text(&self.output[from..to]).as_ref(), &mut self.lines);
        }
    }
}

/// A terminal without scrollback of at least one cell.
pub(crate) fn terminal(cols: u16, rows: u16) -> Terminal {
    let (cols, rows) = (usize::from(cols.max(1)), usize::from(rows.max(1)));
    match Terminal::new(cols, rows) {
        Ok(terminal) => terminal,
        Err(_) => unreachable!("both dimensions are at least one"),
    }
}

/// The index of a row or column that escape sequences count from one, zero meaning one.
pub(crate) fn from_one(number: u16) -> usize {
    usize::from(number.max(1) - 1)
}

/// The bytes as text, with U+FFFD where they are none.
pub(crate) fn text(bytes: &[u8]) -> Cow<'_, str> {
    // Checking first is several times faster than the lossy conversion, and nearly always enough.
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

/// Appends the text of a row, without control characters and without blanks up to the edge of the
/// window unless the row continues in the next one.
pub(crate) fn append(row: &avt::Line, text: &mut String) {
    let cells = row.cells();
    let end = match row.is_wrapped() {
        true => cells.len(),
        false => cells.iter().rposition(|cell| cell.char() != ' ').map_or(0, |last| last + 1),
    };
    let heads = cells[..end].iter().filter(|cell| cell.width() > 0);
    text.extend(heads.map(avt::Cell::char).filter(|c| !c.is_control()));
}

/// `h` or `l` if bracketed paste is switched at `at`: shells with readline switch it on while
/// they read a line and off when they run it.
fn paste_switch(output: &[u8], at: usize) -> Option<u8> {
    let rest = output[at..].strip_prefix(PASTE)?;
    rest.first().copied().filter(|byte| matches!(byte, b'h' | b'l'))
}

/// Whether a cursor position, an erase or a mode switch starts here.
fn moves_cursor(rest: &[u8]) -> bool {
    let parameters = rest.iter().skip(2).take_while(|byte| matches!(byte, 0x30..=0x3f)).count();
    rest.get(1) == Some(&b'[')
        && matches!(rest.get(2 + parameters), Some(b'H' | b'J' | b'd' | b'f' | b'h' | b'l'))
}
