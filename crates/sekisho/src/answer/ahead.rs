//! What will the page of a session ask for first, so that its browser can ask while it still reads the page?

use sekisho_catalog::TimeBasis;
use serde::Deserialize;

use super::Desk;
use super::place::Place;
use super::replay::{index_address, segment_address};
use super::transcript::recorded;

/// How the page was asked to show the session, as its address says it.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Seen {
    t: Option<String>,
    view: Option<String>,
    size: Option<String>,
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
