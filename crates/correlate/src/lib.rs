//! Which request allowed this session, and what is wrong with it?
#![doc = include_str!("../README.md")]

mod facts;
mod identity;
mod matching;
mod node;
mod policy;
mod recording;
mod request;
mod rules;
mod session;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::Timestamp;
use sekisho_domain::evidence::Evidence;
use sekisho_domain::fact::Evidenced;
use sekisho_domain::id::{NodeId, RequestId, SessionId};
use sekisho_domain::node::Node;
use sekisho_domain::record::{AccessRecord, RequestRecord};

pub use crate::policy::Policy;
pub use crate::rules::{Check, RULES, RequestCase, Rule, SessionCase, Statement};
pub use crate::session::Disagreement;

use crate::facts::Facts;
use crate::matching::Requests;
use crate::request::FoldedRequest;
use crate::session::TracedSession;

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

/// Joins sessions, requests, recordings and node names, and applies [`RULES`].
///
/// The result is the same for every order of `facts` and any number of copies of them. `now` only decides what is
/// still to come: whether a recording may yet arrive and whether an approved window is over.
#[must_use]
pub fn correlate(facts: &[Evidenced], policy: &Policy, now: Timestamp) -> Correlation {
    let facts = Facts::gather(facts);
    let nodes = node::fold(&facts.nodes);
    let folded = request::fold(&facts, policy);
    let requests = Requests::index(&folded, &facts.credentials, policy);
    let judged: Vec<_> = session::trace(&facts, policy, now)
        .into_iter()
        .map(|session| judge(session, &requests, &nodes, policy, now))
        .collect();

    let mut served: BTreeMap<RequestId, Vec<SessionId>> = BTreeMap::new();
    for (record, _) in &judged {
        if let Some(session) = record.session.key.id() {
            for request in record.request.candidates() {
                served.entry(request.clone()).or_default().push(session.clone());
            }
        }
    }
    let request_records: BTreeMap<RequestId, RequestRecord> = folded
        .iter()
        .map(|folded| {
            let sessions = served.remove(&folded.request.id).unwrap_or_default();
            (folded.request.id.clone(), request_record(folded, sessions, now))
        })
        .collect();
    let records = judged
        .into_iter()
        .map(|(record, traced)| with_findings(record, &traced, &requests, &request_records))
        .collect();
    Correlation {
        records: newest_first(records),
        requests: newest_request_first(request_records),
        nodes: nodes.into_values().collect(),
    }
}

/// A record without its findings: these need to know what became of the requests first.
fn judge<'a>(
    mut traced: TracedSession<'a>,
    requests: &Requests<'_>,
    nodes: &BTreeMap<&NodeId, Node>,
    policy: &Policy,
    now: Timestamp,
) -> (AccessRecord, TracedSession<'a>) {
    let link = matching::link(&mut traced, requests);
    let approval = matching::approval(&link, requests);
    let session = traced.session.clone();
    let when = session.started.sort_key().or(session.ended.sort_key());
    let node_name = session
        .node
        .as_ref()
        .and_then(|id| nodes.get(id))
        .zip(when)
        .and_then(|(node, at)| node.name_at(at))
        .map(str::to_owned);
    let record = AccessRecord {
        node_name,
        requests: requests.named(&link.found).map(|r| r.request.clone()).collect(),
        request: link.found,
        approval,
        recording: recording::state(&traced, policy, now),
        findings: Vec::new(),
        session,
    };
    (record, traced)
}

fn request_record(
    folded: &FoldedRequest,
    sessions: Vec<SessionId>,
    now: Timestamp,
) -> RequestRecord {
    let mut record = RequestRecord {
        request: folded.request.clone(),
        approval: folded.approval.clone(),
        sessions,
        findings: Vec::new(),
    };
    record.findings = rules::about_request(&RequestCase {
        record: &record,
        requester: folded.requester.as_ref(),
        token_taken: folded.tokens.iter().map(|t| t.fact.call.at).min(),
        evidence: &folded.evidence,
        now,
    });
    record
}

/// What is wrong with a request is also wrong with the sessions it may have allowed, so those rows carry it too.
fn with_findings(
    mut record: AccessRecord,
    traced: &TracedSession<'_>,
    requests: &Requests<'_>,
    request_records: &BTreeMap<RequestId, RequestRecord>,
) -> AccessRecord {
    let request_evidence: Vec<Evidence> =
        requests.named(&record.request).flat_map(|r| r.evidence.iter().cloned()).collect();
    let mut findings = rules::about_session(&SessionCase {
        record: &record,
        last_output: traced.last_output,
        disagreements: &traced.disagreements,
        evidence: &traced.evidence,
        request_evidence: &request_evidence,
    });
    for id in record.request.candidates() {
        findings.extend(request_records.get(id).into_iter().flat_map(|r| r.findings.clone()));
    }
    findings.sort_by(|a, b| (&a.rule, &a.subject).cmp(&(&b.rule, &b.subject)));
    record.findings = findings;
    record
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
