//! How does the command line print a transcript?

use std::sync::Arc;

use clap::Args;
use futures_util::TryStreamExt;
use serde_json::json;

use super::handed_out::Output;
use super::place::{place, size};
use super::sessions::One;
use super::{Common, output};
use crate::answer::place::Place;
use crate::answer::reason::Reason;
use crate::answer::size::Chosen;
use crate::answer::{self, text::Stretch};

/// Arguments of `sekisho sessions text`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho sessions text SESSION | less
  sekisho sessions text SESSION --at L214 --lines 40
  sekisho sessions text SESSION --at @18231 --output excerpt.txt
  sekisho sessions text SESSION --size 200x50                # where long lines were wrapped
  sekisho sessions text SESSION --at L214 --lines 1 --raw    # what was written, escape sequences included
  sekisho sessions text SESSION --reveal-secrets --reason 'INC-4821: which password was used?'

Standard output carries the transcript alone; what it was made from is said on standard error.
Secrets are masked with asterisks. With --reveal-secrets they are read from the original, and the reason is written into
the ledger first.")]
pub(crate) struct Text {
    #[command(flatten)]
    one: One,
    /// Begin there: a position such as 7.5s or 3:12, a byte of the output such as @18231, or a line such as L214.
    #[arg(long, value_name = "PLACE", value_parser = place)]
    at: Option<Place>,
    /// At most so many lines.
    #[arg(long, value_name = "COUNT")]
    lines: Option<u64>,
    /// On a terminal of this size instead of the recording's own, such as 120x40; lines are those of that terminal.
    #[arg(long, value_name = "SIZE", value_parser = size, conflicts_with = "reveal_secrets")]
    size: Option<Chosen>,
    /// Show what was written, control characters included, each as a character that can be seen: `␛[2J`, `␍`.
    #[arg(long, conflicts_with = "reveal_secrets")]
    raw: bool,
    /// Show masked secrets; needs --reason.
    #[arg(long, requires = "reason")]
    reveal_secrets: bool,
    /// Why the secrets have to be seen; it stays in the ledger.
    #[arg(long, value_name = "TEXT", requires = "reveal_secrets")]
    reason: Option<String>,
    #[command(flatten)]
    output: Output,
}

impl Text {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<()> {
        let (runtime, desk) = common.desk(&self.one.data)?;
        let whole = Stretch::WHOLE;
        let stretch = Stretch {
            from: self.at.unwrap_or(whole.from),
            lines: self.lines.unwrap_or(whole.lines),
        };
        let (session, size) = (&self.one.session, self.size);
        let desk = Arc::new(desk);
        let text = match &self.reason {
            None if self.raw => {
                runtime.block_on(answer::raw::raw(&desk, session, stretch, size))?
            }
            None => runtime.block_on(answer::text::text(&desk, session, stretch, size))?,
            Some(reason) => {
                let reason = Reason::given(reason, "secrets are shown")?;
                runtime.block_on(answer::text::revealed(&desk, session, stretch, &reason))?
            }
        };
        let (about, first) = (&text.handed_out.about, text.first);
        let origin = output::origin(about, text.handed_out.chosen);
        let from = if first > 1 { format!("from line {first} of ") } else { String::new() };
        output::remark(&format!("{from}{} lines; {origin}", about.lines));
        if about.omitted_lines > 0 {
            output::remark(&format!(
                "{} more lines left out or cut: the output writes many times its own size",
                about.omitted_lines
            ));
        }
        if about.unsearched > 0 {
            output::remark(&format!(
                "no search finds the last {} lines and commands: it is longer than what is searched of one session",
                about.unsearched
            ));
        }
        if !common.json {
            return self.output.write(&runtime, text.handed_out);
        }
        let pieces: Vec<String> = runtime.block_on(text.handed_out.pieces.try_collect())?;
        let lines: Vec<&str> = pieces.iter().flat_map(|piece| piece.lines()).collect();
        output::json(&json!({"session": session, "first_line": first, "lines": lines}))
    }
}
