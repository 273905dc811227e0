//! How does somebody say whose screen a recording shows whose key names no session?

use std::sync::Arc;

use jiff::Timestamp;
use sekisho_domain::evidence::Sha256;
use sekisho_domain::id::SessionId;
use sekisho_domain::recording::{Attachment, Joined};

use super::desk::READER;
use super::reason::Reason;
use super::recordings::{named, videos};
use super::{AnswerError, Desk, session};
use crate::shape::recording::Attached;

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
    if !record.session.is_opened_desktop() {
        return Err(refused(format!("session {key} is no remote desktop that was opened")));
    }
    let id = record.session.key.id();
    let id = id.ok_or_else(|| refused(format!("session {key} has no id of AWS")))?;
    say(desk, recording, Some(id.clone()), reason).await?;
    Ok(Attached { session: Some(key.to_owned()), sha256: recording.to_string() })
}

/// Seals that a video shows no session that is known, whatever was said before, and derives what follows.
pub(crate) async fn detach(
    desk: &Arc<Desk>,
    sha256: &str,
    reason: &Reason,
) -> Result<Attached, AnswerError> {
    let recording = unnamed(desk, sha256).await?;
    let said = last_word(desk, recording).await?;
    if let Some(said) = said.filter(|said| said.session.is_none()) {
        return Err(AnswerError::Refused {
            code: "said-already",
            message: format!("{} said so of recording {sha256} at {}", said.by, said.at),
            hint: "`sekisho recordings attach` says whose screen it shows".into(),
        });
    }
    say(desk, recording, None, reason).await?;
    Ok(Attached { session: None, sha256: recording.to_string() })
}

/// The video of that hash, if its key names no session: metadata may be wrong.
async fn unnamed(desk: &Desk, sha256: &str) -> Result<Sha256, AnswerError> {
    let (recording, _) = named(desk, sha256).await?;
    // The same bytes may lie in several places, of which one is enough.
    let seen = videos(desk, recording).await?;
    let by_key = seen.into_iter().filter(|seen| seen.source.joined != Joined::Told);
    match by_key.filter_map(|seen| seen.session).next() {
        None => Ok(recording),
        Some(session) => Err(AnswerError::Refused {
            code: "names-its-session",
            message: format!("its key names session {session}"),
            hint: "only a recording whose key names no session can be attached to one".into(),
        }),
    }
}

/// What was said last about a recording.
async fn last_word(desk: &Desk, recording: Sha256) -> Result<Option<Attachment>, AnswerError> {
    Ok(sekisho_ingest::last_words(&desk.holdings.catalog).await?.remove(&recording))
}

/// Seals a word that counts from now on.
async fn say(
    desk: &Arc<Desk>,
    recording: Sha256,
    session: Option<SessionId>,
    reason: &Reason,
) -> Result<(), AnswerError> {
    let word = Attachment {
        recording,
        session,
        by: READER.into(),
        reason: reason.words().to_owned(),
        at: Timestamp::now(),
    };
    let before = last_word(desk, recording).await?;
    if let Some(later) = before.filter(|before| !word.outweighs(before)) {
        let (by, at, now) = (later.by, later.at, word.at);
        let message = format!("{by} spoke of it at {at}, and it is {now} now");
        return Err(AnswerError::ClockBehind { message });
    }
    derive(desk, word).await
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
