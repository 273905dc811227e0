//! Which sessions are remote desktops, and which are only the way that one took?
//!
//! Fleet Manager opens a connection and then, by itself, a session of port forwarding, through which the desktop goes.
//! CloudTrail records both, and nothing in the second names the first.

use std::collections::HashMap;

use jiff::SignedDuration;
use sekisho_domain::fact::SessionStart;
use sekisho_domain::id::{NodeId, SessionId};
use sekisho_domain::moment::Moment;
use sekisho_domain::principal::Sameness;
use sekisho_domain::session::{AccessType, GUI_CONNECT, SessionKind};

use super::TracedSession;
use crate::facts::places;

/// The inner session begins after the connection was asked for, within this time.
const NEAR: SignedDuration = SignedDuration::from_secs(120);

/// What kind of access a session was: a connection, or a session that Fleet Manager started, is a desktop whatever its
/// document.
pub(super) fn kind<'a>(
    id: Option<&SessionId>,
    starts: impl Iterator<Item = &'a SessionStart>,
    document: Option<&str>,
) -> SessionKind {
    let is_connection = id.is_some_and(SessionId::is_connection);
    let mut starts = starts;
    match is_connection || starts.any(|start| start.desktop || is_inner(start)) {
        true => SessionKind::Rdp,
        false => SessionKind::of_document(document),
    }
}

fn is_inner(start: &SessionStart) -> bool {
    start.call.source_ip.as_deref() == Some(GUI_CONNECT)
}

/// Joins each inner session to its connection, where only one can be it: of the same node and person, opened shortly
/// before. One that may belong to several, or to none that is known, stays a session of its own.
pub(super) fn fold(sessions: Vec<TracedSession<'_>>) -> Vec<TracedSession<'_>> {
    let (inner, mut others): (Vec<_>, Vec<_>) = sessions.into_iter().partition(is_inner_session);
    if inner.is_empty() {
        return others;
    }
    let mut connections: HashMap<NodeId, Vec<usize>> = HashMap::new();
    for (index, other) in others.iter().enumerate() {
        let node = other.session.node.as_ref().filter(|_| is_connection(other));
        if let Some(node) = node {
            connections.entry(node.clone()).or_default().push(index);
        }
    }
    let mut alone = Vec::new();
    for inner in inner {
        let of_node = inner.session.node.as_ref().and_then(|node| connections.get(node));
        let candidates = of_node.into_iter().flatten().copied();
        let mut fitting = candidates.filter(|&index| fits(&inner, &others[index]));
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => join(&mut others[only], inner),
            _ => alone.push(inner),
        }
    }
    others.extend(alone);
    others
}

fn is_inner_session(traced: &TracedSession<'_>) -> bool {
    traced.session.source_ip.as_deref() == Some(GUI_CONNECT) && !is_connection(traced)
}

fn is_connection(traced: &TracedSession<'_>) -> bool {
    traced.session.key.id().is_some_and(|id| id.is_connection())
}

fn fits(inner: &TracedSession<'_>, connection: &TracedSession<'_>) -> bool {
    let (inner, outer) = (&inner.session, &connection.session);
    let is_near = match (outer.started.by_aws(), inner.started.by_aws()) {
        (Some(asked), Some(began)) => {
            let after = asked.duration_until(began);
            after >= SignedDuration::ZERO && after <= NEAR
        }
        _ => false,
    };
    let is_same = match (&inner.person, &outer.person) {
        (Some(one), Some(other)) => one.compare(other) == Sameness::Same,
        _ => false,
    };
    is_near && is_same && (&inner.account, &inner.region) == (&outer.account, &outer.region)
}

/// The inner session ends with the desktop, and AWS lists it where it lists no connection.
fn join<'a>(connection: &mut TracedSession<'a>, inner: TracedSession<'a>) {
    let outer = &mut connection.session;
    let ends = [&outer.ended, &inner.session.ended];
    let last = ends.into_iter().filter(|end| matches!(end, Moment::At { .. }));
    if let Some(last) = last.max_by_key(|end| end.sort_key()).cloned() {
        outer.ended = last;
    }
    if outer.access == AccessType::Unknown {
        outer.access = inner.session.access;
    }
    connection.listed_as_standard |= inner.listed_as_standard;
    connection.access_key = connection.access_key.or(inner.access_key);
    connection.named = connection.named.or(inner.named);
    let evidence = connection.evidence.iter().chain(&inner.evidence).copied();
    connection.evidence = places(evidence);
}
