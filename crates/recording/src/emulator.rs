//! How do bytes change the screen, and which byte does what?

use avt::parser::{Function, State};
use avt::{Operation, Parser, ScreenKind, Terminal};

use crate::lines::Lines;
use crate::modes::Modes;
use crate::player::terminal;

/// The emulator, fed by byte positions.
pub(crate) struct Emulator {
    pub(crate) terminal: Terminal,
    parser: Parser,
    /// The characters of an escape sequence that is not complete yet.
    half: String,
    modes: Modes,
}

/// The text of a title or the like has no effect on the screen, so no more of it is kept.
const HALF: usize = 1024;

impl Emulator {
    pub(crate) fn new(cols: u16, rows: u16) -> Emulator {
        Emulator {
            terminal: terminal(cols, rows),
            parser: Parser::new(),
            half: String::new(),
            modes: Modes::default(),
        }
    }

    /// Shows the output bytes `from..to`; those that are no text as U+FFFD.
    pub(crate) fn feed(&mut self, output: &[u8], from: usize, to: usize, lines: &mut Lines) {
        let mut at = from;
        for chunk in output[from..to].utf8_chunks() {
            for c in chunk.valid().chars() {
                let start = at;
                at += c.len_utf8();
                self.feed_char(c, start, at, lines);
            }
            if !chunk.invalid().is_empty() {
                let start = at;
                at += chunk.invalid().len();
                self.feed_char(char::REPLACEMENT_CHARACTER, start, at, lines);
            }
        }
    }

    #[inline]
    fn feed_char(&mut self, c: char, from: usize, to: usize, lines: &mut Lines) {
        let function = self.parser.feed(c);
        if let Some(Function::Print(c)) = function {
            lines.at(from, to);
            self.terminal.execute_with(Function::Print(c), lines);
            return;
        }
        self.keep_half(c);
        if let Some(function) = function {
            self.modes.note(&function, &self.terminal);
            lines.at(from, to);
            self.terminal.execute_with(function, lines);
        }
    }

    /// Nothing that is printed comes out of the middle of a sequence, so only the rest is looked at.
    fn keep_half(&mut self, c: char) {
        let is_text = matches!(
            self.parser.state,
            State::OscString | State::SosPmApcString | State::DcsPassthrough | State::DcsIgnore
        );
        if self.parser.state == State::Ground {
            self.half.clear();
        } else if !is_text || self.half.len() < HALF {
            self.half.push(c);
        }
    }

    pub(crate) fn resize(&mut self, cols: u16, rows: u16, lines: &mut Lines) {
        let (cols, rows) = (usize::from(cols), usize::from(rows));
        self.modes.resize(self.terminal.size().0, cols);
        self.terminal.execute_with(Operation::Resize { cols, rows }, lines);
    }

    /// Escape sequences that bring a fresh terminal of the same size to the same state.
    pub(crate) fn dump(&self) -> String {
        self.terminal.dump() + &self.half
    }

    /// Whether all that is written now goes to the last row of the screen as it is, and moves the
    /// rows above it up.
    pub(crate) fn flows(&self) -> bool {
        let (_, rows) = self.terminal.size();
        self.terminal.active_screen_kind() == ScreenKind::Primary
            && self.terminal.cursor().row + 1 == rows
            && rows > 1
            && self.parser.state == State::Ground
            && self.modes.are_usual()
    }
}
