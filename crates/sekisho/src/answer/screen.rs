//! Which videos show what was to be seen on a remote desktop?

use sekisho_archive::Window;
use sekisho_domain::evidence::Sha256;
use sekisho_domain::recording::Joined;
use sekisho_domain::session::SessionKey;
use sekisho_recording::video::Container;

use super::rows::Found;
use super::{AnswerError, Desk, footage, screen_text, session};
use crate::shape::recording::{AttachedBy, ScreenShape};

/// So many digits of its hash are what the pages call a video.
pub(super) const SHOWN: usize = 12;

/// A video that is about to be handed out.
pub(crate) struct Screen {
    /// Its name in the archive.
    pub(crate) original: Sha256,
    /// What it is.
    pub(crate) container: Container,
    /// Its bytes, from any place on.
    pub(crate) window: Window,
}

/// A video of a session, without its bytes.
pub(crate) struct Named {
    /// The session it shows.
    pub(crate) session: SessionKey,
    /// Its name in the archive.
    pub(crate) original: Sha256,
    /// The other videos of the session.
    pub(crate) others: Vec<Sha256>,
    /// What it is.
    pub(crate) container: Container,
}

/// The videos of a session.
pub(crate) async fn shapes(desk: &Desk, found: &Found) -> Result<Vec<ScreenShape>, AnswerError> {
    let mut shapes = Vec::new();
    for source in found.record.recording.videos() {
        let original = source.original;
        let Some(listed) = first(desk, &original).await? else { continue };
        let Some(container) = container(&listed.kind) else { continue };
        let kept = desk.holdings.catalog.screen(&original).await?;
        shapes.push(ScreenShape {
            sha256: original.to_string(),
            locator: listed.locator,
            media_type: container.media_type(),
            size_bytes: listed.size_bytes,
            joined: joined(&source.joined),
            attached: attached(&source.joined),
            about: kept.as_ref().map(footage::about),
            pictures_because: kept.and_then(|kept| kept.pictures.because),
            text: screen_text::about(desk, &original).await?,
        });
    }
    Ok(shapes)
}

/// Opens a video of a session; the first of them if none is named.
pub(crate) async fn open(
    desk: &Desk,
    key: &str,
    wanted: Option<&str>,
) -> Result<Screen, AnswerError> {
    let Named { session, original, container, .. } = named(desk, key, wanted).await?;
    hand_out(desk, &session, original, container)
}

/// Opens a video once the ledger tells that it is read, as one of this session or by its own name.
pub(super) fn hand_out(
    desk: &Desk,
    subject: &impl ToString,
    original: Sha256,
    container: Container,
) -> Result<Screen, AnswerError> {
    desk.record_read(subject, "screen")?;
    let window = desk.holdings.archive.window(&original)?;
    Ok(Screen { original, container, window })
}

/// Finds a video of a session; the first of them if none is named.
pub(crate) async fn named(
    desk: &Desk,
    key: &str,
    wanted: Option<&str>,
) -> Result<Named, AnswerError> {
    let found = session::one(desk, key).await?;
    let named = |original: &Sha256| wanted.is_none_or(|wanted| original.to_string() == wanted);
    let mut others: Vec<_> =
        found.record.recording.videos().map(|source| source.original).collect();
    let original = others.iter().position(named).map(|at| others.remove(at));
    if found.record.recording.sources().is_empty() {
        return Err(AnswerError::no_recording(key, &found.record.recording));
    }
    let none = || AnswerError::NotFound {
        what: match wanted {
            Some(wanted) => format!("session {key} has no video {wanted}"),
            None => format!("session {key} has no video"),
        },
        hint: "see which originals it has: `sekisho sessions show`".into(),
    };
    let original = original.ok_or_else(none)?;
    let listed = first(desk, &original).await?.ok_or_else(none)?;
    let container = container(&listed.kind).ok_or_else(none)?;
    Ok(Named { session: found.record.session.key, original, others, container })
}

fn joined(joined: &Joined) -> &'static str {
    match joined {
        Joined::Named => "named",
        Joined::Told => "told",
        Joined::Fits => "fits",
        Joined::Attached { .. } => "attached",
    }
}

fn attached(joined: &Joined) -> Option<AttachedBy> {
    let Joined::Attached { by, reason, at, told } = joined else { return None };
    Some(AttachedBy {
        by: by.clone(),
        reason: reason.clone(),
        at: at.to_string(),
        told: told.as_ref().map(ToString::to_string),
    })
}

async fn first(
    desk: &Desk,
    original: &Sha256,
) -> Result<Option<sekisho_catalog::Object>, AnswerError> {
    let listed = desk.holdings.catalog.objects_of(original).await?;
    Ok(listed.into_iter().next().map(|listed| listed.object))
}

pub(super) fn container(kind: &str) -> Option<Container> {
    Container::ALL.into_iter().find(|container| container.name() == kind)
}
