//! How far is a long run, for a person at a terminal?

use std::sync::{Mutex, PoisonError};

use indicatif::{ProgressBar, ProgressStyle};
use sekisho_ingest::Trouble;
use sekisho_ingest::progress::{Listener, Stage, Step};

use super::output;

/// A progress bar on standard error; invisible where that is no terminal.
pub(crate) struct Bar(Mutex<Option<(Stage, ProgressBar)>>);

impl Bar {
    /// A bar that appears with the first step.
    pub(crate) fn new() -> Self {
        Self(Mutex::new(None))
    }

    /// Moves the bar.
    pub(crate) fn show(&self, step: Step) {
        let mut current = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if current.as_ref().is_none_or(|(stage, _)| *stage != step.stage) {
            if let Some((_, bar)) = current.take() {
                bar.finish_and_clear();
            }
            *current = Some((step.stage, bar(step)));
        }
        if let Some((_, bar)) = current.as_ref() {
            bar.set_length(step.total);
            bar.set_position(step.done);
        }
    }

    /// Prints a line that stays, above the bar where there is one.
    fn say(&self, line: &str) {
        match &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Some((_, bar)) => bar.suspend(|| output::remark(line)),
            None => output::remark(line),
        }
    }

    /// Removes the bar, so that the summary stands on a clean line.
    pub(crate) fn finish(&self) {
        if let Some((_, bar)) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            bar.finish_and_clear();
        }
    }
}

/// A run that goes on for ever has no end at which it could tell of trouble.
impl Listener for Bar {
    fn step(&self, step: Step) {
        self.show(step);
    }

    fn source(&self, name: &str, trouble: Option<&Trouble>) {
        self.say(&match trouble {
            Some(trouble) => format!("{name}: {trouble}"),
            None => format!("{name}: it answers again"),
        });
    }
}

fn bar(step: Step) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:<12} {wide_bar} {human_pos}/{human_len}  {eta}");
    let bar = ProgressBar::new(step.total);
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar.set_message(match step.stage {
        Stage::Seal => "archiving",
        Stage::Read => "reading",
        Stage::Derive => "replaying",
        Stage::Index => "indexing",
        Stage::Watch => "watching",
        Stage::ReadScreens => "screen text",
    });
    bar
}
