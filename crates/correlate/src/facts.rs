//! Which facts speak about the same thing?

use std::collections::{BTreeMap, HashMap};

use sekisho_domain::evidence::Evidence;
use sekisho_domain::fact::{
    CredentialsIssued, DecisionCall, Evidenced, Fact, NodeSeen, RequestCall, RequestEvent,
    RequestState, SessionEnd, SessionHistory, SessionStart, TokenCall,
};
use sekisho_domain::id::{EventId, ExecutionId, NodeId, RequestId, SessionId};
use sekisho_domain::recording::RecordingSeen;

/// A fact of one kind with its place.
#[derive(Debug)]
pub(crate) struct Said<'a, T> {
    pub(crate) fact: &'a T,
    pub(crate) evidence: &'a Evidence,
}

/// All facts, by the thing they speak about.
///
/// Calls that AWS refused changed nothing and are left out, except `StartSession`: a refused one is an attempt.
#[derive(Debug, Default)]
pub(crate) struct Facts<'a> {
    pub(crate) sessions: BTreeMap<&'a SessionId, SessionFacts<'a>>,
    pub(crate) attempts: BTreeMap<&'a EventId, Vec<Said<'a, SessionStart>>>,
    pub(crate) requests: BTreeMap<&'a RequestId, RequestFacts<'a>>,
    pub(crate) decisions: HashMap<&'a ExecutionId, Vec<Said<'a, DecisionCall>>>,
    pub(crate) credentials: Vec<Said<'a, CredentialsIssued>>,
    pub(crate) nodes: BTreeMap<&'a NodeId, Vec<&'a NodeSeen>>,
}

/// What is said about one session.
#[derive(Debug, Default)]
pub(crate) struct SessionFacts<'a> {
    /// By time of the call.
    pub(crate) starts: Vec<Said<'a, SessionStart>>,
    /// By time of the call.
    pub(crate) ends: Vec<Said<'a, SessionEnd>>,
    /// Listings without an end first: a listing that knows the end is the later one.
    pub(crate) history: Vec<Said<'a, SessionHistory>>,
    /// Best source first.
    pub(crate) recordings: Vec<Said<'a, RecordingSeen>>,
}

/// What is said about one access request.
#[derive(Debug, Default)]
pub(crate) struct RequestFacts<'a> {
    /// Oldest version first.
    pub(crate) states: Vec<Said<'a, RequestState>>,
    /// By time of the call.
    pub(crate) calls: Vec<Said<'a, RequestCall>>,
    /// By time of the event.
    pub(crate) events: Vec<Said<'a, RequestEvent>>,
    /// By time of the call.
    pub(crate) tokens: Vec<Said<'a, TokenCall>>,
}

impl<'a> Facts<'a> {
    /// Sorts the facts into their places, each list in an order that does not depend on the order of arrival.
    pub(crate) fn gather(facts: &'a [Evidenced]) -> Self {
        let mut gathered = Self::default();
        for Evidenced { fact, evidence } in canonical(facts) {
            gathered.place(fact, evidence);
        }
        // These sorts are stable, so what the keys leave open stays in canonical order.
        for session in gathered.sessions.values_mut() {
            session.starts.sort_by_key(|s| s.fact.call.at);
            session.ends.sort_by_key(|s| s.fact.call.at);
            session.history.sort_by_key(|s| s.fact.ended);
            session.recordings.sort_by(|a, b| a.fact.source.cmp(&b.fact.source));
        }
        for request in gathered.requests.values_mut() {
            request.states.sort_by_key(|s| s.fact.version);
            request.calls.sort_by_key(|s| s.fact.call.at);
            request.events.sort_by_key(|s| s.fact.at);
            request.tokens.sort_by_key(|s| s.fact.call.at);
        }
        gathered
    }

    fn place(&mut self, fact: &'a Fact, evidence: &'a Evidence) {
        match fact {
            Fact::SessionStart(fact) => match &fact.session {
                Some(id) => self.session(id).starts.push(Said { fact, evidence }),
                None => {
                    let attempt = self.attempts.entry(&fact.call.event).or_default();
                    attempt.push(Said { fact, evidence });
                }
            },
            Fact::SessionEnd(fact) if fact.call.error.is_none() => {
                self.session(&fact.session).ends.push(Said { fact, evidence });
            }
            Fact::SessionHistory(fact) => {
                self.session(&fact.session).history.push(Said { fact, evidence });
            }
            Fact::Recording(fact) => {
                if let Some(id) = &fact.session {
                    self.session(id).recordings.push(Said { fact, evidence });
                }
            }
            Fact::RequestCall(fact) => {
                if let Some(id) = &fact.request {
                    self.request(id).calls.push(Said { fact, evidence });
                }
            }
            Fact::RequestState(fact) => {
                self.request(&fact.request).states.push(Said { fact, evidence });
            }
            Fact::RequestEvent(fact) => {
                self.request(&fact.request).events.push(Said { fact, evidence });
            }
            Fact::Token(fact) if fact.call.error.is_none() => {
                self.request(&fact.request).tokens.push(Said { fact, evidence });
            }
            Fact::Decision(fact) if fact.call.error.is_none() => {
                let decided = self.decisions.entry(&fact.execution).or_default();
                decided.push(Said { fact, evidence });
            }
            Fact::Credentials(fact) if fact.call.error.is_none() => {
                self.credentials.push(Said { fact, evidence });
            }
            Fact::Node(fact) => self.nodes.entry(&fact.node).or_default().push(fact),
            Fact::SessionEnd(_) | Fact::Token(_) | Fact::Decision(_) | Fact::Credentials(_) => {}
        }
    }

    fn session(&mut self, id: &'a SessionId) -> &mut SessionFacts<'a> {
        self.sessions.entry(id).or_default()
    }

    fn request(&mut self, id: &'a RequestId) -> &mut RequestFacts<'a> {
        self.requests.entry(id).or_default()
    }
}

/// The facts by their place, each once.
///
/// One place may state several facts; those are told apart by their text, which is only written out then.
fn canonical(facts: &[Evidenced]) -> Vec<&Evidenced> {
    let mut facts: Vec<_> = facts.iter().collect();
    facts.sort_by(|a, b| {
        a.evidence.cmp(&b.evidence).then_with(|| {
            if a.fact == b.fact {
                return std::cmp::Ordering::Equal;
            }
            format!("{:?}", a.fact).cmp(&format!("{:?}", b.fact))
        })
    });
    facts.dedup();
    facts
}

/// The places of several facts, sorted and each once.
pub(crate) fn places<'a>(evidence: impl IntoIterator<Item = &'a Evidence>) -> Vec<Evidence> {
    let mut places: Vec<_> = evidence.into_iter().cloned().collect();
    places.sort();
    places.dedup();
    places
}
