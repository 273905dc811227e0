//! Does the terminal write text as it comes, or has a program changed how?

use avt::parser::{AnsiMode, DecMode, Function};
use avt::{Charset, ScreenKind, Terminal};

/// What has been switched away from the usual. It errs on one side: it may take a usual terminal
/// for an unusual one, never the other way round.
#[derive(Debug, Default)]
pub(crate) struct Modes {
    margins: bool,
    origin: bool,
    clipped: bool,
    insert: bool,
    new_line: bool,
    drawing: [bool; 2],
    shifted_out: bool,
    tabs: bool,
    /// For each screen, whether restoring the cursor would bring back something unusual.
    saved: [bool; 2],
}

impl Modes {
    /// Whether text stands on the screen as it is in the output, line below line.
    pub(crate) fn are_usual(&self) -> bool {
        let is_layout = self.margins || self.origin || self.clipped || self.insert || self.tabs;
        !is_layout && !self.new_line && !self.shifted_out && self.drawing == [false; 2]
    }

    /// Notes a function that `terminal` is about to execute.
    pub(crate) fn note(&mut self, function: &Function, terminal: &Terminal) {
        let screen = usize::from(terminal.active_screen_kind() == ScreenKind::Alternate);
        match function {
            Function::Decstbm(top, bottom) => {
                let is_whole = *bottom == 0 || usize::from(*bottom) == terminal.size().1;
                self.margins = *top > 1 || !is_whole;
            }
            Function::Sm(modes) => self.ansi(modes.as_slice(), true),
            Function::Rm(modes) => self.ansi(modes.as_slice(), false),
            Function::Decset(modes) => self.dec(modes.as_slice(), true, screen),
            Function::Decrst(modes) => self.dec(modes.as_slice(), false, screen),
            Function::Gzd4(charset) => self.drawing[0] = *charset == Charset::Drawing,
            Function::G1d4(charset) => self.drawing[1] = *charset == Charset::Drawing,
            Function::So => self.shifted_out = true,
            Function::Si => self.shifted_out = false,
            Function::Hts | Function::Ctc(_) | Function::Tbc(_) => self.tabs = true,
            Function::Decsc | Function::Scosc => self.save(screen),
            Function::Decrc | Function::Scorc => self.restore(screen),
            Function::Decstr => {
                let (clipped, new_line, tabs) = (self.clipped, self.new_line, self.tabs);
                let mut saved = self.saved;
                saved[screen] = false;
                *self = Modes { clipped, new_line, tabs, saved, ..Modes::default() };
            }
            Function::Ris => *self = Modes::default(),
            _ => {}
        }
    }

    /// Notes that the window becomes wider or narrower.
    pub(crate) fn resize(&mut self, from: usize, to: usize) {
        // The emulator leaves out the tab stop at the old edge.
        self.tabs |= to > from && from.is_multiple_of(8);
    }

    fn ansi(&mut self, modes: &[AnsiMode], on: bool) {
        for mode in modes {
            match mode {
                AnsiMode::Insert => self.insert = on,
                AnsiMode::NewLine => self.new_line = on,
            }
        }
    }

    fn dec(&mut self, modes: &[DecMode], on: bool, mut screen: usize) {
        for mode in modes {
            match mode {
                DecMode::Origin => self.origin = on,
                DecMode::AutoWrap => self.clipped = !on,
                DecMode::SaveCursor if on => self.save(screen),
                DecMode::SaveCursor => self.restore(screen),
                DecMode::AltScreenBuffer => screen = usize::from(on),
                DecMode::SaveCursorAltScreenBuffer if on => {
                    self.save(screen);
                    screen = 1;
                }
                DecMode::SaveCursorAltScreenBuffer => {
                    screen = 0;
                    self.restore(screen);
                }
                DecMode::CursorKeys | DecMode::TextCursorEnable => {}
            }
        }
    }

    fn save(&mut self, screen: usize) {
        self.saved[screen] = self.origin || self.clipped;
    }

    fn restore(&mut self, screen: usize) {
        self.origin = self.saved[screen];
        self.clipped = self.saved[screen];
    }
}
