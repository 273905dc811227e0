//! What does the screen show while output only flows down it?
//!
//! Most of a session is text that is written to the last row and moves the rows above it up. Then
//! a row above can no longer change, and the emulator need not be told of every character: the
//! last row is followed by itself, and the rows above it are text. Whatever does more than that
//! – addresses another row, changes a mode – ends the flow, and the emulator is given the output
//! that its screen shows. The result is the same as if it had seen everything, and a property test
//! holds both ways against each other.

mod carry;
mod row;

use std::collections::VecDeque;

use avt::parser::{ElScope, Function, State};
use avt::{Charset, Parser, Terminal};

use self::carry::Carry;
use self::row::{Row, from_cell};
use crate::command::read::{Read, read_line};
use crate::command::{Commands, PASTE, paste_switch};
use crate::lines::Lines;

/// The screen while output flows: the emulator's rows that are still on it, then `above`, then
/// `row`.
pub(crate) struct Flow {
    cols: usize,
    rows: usize,
    /// Rows that were complete since the emulator last saw anything, the newest last. As many of
    /// the emulator's rows have left the screen, as far as it has so many above its last one.
    above: VecDeque<Above>,
    row: Row,
    /// Where the line of `row` starts, if not in the emulator.
    line: Option<Start>,
    carry: Carry,
    parser: Parser,
    /// The byte up to which the emulator has seen the output.
    seen: usize,
}

/// A row that cannot change any more.
struct Above {
    text: String,
    is_wrapped: bool,
    stamp: u64,
    line: Option<Start>,
}

/// The state at the start of a line, from which it can be played into an emulator.
#[derive(Clone)]
struct Start {
    at: usize,
    col: usize,
    carry: Carry,
}

/// What learns from the flow.
pub(crate) struct Learning<'a> {
    pub(crate) terminal: &'a Terminal,
    pub(crate) lines: &'a mut Lines,
    pub(crate) commands: &'a mut Commands,
}

/// More output than this is not played into an emulator at once.
const BEHIND: usize = 32 * 1024;
/// Ends a title and the like; any other escape character in a sequence begins the next one.
const TERMINATOR: &str = "\x1b\\";
/// Nor are more escape sequences kept.
const CARRIED: usize = 64;

impl Flow {
    /// Goes on where an emulator is that stands in its last row and has seen the output up to
    /// `seen`.
    pub(crate) fn new(terminal: &Terminal, lines: &Lines, seen: usize) -> Flow {
        let (cols, rows) = terminal.size();
        let row = match terminal.screen().line(rows - 1) {
            Some(line) => Row::of(line, terminal.cursor().col, lines.stamp(rows - 1)),
            None => Row::default(),
        };
        Flow {
            cols,
            rows,
            above: VecDeque::new(),
            row,
            line: None,
            carry: Carry::default(),
            parser: Parser::new(),
            seen,
        }
    }

    /// Follows the output from `from` on, and says up to where: before `to` stands something that
    /// needs the emulator.
    pub(crate) fn take(
        &mut self,
        output: &[u8],
        from: usize,
        to: usize,
        learning: &mut Learning<'_>,
    ) -> usize {
        let Ok(text) = std::str::from_utf8(&output[from..to]) else { return from };
        let mut at = from;
        while at < to {
            let rest = &output[at..to];
            let plain = rest.iter().position(|byte| !matches!(byte, b' '..=b'~'));
            let next = match plain.unwrap_or(rest.len()) {
                0 => self.special(output, &text[at - from..], at, learning),
                length => {
                    self.print_ascii(&rest[..length], at, learning);
                    Some(at + length)
                }
            };
            match next {
                Some(next) => at = next,
                None => return at,
            }
        }
        to
    }

    /// Whether it is time to tell the emulator before there is too much to tell.
    pub(crate) fn is_far_ahead(&self, at: usize) -> bool {
        at - self.tail().map_or(self.seen, |start| start.at) > BEHIND || self.carry.len() > CARRIED
    }

    /// Brings the emulator, and the stamps of its rows, to where the flow is.
    pub(crate) fn sync(
        &mut self,
        output: &[u8],
        at: usize,
        terminal: &mut Terminal,
        lines: &mut Lines,
    ) {
        let from = match self.tail() {
            Some(start) => {
                start.carry.play(terminal);
                terminal.feed("\r\n");
                if start.col > 0 {
                    terminal.execute(Function::Cuf(start.col as u16));
                }
                start.at
            }
            None => self.seen,
        };
        terminal.feed(String::from_utf8_lossy(&output[from..at]).as_ref());
        let ours = self.above.iter().map(|row| row.stamp).chain([self.row.stamp]);
        lines.restamp(self.above.len(), ours);
        self.above.clear();
        self.line = None;
        self.carry = Carry::default();
        self.seen = at;
    }

    /// The start of the line from which on everything on the screen was written since the emulator
    /// last saw anything.
    fn tail(&self) -> Option<&Start> {
        self.above.front().filter(|_| self.above.len() + 1 == self.rows)?.line.as_ref()
    }

    fn print_ascii(&mut self, mut text: &[u8], mut at: usize, learning: &mut Learning<'_>) {
        loop {
            let printed = self.row.print_ascii(text, self.cols);
            if printed > 0 {
                at += printed;
                self.row.stamp = at as u64;
            }
            text = &text[printed..];
            if text.is_empty() {
                return;
            }
            self.wrap(at + 1, learning);
        }
    }

    fn print(&mut self, c: char, end: usize, learning: &mut Learning<'_>) {
        if !self.row.print(c, self.cols) {
            self.wrap(end, learning);
            self.row.print(c, self.cols);
        }
        self.row.stamp = end as u64;
    }

    /// What is not printable ASCII at the start of `text`: the place behind it, or none if it
    /// needs the emulator.
    fn special(
        &mut self,
        output: &[u8],
        text: &str,
        at: usize,
        learning: &mut Learning<'_>,
    ) -> Option<usize> {
        let c = text.chars().next()?;
        let end = at + c.len_utf8();
        match c {
            // A row cannot be started behind its last cell.
            '\n' if self.row.col == self.cols => return None,
            '\n' => {
                if learning.commands.wants(output, at) {
                    let view = self.view(learning.terminal, learning.lines);
                    learning.commands.enter(&view, output, at);
                }
                self.line_feed(end, learning);
            }
            '\r' => self.row.col = 0,
            '\t' => self.row.tab(self.cols),
            '\x08' => self.row.back(1, self.cols),
            '\x1b' => return self.sequence(output, text, at, learning),
            '\x0b' | '\x0c' | '\x0e' | '\x7f'..='\u{9f}' => return None,
            // The other control characters do nothing to a screen.
            '\0'..='\x1f' => {}
            c => self.print(c, end, learning),
        }
        Some(end)
    }

    fn sequence(
        &mut self,
        output: &[u8],
        text: &str,
        at: usize,
        learning: &mut Learning<'_>,
    ) -> Option<usize> {
        let Some((function, length)) = self.parse(text) else {
            self.parser = Parser::new();
            return None;
        };
        if let Some(switch) = paste_switch(output, at) {
            let view = self.view(learning.terminal, learning.lines);
            match switch {
                b'h' => learning.commands.listen(&view, at + PASTE.len() + 1),
                _ => learning.commands.stop(&view, output, at),
            }
        }
        let end = at + length;
        match function {
            Some(function) => self.apply(function, end).then_some(end),
            None => Some(end),
        }
    }

    /// The function of the escape sequence at the start of `text`, and its length.
    fn parse(&mut self, text: &str) -> Option<(Option<Function>, usize)> {
        for (index, c) in text.char_indices() {
            if c == '\x1b' && index > 0 && !text[index..].starts_with(TERMINATOR) {
                return None;
            }
            let function = self.parser.feed(c);
            if self.parser.state == State::Ground {
                return Some((function, index + c.len_utf8()));
            }
            // A control character inside of a sequence acts at once.
            if function.is_some_and(|function| !matches!(function, Function::Osc(_))) {
                return None;
            }
        }
        None
    }

    /// Applies what changes nothing but the row.
    fn apply(&mut self, function: Function, end: usize) -> bool {
        let count = |n: u16| usize::from(n.max(1));
        let (cols, col) = (self.cols, self.row.col);
        match function {
            Function::Cub(n) => self.row.back(count(n), cols),
            Function::Cuf(n) => self.row.move_to(col + count(n), cols),
            Function::Cha(n) => self.row.move_to(count(n) - 1, cols),
            Function::El(_) | Function::Ech(_) | Function::Ich(_) | Function::Dch(_) => {
                match function {
                    Function::El(ElScope::ToRight) => self.row.erase(col, cols, cols),
                    Function::El(ElScope::ToLeft) => self.row.erase(0, cols.min(col + 1), cols),
                    Function::El(ElScope::All) => self.row.erase(0, cols, cols),
                    Function::Ech(n) => self.row.erase(col, cols.min(col + count(n)), cols),
                    Function::Ich(n) => self.row.insert(count(n), cols),
                    Function::Dch(n) => self.row.delete(count(n), cols),
                    _ => {}
                }
                self.row.stamp = end as u64;
            }
            // In the usual modes these change nothing.
            Function::Gzd4(Charset::Ascii) | Function::G1d4(Charset::Ascii) => {}
            Function::Rm(_) | Function::Si | Function::Osc(_) | Function::Xtwinops(_) => {}
            function => return self.carry.take(function),
        }
        true
    }

    fn view<'a>(&'a self, terminal: &'a Terminal, lines: &Lines) -> View<'a> {
        View { flow: self, terminal, evicted: lines.evicted() }
    }

    fn line_feed(&mut self, end: usize, learning: &mut Learning<'_>) {
        let col = self.row.col;
        let next = Some(Start { at: end, col, carry: self.carry.clone() });
        let line = std::mem::replace(&mut self.line, next);
        self.scroll(Row::new(col, end as u64), false, line, learning);
    }

    fn wrap(&mut self, end: usize, learning: &mut Learning<'_>) {
        self.row.stamp = end as u64;
        self.scroll(Row::new(0, end as u64), true, self.line.clone(), learning);
    }

    /// Moves everything up by a row.
    fn scroll(
        &mut self,
        next: Row,
        is_wrapped: bool,
        line: Option<Start>,
        learning: &mut Learning<'_>,
    ) {
        let done = std::mem::replace(&mut self.row, next);
        let text = done.text(is_wrapped, self.cols);
        let gone = self.above.len();
        if gone + 1 < self.rows {
            if let Some(row) = learning.terminal.screen().line(gone) {
                learning.lines.evict_row(row, gone);
            }
        } else if let Some(row) = self.above.pop_front() {
            learning.lines.evict_text(row.text, row.is_wrapped, row.stamp);
        }
        self.above.push_back(Above { text, is_wrapped, stamp: done.stamp, line });
    }
}

/// The screen as the place where a command is read.
struct View<'a> {
    flow: &'a Flow,
    terminal: &'a Terminal,
    evicted: u64,
}

/// Where a row of the screen is.
enum Place<'a> {
    Emulator(Option<&'a avt::Line>),
    Above(&'a Above),
    Last(&'a Row),
}

impl<'a> View<'a> {
    fn row(&self, row: usize) -> Place<'a> {
        let flow = self.flow;
        let above = flow.rows - 1 - flow.above.len();
        match row.checked_sub(above).map(|row| flow.above.get(row)) {
            None => Place::Emulator(self.terminal.screen().line(row + flow.above.len())),
            Some(Some(row)) => Place::Above(row),
            Some(None) => Place::Last(&flow.row),
        }
    }
}

impl Read for View<'_> {
    fn is_alternate(&self) -> bool {
        false
    }

    fn evicted(&self) -> u64 {
        self.evicted
    }

    fn cursor(&self) -> (usize, usize) {
        (self.flow.rows - 1, self.flow.row.col)
    }

    fn read(&self, row: usize, col: usize, text: &mut String) {
        match self.row(row) {
            Place::Emulator(line) => {
                line.into_iter().for_each(|line| read_line(line, col, text));
            }
            Place::Above(row) => text.push_str(from_cell(&row.text, col)),
            Place::Last(row) => text.push_str(from_cell(&row.text(false, self.flow.cols), col)),
        }
    }

    fn is_wrapped(&self, row: usize) -> bool {
        match self.row(row) {
            Place::Emulator(line) => line.is_some_and(avt::Line::is_wrapped),
            Place::Above(row) => row.is_wrapped,
            Place::Last(_) => false,
        }
    }
}
