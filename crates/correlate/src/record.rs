//! What stands in the row of a session, and in that of a request?

use std::collections::BTreeMap;

use jiff::Timestamp;
use sekisho_domain::evidence::Evidence;
use sekisho_domain::id::{RequestId, SessionId};
use sekisho_domain::record::{AccessRecord, RequestRecord};
use sekisho_domain::session::Session;

use crate::Judging;
use crate::facts::places;
use crate::matching::{self, Requests};
use crate::node::Nodes;
use crate::recording;
use crate::request::FoldedRequest;
use crate::rules::{self, RequestCase, SessionCase};
use crate::session::{Disagreement, TracedSession};

/// A record without its findings, with the traces that rules need beside it.
#[derive(Debug)]
pub(crate) struct Draft<'a> {
    record: AccessRecord,
    last_output: Option<Timestamp>,
    disagreements: Vec<Disagreement>,
    evidence: Vec<&'a Evidence>,
}

impl<'a> Draft<'a> {
    /// Matches a session and looks for its recording and the name of its node.
    pub(crate) fn of(
        mut traced: TracedSession<'a>,
        requests: &Requests<'_>,
        nodes: &Nodes<'_>,
        judging: &Judging<'_>,
    ) -> Self {
        let link = matching::link(&mut traced, requests, judging);
        let record = AccessRecord {
            node_name: node_name(&traced.session, nodes),
            requests: requests.named(&link.found).map(|r| r.request.clone()).collect(),
            approval: matching::approval(&link, requests),
            request: link.found,
            recording: recording::state(&traced, judging),
            disowned: traced.disowned,
            findings: Vec::new(),
            evidence: Vec::new(),
            session: traced.session,
        };
        let TracedSession { last_output, disagreements, evidence, .. } = traced;
        Self { record, last_output, disagreements, evidence }
    }

    /// The record with its findings. What is wrong with a request is also wrong with the sessions that it may have
    /// allowed, so those rows carry it too.
    pub(crate) fn finish(
        self,
        requests: &Requests<'_>,
        request_records: &BTreeMap<RequestId, RequestRecord>,
    ) -> AccessRecord {
        let mut record = self.record;
        let request_evidence: Vec<_> =
            requests.named(&record.request).flat_map(|r| r.evidence.iter().copied()).collect();
        let mut findings = rules::about_session(&SessionCase {
            record: &record,
            last_output: self.last_output,
            disagreements: &self.disagreements,
            evidence: &self.evidence,
            request_evidence: &request_evidence,
        });
        for id in record.request.candidates() {
            findings.extend(request_records.get(id).into_iter().flat_map(|r| r.findings.clone()));
        }
        findings.sort_by(|a, b| (&a.rule, &a.subject).cmp(&(&b.rule, &b.subject)));
        record.findings = findings;
        let evidence = places(self.evidence.iter().chain(&request_evidence).copied());
        record.evidence = evidence.into_iter().cloned().collect();
        record
    }
}

/// The name the node had when the session began, or where that is not known, when it ended.
fn node_name(session: &Session, nodes: &Nodes<'_>) -> Option<String> {
    let at = session.started.sort_key().or(session.ended.sort_key())?;
    nodes.get(session.node.as_ref()?)?.name_at(at).map(str::to_owned)
}

/// Every request with the sessions that it allowed or may have allowed, by id.
pub(crate) fn of_requests(
    folded: &[FoldedRequest<'_>],
    drafts: &[Draft<'_>],
    nodes: &Nodes<'_>,
    judging: &Judging<'_>,
) -> BTreeMap<RequestId, RequestRecord> {
    let mut served: BTreeMap<&RequestId, Vec<SessionId>> = BTreeMap::new();
    for Draft { record, .. } in drafts {
        if let Some(session) = record.session.key.id() {
            for request in record.request.candidates() {
                served.entry(request).or_default().push(session.clone());
            }
        }
    }
    let mut records = BTreeMap::new();
    for folded in folded {
        let sessions = served.remove(&folded.request.id).unwrap_or_default();
        records.insert(folded.request.id.clone(), of_request(folded, sessions, nodes, judging));
    }
    records
}

fn of_request(
    folded: &FoldedRequest<'_>,
    sessions: Vec<SessionId>,
    nodes: &Nodes<'_>,
    judging: &Judging<'_>,
) -> RequestRecord {
    let request = &folded.request;
    let at = request.window.map(|w| w.start()).or(request.created);
    let name = |target| nodes.get(target).zip(at).and_then(|(node, at)| node.name_at(at));
    let target_names: Vec<_> = request.targets.iter().map(name).collect();
    let mut record = RequestRecord {
        request: request.clone(),
        approval: folded.approval.clone(),
        sessions,
        findings: Vec::new(),
    };
    record.findings = rules::about_request(&RequestCase {
        record: &record,
        requester: folded.requester.as_ref(),
        target_names: &target_names,
        token_taken: folded.tokens.iter().map(|t| t.fact.call.at).min(),
        evidence: &folded.evidence,
        sessions_are_known: judging.seen.sessions_are_known(request, judging.policy),
        now: judging.now,
    });
    record
}
