//! Which recordings belong to no session, and where may they belong?

use std::collections::{HashMap, HashSet};

use sekisho_catalog::{Listed, Object};
use sekisho_domain::evidence::Sha256;
use sekisho_domain::fact::Fact;
use sekisho_domain::record::AccessRecord;
use sekisho_domain::recording::{Attachment, RecordingSeen, SourceKind};
use sekisho_recording::video::Container;

use super::screen::{SHOWN, Screen, container, hand_out};
use super::{AnswerError, Desk, footage, row, rows};
use crate::shape::recording::{AttachedBy, Unattached, UnattachedList};
use crate::shape::session::SessionRow;

/// A session may be offered for a recording among so many others.
const OFFERED: usize = 20;

/// The videos of which nobody knows whose screen they show, with the desktops that have no whole video: those of the same
/// node first, then the newest.
pub(crate) async fn unattached(desk: &Desk) -> Result<UnattachedList, AnswerError> {
    let catalog = &desk.holdings.catalog;
    let records = rows::all(desk).await?;
    let told: HashSet<Sha256> = records.iter().flat_map(originals).collect();
    let mut words = sekisho_ingest::last_words(catalog).await?;
    let mut recordings: Vec<Unattached> = Vec::new();
    let mut places: HashMap<Sha256, usize> = HashMap::new();
    for Listed { object, .. } in catalog.objects().await? {
        if container(&object.kind).is_none() || told.contains(&object.original) {
            continue;
        }
        if let Some(&at) = places.get(&object.original) {
            recordings[at].also_at.push(object.locator);
            continue;
        }
        if let Some(seen) = videos(desk, object.original).await?.first() {
            places.insert(object.original, recordings.len());
            let about = catalog.screen(&object.original).await?;
            let said = words.remove(&object.original).map(word);
            recordings.push(Unattached {
                sha256: object.original.to_string(),
                locator: object.locator,
                also_at: Vec::new(),
                kind: object.kind,
                size_bytes: object.size_bytes,
                first_seen: object.first_seen.to_string(),
                about: about.as_ref().map(footage::about),
                said,
                node: seen.node.as_ref().map(ToString::to_string),
                offered: offered(seen, &records),
            });
        }
    }
    Ok(UnattachedList { recordings })
}

/// Opens a video, so that it can be watched before anybody says whose screen it shows.
pub(crate) async fn open(desk: &Desk, sha256: &str) -> Result<Screen, AnswerError> {
    let (original, container) = named(desk, sha256).await?;
    hand_out(desk, &original, original, container)
}

/// The video of a hash, or of the beginning of one that is as long as the pages show it.
pub(super) async fn named(desk: &Desk, sha256: &str) -> Result<(Sha256, Container), AnswerError> {
    let wanted = sha256.to_ascii_lowercase();
    let catalog = &desk.holdings.catalog;
    let objects = match Sha256::try_from(wanted.clone()) {
        // A browser asks for every part of a video so.
        Ok(original) => catalog.objects_of(&original).await?,
        Err(_) => catalog.objects().await?,
    };
    let videos = objects.into_iter().filter_map(|listed| {
        let Object { original, kind, .. } = listed.object;
        let is_meant = wanted.len() >= SHOWN && original.to_string().starts_with(&wanted);
        container(&kind).filter(|_| is_meant).map(|container| (original, container))
    });
    let mut videos: Vec<_> = videos.collect();
    // The same bytes may lie in several places.
    videos.sort_by_key(|(original, _)| *original);
    videos.dedup_by_key(|(original, _)| *original);
    let hint = "`sekisho recordings list` shows the recordings that belong to no session, and \
                `sekisho sessions show` those of one";
    match videos[..] {
        [only] => Ok(only),
        [] if wanted.len() < SHOWN => Err(AnswerError::Refused {
            code: "hash-too-short",
            message: format!("{sha256:?} is too short to tell recordings apart"),
            hint: format!("give {SHOWN} characters of the hash or more"),
        }),
        [] => Err(AnswerError::NotFound {
            what: format!("there is no recording {sha256}"),
            hint: hint.into(),
        }),
        [_, _, ..] => Err(AnswerError::Refused {
            code: "hash-ambiguous",
            message: format!("the hashes of {} recordings begin with {sha256}", videos.len()),
            hint: "give all of the hash".into(),
        }),
    }
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

fn word(said: Attachment) -> AttachedBy {
    let at = said.at.to_string();
    AttachedBy { by: said.by, reason: said.reason, at, told: None }
}

/// The desktops that a recording may show.
fn offered(seen: &RecordingSeen, records: &[AccessRecord]) -> Vec<SessionRow> {
    let mut offered: Vec<_> =
        records.iter().filter(|record| is_without_whole_video(record)).collect();
    // They are in order of time already.
    offered.sort_by_key(|record| seen.node.is_none() || record.session.node != seen.node);
    offered.truncate(OFFERED);
    offered.into_iter().map(|record| row::session(record, None)).collect()
}

/// Also of one that breaks off another may be the rest.
fn is_without_whole_video(record: &AccessRecord) -> bool {
    record.session.is_opened_desktop() && !record.recording.is_whole()
}
