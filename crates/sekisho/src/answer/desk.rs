//! Where are questions asked, and what does the desk know without looking it up?

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use sekisho_archive::ContentRead;
use sekisho_domain::session::SessionKey;
use sekisho_ingest::Holdings;
use sekisho_query::{Context, Reading};

use super::names::Names;
use super::{AnswerError, Question};
use crate::clock::Clock;

/// The reading desk of an archive: everything that is asked is asked here.
pub(crate) struct Desk {
    pub(crate) holdings: Holdings,
    clock: Clock,
    zone: TimeZone,
    names: Mutex<Option<(String, Arc<Names>)>>,
    opened: Mutex<HashSet<String>>,
}

/// Who reads, as long as nobody signs in.
const READER: &str = "local";

impl Desk {
    /// Opens a data directory that `sekisho ingest` made.
    pub(crate) async fn open(
        data: &Path,
        clock: Clock,
        zone: TimeZone,
    ) -> Result<Self, AnswerError> {
        if !data.is_dir() {
            return Err(AnswerError::Refused {
                code: "no-data",
                message: format!("there is no data directory {}", data.display()),
                hint: "make one with `sekisho ingest --data DIR --from DIR`".into(),
            });
        }
        let holdings = Holdings::open(data).await?;
        if !holdings.is_current().await? {
            sekisho_ingest::refresh(&holdings, clock.now(), &|_| ()).await?;
        }
        Ok(Self { holdings, clock, zone, names: Mutex::default(), opened: Mutex::default() })
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

    /// Reads a question with the names that occur in the records.
    pub(crate) async fn read(&self, question: &Question) -> Result<Reading, AnswerError> {
        let names = self.names().await?;
        let context = Context {
            now: self.now(),
            zone: self.zone(question.zone.as_ref()),
            vocabulary: &names.vocabulary,
        };
        Ok(sekisho_query::read(&question.text, &context))
    }

    /// The names that occur in the records, loaded again only when the records have changed.
    pub(crate) async fn names(&self) -> Result<Arc<Names>, AnswerError> {
        let state = self.holdings.state().await?;
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

    /// Writes into the ledger that recorded content is about to be handed out. Only then may the first byte leave.
    pub(crate) fn record_read(&self, session: &SessionKey, how: &str) -> Result<(), AnswerError> {
        let read =
            ContentRead { who: READER.into(), subject: session.to_string(), how: how.into() };
        self.holdings.archive.record_read(read, self.now())?;
        Ok(())
    }

    /// As [`Desk::record_read`], but once for each generation: a player fetches its segments one by one, and all of
    /// them are one replay.
    pub(crate) fn record_replay(
        &self,
        session: &SessionKey,
        generation: &str,
    ) -> Result<(), AnswerError> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if opened.contains(generation) {
            return Ok(());
        }
        self.record_read(session, "replay")?;
        opened.insert(generation.to_owned());
        Ok(())
    }
}
