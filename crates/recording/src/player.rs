//! What is learnt while a recording is played?

use avt::parser::Function;

use crate::command::read::Screen;
use crate::command::{Commands, PASTE, paste_switch};
use crate::grid::{Grid, Row, Witness};
use crate::lines::{Lines, Shown};
use crate::recording::{Recording, Size};
use crate::segment::Amendment;
use crate::steps::Step;
use crate::terminal::{Terminal, Watch, place_in_text};
use crate::window::Window;

/// A terminal that a recording is played into.
pub(crate) struct Player {
    pub(crate) terminal: Terminal,
    pub(crate) commands: Commands,
    lines: Lines,
}

/// Whoever looks on while a step is taken.
struct Notes<'a> {
    output: &'a Window,
    lines: &'a mut Lines,
    commands: &'a mut Commands,
    amended: Vec<(usize, String)>,
}

impl Player {
    pub(crate) fn new(about: &Recording, size: &Size) -> Player {
        Player {
            terminal: Terminal::new(size.cols, size.rows),
            commands: Commands::new(about),
            lines: Lines::default(),
        }
    }

    /// Plays one step of the output, which writes `text` if that is what its bytes are, and says
    /// what `avt` has to be told instead.
    pub(crate) fn take(
        &mut self,
        step: &Step,
        text: Option<&str>,
        output: &Window,
    ) -> Vec<Amendment> {
        let Player { terminal, commands, lines } = self;
        lines.reach(step.from as u64);
        let mut notes = Notes { output, lines, commands, amended: Vec::new() };
        match step.resize {
            Some((cols, rows)) => {
                notes.lines.before_resize(&mut terminal.grid);
                terminal.grid.resize(cols, rows, &mut notes);
                notes.commands.lose_place();
            }
            None => match text {
                Some(text) => terminal.feed_text(text, step.from, &mut notes),
                None => terminal.feed(output.get(step.from..step.to), step.from, &mut notes),
            },
        }
        let place = |at: usize| match text {
            Some(_) => at - step.from,
            None => place_in_text(output.get(step.from..step.to), at - step.from),
        };
        let amended = notes.amended.into_iter();
        amended.map(|(at, instead)| Amendment { at: place(at), instead }).collect()
    }

    /// The lines before `horizon`, where no other will be placed any more.
    pub(crate) fn settled(&mut self, horizon: u64) -> Vec<Shown> {
        self.lines.settled(horizon)
    }

    /// The rest of the lines, how many were left out, and the rest of the commands.
    pub(crate) fn finish(mut self, output: &Window) -> (Vec<Shown>, usize, Commands) {
        let screen = Screen { grid: &self.terminal.grid, evicted: self.lines.count() };
        self.commands.finish(&screen, output);
        let (shown, omitted) = self.lines.finish(&mut self.terminal.grid);
        (shown, omitted, self.commands)
    }
}

impl Watch for Notes<'_> {
    #[inline]
    fn character(&mut self, grid: &Grid, c: char, at: usize) {
        let evicted = self.lines.count();
        match c {
            '\n' | '\x1b' if grid.is_alternate() => {
                self.commands.enter_in_pane(&Screen { grid, evicted }, self.output, at);
            }
            '\n' if self.commands.wants(self.output, at) => {
                self.commands.enter(&Screen { grid, evicted }, self.output, at);
            }
            '\x1b' => match paste_switch(self.output, at) {
                Some(b'h') => {
                    let from = at + PASTE.len() + 1;
                    self.commands.listen(&Screen { grid, evicted }, self.output, from);
                }
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

    fn amended(&mut self, at: usize, instead: String) {
        self.amended.push((at, instead));
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
