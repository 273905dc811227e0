//! Which originals are archived, and what became of reading them?

use sekisho_catalog::{Listed, ReadState, Rejected};

use super::{AnswerError, Desk, Page};
use crate::shape::original::{OriginalPage, OriginalRow, RejectedShape};

/// Originals by place; only those that need a look if `only_unreadable`.
pub(crate) async fn list(
    desk: &Desk,
    only_unreadable: bool,
    page: Page,
) -> Result<OriginalPage, AnswerError> {
    desk.state().await?;
    let mut all = desk.holdings.catalog.objects().await?;
    all.retain(|listed| !only_unreadable || needs_a_look(listed));
    all.sort_by(|a, b| {
        (&a.object.locator, a.object.number).cmp(&(&b.object.locator, b.object.number))
    });
    let total = all.len();
    let originals = page.of(all).into_iter().map(shape).collect();
    Ok(OriginalPage { total, originals, next_cursor: page.next(total) })
}

fn needs_a_look(listed: &Listed) -> bool {
    listed.in_conflict || listed.object.state != ReadState::Read
}

fn shape(listed: Listed) -> OriginalRow {
    OriginalRow {
        sha256: listed.object.original.to_string(),
        locator: listed.object.locator,
        source: listed.object.source,
        size_bytes: listed.object.size_bytes,
        first_seen: listed.object.first_seen.to_string(),
        kind: listed.object.kind,
        state: listed.object.state.name(),
        conflict: listed.in_conflict,
        rejected: listed.object.rejected.into_iter().map(rejected).collect(),
    }
}

/// One thing that could not be read.
pub(crate) fn rejected(rejected: Rejected) -> RejectedShape {
    RejectedShape { at: rejected.at, code: rejected.code, reason: rejected.reason }
}
