//! What speaks against a request having allowed a session?

use sekisho_domain::matching::Basis;
use sekisho_domain::moment::{Moment, MomentBasis};
use sekisho_domain::principal::Sameness;
use sekisho_domain::request::{AccessRequest, Decision};
use sekisho_domain::session::{AccessType, Session};

use crate::matching::Candidate;
use crate::request::{FoldedRequest, Granted, granted};
use crate::session::{self, TracedSession};

/// A standing session during an approved window did not need the approval. The request stays visible, but only as one
/// that fits: the approval of something that was not used proves nothing about what was.
const STANDING: &str = "session used standing access, not the token of the request";
const ACCESS_NOT_KNOWN: &str = "no document tells whether the session used a token";

/// Adds what speaks against each candidate. Drops those of another account or region, since request, node and session
/// always share both, and keeps the best way to each request.
pub(super) fn weigh<'a>(
    candidates: Vec<Candidate<'a>>,
    traced: &TracedSession<'_>,
) -> Vec<Candidate<'a>> {
    let session = &traced.session;
    let mut weighed: Vec<Candidate<'a>> = Vec::new();
    for mut candidate in candidates {
        let request = &candidate.request.request;
        if !one_place(&request.account, &session.account)
            || !one_place(&request.region, &session.region)
        {
            continue;
        }
        candidate.doubts.extend(of_request(session, candidate.request));
        // A proven token shows that a role we were not told of is a token role, but not that session history is wrong.
        let token = candidate.proven && candidate.basis == Basis::SameAccessKey;
        match session.access {
            _ if token && !traced.listed_as_standard => {}
            AccessType::Standard => candidate.doubts.push(STANDING.into()),
            AccessType::Unknown => candidate.doubts.push(ACCESS_NOT_KNOWN.into()),
            AccessType::JustInTime => {}
        }
        weighed.push(candidate);
    }
    weighed.sort_by(|a, b| {
        let way = |c: &Candidate<'_>| (c.doubts.len(), !c.proven, c.basis);
        a.request.request.id.cmp(&b.request.request.id).then_with(|| way(a).cmp(&way(b)))
    });
    weighed.dedup_by(|later, kept| later.request.request.id == kept.request.request.id);
    weighed
}

/// Whether two accounts or two regions may be one: unless both are known and differ.
pub(super) fn one_place<T: PartialEq>(a: &Option<T>, b: &Option<T>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// What speaks against any match that rests on person, node and time.
pub(super) fn of_inference(traced: &TracedSession<'_>, request: &FoldedRequest<'_>) -> Vec<String> {
    let mut doubts = Vec::new();
    if traced.session.principal.is_none() {
        doubts.push("who opened it is known only from the session id".into());
    }
    if let Moment::NotAfter { basis: MomentBasis::Stream, .. } = traced.session.started {
        doubts.push("the start is known only by the node's clock".into());
    }
    let id = &request.request.id;
    if request.request.targets.is_empty() {
        doubts.push(format!("no document tells which nodes {id} covers"));
    }
    if granted(&request.request.status) == Granted::NotKnown {
        doubts.push(format!("no document tells whether {id} was granted"));
    }
    doubts
}

/// What the request itself says against it.
fn of_request(session: &Session, folded: &FoldedRequest<'_>) -> Vec<String> {
    let request = &folded.request;
    let id = &request.id;
    let mut doubts = Vec::new();
    if let Some(node) = &session.node
        && !request.targets.is_empty()
        && !request.targets.contains(node)
    {
        doubts.push(format!("{id} does not cover {node}"));
    }
    if let (Some(requester), Some(person)) = (&folded.requester, &session.person)
        && requester.compare(person) == Sameness::Different
    {
        doubts.push(format!("{} asked for {id}, not {}", requester.name, person.name));
    }
    if granted(&request.status) == Granted::No {
        doubts.push(format!("{id} is {}", request.status.name()));
    }
    doubts.extend(of_time(session, request));
    doubts
}

fn of_time(session: &Session, request: &AccessRequest) -> Vec<String> {
    let Some(at) = session::began(session) else { return Vec::new() };
    let id = &request.id;
    let mut doubts = Vec::new();
    if let Some(window) = request.window {
        if at < window.start() {
            doubts.push(format!("the session began before {id} was open, at {}", window.start()));
        } else if at >= window.end() {
            // A start that is only bounded may still lie inside.
            let began = session.started.exact().map_or("may have begun", |_| "began");
            doubts.push(format!("the session {began} after {id} was over, at {}", window.end()));
        }
    }
    let revoked = request.approvals.iter().filter(|a| a.decision == Decision::Revoke);
    if let Some(at) = revoked.map(|a| a.at).filter(|revoked| *revoked <= at).min() {
        doubts.push(format!("{id} had been revoked at {at}"));
    }
    doubts
}
