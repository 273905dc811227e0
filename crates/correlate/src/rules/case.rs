//! What does a rule get to see, and how does it speak?

use std::collections::BTreeMap;

use jiff::Timestamp;
use sekisho_domain::evidence::Evidence;
use sekisho_domain::finding::{Finding, Subject};
use sekisho_domain::id::NodeId;
use sekisho_domain::moment::Moment;
use sekisho_domain::principal::Person;
use sekisho_domain::record::{AccessRecord, RequestRecord};

use crate::facts::places;
use crate::rules::Rule;
use crate::session::Disagreement;

/// A session as a rule sees it.
#[derive(Debug, Clone, Copy)]
pub struct SessionCase<'a> {
    /// The record, still without findings.
    pub record: &'a AccessRecord,
    /// The last line of its stream or cast, by the node's clock.
    pub last_output: Option<Timestamp>,
    /// Where its documents contradict each other.
    pub disagreements: &'a [Disagreement],
    /// The originals that speak of the session.
    pub evidence: &'a [&'a Evidence],
    /// The originals that speak of the requests it is matched with.
    pub request_evidence: &'a [&'a Evidence],
}

/// A request as a rule sees it.
#[derive(Debug, Clone, Copy)]
pub struct RequestCase<'a> {
    /// The record, still without findings.
    pub record: &'a RequestRecord,
    /// Who asked.
    pub requester: Option<&'a Person>,
    /// The names of its targets, in their order, at the time of the request.
    pub target_names: &'a [Option<&'a str>],
    /// When a token of the request was first taken.
    pub token_taken: Option<Timestamp>,
    /// The originals that speak of the request.
    pub evidence: &'a [&'a Evidence],
    /// Whether every session of its window is known, so that none means none.
    pub sessions_are_known: bool,
    /// The instant of judgement.
    pub now: Timestamp,
}

/// A sentence, the same as named values, and the originals that show it.
///
/// What is not known has no value; the sentence says so in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    text: String,
    values: BTreeMap<String, String>,
    evidence: Vec<Evidence>,
}

impl SessionCase<'_> {
    /// The person, or words that say that nobody is known.
    pub(super) fn who(&self) -> &str {
        self.record.session.person.as_ref().map_or("somebody unknown", |p| &p.name)
    }

    /// The node by name and id, as far as they are known.
    pub(super) fn node(&self) -> String {
        let id = self.record.session.node.as_ref();
        id.map_or("an unknown node".into(), |id| called(self.record.node_name.as_deref(), id))
    }

    /// The start with its preposition.
    pub(super) fn began(&self) -> String {
        match &self.record.session.started {
            Moment::At { at, .. } => format!("at {at}"),
            Moment::NotAfter { at, .. } => format!("not later than {at}"),
            Moment::Unknown { .. } => "at an unknown time".into(),
        }
    }

    /// A statement about the session: `who`, `node`, `node_id`, `session` and `started` are filled in.
    pub(super) fn state(&self, text: String) -> Statement {
        let session = &self.record.session;
        let node_id = session.node.as_ref().map(ToString::to_string);
        Statement { text, values: BTreeMap::new(), evidence: cloned(self.evidence) }
            .with("session", &session.key)
            .with_known("who", session.person.as_ref().map(|p| &p.name))
            .with_known("node", self.record.node_name.as_ref().or(node_id.as_ref()))
            .with_known("node_id", node_id.as_ref())
            .with_known("started", session.started.exact())
    }

    /// As [`Self::state`], with the requests as a part of the evidence and `request` as a value.
    pub(super) fn state_with_requests(&self, text: String) -> Statement {
        let requests: Vec<_> =
            self.record.request.candidates().iter().map(ToString::to_string).collect();
        let both = self.evidence.iter().chain(self.request_evidence).copied();
        let mut statement = self.state(text);
        statement.evidence = cloned(&places(both));
        let named = (!requests.is_empty()).then(|| requests.join(", "));
        statement.with_known("request", named)
    }
}

impl RequestCase<'_> {
    /// The requester, or words that say that nobody is known.
    pub(super) fn who(&self) -> &str {
        self.requester.map_or("somebody unknown", |p| &p.name)
    }

    /// The nodes it covers, by name and id.
    pub(super) fn nodes(&self) -> String {
        let nodes: Vec<_> = self.targets().map(|(name, id)| called(name, id)).collect();
        if nodes.is_empty() { "unknown nodes".into() } else { nodes.join(", ") }
    }

    /// A statement about the request: `who`, `node`, `node_id` and `request` are filled in.
    pub(super) fn state(&self, text: String) -> Statement {
        let names: Vec<_> = self.targets().map(|(name, id)| name.unwrap_or(id.as_str())).collect();
        let ids: Vec<_> = self.targets().map(|(_, id)| id.as_str()).collect();
        let known = |nodes: Vec<&str>| (!nodes.is_empty()).then(|| nodes.join(", "));
        Statement { text, values: BTreeMap::new(), evidence: cloned(self.evidence) }
            .with("request", &self.record.request.id)
            .with_known("who", self.requester.map(|p| &p.name))
            .with_known("node", known(names))
            .with_known("node_id", known(ids))
    }

    fn targets(&self) -> impl Iterator<Item = (Option<&str>, &NodeId)> {
        self.target_names.iter().copied().zip(&self.record.request.targets)
    }
}

impl Statement {
    /// Adds a named value.
    pub(super) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.values.insert(name.to_owned(), value.to_string());
        self
    }

    /// Adds a named value if there is one.
    pub(super) fn with_known(self, name: &str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// The finding of a rule.
    pub(super) fn finding(self, rule: &Rule, subject: Subject) -> Finding {
        Finding {
            rule: rule.id.to_owned(),
            version: rule.version,
            severity: rule.severity,
            subject,
            statement: self.text,
            values: self.values,
            evidence: self.evidence,
        }
    }
}

fn cloned(evidence: &[&Evidence]) -> Vec<Evidence> {
    evidence.iter().map(|e| (*e).clone()).collect()
}

fn called(name: Option<&str>, id: &NodeId) -> String {
    name.map_or_else(|| id.to_string(), |name| format!("{name} ({id})"))
}
