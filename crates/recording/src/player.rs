//! What is learnt while a recording is played?

use std::borrow::Cow;

use avt::parser::Function;

use crate::command::read::Screen;
use crate::command::{Commands, PASTE, paste_switch};
use crate::grid::{Grid, Row, Witness};
use crate::lines::{Lines, Shown};
use crate::recording::{Recording, Size};
use crate::terminal::{Terminal, Watch};
use crate::timeline::Step;

/// A terminal that a recording is played into.
pub(crate) struct Player<'a> {
    terminal: Terminal,
    notes: Notes<'a>,
}

/// What was seen so far.
struct Notes<'a> {
    output: &'a [u8],
    /// All of the output, which is looked at once, if it is text as it nearly always is.
    text: Option<&'a str>,
    lines: Lines,
    commands: Commands,
}

impl<'a> Player<'a> {
    pub(crate) fn new(recording: &'a Recording, size: &Size) -> Player<'a> {
        let notes = Notes {
            output: &recording.output,
            text: std::str::from_utf8(&recording.output).ok(),
            lines: Lines::default(),
            commands: Commands::new(recording),
        };
        Player { terminal: Terminal::new(size.cols, size.rows), notes }
    }

    /// Plays one step.
    pub(crate) fn take(&mut self, step: &Step) {
        let Player { terminal, notes } = self;
        match step.resize {
            Some((cols, rows)) => {
                notes.lines.before_resize(&mut terminal.grid);
                terminal.grid.resize(cols, rows, notes);
                notes.commands.lose_place();
            }
            None => match notes.text.and_then(|text| text.get(step.from..step.to)) {
                Some(text) => terminal.feed_text(text, step.from, notes),
                None => terminal.feed(&notes.output[step.from..step.to], step.from, notes),
            },
        }
    }

    /// What a step writes, with U+FFFD where it is no text.
    pub(crate) fn text(&self, step: &Step) -> Cow<'a, str> {
        match self.notes.text.and_then(|text| text.get(step.from..step.to)) {
            Some(text) => Cow::Borrowed(text),
            None => String::from_utf8_lossy(&self.notes.output[step.from..step.to]),
        }
    }

    /// Escape sequences that bring a fresh terminal of the same size to the same state.
    pub(crate) fn dump(&self) -> String {
        self.terminal.dump()
    }

    /// Whether this is a place to begin at.
    pub(crate) fn is_handy(&self) -> bool {
        self.terminal.is_handy()
    }

    /// Everything that was shown, how many lines of it were left out, and every command.
    pub(crate) fn finish(mut self) -> (Vec<Shown>, usize, Commands) {
        let (shown, omitted) = self.notes.lines.finish(&mut self.terminal.grid);
        (shown, omitted, self.notes.commands)
    }
}

impl Watch for Notes<'_> {
    #[inline]
    fn character(&mut self, grid: &Grid, c: char, at: usize) {
        let evicted = self.lines.count();
        match c {
            '\n' if self.commands.wants(self.output, at) => {
                self.commands.enter(&Screen { grid, evicted }, self.output, at);
            }
            '\x1b' => match paste_switch(self.output, at) {
                Some(b'h') => self.commands.listen(&Screen { grid, evicted }, at + PASTE.len() + 1),
                Some(_) => self.commands.stop(&Screen { grid, evicted }, self.output, at),
                None => {}
            },
            _ => {}
        }
    }

    fn before(&mut self, grid: &mut Grid, function: &Function) {
        self.lines.before(grid, function);
    }

    fn after(&mut self, grid: &Grid, function: &Function) {
        self.lines.after(grid, function);
    }
}

impl Witness for Notes<'_> {
    fn evicted(&mut self, row: &Row) {
        self.lines.evicted(row);
    }

    fn lost(&mut self, row: &Row) {
        self.lines.lost(row);
    }
}
