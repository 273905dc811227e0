//! How do keys become rows?

use std::sync::Arc;

use sekisho_catalog::{About, RecordOrder};
use sekisho_domain::evidence::Sha256;
use sekisho_domain::record::AccessRecord;
use sekisho_domain::session::SessionKey;
use sekisho_index::{Hits, Page};
use sekisho_query::{Reading, Show};

use super::shelf::SessionText;
use super::snippet::Needles;
use super::{AnswerError, Desk, row, screen_text};
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
pub(crate) async fn found(
    desk: &Desk,
    keys: &[SessionKey],
) -> Result<Vec<Arc<Found>>, AnswerError> {
    let state = desk.state().await?;
    desk.shelf.rows(&desk.holdings.catalog, &state, keys).await
}

/// What a question lists, one page of it: the sessions that match, or those of which nobody can say whether they do.
pub(crate) fn listed(desk: &Desk, reading: &Reading, page: Page) -> Result<Hits, AnswerError> {
    let index = &desk.holdings.index;
    Ok(match reading.show {
        Show::Undecided => index.search_undecided(&reading.query, page)?,
        Show::Sessions | Show::People => index.search(&reading.query, page)?,
    })
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
    let reason = found.record.reason();
    let mut snippets = match &found.about {
        None => needles.find(reason, &SessionText::new(Vec::new(), Vec::new())),
        Some(about) => {
            let text = desk.shelf.text(&desk.holdings.catalog, &about.generation).await?;
            needles.find(reason, &text)
        }
    };
    if needles.are_on_screens() {
        let videos = screen_text::of_record(desk, &found.record).await?;
        let name = |original: &Sha256| (videos.len() > 1).then(|| original.to_string());
        for (original, lines) in &videos {
            let found = needles.on_screens(lines).into_iter();
            snippets.extend(found.map(|one| Snippet { screen: name(original), ..one }));
        }
    }
    Ok(snippets)
}

/// All records. One that a run joins to another while they are read is gone, and what it became may not be among them.
pub(crate) async fn all(desk: &Desk) -> Result<Vec<AccessRecord>, AnswerError> {
    let catalog = &desk.holdings.catalog;
    loop {
        let keys = catalog.record_keys(RecordOrder::Correlation).await?;
        let records: Option<Vec<_>> = catalog.records(&keys).await?.into_iter().collect();
        // A rebuild that began meanwhile has emptied the catalog.
        desk.state().await?;
        if let Some(records) = records {
            return Ok(records);
        }
    }
}
