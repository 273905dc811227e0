//! What do the rules say?

use std::cmp::Reverse;
use std::collections::BTreeSet;

use sekisho_catalog::RecordOrder;

use super::{AnswerError, Desk, Page, row};
use crate::shape::finding::FindingPage;

/// Findings, most severe first, then newest first.
///
/// A finding about a request is also carried by the sessions the request allowed; here it stands once.
pub(crate) async fn list(desk: &Desk, page: Page) -> Result<FindingPage, AnswerError> {
    desk.state().await?;
    let catalog = &desk.holdings.catalog;
    let keys = catalog.record_keys(RecordOrder::Correlation).await?;
    let records = catalog.records(&keys).await?;
    let requests = catalog.requests().await?;
    let of_sessions = records.iter().flatten().flat_map(|record| &record.findings);
    let of_requests = requests.iter().flat_map(|record| &record.findings);
    let mut seen = BTreeSet::new();
    let mut findings: Vec<_> =
        of_sessions.chain(of_requests).filter(|f| seen.insert((&f.rule, &f.subject))).collect();
    // Stable, so that findings of one severity stay newest first.
    findings.sort_by_key(|finding| Reverse(finding.severity));
    let total = findings.len();
    let findings = page.of(findings).into_iter().map(row::finding).collect();
    Ok(FindingPage { total, findings, next_cursor: page.next(total) })
}
