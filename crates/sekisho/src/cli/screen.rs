//! What stood on the terminal's screen at a point of a recording file?

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use sekisho_recording::{At, Clock, Size, screen};

use super::{Common, Exit, inspect, output};
use crate::answer::AnswerError;

/// Arguments of `sekisho screen`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho screen session.log                     the last screen
  sekisho screen session.log --at @18231         after 18,231 bytes of output
  sekisho screen session.cast --at 7.5s --size 80x24")]
pub(crate) struct Screen {
    /// A recording: session log, CloudWatch stream or asciicast.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The terminal's size, such as 120x30; recorded, inferred or assumed if not given.
    #[arg(long, value_name = "CxR", value_parser = size)]
    size: Option<(u16, u16)>,
    /// A time such as 7.5s, or a byte offset such as @18231 or @b18231; the end if not given.
    #[arg(long, value_name = "PLACE", value_parser = place)]
    at: Option<At>,
}

impl Screen {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<Exit> {
        let contents = inspect::contents(&self.file)?;
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
        let rows = screen(recording, self.size, self.at.unwrap_or(At::End), None);
        if common.json {
            output::json(&rows)?;
        } else {
            output::text(rows)?;
        }
        Ok(Exit::Success)
    }
}

fn size(text: &str) -> Result<(u16, u16), String> {
    let most = Size::LARGEST;
    let parsed = text
        .split_once(['x', 'X'])
        .and_then(|(cols, rows)| Some((cols.parse().ok()?, rows.parse().ok()?)));
    match parsed {
        Some((cols, rows)) if (1..=most.0).contains(&cols) && (1..=most.1).contains(&rows) => {
            Ok((cols, rows))
        }
        _ => Err(format!(
            "a size is columns x rows, from 1x1 to {}x{}, such as 120x30",
            most.0, most.1
        )),
    }
}

fn place(text: &str) -> Result<At, String> {
    let wrong = || "a place is a time such as 7.5s, or a byte offset such as @18231".to_owned();
    if let Some(offset) = text.strip_prefix('@') {
        let digits = offset.strip_prefix('b').unwrap_or(offset);
        return digits.parse().map(At::Offset).map_err(|_| wrong());
    }
    let seconds: f64 = text.strip_suffix('s').unwrap_or(text).parse().map_err(|_| wrong())?;
    Duration::try_from_secs_f64(seconds).map(|time| At::Time(time.into())).map_err(|_| wrong())
}
