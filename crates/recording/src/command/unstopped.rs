//! Was a line entered, although whoever says that it reads has not said that it stops?
//!
//! A line editor that lists completions leaves its line and draws it again below the list. If it is not drawn again, it was
//! entered, and it is no line editor that reads: anything that was printed may have said so.

use super::prompt::Prompt;
use crate::window::{BACK, Window};

/// A line behind a prompt that ended while somebody was said to read it.
pub(super) struct Unstopped {
    pub(super) line: String,
    /// What identifies the prompt.
    pub(super) key: String,
    /// Where the line starts and ends in the output.
    pub(super) start: usize,
    pub(super) enter: usize,
    /// What is drawn again if it goes on: the end of the prompt and the command.
    drawn: String,
}

impl Unstopped {
    pub(super) fn new(line: &str, prompt: &Prompt, start: usize, enter: usize) -> Unstopped {
        let mut before = (0..prompt.length.saturating_sub(1)).rev();
        let from = before.find(|at| line.is_char_boundary(*at)).unwrap_or(0);
        let drawn = line[from..].to_owned();
        Unstopped { line: line.to_owned(), key: prompt.key(line), start, enter, drawn }
    }

    /// Whether it goes on below what is between it and `to`.
    pub(super) fn goes_on(&self, output: &Window, to: usize) -> bool {
        memchr::memmem::find(output.get(self.enter + 1..to), self.drawn.as_bytes()).is_some()
    }

    /// Whether it would have been drawn again before `to`.
    pub(super) fn is_over(&self, to: usize) -> bool {
        to - self.enter > BACK / 2
    }
}
