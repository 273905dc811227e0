//! What is `avt` told instead, so that it shows what other terminals show?
//!
//! The player in the browser draws what `avt` makes of the output. Where this grid does on purpose
//! something else, the last character of what was written is replaced by text that has the same
//! effect there. Nobody but such a player is told so: the output stays what it was.

use avt::Charset;
use avt::parser::{DecMode, Function};

use super::Grid;
use super::dump::{dump_charsets, write};
use super::row::Joined;

/// In the place of the last character of an escape sequence it takes all effect from it.
const CANCEL: &str = "\x18";

/// The character sets, and which of them is in use.
pub(crate) type Charsets = ([Charset; 2], usize);

impl Grid {
    /// The text instead of a mark that was added to a character: the two as one, if that exists.
    pub(crate) fn instead_of_mark(&self, joined: Option<Joined>) -> String {
        let mut text = String::new();
        let Some(Joined { col, width, one: Some((one, pen)) }) = joined else { return text };
        write(&mut text, format_args!("\x1b[{}G", col + 1));
        let modes = [(!self.modes.wrap, "?7", ['h', 'l']), (self.modes.insert, "4", ['l', 'h'])];
        let switch = |text: &mut String, to: usize| {
            for (_, mode, switch) in modes.iter().filter(|(is_unusual, ..)| *is_unusual) {
                write(text, format_args!("\x1b[{mode}{}", switch[to]));
            }
        };
        switch(&mut text, 0);
        if pen != self.pen {
            pen.write(&mut text);
        }
        text.push(one);
        if pen != self.pen {
            self.pen.write(&mut text);
        }
        switch(&mut text, 1);
        if col + width != self.cursor.col {
            write(&mut text, format_args!("\x1b[{}G", self.cursor.col + 1));
        }
        text
    }

    /// The text instead of the `last` character of a function that was executed, if it takes
    /// another one.
    pub(crate) fn instead_of(
        &self,
        function: &Function,
        last: char,
        before: Charsets,
    ) -> Option<String> {
        match function {
            Function::Il(_) | Function::Dl(_) if self.is_in_region() => Some(format!("{last}\r")),
            Function::Il(_) | Function::Dl(_) => Some(CANCEL.into()),
            Function::Decstbm(top, bottom) => match self.region_of(*top, *bottom) {
                None => Some(CANCEL.into()),
                Some((top, low)) if usize::from(*bottom) > self.rows => {
                    Some(format!("{CANCEL}\x1b[{};{}r", top + 1, low + 1))
                }
                Some(_) => None,
            },
            Function::Decstr => Some(format!("{last}\x1b[?7h")),
            Function::Decrc | Function::Scorc => self.instead_of_restoring(last, before),
            Function::Decrst(modes) if modes.as_slice().iter().any(restores) => {
                self.instead_of_restoring(last, before)
            }
            _ => None,
        }
    }

    /// `avt` neither saves character sets, nor is the newest sure of the last column.
    fn instead_of_restoring(&self, last: char, before: Charsets) -> Option<String> {
        let mut text = String::from(last);
        if self.cursor.col + 1 == self.cols {
            write(&mut text, format_args!("\x1b[{}G", self.cols));
        }
        if self.charsets() != before {
            dump_charsets(self.charsets(), &mut text);
        }
        (text.len() > last.len_utf8()).then_some(text)
    }

    pub(crate) fn charsets(&self) -> Charsets {
        (self.charsets, self.charset)
    }
}

/// Whether there may be another text instead of a function.
pub(crate) fn is_amended(function: &Function) -> bool {
    matches!(
        function,
        Function::Il(_)
            | Function::Dl(_)
            | Function::Decstbm(..)
            | Function::Decstr
            | Function::Decrc
            | Function::Scorc
            | Function::Decrst(_)
    )
}

fn restores(mode: &DecMode) -> bool {
    matches!(mode, DecMode::SaveCursor | DecMode::SaveCursorAltScreenBuffer)
}
