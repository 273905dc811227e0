//! Which recordings belong to no session, and where may they belong?

use std::collections::HashSet;

use sekisho_catalog::{Listed, Object};
use sekisho_domain::evidence::Sha256;
use sekisho_domain::fact::Fact;
use sekisho_domain::record::AccessRecord;
use sekisho_domain::recording::{RecordingSeen, RecordingState, SourceKind};

use super::{AnswerError, Desk, row, rows};
use crate::shape::recording::{Unattached, UnattachedList};

/// A session may be offered for a recording among so many others.
const OFFERED: usize = 20;

/// The videos of which nobody knows whose screen they show, with the desktops that have no video: those of the same node
/// first, then the newest.
pub(crate) async fn unattached(desk: &Desk) -> Result<UnattachedList, AnswerError> {
    let records = rows::all(desk).await?;
    let mut told: HashSet<Sha256> = records.iter().flat_map(originals).collect();
    let mut recordings = Vec::new();
    for Listed { object, .. } in desk.holdings.catalog.objects().await? {
        if !object.kind.starts_with("video-") {
            continue;
        }
        // The same bytes may lie in several places.
        if !told.insert(object.original) {
            continue;
        }
        if let Some(seen) = videos(desk, object.original).await?.first() {
            recordings.push(shape(object, seen, &records));
        }
    }
    Ok(UnattachedList { recordings })
}

fn originals(record: &AccessRecord) -> impl Iterator<Item = Sha256> {
    record.recording.sources().iter().map(|source| source.original)
}

/// What the places of an original say of it, if it is a video.
pub(super) async fn videos(
    desk: &Desk,
    original: Sha256,
) -> Result<Vec<RecordingSeen>, AnswerError> {
    let facts = desk.holdings.catalog.facts_of(&[original]).await?;
    let videos = facts.into_iter().filter_map(|evidenced| match evidenced.fact {
        Fact::Recording(seen) if seen.source.kind == SourceKind::Video => Some(seen),
        _ => None,
    });
    Ok(videos.collect())
}

fn shape(object: Object, seen: &RecordingSeen, records: &[AccessRecord]) -> Unattached {
    let mut offered: Vec<_> = records.iter().filter(|record| is_without_video(record)).collect();
    // They are in order of time already.
    offered.sort_by_key(|record| seen.node.is_none() || record.session.node != seen.node);
    offered.truncate(OFFERED);
    Unattached {
        sha256: object.original.to_string(),
        locator: object.locator,
        kind: object.kind,
        size_bytes: object.size_bytes,
        first_seen: object.first_seen.to_string(),
        node: seen.node.as_ref().map(ToString::to_string),
        offered: offered.into_iter().map(|record| row::session(record, None)).collect(),
    }
}

fn is_without_video(record: &AccessRecord) -> bool {
    record.session.is_opened_desktop()
        && !matches!(record.recording, RecordingState::Present { .. })
}
