//! What is known about one session?

use std::collections::BTreeSet;

use sekisho_catalog::{About, Object, ReadState, SizeBasis};
use sekisho_domain::evidence::Sha256;
use sekisho_domain::recording::{Attachment, RecordingState, SourceKind};
use sekisho_domain::session::SessionKey;
use sekisho_ingest::read::NAMES_NO_SESSION;

use super::rows::Found;
use super::{AnswerError, Desk, originals, row, screen};
use crate::shape::original::OriginalRef;
use crate::shape::recording::{Disowned, RecordingShape, SizeShape, SourceShape};
use crate::shape::session::SessionDetail;

/// Everything about one session.
pub(crate) async fn detail(desk: &Desk, key: &str) -> Result<SessionDetail, AnswerError> {
    let found = one(desk, key).await?;
    let names = desk.names().await?;
    let requests =
        found.record.requests.iter().map(|request| row::request(request, &names)).collect();
    let recording = match &found.about {
        Some(about) => Some(recording(desk, &found, about).await?),
        None => None,
    };
    let screens = screen::shapes(desk, &found).await?;
    let originals = held(desk, &found).await?;
    let disowned = found.record.disowned.iter().map(disowned).collect();
    Ok(SessionDetail { session: found.row(), requests, recording, screens, disowned, originals })
}

fn disowned(said: &Attachment) -> Disowned {
    Disowned {
        sha256: said.recording.to_string(),
        session: said.session.as_ref().map(ToString::to_string),
        by: said.by.clone(),
        reason: said.reason.clone(),
        at: said.at.to_string(),
    }
}

/// The record of a key, with the heading of its replay.
pub(crate) async fn one(desk: &Desk, key: &str) -> Result<Found, AnswerError> {
    desk.state().await?;
    let missing = || AnswerError::no_session(key);
    let session = SessionKey::try_from(key.to_owned()).map_err(|_| missing())?;
    let record = desk.holdings.catalog.record(&session).await?.ok_or_else(missing)?;
    let about = desk.holdings.catalog.replay(&session).await?;
    Ok(Found { record, about })
}

async fn recording(
    desk: &Desk,
    found: &Found,
    about: &About,
) -> Result<RecordingShape, AnswerError> {
    let catalog = &desk.holdings.catalog;
    let from = match &about.size.basis {
        SizeBasis::Inferred { from } => Some(from.clone()),
        SizeBasis::Recorded | SizeBasis::Assumed => None,
    };
    let mut sources = Vec::new();
    if let RecordingState::Present { sources: held } = &found.record.recording {
        for source in held {
            let place = catalog.objects_of(&source.original).await?.into_iter().next();
            sources.push(SourceShape {
                kind: source_kind(source.kind),
                sha256: source.original.to_string(),
                locator: place.map(|listed| listed.object.locator),
                exit_code: source.exit_code,
            });
        }
    }
    Ok(RecordingShape {
        generation: about.generation.clone(),
        time_basis: about.basis.name().to_owned(),
        size: SizeShape {
            cols: about.size.cols,
            rows: about.size.rows,
            basis: about.size.basis.name().to_owned(),
            from,
        },
        duration_us: about.duration_us,
        lines: about.lines,
        omitted_lines: about.omitted_lines,
        unsearched: about.unsearched,
        commands: about.commands,
        secrets: about.secrets,
        hidden: about.hidden,
        segments: about.segments,
        sources,
    })
}

/// Every original that a recording or a finding of this session rests on.
fn evidence(found: &Found) -> BTreeSet<Sha256> {
    let mut originals: BTreeSet<Sha256> =
        found.record.evidence.iter().map(|e| e.original).collect();
    originals.extend(found.record.recording.sources().iter().map(|source| source.original));
    let findings = found.record.findings.iter().flat_map(|finding| &finding.evidence);
    originals.extend(findings.map(|evidence| evidence.original));
    originals
}

async fn held(desk: &Desk, found: &Found) -> Result<Vec<OriginalRef>, AnswerError> {
    let is_of_it = |original| found.record.recording.videos().any(|v| v.original == original);
    let mut originals = Vec::new();
    for original in evidence(found) {
        for mut listed in desk.holdings.catalog.objects_of(&original).await? {
            if is_of_it(original) {
                belongs(&mut listed.object);
            }
            originals.push(OriginalRef {
                sha256: listed.object.original.to_string(),
                locator: listed.object.locator,
                size_bytes: listed.object.size_bytes,
                first_seen: listed.object.first_seen.to_string(),
                kind: listed.object.kind,
                state: listed.object.state.name(),
                conflict: listed.in_conflict,
                rejected: listed.object.rejected.into_iter().map(originals::rejected).collect(),
            });
        }
    }
    Ok(originals)
}

/// Takes back that a video names no session: whose it is is known by now, so that this is no damage.
fn belongs(video: &mut Object) {
    video.rejected.retain(|rejected| rejected.code != NAMES_NO_SESSION);
    if video.rejected.is_empty() && video.state == ReadState::Partly {
        video.state = ReadState::Read;
    }
}

fn source_kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Cast => "cast",
        SourceKind::SessionLog => "session-log",
        SourceKind::Stream => "stream",
        SourceKind::Video => "video",
        SourceKind::Timing => "timing",
    }
}
