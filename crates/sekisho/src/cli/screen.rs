//! What stood on the terminal's screen at a point of a recording file?

use std::path::PathBuf;

use clap::Args;
use sekisho_ingest::read::Rejection;
use sekisho_recording::{At, Clock, Micros, masked, screen};

use super::{Common, Exit, inspect, output};
use crate::answer::AnswerError;
use crate::answer::place::Place;
use crate::answer::size::Chosen;

/// Arguments of `sekisho screen`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho screen session.log                     the last screen
  sekisho screen session.log --at @18231         after 18,231 bytes of output
  sekisho screen session.cast --at 7.5s --size 80x24
  sekisho screen session.typescript --timing session.timing --at 7.5s

Secrets are masked with asterisks.")]
pub(crate) struct Screen {
    /// A recording: session log, PowerShell transcript, CloudWatch stream, asciicast, typescript or ttyrec.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The terminal's size, such as 120x30; recorded, inferred or assumed if not given.
    #[arg(long, value_name = "CxR", value_parser = size)]
    size: Option<(u16, u16)>,
    /// A time such as 7.5s, or a byte offset such as @18231 or @b18231; the end if not given.
    #[arg(long, value_name = "PLACE", value_parser = file_place)]
    at: Option<At>,
    #[command(flatten)]
    clock: inspect::TimingFile,
}

impl Screen {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<Exit> {
        let contents = inspect::contents(&self.file, &self.clock)?;
        let Some(recording) = contents.recordings.first() else {
            return Err(AnswerError::NotFound {
                what: format!("{} holds no recording", self.file.display()),
                hint: "run `sekisho inspect` on it to see what it is".into(),
            }
            .into());
        };
        if let (Some(At::Time(position)), Clock::Absent) = (self.at, &recording.clock) {
            let seconds = position.as_seconds();
            output::remark(&format!(
                "note: this recording has no clock; {seconds} s is a playing position, not a time of the session"
            ));
        }
        let rows = screen(&masked(recording).0, self.size, self.at.unwrap_or(At::End), None);
        if common.json {
            output::json(&rows)?;
        } else {
            output::text(rows)?;
        }
        let mut exit = Exit::Success;
        for Rejection { at, reason, .. } in inspect::damage(&contents) {
            output::remark(&format!("note: {} at {at}: {reason}", self.file.display()));
            exit = Exit::Incomplete;
        }
        Ok(exit)
    }
}

fn size(text: &str) -> Result<(u16, u16), String> {
    Chosen::typed(text).map(Chosen::pair).map_err(|error| error.detail().hint.unwrap_or_default())
}

fn file_place(text: &str) -> Result<At, String> {
    match Place::typed(text) {
        Some(Place::Offset(offset)) => Ok(At::Offset(offset)),
        Some(Place::Played(us)) => Ok(At::Time(Micros(us))),
        Some(Place::Line(_)) | None => {
            Err("a place is a time such as 7.5s, or a byte offset such as @18231".to_owned())
        }
    }
}
