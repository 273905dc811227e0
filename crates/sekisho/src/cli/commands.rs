//! How does the command line list what was entered in a session?

use std::sync::Arc;

use clap::Args;

use super::place::size;
use super::screen_text::clock;
use super::sessions::One;
use super::{Common, output};
use crate::answer;
use crate::answer::size::Chosen;
use crate::shape::recording::CommandShape;

/// Arguments of `sekisho sessions commands`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho sessions commands SESSION
  sekisho sessions text SESSION --at L214 --lines 12    # a command and the lines it printed

Commands are reconstructed from the screen at the moment of Enter; they were never captured as input. One of which only
the shape of a prompt speaks is marked with a question mark: it may have been printed.")]
pub(crate) struct Commands {
    #[command(flatten)]
    one: One,
    /// On a terminal of this size instead of the recording's own, such as 120x40.
    #[arg(long, value_name = "SIZE", value_parser = size)]
    size: Option<Chosen>,
}

impl Commands {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<()> {
        let (runtime, desk) = common.desk(&self.one.data)?;
        let desk = Arc::new(desk);
        let asked = answer::transcript::commands(&desk, &self.one.session, self.size);
        let list = runtime.block_on(asked)?;
        if common.json {
            return output::json(&list);
        }
        if list.commands.is_empty() {
            return output::text(["no command was found in this session".to_owned()]);
        }
        output::table(
            &["at", "line", "printed", "byte", "read by", "command"],
            list.commands.iter().map(|command| row(command, &list.basis)).collect(),
        )
    }
}

fn row(command: &CommandShape, basis: &str) -> Vec<String> {
    let line = command.line.map_or_else(|| "in no line".to_owned(), |line| format!("L{line}"));
    let printed = match command.first_line.zip(command.last_line) {
        None => "-".to_owned(),
        Some((first, last)) if first == last => "1 line".to_owned(),
        Some((first, last)) => format!("{} lines", last - first + 1),
    };
    let unsure = if command.confidence == "low" { " ?" } else { "" };
    let reader = format!("{}{unsure}", command.context);
    let at = at(command, command.basis.unwrap_or(basis));
    vec![at, line, printed, format!("@{}", command.offset), reader, command.text.replace('\n', "␊")]
}

/// When it was entered, as far as a clock tells; how far the true time may lie from it is rounded up.
fn at(command: &CommandShape, basis: &str) -> String {
    let CommandShape { at_us, not_before_us, not_after_us, .. } = *command;
    let furthest = at_us.abs_diff(not_before_us).max(at_us.abs_diff(not_after_us));
    let whole = clock(at_us / 1_000_000 * 1_000_000);
    let at = whole.trim_end_matches(".0");
    match basis {
        "exact" => at.to_owned(),
        "anchored" => format!("{at} ±{} s", furthest.div_ceil(1_000_000).max(1)),
        _ => "-".to_owned(),
    }
}
