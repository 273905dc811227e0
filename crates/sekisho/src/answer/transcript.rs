//! What does the transcript of a session say?

use sekisho_catalog::{About, Confidence, Seen};

use super::rows::Found;
use super::session::one;
use super::{AnswerError, Desk};
use crate::shape::recording::{CommandList, CommandShape, LineShape, TranscriptPage};

/// `limit` lines after the first `skip`.
pub(crate) async fn page(
    desk: &Desk,
    key: &str,
    skip: u64,
    limit: u64,
) -> Result<TranscriptPage, AnswerError> {
    let (found, about) = recorded(desk, key).await?;
    let lines = desk.holdings.catalog.lines(&about.generation).await?.unwrap_or_default();
    desk.record_read(&found.record.session.key, "transcript")?;
    let total = lines.len() as u64;
    let wanted = (1_u64..).zip(lines).skip(usize::try_from(skip).unwrap_or(usize::MAX));
    let lines =
        wanted.take(usize::try_from(limit).unwrap_or(usize::MAX)).map(|(number, line)| LineShape {
            line: number,
            offset: line.offset,
            at_us: line.at.played_us,
            not_before_us: line.at.not_before_us,
            not_after_us: line.at.not_after_us,
            text: line.text,
            seen: match line.seen {
                Seen::Scrollback => "scrollback",
                Seen::FullScreen => "full-screen",
            },
        });
    Ok(TranscriptPage { total, basis: about.basis.name().to_owned(), lines: lines.collect() })
}

/// The commands, in order.
pub(crate) async fn commands(desk: &Desk, key: &str) -> Result<CommandList, AnswerError> {
    let (found, about) = recorded(desk, key).await?;
    let commands = desk.holdings.catalog.commands(&about.generation).await?.unwrap_or_default();
    desk.record_read(&found.record.session.key, "commands")?;
    let commands = commands.into_iter().map(|command| CommandShape {
        text: command.text,
        offset: command.offset,
        at_us: command.at.played_us,
        context: command.context,
        confidence: match command.confidence {
            Confidence::Low => "low",
            Confidence::High => "high",
        },
    });
    Ok(CommandList { commands: commands.collect() })
}

/// The whole transcript as plain text.
pub(crate) async fn text(desk: &Desk, key: &str) -> Result<String, AnswerError> {
    let (found, about) = recorded(desk, key).await?;
    let lines = desk.holdings.catalog.lines(&about.generation).await?.unwrap_or_default();
    desk.record_read(&found.record.session.key, "text")?;
    Ok(lines.iter().flat_map(|line| [line.text.as_str(), "\n"]).collect())
}

/// The record and replay of a session that has one; otherwise the reason why it has none.
pub(crate) async fn recorded(desk: &Desk, key: &str) -> Result<(Found, About), AnswerError> {
    let found = one(desk, key).await?;
    let Some(about) = found.about.clone() else {
        let row = found.row();
        return Err(AnswerError::NotFound {
            what: format!("session {key} has no recording ({})", row.recording.state),
            hint: row.recording.because.unwrap_or_else(|| "ingest its log".into()),
        });
    };
    Ok((found, about))
}
