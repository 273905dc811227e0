//! Which recordings belong to no session, and who says where they belong?

use std::collections::HashSet;
use std::sync::Arc;

use jiff::Timestamp;
use sekisho_catalog::{Listed, Object};
use sekisho_domain::evidence::Sha256;
use sekisho_domain::fact::Fact;
use sekisho_domain::record::AccessRecord;
use sekisho_domain::recording::{Attachment, RecordingSeen, RecordingState, SourceKind};
use sekisho_domain::session::{Outcome, SessionKind};

use super::desk::READER;
use super::reason::Reason;
use super::{AnswerError, Desk, row, rows, session};
use crate::shape::recording::{Attached, Unattached, UnattachedList};

/// A session may be offered for a recording among so many others.
const OFFERED: usize = 20;

/// The videos of which nobody knows whose screen they show, with the desktops that have no video: those of the same node
/// first, then the newest.
pub(crate) async fn unattached(desk: &Desk) -> Result<UnattachedList, AnswerError> {
    let records = rows::all(desk).await?;
    let joined: HashSet<Sha256> = records.iter().flat_map(originals).collect();
    let mut recordings = Vec::new();
    for Listed { object, .. } in desk.holdings.catalog.objects().await? {
        if object.rejected.iter().all(|rejected| rejected.code != NO_SESSION) {
            continue;
        }
        if let Some(seen) =
            video(desk, &object).await?.filter(|_| !joined.contains(&object.original))
        {
            recordings.push(shape(object, &seen, &records));
        }
    }
    Ok(UnattachedList { recordings })
}

/// What the reader says of a recording that names no session.
const NO_SESSION: &str = "no-session";

fn originals(record: &AccessRecord) -> impl Iterator<Item = Sha256> {
    let sources = match &record.recording {
        RecordingState::Present { sources } => sources.as_slice(),
        _ => &[],
    };
    sources.iter().map(|source| source.original)
}

/// The video that an original holds, unless it names its session.
async fn video(desk: &Desk, object: &Object) -> Result<Option<RecordingSeen>, AnswerError> {
    let facts = desk.holdings.catalog.facts_of(&[object.original]).await?;
    Ok(facts.into_iter().find_map(|evidenced| match evidenced.fact {
        Fact::Recording(seen) if seen.source.kind == SourceKind::Video => Some(seen),
        _ => None,
    }))
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
    let is_desktop = record.session.kind == SessionKind::Rdp;
    is_desktop
        && record.session.outcome == Outcome::Started
        && !matches!(record.recording, RecordingState::Present { .. })
}

/// Seals that a video shows the desktop of a session, and derives what follows.
pub(crate) async fn attach(
    desk: &Arc<Desk>,
    sha256: &str,
    key: &str,
    reason: &Reason,
) -> Result<Attached, AnswerError> {
    let recording = unnamed(desk, sha256).await?;
    let record = session::one(desk, key).await?.record;
    let refused = |message: String| AnswerError::Refused {
        code: "not-a-desktop",
        message,
        hint: "`sekisho recordings list` shows which sessions have no recording".into(),
    };
    if record.session.kind != SessionKind::Rdp || record.session.outcome != Outcome::Started {
        return Err(refused(format!("session {key} is no remote desktop that was opened")));
    }
    let id = record.session.key.id();
    let id = id.ok_or_else(|| refused(format!("session {key} has no id of AWS")))?;
    let attachment = Attachment {
        recording,
        session: id.clone(),
        by: READER.into(),
        reason: reason.words().to_owned(),
        at: Timestamp::now(),
    };
    derive(desk, attachment).await?;
    Ok(Attached { session: key.to_owned(), sha256: sha256.to_owned() })
}

/// The video of that hash, if nothing in it or around it names its session.
async fn unnamed(desk: &Desk, sha256: &str) -> Result<Sha256, AnswerError> {
    let missing = || AnswerError::NotFound {
        what: format!("there is no recording {sha256}"),
        hint: "`sekisho recordings list` shows the recordings that belong to no session".into(),
    };
    let recording = Sha256::try_from(sha256.to_owned()).map_err(|_| missing())?;
    let listed = desk.holdings.catalog.objects_of(&recording).await?;
    let Listed { object, .. } = listed.into_iter().next().ok_or_else(missing)?;
    let seen = video(desk, &object).await?.ok_or_else(missing)?;
    match seen.session {
        None => Ok(recording),
        Some(session) => Err(AnswerError::Refused {
            code: "names-its-session",
            message: format!("its own place names session {session}"),
            hint: "only a recording that names no session can be attached to one".into(),
        }),
    }
}

/// Whoever derives at the same time is waited for, which must not keep others from being answered.
async fn derive(desk: &Arc<Desk>, attachment: Attachment) -> Result<(), AnswerError> {
    let (desk, runtime) = (Arc::clone(desk), tokio::runtime::Handle::current());
    let derived = tokio::task::spawn_blocking(move || {
        let attached = sekisho_ingest::attach(&desk.holdings, &attachment, desk.now(), &|_| {});
        runtime.block_on(attached)
    });
    derived.await.map_err(anyhow::Error::from)??;
    Ok(())
}
