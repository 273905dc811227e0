//! What is held here, and what time is it?

use super::{AnswerError, Desk, Page, findings, search};
use crate::shape::status::Status;

/// The counts of everything, and the clock.
pub(crate) async fn status(desk: &Desk) -> Result<Status, AnswerError> {
    let catalog = &desk.holdings.catalog;
    let counts = catalog.object_counts().await?;
    let conflicts = catalog.objects().await?.iter().filter(|listed| listed.in_conflict).count();
    let unjudged = catalog.meta(sekisho_catalog::UNJUDGED).await?;
    Ok(Status {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        as_of: desk.now().to_string(),
        as_of_fixed: desk.clock().is_fixed(),
        judged_at: catalog.meta(sekisho_catalog::AS_OF).await?,
        zone: search::zone_name(desk, None),
        sessions: catalog.record_keys(sekisho_catalog::RecordOrder::Correlation).await?.len()
            as u64,
        requests: catalog.requests().await?.len() as u64,
        findings: findings::list(desk, Page::FIRST).await?.total as u64,
        unjudged: unjudged.and_then(|count| count.parse().ok()).unwrap_or(0),
        originals: counts.read + counts.partly + counts.quarantined,
        unreadable: counts.partly + counts.quarantined,
        conflicts: conflicts as u64,
    })
}
