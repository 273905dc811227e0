//! Which request allowed this session, how sure are we, and what does that say about its approval?

mod access_key;
mod doubt;
mod index;
mod request_id;
mod token;
mod window;

use sekisho_domain::matching::{Basis, Match};
use sekisho_domain::moment::{Moment, MomentBasis};
use sekisho_domain::record::ApprovalClass;
use sekisho_domain::session::{AccessType, Outcome};

pub(crate) use crate::matching::index::Requests;

use crate::Judging;
use crate::request::FoldedRequest;
use crate::session::TracedSession;

/// The match, and what spoke against the requests in it, or against there having been none; [`Match::Ambiguous`] and
/// [`Match::None`] have no room for that.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) found: Match,
    pub(crate) doubts: Vec<String>,
}

/// One request that may have allowed a session.
#[derive(Debug)]
struct Candidate<'a> {
    request: &'a FoldedRequest<'a>,
    basis: Basis,
    /// Whether an identifier written by AWS joins them, with no inference in between.
    proven: bool,
    /// What speaks against it, each a short clause.
    doubts: Vec<String>,
}

/// What is said where none fits and not all are here.
const UNREAD: &str = "none that is here fits, and not all requests of that time have been read";

type Find = for<'a> fn(&TracedSession<'_>, &Requests<'a>) -> Vec<Candidate<'a>>;

/// The ways to find candidates, strongest first. Identifiers are compared with each other, so that two which name
/// different requests show as ambiguous; a weaker tier is asked only where a stronger one left nothing free of doubt.
const TIERS: [&[Find]; 3] =
    [&[access_key::find, request_id::find], &[token::find], &[window::find]];

/// Finds the request of a session.
///
/// A key that proves the token of a request also proves just-in-time access, whatever the role is called: a policy may
/// name a token role we were not told of. So `traced` learns its access type here. Where session history says
/// `Standard`, that is a doubt, and the match is not confirmed.
pub(crate) fn link(
    traced: &mut TracedSession<'_>,
    requests: &Requests<'_>,
    judging: &Judging<'_>,
) -> Link {
    if let Outcome::Denied { .. } = traced.session.outcome {
        return none("the session was denied");
    }
    let mut doubtful = Vec::new();
    for tier in TIERS {
        let found = tier.iter().flat_map(|find| find(traced, requests)).collect();
        let candidates = doubt::weigh(found, traced);
        if candidates.iter().any(|c| c.doubts.is_empty()) {
            let link = settle(candidates);
            if let Match::Confirmed { basis: Basis::SameAccessKey, .. } = link.found {
                traced.session.access = AccessType::JustInTime;
            }
            return link;
        }
        if doubtful.is_empty() {
            doubtful = candidates;
        }
    }
    if !doubtful.is_empty() {
        return settle(doubtful);
    }
    if are_unread(traced, judging) {
        return Link { found: Match::Unknown { because: UNREAD.into() }, doubts: Vec::new() };
    }
    let link = unmatched(traced, requests);
    match traced.session.access {
        // It needs no request, so that nothing about it is open without one.
        AccessType::Standard => Link { doubts: Vec::new(), ..link },
        AccessType::JustInTime | AccessType::Unknown => link,
    }
}

/// Whether there may be requests that are not here. Standing access needs none, so there it does not matter.
fn are_unread(traced: &TracedSession<'_>, judging: &Judging<'_>) -> bool {
    let Judging { seen, policy, now } = *judging;
    let by = traced.shown_by.map_or(now, |shown_by| shown_by.min(now));
    let session = &traced.session;
    let originals = traced.evidence.iter().map(|evidence| &evidence.original);
    session.access != AccessType::Standard
        && !seen.requests_are_known(session, originals, policy, by)
}

/// How the access was approved.
///
/// An approval carries over to the session only where nothing speaks against the match: a pass that rests on a doubt
/// would be no pass. Nor is it said that nobody approved where nothing tells what a request would have to fit.
pub(crate) fn approval(link: &Link, requests: &Requests<'_>) -> ApprovalClass {
    if let Match::Unknown { because } = &link.found {
        return ApprovalClass::Undeterminable { because: because.clone() };
    }
    let mut classes = requests.named(&link.found).map(|r| &r.approval);
    let Some(class) = classes.next() else {
        return match link.doubts.as_slice() {
            [] => ApprovalClass::None,
            doubts => ApprovalClass::Undeterminable { because: doubts.join("; ") },
        };
    };
    if classes.any(|other| other != class) {
        let because = "several requests fit and were not approved alike".into();
        return ApprovalClass::Undeterminable { because };
    }
    match class {
        ApprovalClass::Independent | ApprovalClass::Auto if !link.doubts.is_empty() => {
            ApprovalClass::Undeterminable { because: link.doubts.join("; ") }
        }
        class => class.clone(),
    }
}

/// The best candidates: free of doubt before doubtful, proven before inferred. There is at least one.
fn settle(mut candidates: Vec<Candidate<'_>>) -> Link {
    let rank = |c: &Candidate<'_>| (!c.doubts.is_empty(), !c.proven);
    let best = candidates.iter().map(rank).min();
    candidates.retain(|c| Some(rank(c)) == best);
    let mut doubts: Vec<_> = candidates.iter().flat_map(|c| c.doubts.clone()).collect();
    doubts.sort();
    doubts.dedup();
    let found = match candidates.as_slice() {
        [only] => {
            let (request, basis) = (only.request.request.id.clone(), only.basis);
            if only.proven && doubts.is_empty() {
                Match::Confirmed { request, basis }
            } else {
                Match::Probable { request, basis, against: doubts.clone() }
            }
        }
        several => Match::Ambiguous {
            candidates: several.iter().map(|c| c.request.request.id.clone()).collect(),
            // The strongest statement that holds for every candidate is the weakest of theirs.
            basis: several.iter().map(|c| c.basis).max().unwrap_or(Basis::PersonNodeWindow),
        },
    };
    Link { found, doubts }
}

/// Why nothing fits, and whether something might.
fn unmatched(traced: &TracedSession<'_>, requests: &Requests<'_>) -> Link {
    let session = &traced.session;
    if let Some(id) = traced.named {
        return match requests.get(id) {
            Some(_) => {
                none(format!("its record names {id}, which belongs to another account or region"))
            }
            None => {
                incomparable(format!("its record names {id}, of which no document has arrived"))
            }
        };
    }
    let Some(person) = &session.person else {
        return incomparable("nothing tells who opened it, so no request can be matched with it");
    };
    let Some(node) = &session.node else {
        return incomparable(
            "nothing tells which node it was, so no request can be matched with it",
        );
    };
    if !requests.knows(&person.name, node) {
        return none(format!("no request of {} for {node} is known", person.name));
    }
    if let Moment::NotAfter { basis: MomentBasis::LogGeneration, .. } | Moment::Unknown { .. } =
        session.started
    {
        return incomparable(format!(
            "{} asked for {node}, but when the session began is not known",
            person.name
        ));
    }
    none(format!("no request of {} for {node} was approved for that time", person.name))
}

fn none(because: impl Into<String>) -> Link {
    Link { found: Match::None { because: because.into() }, doubts: Vec::new() }
}

/// No request can be held against the session, so that none fits; that there was none is not proven.
fn incomparable(because: impl Into<String>) -> Link {
    let because = because.into();
    Link { doubts: vec![because.clone()], ..none(because) }
}
