//! Which request allowed this session, and what is wrong with it?
#![doc = include_str!("../README.md")]

mod coverage;
mod facts;
mod identity;
mod matching;
mod node;
mod policy;
mod record;
mod recording;
mod request;
mod rules;
mod session;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::Timestamp;
use sekisho_domain::fact::Evidenced;
use sekisho_domain::id::RequestId;
use sekisho_domain::node::Node;
use sekisho_domain::record::{AccessRecord, RequestRecord};

pub use crate::coverage::{
    Arrival, Came, Cell, Days, Folders, Hindrance, Obstacle, Recorded, Seen, WhyAwaited,
    WhyMissing, WhyNotExpected, WhyUnknown, coverage,
};
pub use crate::policy::Policy;
pub use crate::rules::{Check, RULES, RequestCase, Rule, SessionCase, Statement};
pub use crate::session::Disagreement;

use crate::facts::Facts;
use crate::matching::Requests;
use crate::record::Draft;

/// Everything that the facts say together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correlation {
    /// Sessions and denied attempts: newest first, then by key; those without any time come last.
    pub records: Vec<AccessRecord>,
    /// Access requests: newest first, then by id; those without a creation time come last.
    pub requests: Vec<RequestRecord>,
    /// Nodes that a listing named, by id.
    pub nodes: Vec<Node>,
}

/// What everything is judged by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Judging<'a> {
    pub(crate) seen: &'a Seen<'a>,
    pub(crate) policy: &'a Policy,
    pub(crate) now: Timestamp,
}

/// Joins sessions, requests, recordings and node names, and applies [`RULES`].
///
/// The result is the same for every order of `facts` and any number of copies of them. `seen` tells what is not there from
/// what was only not read, so that nobody is accused of the latter. `now` only decides what is still to come: whether a
/// recording may yet arrive and whether an approved window is over.
#[must_use]
pub fn correlate(
    facts: &[Evidenced],
    seen: &Seen<'_>,
    policy: &Policy,
    now: Timestamp,
) -> Correlation {
    let judging = Judging { seen, policy, now };
    let facts = Facts::gather(facts);
    let nodes = node::fold(&facts.nodes);
    let folded = request::fold(&facts, policy);
    let requests = Requests::index(&folded, &facts.credentials, policy);
    let mut drafts = Vec::new();
    for session in session::trace(&facts, &judging) {
        drafts.push(Draft::of(session, &requests, &nodes, &judging));
    }
    // Rules about requests ask which sessions they served, and their findings show on those sessions.
    let request_records = record::of_requests(&folded, &drafts, &nodes, &judging);
    let mut records = Vec::new();
    for draft in drafts {
        records.push(draft.finish(&requests, &request_records));
    }
    Correlation {
        records: newest_first(records),
        requests: newest_request_first(request_records),
        nodes: nodes.into_values().collect(),
    }
}

fn newest_first(mut records: Vec<AccessRecord>) -> Vec<AccessRecord> {
    records.sort_by(|a, b| {
        let key = |r: &AccessRecord| Reverse(r.session.started.sort_key());
        key(a).cmp(&key(b)).then_with(|| a.session.key.cmp(&b.session.key))
    });
    records
}

fn newest_request_first(records: BTreeMap<RequestId, RequestRecord>) -> Vec<RequestRecord> {
    let mut records: Vec<_> = records.into_values().collect();
    records.sort_by_key(|r| Reverse(r.request.created));
    records
}
