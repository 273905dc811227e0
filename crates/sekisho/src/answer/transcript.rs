//! What does the transcript of a session say?

use std::sync::Arc;

use sekisho_catalog::{
    About, Confidence, LINES_PER_BLOCK, LinePlace, Seen, StoredCommand, StoredLine, TimeBasis,
};

use super::place::Place;
use super::rows::Found;
use super::session::one;
use super::shown::Shown;
use super::size::Chosen;
use super::when::own_basis;
use super::{AnswerError, Desk};
use crate::shape::recording::{CommandList, CommandShape, LineShape, TranscriptPage};

/// Where a stretch of lines begins.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Begin {
    /// After so many lines.
    After(u64),
    /// At the start of the thousand lines in which a place lies.
    Around(LinePlace),
}

impl Begin {
    /// Where a stretch begins that is asked for at a place; at the first line where none is named.
    pub(crate) fn at(place: Option<Place>) -> Begin {
        match place {
            None => Begin::After(0),
            Some(Place::Line(number)) => Begin::After(number.saturating_sub(1)),
            Some(Place::Offset(offset)) => Begin::Around(LinePlace::Offset(offset)),
            Some(Place::Played(us)) => Begin::Around(LinePlace::PlayedUs(us)),
        }
    }
}

/// `limit` lines from there on.
pub(crate) async fn page(
    desk: &Arc<Desk>,
    key: &str,
    size: Option<Chosen>,
    begin: Begin,
    limit: usize,
) -> Result<TranscriptPage, AnswerError> {
    let shown = Shown::on(desk, key, size).await?;
    let total = shown.lines();
    let block = LINES_PER_BLOCK as u64;
    let skip = match begin {
        Begin::After(lines) => lines,
        Begin::Around(place) => shown.line_block_at(place).await? * block,
    };
    let mut lines = Vec::new();
    let mut number = skip;
    while lines.len() < limit && number < total {
        let block_lines = shown.line_block(number / block).await?;
        let before = lines.len();
        let wanted = block_lines.into_iter().skip((number % block) as usize);
        lines.extend(wanted.take(limit - before));
        if lines.len() == before {
            break;
        }
        number = skip + lines.len() as u64;
    }
    desk.record_read(&shown.found.record.session.key, "transcript")?;
    let lines = (skip.saturating_add(1)..).zip(lines);
    let basis = shown.about.basis;
    let lines = lines.map(|(number, line)| shape(number, line, basis));
    Ok(TranscriptPage { total, basis: basis.name().to_owned(), lines: lines.collect() })
}

fn shape(number: u64, line: StoredLine, basis: TimeBasis) -> LineShape {
    LineShape {
        line: number,
        offset: line.offset,
        at_us: line.at.played_us,
        not_before_us: line.at.not_before_us,
        not_after_us: line.at.not_after_us,
        basis: own_basis(line.at, basis).map(TimeBasis::name),
        text: line.text,
        seen: match line.seen {
            Seen::Scrollback => "scrollback",
            Seen::FullScreen => "full-screen",
        },
    }
}

/// The commands, in order.
pub(crate) async fn commands(
    desk: &Arc<Desk>,
    key: &str,
    size: Option<Chosen>,
) -> Result<CommandList, AnswerError> {
    let shown = Shown::on(desk, key, size).await?;
    let commands = shown.commands().await?;
    desk.record_read(&shown.found.record.session.key, "commands")?;
    let basis = shown.about.basis;
    let commands = commands.into_iter().map(|command| command_shape(command, basis));
    Ok(CommandList { basis: basis.name().to_owned(), commands: commands.collect() })
}

fn command_shape(command: StoredCommand, basis: TimeBasis) -> CommandShape {
    let (first_line, last_line) = command.printed.unzip();
    CommandShape {
        text: command.text,
        offset: command.offset,
        output_from: command.output.0,
        output_to: command.output.1,
        line: command.line,
        first_line,
        last_line,
        at_us: command.at.played_us,
        not_before_us: command.at.not_before_us,
        not_after_us: command.at.not_after_us,
        basis: own_basis(command.at, basis).map(TimeBasis::name),
        context: command.context,
        confidence: match command.confidence {
            Confidence::Low => "low",
            Confidence::High => "high",
        },
    }
}

/// The record and replay of a session that has one; otherwise the reason why it has none.
pub(crate) async fn recorded(desk: &Desk, key: &str) -> Result<(Found, About), AnswerError> {
    let found = one(desk, key).await?;
    let Some(about) = found.about.clone() else {
        if found.record.recording.videos().next().is_some() {
            return Err(AnswerError::NotFound {
                what: format!("session {key} is recorded as a video, which has no lines"),
                hint: "write it with `sekisho sessions video`, or print what a machine read in it \
                       with `sekisho sessions screen-text`"
                    .into(),
            });
        }
        return Err(AnswerError::no_recording(key, &found.record.recording));
    };
    Ok((found, about))
}
