//! How do all sources run together, and in which order does what they find become safe?
//!
//! Blob, ledger, catalog, derive, index, and only then acknowledge. The sources run side by side and give what they find
//! to one bounded channel; one reader seals it, so whatever was given before something else is durable before it.

mod due;
mod take;

use std::time::Duration;

use jiff::Timestamp;
use sekisho_catalog::SourceState;
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinSet;

use crate::estate::Estate;
use crate::holdings::Holdings;
use crate::progress::{Progress, Stage, Step};
use crate::refresh::refresh_as_read;
use crate::report::Report;
use crate::source::claim::Claims;
use crate::source::queue::Receipt;
use crate::source::{Item, Sink, Source};
use crate::until::Until;
use crate::{IngestError, connection_key, footage};
use due::Due;
use take::Answer;

/// So many things may wait between the sources and the disk. With what a source holds of each, it bounds the memory.
const ROOM: usize = 64;

/// So many things become durable together.
const BATCH: usize = 256;

/// A source that is in trouble is asked again after this long, and then ever later up to its own rest.
const FIRST_WAIT: Duration = Duration::from_secs(2);

/// Takes in what all sources have, and looks through the videos among it: after everything else, as that takes longer than
/// all the rest, or beside it where everything else goes on for ever.
pub(crate) async fn run(
    holdings: &Holdings,
    estate: &Estate,
    sources: Vec<Box<dyn Source>>,
    until: Until,
    now: &(dyn Fn() -> Timestamp + Sync),
    progress: &Progress<'_>,
) -> Result<Report, IngestError> {
    let derived = Notify::new();
    let taking = take_in(holdings, estate, sources, &until, now, progress, &derived);
    match &until {
        Until::Drained => {
            let report = taking.await?;
            footage::look_through(holdings, progress).await?;
            Ok(report)
        }
        Until::Stopped(_) => {
            tokio::pin!(taking);
            tokio::select! {
                report = &mut taking => report,
                // It was asked to end, and finishes what is under way.
                () = footage::keep_up(holdings, &until, &derived) => taking.await,
            }
        }
    }
}

/// Asks all sources and takes in what they have; says so whenever it was `derived`.
async fn take_in(
    holdings: &Holdings,
    estate: &Estate,
    sources: Vec<Box<dyn Source>>,
    until: &Until,
    now: &(dyn Fn() -> Timestamp + Sync),
    progress: &Progress<'_>,
    derived: &Notify,
) -> Result<Report, IngestError> {
    let (to, mut from) = mpsc::channel(ROOM);
    let mut asking = JoinSet::new();
    let claims = Claims::default();
    for source in sources {
        let sink = Sink {
            to: to.clone(),
            archive: holdings.archive.clone(),
            catalog: holdings.catalog.clone(),
            spool: holdings.spool(),
            claims: claims.clone(),
        };
        asking.spawn(ask_until(source, sink, until.clone()));
    }
    drop(to);
    let (report, told, answers) = Default::default();
    let mut intake = Intake { holdings, estate, now, progress, report, told, answers };
    let mut due = Due::default();
    let mut items = Vec::with_capacity(BATCH);
    loop {
        holdings.flow.waits(from.len());
        let received = tokio::time::timeout(due.wait(), from.recv_many(&mut items, BATCH)).await;
        match received {
            Ok(0) => break,
            Ok(_) => intake.take(&mut items, &mut due).await?,
            Err(_) => {}
        }
        if due.is_now(received.is_err()) {
            intake.derive(&mut due).await?;
            derived.notify_one();
        }
    }
    while due.has_work() {
        intake.derive(&mut due).await?;
    }
    asking.join_all().await;
    Ok(intake.report)
}

/// One run as it stands.
struct Intake<'a> {
    holdings: &'a Holdings,
    estate: &'a Estate,
    now: &'a (dyn Fn() -> Timestamp + Sync),
    progress: &'a Progress<'a>,
    report: Report,
    /// What can be acknowledged, and noted, after the next derivation.
    told: Vec<Receipt>,
    answers: Vec<Answer>,
}

impl Intake<'_> {
    async fn take(&mut self, items: &mut Vec<Item>, due: &mut Due) -> Result<(), IngestError> {
        let items = std::mem::take(items);
        let taken = take::take(self.holdings, items, &mut self.report, self.progress).await?;
        if taken.sealed {
            due.has_new();
        }
        self.told.extend(taken.told);
        self.answers.extend(taken.answers);
        if !due.awaits_derivation() {
            let reached = self.reached().await?;
            if !reached.is_empty() {
                due.is_read_further();
            }
            self.acknowledge(&reached).await?;
        }
        let done = self.report.new as u64 + self.report.known();
        let total: u64 = self.report.answered.values().map(|had| had.listed - had.left).sum();
        let step = Step { stage: Stage::Seal, done, total: total.max(done) };
        self.progress.step(step);
        Ok(())
    }

    async fn derive(&mut self, due: &mut Due) -> Result<(), IngestError> {
        due.begins();
        let reached = self.reached().await?;
        let (now, progress) = ((self.now)(), self.progress);
        let derived = refresh_as_read(self.holdings, &reached, now, progress).await?;
        self.report.derived.add(derived);
        due.ends();
        if connection_key::say(self.holdings, &self.estate.buckets, Timestamp::now()).await? {
            due.has_new();
        }
        self.acknowledge(&reached).await
    }

    /// How far the sources that answered since the last time have been read.
    async fn reached(&mut self) -> Result<Vec<(String, SourceState)>, IngestError> {
        if self.answers.is_empty() {
            return Ok(Vec::new());
        }
        take::reached(self.holdings, self.answers.drain(..)).await
    }

    /// Says that everything that was taken so far is here and can be found, as far as sources were read.
    async fn acknowledge(&mut self, reached: &[(String, SourceState)]) -> Result<(), IngestError> {
        if !reached.is_empty() {
            self.holdings.catalog.put_sources(reached).await?;
        }
        for receipt in self.told.drain(..) {
            receipt.acknowledge().await;
        }
        Ok(())
    }
}

/// Asks one source until the run ends. Its trouble is told and does not stop the others.
async fn ask_until(mut source: Box<dyn Source>, sink: Sink, until: Until) {
    let mut wait = FIRST_WAIT;
    loop {
        let answered = tokio::select! {
            () = until.over() => return,
            answered = sink.ask(&mut *source) => answered,
        };
        if matches!(until, Until::Drained) {
            return;
        }
        let rest = if answered { source.rest() } else { wait.min(source.rest().max(FIRST_WAIT)) };
        wait = if answered { FIRST_WAIT } else { wait * 2 };
        tokio::select! {
            () = until.over() => return,
            () = tokio::time::sleep(rest) => {}
        }
    }
}
