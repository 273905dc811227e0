//! Where are questions asked, and what does the desk know without looking it up?

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use sekisho_archive::ContentRead;
use sekisho_domain::session::SessionKey;
use sekisho_ingest::{Holdings, Known};
use sekisho_query::problem::mended;
use sekisho_query::{Context, Reading};

use super::names::Names;
use super::shelf::Shelf;
use super::{AnswerError, Question};
use crate::clock::Clock;

/// The reading desk of an archive: everything that is asked is asked here.
pub(crate) struct Desk {
    pub(crate) holdings: Holdings,
    pub(crate) shelf: Shelf,
    clock: Clock,
    zone: TimeZone,
    names: Mutex<Option<(String, Arc<Names>)>>,
    reads: Mutex<HashMap<(String, &'static str), Instant>>,
}

/// Who reads, as long as nobody signs in.
pub(super) const READER: &str = "local";

/// Reading on within this time is the same act of reading: a player fetches segments one by one, and a list is asked
/// for again with every word that is typed.
const SAME_ACT: Duration = Duration::from_secs(600);

impl Desk {
    /// Opens a data directory that `sekisho ingest` made; the caller has checked that it is there.
    pub(crate) async fn open(
        data: &Path,
        clock: Clock,
        zone: TimeZone,
    ) -> Result<Self, AnswerError> {
        let holdings = Holdings::open(data).await?;
        let shelf = Shelf::new();
        let desk =
            Self { holdings, shelf, clock, zone, names: Mutex::default(), reads: Mutex::default() };
        desk.state().await?;
        Ok(desk)
    }

    /// Names the state that answers are given from.
    ///
    /// A rebuild empties the catalog first; answering from that would look as if nothing had ever happened.
    pub(crate) async fn state(&self) -> Result<String, AnswerError> {
        self.holdings.state().await?.ok_or(AnswerError::NotDerived)
    }

    /// What "now" means.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The clock, to say whether it stands still.
    pub(crate) fn clock(&self) -> Clock {
        self.clock
    }

    /// The zone of an asker.
    pub(crate) fn zone(&self, asked: Option<&TimeZone>) -> TimeZone {
        asked.unwrap_or(&self.zone).clone()
    }

    /// Reads a question with the names that occur in the records; one that is not understood in full is refused.
    pub(crate) async fn read(&self, question: &Question) -> Result<Reading, AnswerError> {
        let names = self.names().await?;
        let context = Context {
            now: self.now(),
            zone: self.zone(question.zone.as_ref()),
            vocabulary: &names.vocabulary,
        };
        let reading = sekisho_query::read(&question.text, &context);
        if reading.problems.is_empty() {
            return Ok(reading);
        }
        // What is proposed must not be refused again.
        let is_understood = |text: &String| sekisho_query::read(text, &context).problems.is_empty();
        let mended = mended(&question.text, &reading.problems).filter(is_understood);
        Err(AnswerError::NotUnderstood { problems: reading.problems, mended })
    }

    /// How far sources were read, and what else is judged by besides the facts.
    pub(crate) async fn known(&self) -> Result<Known, AnswerError> {
        let catalog = &self.holdings.catalog;
        let sources = Known::sources(catalog, &[]).await?;
        Ok(Known::gather(catalog, sources).await?)
    }

    /// The names that occur in the records, loaded again only when the records have changed.
    pub(crate) async fn names(&self) -> Result<Arc<Names>, AnswerError> {
        let state = self.state().await?;
        if let Some((of, names)) = &*self.names.lock().unwrap_or_else(PoisonError::into_inner)
            && *of == state
        {
            return Ok(Arc::clone(names));
        }
        let names = Arc::new(Names::load(&self.holdings.catalog).await?);
        let cached = Some((state, Arc::clone(&names)));
        *self.names.lock().unwrap_or_else(PoisonError::into_inner) = cached;
        Ok(names)
    }

    /// Writes into the ledger that content of these sessions, or of recordings of none, is about to be handed out. Only then
    /// may the first byte leave. The time is the machine's, whatever instant questions are asked from.
    pub(crate) fn record_reads(
        &self,
        subjects: impl IntoIterator<Item: ToString>,
        how: &'static str,
    ) -> Result<(), AnswerError> {
        let mut reads = self.reads.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        reads.retain(|_, at| now.duration_since(*at) < SAME_ACT);
        let mut fresh: Vec<_> = subjects.into_iter().map(|one| (one.to_string(), how)).collect();
        fresh.retain(|read| !reads.contains_key(read));
        if fresh.is_empty() {
            return Ok(());
        }
        let leaves = fresh.iter().map(|(subject, how)| ContentRead {
            who: READER.into(),
            subject: subject.clone(),
            how: (*how).to_owned(),
            reason: None,
        });
        self.holdings.archive.record_reads(leaves, Timestamp::now())?;
        reads.extend(fresh.into_iter().map(|read| (read, now)));
        Ok(())
    }

    /// Writes into the ledger that the secrets of a session are about to be shown, and why. Every time is an act of its
    /// own.
    pub(crate) fn record_reveal(
        &self,
        session: &SessionKey,
        reason: &str,
    ) -> Result<(), AnswerError> {
        let leaf = ContentRead {
            who: READER.into(),
            subject: session.to_string(),
            how: "secrets".into(),
            reason: Some(reason.to_owned()),
        };
        self.holdings.archive.record_reads([leaf], Timestamp::now())?;
        Ok(())
    }

    /// As [`Desk::record_reads`] for one session or recording.
    pub(crate) fn record_read(
        &self,
        subject: &impl ToString,
        how: &'static str,
    ) -> Result<(), AnswerError> {
        self.record_reads([subject.to_string()], how)
    }
}
