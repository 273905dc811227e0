//! How do keys become rows?

use sekisho_catalog::About;
use sekisho_domain::record::AccessRecord;
use sekisho_domain::session::SessionKey;

use super::snippet::{Haystack, Needles};
use super::{AnswerError, Desk, row};
use crate::shape::session::{SessionRow, Snippet};

/// A record with the heading of its replay.
pub(crate) struct Found {
    pub(crate) record: AccessRecord,
    pub(crate) about: Option<About>,
}

impl Found {
    /// The time basis of the replay, in one word.
    pub(crate) fn time_basis(&self) -> Option<String> {
        self.about.as_ref().map(|about| about.basis.name().to_owned())
    }

    /// The row.
    pub(crate) fn row(&self) -> SessionRow {
        row::session(&self.record, self.time_basis())
    }
}

/// The records of these keys, in their order.
///
/// The index is only ever ahead of the catalog while a rebuild empties it; leaving rows out then would make a short list
/// look whole.
pub(crate) async fn found(desk: &Desk, keys: &[SessionKey]) -> Result<Vec<Found>, AnswerError> {
    let records = desk.holdings.catalog.records(keys).await?;
    let abouts = desk.holdings.catalog.replays(keys).await?;
    let pairs = records.into_iter().zip(abouts);
    pairs
        .map(|(record, about)| Ok(Found { record: record.ok_or(AnswerError::NotDerived)?, about }))
        .collect()
}

/// Keys as the index gives them, checked.
pub(crate) fn keys(texts: Vec<String>) -> Result<Vec<SessionKey>, AnswerError> {
    let keys: Result<_, _> = texts.into_iter().map(SessionKey::try_from).collect();
    keys.map_err(|error| {
        AnswerError::Failed(anyhow::Error::from(error).context("the index holds a foreign key"))
    })
}

/// Where the searched words stand in a session.
pub(crate) async fn snippets(
    desk: &Desk,
    found: &Found,
    needles: &Needles,
) -> Result<Vec<Snippet>, AnswerError> {
    let (lines, commands) = match &found.about {
        None => (Vec::new(), Vec::new()),
        Some(about) => {
            let catalog = &desk.holdings.catalog;
            let lines = catalog.lines(&about.generation).await?.unwrap_or_default();
            (lines, catalog.commands(&about.generation).await?.unwrap_or_default())
        }
    };
    let lines: Vec<_> = lines.iter().map(|line| (line.offset, line.text.as_str())).collect();
    let commands: Vec<_> =
        commands.iter().map(|command| (command.offset, command.text.as_str())).collect();
    let reason = found.record.reason();
    Ok(needles.find(&Haystack { commands: &commands, lines: &lines, reason }))
}
