//! How does what the sources gave become durable?

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use sekisho_archive::{Archive, Origin, Outcome};
use sekisho_catalog::{Absent, SourceState, TroubleKept};

use crate::IngestError;
use crate::aws::trouble::{Trouble, TroubleCode};
use crate::flow::Flow;
use crate::holdings::Holdings;
use crate::progress::Progress;
use crate::report::{Had, Report};
use crate::source::queue::Receipt;
use crate::source::{Absence, Content, Find, Item, Pulled, Tells, bucket};

/// What became durable of a batch.
pub(super) struct Taken {
    /// Whether anything of it was not in the archive before.
    pub(super) sealed: bool,
    /// What can be acknowledged as soon as it is derived.
    pub(super) told: Vec<Receipt>,
    /// What can be noted of the sources as soon as what they gave is derived: before that, it would be missed.
    pub(super) answers: Vec<Answer>,
}

/// What asking a source once came to.
pub(super) struct Answer {
    source: String,
    tells: Tells,
    asked: Timestamp,
    outcome: Result<Pulled, Trouble>,
}

/// Seals what was found, then notes everything that may only be noted afterwards.
pub(super) async fn take(
    holdings: &Holdings,
    items: Vec<Item>,
    report: &mut Report,
    progress: &Progress<'_>,
) -> Result<Taken, IngestError> {
    let (mut finds, mut absences, mut cursors, mut listed, mut told, mut answers) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for item in items {
        match item {
            Item::Found(find) => finds.push(find),
            Item::Absent(absence) => absences.push(absence),
            Item::Reached { cursor, at } => cursors.push((cursor, at)),
            Item::Listed { below, since } => listed.push((below, since)),
            Item::Told(receipt) => told.push(receipt),
            Item::Answered { source, tells, asked, outcome } => {
                answers.push(Answer { source, tells, asked, outcome });
            }
        }
    }
    let before = report.new + report.conflicts.len();
    if !finds.is_empty() {
        let (archive, flow) = (holdings.archive.clone(), holdings.flow.clone());
        let sealing = tokio::task::spawn_blocking(move || seal(&archive, finds, &flow));
        let sealed =
            sealing.await.map_err(|error| IngestError::Stopped { why: error.to_string() })?;
        let Sealed { arrived, failed } = sealed?;
        absences.extend(failed);
        holdings.catalog.remove_absences(&places(&arrived)).await?;
        for (origin, outcome) in &arrived {
            report.count(outcome, origin);
        }
    }
    note_absences(holdings, absences, report).await?;
    for (below, since) in listed {
        let deleted = TroubleCode::Deleted.name();
        holdings.catalog.remove_unlisted(bucket::NAME, deleted, &below, since).await?;
        report.forget_unlisted(&below, since);
    }
    if !cursors.is_empty() {
        holdings.catalog.set_cursors(&cursors).await?;
    }
    answers.iter().for_each(|answer| count(answer, report, progress));
    Ok(Taken { sealed: report.new + report.conflicts.len() > before, told, answers })
}

struct Sealed {
    arrived: Vec<(Origin, Outcome)>,
    failed: Vec<Absence>,
}

fn seal(
    archive: &Archive,
    finds: Vec<Find>,
    flow: &Flow,
) -> Result<Sealed, sekisho_archive::Error> {
    let mut batch = archive.batch();
    let (mut origins, mut failed) = (Vec::with_capacity(finds.len()), Vec::new());
    // They end with this function, when the ledger answers for what was claimed.
    let mut claims = Vec::new();
    for Find { origin, content, claim } in finds {
        claims.extend(claim);
        let taken = match content {
            Content::Held(bytes) => batch.seal(&origin, &mut bytes.as_slice()),
            Content::Spooled(mut file) => batch.seal(&origin, &mut file),
        };
        match taken {
            Ok(_) => origins.push(origin),
            Err(error @ sekisho_archive::Error::Content { .. }) => {
                let trouble = Trouble::new(TroubleCode::Damaged, error.to_string());
                failed.push(Absence { origin, trouble });
            }
            Err(error) => return Err(error),
        }
    }
    // When an original was first seen is evidence, so its clock is the machine's.
    let sealed = batch.commit(Timestamp::now())?;
    sealed.iter().for_each(|sealed| flow.seals(sealed.size_bytes));
    let outcomes = sealed.into_iter().map(|sealed| sealed.outcome);
    Ok(Sealed { arrived: origins.into_iter().zip(outcomes).collect(), failed })
}

fn places(arrived: &[(Origin, Outcome)]) -> Vec<(String, String, Option<String>)> {
    let place = |o: &Origin| (o.source.clone(), o.locator.clone(), o.version.clone());
    arrived.iter().map(|(origin, _)| place(origin)).collect()
}

async fn note_absences(
    holdings: &Holdings,
    absences: Vec<Absence>,
    report: &mut Report,
) -> Result<(), IngestError> {
    if absences.is_empty() {
        return Ok(());
    }
    let now = Timestamp::now();
    let absent = |absence: &Absence| Absent {
        source: absence.origin.source.clone(),
        locator: absence.origin.locator.clone(),
        version: absence.origin.version.clone(),
        trouble: kept(&absence.trouble),
        tries: 1,
        first: now,
        last: now,
    };
    holdings.catalog.put_absences(&absences.iter().map(absent).collect::<Vec<_>>()).await?;
    absences.into_iter().for_each(|absence| report.miss(&absence.origin, absence.trouble, now));
    Ok(())
}

/// Counts what a source had, and tells when it comes into trouble or out of it.
fn count(answer: &Answer, report: &mut Report, progress: &Progress<'_>) {
    let source = &answer.source;
    match &answer.outcome {
        Ok(pulled) => {
            let Pulled { listed, known, left, .. } = *pulled;
            report.answered(source, Had { listed, known, left });
            if report.troubles.remove(source).is_some() {
                progress.source(source, None);
            }
        }
        Err(trouble) => {
            let before = report.troubles.insert(source.clone(), trouble.clone());
            // The words of one trouble may differ each time, as by the number of a request.
            if before.is_none_or(|before| before.code != trouble.code) {
                progress.source(source, Some(trouble));
            }
        }
    }
}

/// How far the sources that answered have been read, by name.
pub(super) async fn reached(
    holdings: &Holdings,
    answers: impl IntoIterator<Item = Answer>,
) -> Result<Vec<(String, SourceState)>, IngestError> {
    let mut known: BTreeMap<_, _> = holdings.catalog.sources().await?.into_iter().collect();
    let mut reached = BTreeMap::new();
    for Answer { source, tells, asked, outcome } in answers {
        let before = tells.noted(known.remove(&source).unwrap_or_default());
        let state = match outcome {
            Ok(pulled) => SourceState {
                since: since(&before, tells.remembered, asked),
                asked: Some(asked),
                answered: Some(asked),
                complete_up_to: pulled
                    .complete_up_to
                    .filter(|_| pulled.is_complete())
                    .or(before.complete_up_to),
                listed: pulled.listed,
                left: pulled.left,
                unnamed: Some(pulled.unnamed),
                trouble: None,
                ..before
            },
            Err(trouble) => {
                SourceState { asked: Some(asked), trouble: Some(kept(&trouble)), ..before }
            }
        };
        known.insert(source.clone(), state.clone());
        reached.insert(source, state);
    }
    Ok(reached.into_iter().collect())
}

/// Since when it tells of everything. Where AWS forgot something before it was asked again, that begins anew.
fn since(
    before: &SourceState,
    remembered: Option<SignedDuration>,
    asked: Timestamp,
) -> Option<Timestamp> {
    let oldest = asked.checked_sub(remembered?).ok()?;
    let goes_on = before.complete_up_to.is_some_and(|reached| reached >= oldest);
    before.since.filter(|_| goes_on).or(Some(oldest))
}

fn kept(trouble: &Trouble) -> TroubleKept {
    TroubleKept {
        code: trouble.code.name().into(),
        what: trouble.what.clone(),
        next: trouble.next.clone(),
    }
}
