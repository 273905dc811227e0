//! How does a recording become something that can be shown without reading it again?

use std::collections::HashMap;

use rayon::prelude::*;
use sekisho_archive::Archive;
use sekisho_catalog::{
    About, Confidence, Interval, Seen, SegmentPlace, Size, SizeBasis, StoredCommand, StoredLine,
    StoredReplay, StoredSegment, TimeBasis,
};
use sekisho_domain::evidence::Sha256;
use sekisho_domain::moment::Moment;
use sekisho_domain::record::AccessRecord;
use sekisho_domain::recording::{RecordingSource, RecordingState};
use sekisho_domain::session::SessionKey;
use sekisho_recording as recording;
use sekisho_recording::{Replay, Span, derive};

use crate::gather::{Held, gather};
use crate::holdings::Holdings;
use crate::progress::{Progress, Stage, Step};
use crate::refresh::DERIVATION;
use crate::report::Derived;
use crate::{IngestError, batches, hash};

/// A replay to be derived: everything it depends on.
struct Plan {
    session: SessionKey,
    held: Vec<Held>,
    span: Option<Span>,
    generation: String,
}

/// Derives the replays of `records` that are not in the catalog yet.
///
/// A generation names everything a replay depends on, so a late CloudTrail record that moves the start of a session
/// makes a new one, and nothing else does.
pub(crate) async fn derive_new(
    holdings: &Holdings,
    records: &[&AccessRecord],
    derived: &mut Derived,
    progress: &Progress<'_>,
) -> Result<(), IngestError> {
    let plans = plans(holdings, records).await?;
    let total = plans.len() as u64;
    let mut done = 0;
    for batch in batches(&plans, |plan| plan.held.iter().map(|held| held.size_bytes).sum()) {
        let outcomes: Vec<_> =
            batch.par_iter().map(|plan| replay(&holdings.archive, plan)).collect();
        let mut replays = Vec::with_capacity(batch.len());
        for (plan, outcome) in batch.iter().zip(outcomes) {
            match outcome {
                Ok(replay) => replays.push(replay),
                Err(why) => derived.unplayable.push((plan.session.to_string(), why)),
            }
        }
        holdings.catalog.put_replays(&replays).await?;
        derived.replayed += replays.len();
        done += batch.len() as u64;
        progress(Step { stage: Stage::Derive, done, total });
    }
    Ok(())
}

async fn plans(holdings: &Holdings, records: &[&AccessRecord]) -> Result<Vec<Plan>, IngestError> {
    let originals = originals(&holdings.archive)?;
    let plans: Vec<Plan> = records.iter().filter_map(|record| plan(record, &originals)).collect();
    let sessions: Vec<SessionKey> = plans.iter().map(|plan| plan.session.clone()).collect();
    let stored = holdings.catalog.replays(&sessions).await?;
    let fresh = plans.into_iter().zip(stored).filter(|(plan, stored)| {
        stored.as_ref().is_none_or(|about| about.generation != plan.generation)
    });
    Ok(fresh.map(|(plan, _)| plan).collect())
}

type Places = HashMap<Sha256, (String, u64)>;

/// Each original's first place and size. The place only matters for a log without a header.
fn originals(archive: &Archive) -> Result<Places, IngestError> {
    let mut places = HashMap::new();
    for original in archive.originals()? {
        places.entry(original.original).or_insert((original.origin.locator, original.size_bytes));
    }
    Ok(places)
}

fn plan(record: &AccessRecord, originals: &Places) -> Option<Plan> {
    let RecordingState::Present { sources } = &record.recording else { return None };
    let session = record.session.key.clone();
    let span = span(record);
    let inputs = format!("{DERIVATION} {session} {sources:?} {span:?}");
    let mut generation = hash(inputs.as_bytes()).to_string();
    generation.truncate(32);
    let held = sources.iter().filter_map(|source| {
        let (locator, size_bytes) = originals.get(&source.original)?.clone();
        Some(Held { source: source.clone(), locator, size_bytes })
    });
    Some(Plan { session, held: held.collect(), span, generation })
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

/// One session that cannot be replayed does not stop the others. The reason is told to whoever runs the ingestion.
fn replay(archive: &Archive, plan: &Plan) -> Result<StoredReplay, String> {
    let best = plan.held.first().ok_or("no original is left that records it")?;
    let recording =
        gather(archive, &plan.session, &plan.held).map_err(|error| error.to_string())?;
    let recording = recording.ok_or("its originals no longer hold it")?;
    Ok(store(plan, &best.source, recording.kind.name(), derive(&recording, plan.span, None)))
}

fn store(plan: &Plan, best: &RecordingSource, kind: &str, replay: Replay) -> StoredReplay {
    let about = About {
        session: plan.session.clone(),
        generation: plan.generation.clone(),
        original: best.original,
        part: best.part,
        kind: kind.to_owned(),
        basis: basis(replay.basis),
        started: replay.started,
        size: size(&replay.size),
        duration_us: replay.duration.0,
        lines: replay.lines.len() as u64,
        resizes: replay.resizes as u64,
        events: replay.events as u64,
    };
    let segments = replay.segments.iter().map(|segment| StoredSegment {
        place: SegmentPlace { number: segment.number, at_us: segment.at.0, offset: segment.offset },
        payload: segment.encode(),
    });
    let segments = segments.collect();
    let played = Played::of(&replay);
    let lines = replay.lines.into_iter().map(|line| stored_line(line, &played)).collect();
    let commands =
        replay.commands.into_iter().map(|command| stored_command(command, &played)).collect();
    StoredReplay { about, segments, lines, commands }
}

/// Where a player is when it has shown a byte: the start of each event's bytes and its position, both ascending.
struct Played(Vec<(u64, u64)>);

impl Played {
    fn of(replay: &Replay) -> Self {
        let events = replay.segments.iter().flat_map(|segment| &segment.events);
        Self(events.map(|event| (event.offset, event.at.0)).collect())
    }

    fn at(&self, offset: u64) -> u64 {
        let after = self.0.partition_point(|(start, _)| *start <= offset);
        after.checked_sub(1).map_or(0, |last| self.0[last].1)
    }
}

fn stored_line(line: recording::Line, played: &Played) -> StoredLine {
    let seen = match line.seen {
        recording::Seen::Scrollback => Seen::Scrollback,
        recording::Seen::FullScreen => Seen::FullScreen,
    };
    let at = interval(line.at, played.at(line.offset));
    StoredLine { offset: line.offset, at, text: line.text, seen }
}

fn stored_command(command: recording::Command, played: &Played) -> StoredCommand {
    let confidence = match command.confidence {
        recording::Confidence::High => Confidence::High,
        recording::Confidence::Low => Confidence::Low,
    };
    StoredCommand {
        text: command.text,
        offset: command.offset,
        context: command.context.name().to_owned(),
        confidence,
        at: interval(command.at, played.at(command.offset)),
    }
}

fn interval(interval: recording::Interval, played_us: u64) -> Interval {
    Interval {
        not_before_us: interval.not_before.0,
        not_after_us: interval.not_after.0,
        played_us,
        basis: basis(interval.basis),
    }
}

fn basis(basis: recording::TimeBasis) -> TimeBasis {
    match basis {
        recording::TimeBasis::Exact => TimeBasis::Exact,
        recording::TimeBasis::Anchored => TimeBasis::Anchored,
        recording::TimeBasis::Estimated => TimeBasis::Estimated,
        recording::TimeBasis::OrderOnly => TimeBasis::OrderOnly,
    }
}

fn size(size: &recording::Size) -> Size {
    let basis = match &size.basis {
        recording::SizeBasis::Recorded => SizeBasis::Recorded,
        recording::SizeBasis::Inferred { from } => SizeBasis::Inferred { from: from.clone() },
        // Nobody is watching while a recording is derived, so nobody can have chosen.
        recording::SizeBasis::Assumed | recording::SizeBasis::Chosen => SizeBasis::Assumed,
    };
    Size { cols: size.cols, rows: size.rows, basis }
}
