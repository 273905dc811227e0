//! What will the page of a session ask for first, so that its browser can ask while it still reads the page?

use sekisho_catalog::TimeBasis;
use serde::Deserialize;

use super::place::Place;
use super::replay::index_address;
use super::rows::Found;
use super::screen::SHOWN;
use super::{Desk, session};

/// How the page was asked to show the session, as its address says it.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Seen {
    t: Option<String>,
    at: Option<String>,
    view: Option<String>,
    size: Option<String>,
    screen: Option<String>,
}

/// What is asked for first.
pub(crate) struct Ahead {
    /// The recording of a terminal.
    pub(crate) recording: Terminal,
    /// The address of a video.
    pub(crate) video: Option<String>,
}

/// How the page opens with the recording of a terminal.
pub(crate) enum Terminal {
    /// There is none, so that nothing is needed that shows it.
    Absent,
    /// As text, or with what the page asks for by itself.
    Read,
    /// As a screen, for which it asks at this address.
    Watched(String),
}

/// What the page of a session asks for besides the session itself; nothing where there is no such session.
pub(crate) async fn of(desk: &Desk, key: &str, seen: &Seen) -> Ahead {
    match session::one(desk, key).await {
        Ok(found) => Ahead {
            recording: recording(key, &found, seen),
            video: video(desk, key, &found, seen).await,
        },
        Err(_) => Ahead { recording: Terminal::Absent, video: None },
    }
}

/// Where it opens as text nothing of the screen is asked for, because whoever only reads a session must not be in the ledger
/// as somebody who watched it.
fn recording(key: &str, found: &Found, seen: &Seen) -> Terminal {
    let Some(about) = &found.about else { return Terminal::Absent };
    let has_clock = matches!(about.basis, TimeBasis::Exact | TimeBasis::Anchored);
    let is_watched = match seen.view.as_deref() {
        Some("read") => false,
        Some("split" | "play") => true,
        _ => has_clock,
    };
    // Another size is emulated only when the page itself asks for it.
    if !is_watched || seen.size.is_some() || about.segments == 0 {
        return Terminal::Read;
    }
    let at_us = position(seen).min(about.duration_us);
    Terminal::Watched(format!("{}?at_us={at_us}", index_address(key)))
}

/// The playing position that an address names, as `web/src/router/place.ts` reads it.
fn position(seen: &Seen) -> u64 {
    let is_bare = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let played = |text: &str| match Place::typed(text) {
        Some(Place::Played(us)) => Some(us),
        _ => None,
    };
    let named = seen.at.as_deref().filter(|text| !is_bare(text)).and_then(played);
    named.or_else(|| seen.t.as_deref().and_then(played)).unwrap_or(0)
}

/// The address of the video that the page opens with, as `web/src/player/meant.ts` chooses it: the first, unless one is
/// named by as much of its hash as the page shows. What plays of one that is cut is all that is asked for.
async fn video(desk: &Desk, key: &str, found: &Found, seen: &Seen) -> Option<String> {
    let meant = seen.screen.as_ref().map(|meant| meant.to_ascii_lowercase());
    let is_meant = |name: &str| meant.as_ref().is_none_or(|meant| name.get(..SHOWN) == Some(meant));
    let mut videos = found.record.recording.videos().map(|source| source.original);
    let original = videos.find(|original| is_meant(&original.to_string()))?;
    let kept = desk.holdings.catalog.screen(&original).await.ok().flatten();
    let whole = kept.and_then(|kept| kept.whole_bytes).map(|bytes| format!("?bytes={bytes}"));
    Some(format!("/api/v1/sessions/{key}/screens/{original}{}", whole.unwrap_or_default()))
}
