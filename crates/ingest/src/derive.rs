//! How do records become something that can be shown and found without reading their originals again?

use rayon::prelude::*;
use sekisho_archive::Archive;
use sekisho_catalog::{LINES_PER_BLOCK, PackedReplay, Packer};
use sekisho_domain::moment::Moment;
use sekisho_domain::record::AccessRecord;
use sekisho_domain::recording::{RecordingState, SourceKind};
use sekisho_domain::session::SessionKey;
use sekisho_index::document::Document;
use sekisho_recording::Span;

use crate::document::{Words, document};
use crate::gather::{Held, gather};
use crate::holdings::Holdings;
use crate::progress::{Progress, Stage, Step};
use crate::refresh::DERIVATION;
use crate::replaying::{Replayed, Replaying};
use crate::report::Derived;
use crate::tape::Tape;
use crate::{IngestError, batches, findable, hash};

/// A record, and the replay that is to be derived for it if its recording is new.
struct Work<'a> {
    record: &'a AccessRecord,
    plan: Option<Plan>,
}

/// A replay to be derived: everything it depends on.
pub(crate) struct Plan {
    pub(crate) held: Vec<Held>,
    pub(crate) span: Option<Span>,
    pub(crate) generation: String,
}

/// Derives the replays of `records` that are not in the catalog yet, and makes all of them findable.
///
/// A run that is cut off leaves replays that the next one finds, and nothing in the index.
pub(crate) async fn derive_and_index(
    holdings: &Holdings,
    records: &[&AccessRecord],
    derived: &mut Derived,
    progress: &Progress<'_>,
) -> Result<(), IngestError> {
    let all = work(holdings, records).await?;
    let mut writer = holdings.index.writer()?;
    let total = all.len() as u64;
    let mut done = 0;
    for batch in batches(&all, weight) {
        let mut replays = Vec::with_capacity(batch.len());
        for (work, outcome) in batch.iter().zip(replay_all(&holdings.archive, batch)) {
            let mut document = match outcome {
                None => searchable(holdings, work.record).await?,
                Some(begun) => match finished(holdings, begun).await? {
                    Ok((replay, document)) => {
                        replays.push(replay);
                        document
                    }
                    Err(why) => {
                        derived.unplayable.push((work.record.session.key.to_string(), why));
                        document(work.record, Words::default())
                    }
                },
            };
            findable::show(&holdings.catalog, work.record, None, &mut document).await?;
            writer.put(&document)?;
        }
        derived.replayed += replays.len();
        holdings.catalog.put_replays(replays).await?;
        done += batch.len() as u64;
        progress.step(Step { stage: Stage::Derive, done, total });
    }
    progress.step(Step { stage: Stage::Index, done: 0, total });
    writer.commit()?;
    Ok(())
}

async fn work<'a>(
    holdings: &Holdings,
    records: &[&'a AccessRecord],
) -> Result<Vec<Work<'a>>, IngestError> {
    let sessions: Vec<SessionKey> = records.iter().map(|r| r.session.key.clone()).collect();
    let stored = holdings.catalog.replays(&sessions).await?;
    let work = records.iter().zip(stored).map(|(record, stored)| {
        let is_new = |plan: &Plan| stored.as_ref().is_none_or(|s| s.generation != plan.generation);
        Ok(Work { record, plan: plan(record, &holdings.archive)?.filter(is_new) })
    });
    work.collect()
}

fn weight(work: &Work<'_>) -> u64 {
    work.plan.iter().flat_map(|plan| &plan.held).map(|held| held.size_bytes).sum()
}

/// A generation names everything a replay depends on, so a late CloudTrail record that moves the start of a session
/// makes a new one, and nothing else does.
fn plan(record: &AccessRecord, archive: &Archive) -> Result<Option<Plan>, IngestError> {
    let RecordingState::Present { sources } = &record.recording else { return Ok(None) };
    // The video of a screen is played as it is.
    if sources.iter().all(|source| source.kind == SourceKind::Video) {
        return Ok(None);
    }
    let span = span(record);
    let inputs = format!("{DERIVATION} {} {sources:?} {span:?}", record.session.key);
    let mut generation = hash(inputs.as_bytes()).to_string();
    generation.truncate(32);
    let mut held = Vec::with_capacity(sources.len());
    for source in sources {
        // Its first place, which only matters for a log without a header.
        if let Some(first) = archive.first(&source.original)? {
            let (locator, size_bytes) = (first.origin.locator, first.size_bytes);
            held.push(Held { source: source.clone(), locator, size_bytes });
        }
    }
    Ok(Some(Plan { held, span, generation }))
}

/// The recording of a session, to be read again from its originals, and what its replay depends on. `None` where it has none,
/// or the originals no longer hold it.
pub(crate) fn recorded(
    archive: &Archive,
    record: &AccessRecord,
) -> Result<Option<(Plan, Tape)>, IngestError> {
    let Some(plan) = plan(record, archive)? else { return Ok(None) };
    let tape = gather(archive, &record.session.key, &plan.held)?;
    Ok(tape.map(|tape| (plan, tape)))
}

/// The stretch of time a recording without a clock is spread over.
fn span(record: &AccessRecord) -> Option<Span> {
    let started = record.session.started.exact()?;
    let ended = match &record.session.ended {
        Moment::At { at, .. } | Moment::NotAfter { at, .. } => *at,
        Moment::Unknown { .. } => return None,
    };
    (started < ended).then_some(Span { started, ended })
}

/// How far a replay has come, or why there is none.
type Begun<'a> = Result<Replayed<'a>, String>;

/// Replays what is planned, on all cores; of what is long, as much as can be stored at once.
fn replay_all<'a>(archive: &Archive, work: &'a [Work<'_>]) -> Vec<Option<Begun<'a>>> {
    let spare = || None;
    let replays = work.par_iter().map_init(spare, |spare, work| {
        let plan = work.plan.as_ref()?;
        Some(replay(archive, work.record, plan, spare))
    });
    replays.collect()
}

/// One session that cannot be replayed does not stop the others. The reason is told to whoever runs the ingestion.
fn replay<'a>(
    archive: &Archive,
    record: &'a AccessRecord,
    plan: &'a Plan,
    spare: &mut Option<Packer>,
) -> Begun<'a> {
    let best = plan.held.first().ok_or("no original is left that records it")?;
    let replaying = Replaying::begin(archive, record, plan, &best.source, spare);
    let replaying = replaying.map_err(|error| error.to_string())?;
    let replaying = replaying.ok_or("its originals no longer hold it")?;
    Box::new(replaying).go_on(spare).map_err(|error| error.to_string())
}

/// Stores the parts of a replay, until the rest of it can be stored with others.
async fn finished<'a>(holdings: &Holdings, begun: Begun<'a>) -> Result<Outcome, IngestError> {
    let mut replayed = begun;
    loop {
        replayed = match replayed {
            Ok(Replayed::Part(part, replaying)) => {
                holdings.catalog.put_part(part).await?;
                replaying.go_on(&mut None).map_err(|error| error.to_string())
            }
            Ok(Replayed::Whole(replay, document)) => return Ok(Ok((replay, *document))),
            Err(why) => return Ok(Err(why)),
        };
    }
}

/// A replay to be stored and what of its record can be searched, or why there is none.
type Outcome = Result<(PackedReplay, Document), String>;

/// What of a record whose replay is stored can be searched.
pub(crate) async fn searchable(
    holdings: &Holdings,
    record: &AccessRecord,
) -> Result<Document, IngestError> {
    let mut words = Words::default();
    if let Some(about) = holdings.catalog.replay(&record.session.key).await? {
        for number in 0..about.lines.div_ceil(LINES_PER_BLOCK as u64) {
            let lines = holdings.catalog.line_block(&about.generation, number).await?;
            lines.iter().for_each(|line| words.line(&line.text));
        }
        let commands = holdings.catalog.commands(&about.generation).await?.unwrap_or_default();
        commands.iter().for_each(|command| words.command(&command.text));
    }
    Ok(document(record, words))
}
