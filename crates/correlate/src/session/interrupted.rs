//! What kept a session from leaving a recording?

use jiff::Timestamp;
use sekisho_domain::session::{Interrupted, Session, SessionKind};

use super::TracedSession;
use crate::facts::{Facts, SessionFacts};
use crate::policy::Policy;

/// Looks for it where no recording came, and lets its evidence be that of the session.
///
/// A log is uploaded from the node after the end, so a node that is taken away before the log is due takes it along.
pub(super) fn find<'a>(
    traced: &mut TracedSession<'a>,
    said: &SessionFacts<'a>,
    facts: &Facts<'a>,
    policy: &Policy,
) {
    if !traced.sources.is_empty() {
        return;
    }
    // AWS records a desktop itself, and uploads what it recorded whatever becomes of the node.
    if traced.session.kind == SessionKind::Rdp {
        return;
    }
    let listed = said.history.iter().rev().find_map(|h| h.fact.status.as_deref());
    if listed == Some("Failed") {
        traced.session.interrupted = Some(Interrupted::Failed);
        return;
    }
    let Some((from, to)) = while_it_mattered(&traced.session, policy) else { return };
    let stops = traced.session.node.as_ref().and_then(|node| facts.stops.get(node));
    let mut stops = stops.into_iter().flatten();
    let Some(stop) = stops.find(|s| from <= s.fact.call.at && s.fact.call.at < to) else { return };
    traced.session.interrupted = Some(Interrupted::NodeStopped {
        at: stop.fact.call.at,
        by: stop.fact.call.principal.clone(),
        terminated: stop.fact.terminated,
    });
    traced.evidence.push(stop.evidence);
    traced.evidence.sort();
    traced.evidence.dedup();
}

/// From the start until the log had to be there.
fn while_it_mattered(session: &Session, policy: &Policy) -> Option<(Timestamp, Timestamp)> {
    let from = session.started.exact()?;
    let to = match session.ended.exact() {
        Some(end) => end.checked_add(policy.recording_grace),
        None => from.checked_add(policy.longest_session),
    };
    Some((from, to.unwrap_or(Timestamp::MAX)))
}
