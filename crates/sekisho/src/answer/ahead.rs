//! What will the page of a session ask for first, so that its browser can ask while it still reads the page?

use sekisho_catalog::TimeBasis;
use serde::Deserialize;

use super::place::Place;
use super::replay::{index_address, segment_address};
use super::transcript::recorded;
use super::{Desk, screen, session};

/// How the page was asked to show the session, as its address says it.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Seen {
    t: Option<String>,
    view: Option<String>,
    size: Option<String>,
    screen: Option<String>,
}

/// The addresses of the recording of a terminal that the page opens with: none where it opens as text, because whoever
/// only reads a session must not be in the ledger as somebody who watched it. `None` where there is no such recording, so
/// that nothing is needed that shows it.
pub(crate) async fn recording(desk: &Desk, key: &str, seen: &Seen) -> Option<Vec<String>> {
    let (_, about) = recorded(desk, key).await.ok()?;
    let has_clock = matches!(about.basis, TimeBasis::Exact | TimeBasis::Anchored);
    let is_watched = match seen.view.as_deref() {
        Some("read") => false,
        Some("split" | "play") => true,
        _ => has_clock,
    };
    // Another size is emulated only when the page itself asks for it.
    if !is_watched || seen.size.is_some() || about.segments == 0 {
        return Some(Vec::new());
    }
    let at_us = match seen.t.as_deref().and_then(Place::typed) {
        Some(Place::Played(us)) => us.min(about.duration_us),
        _ => 0,
    };
    let places = desk.holdings.catalog.segment_index(&about.generation).await.unwrap_or_default();
    let place = places.iter().rfind(|place| place.at_us <= at_us).or(places.first());
    let first = place.map(|place| segment_address(key, &about, place.number, None));
    Some(std::iter::once(index_address(key)).chain(first).collect())
}

/// The address of the video that the page opens with, as `web/src/player/meant.ts` chooses it: the first, unless one is
/// named. `None` where there is no such video.
pub(crate) async fn video(desk: &Desk, key: &str, seen: &Seen) -> Option<String> {
    let found = session::one(desk, key).await.ok()?;
    let names = screen::videos(&found.record).map(|source| source.original.to_string());
    let is_meant = |name: &String| {
        let meant = seen.screen.as_ref();
        meant.is_none_or(|meant| name.starts_with(&meant.to_ascii_lowercase()))
    };
    let mut names = names.filter(is_meant);
    let name = names.next()?;
    Some(format!("/api/v1/sessions/{key}/screens/{name}"))
}
