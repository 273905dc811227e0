//! Which videos show what was to be seen on a remote desktop?

use std::sync::Arc;

use sekisho_archive::Window;
use sekisho_domain::evidence::Sha256;
use sekisho_domain::recording::{Joined, RecordingSource, RecordingState, SourceKind};
use sekisho_recording::video::Container;

use super::rows::Found;
use super::{AnswerError, Desk, session};
use crate::shape::recording::{AttachedBy, ScreenShape};

/// A video that is about to be handed out.
pub(crate) struct Screen {
    /// Its name in the archive.
    pub(crate) original: Sha256,
    /// What it is.
    pub(crate) container: Container,
    /// Its bytes, from any place on.
    pub(crate) window: Window,
}

/// The videos of a session.
pub(crate) async fn shapes(desk: &Desk, found: &Found) -> Result<Vec<ScreenShape>, AnswerError> {
    let mut shapes = Vec::new();
    for source in sources(found) {
        let original = source.original;
        let Some(listed) = first(desk, &original).await? else { continue };
        let Some(container) = container(&listed.kind) else { continue };
        shapes.push(ScreenShape {
            sha256: original.to_string(),
            locator: listed.locator,
            media_type: container.media_type(),
            size_bytes: listed.size_bytes,
            joined: joined(&source.joined),
            attached: attached(&source.joined),
        });
    }
    Ok(shapes)
}

/// Opens a video of a session; the first of them if none is named.
pub(crate) async fn open(
    desk: &Arc<Desk>,
    key: &str,
    wanted: Option<&str>,
) -> Result<Screen, AnswerError> {
    let found = session::one(desk, key).await?;
    let named = |original: &Sha256| wanted.is_none_or(|wanted| original.to_string() == wanted);
    let original = sources(&found).map(|source| source.original).find(named);
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
    desk.record_read(&found.record.session.key, "screen")?;
    let window = desk.holdings.archive.window(&original)?;
    Ok(Screen { original, container, window })
}

fn sources(found: &Found) -> impl Iterator<Item = &RecordingSource> {
    let sources = match &found.record.recording {
        RecordingState::Present { sources } => sources.as_slice(),
        _ => &[],
    };
    sources.iter().filter(|source| source.kind == SourceKind::Video)
}

fn joined(joined: &Joined) -> &'static str {
    match joined {
        Joined::Named => "named",
        Joined::Fits => "fits",
        Joined::Attached { .. } => "attached",
    }
}

fn attached(joined: &Joined) -> Option<AttachedBy> {
    let Joined::Attached { by, reason, at } = joined else { return None };
    Some(AttachedBy { by: by.clone(), reason: reason.clone(), at: at.to_string() })
}

async fn first(
    desk: &Desk,
    original: &Sha256,
) -> Result<Option<sekisho_catalog::Object>, AnswerError> {
    let listed = desk.holdings.catalog.objects_of(original).await?;
    Ok(listed.into_iter().next().map(|listed| listed.object))
}

fn container(kind: &str) -> Option<Container> {
    Container::ALL.into_iter().find(|container| container.name() == kind)
}
