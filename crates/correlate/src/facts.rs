//! Which facts speak about the same thing?

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Debug;

use sekisho_domain::evidence::{Evidence, Sha256};
use sekisho_domain::fact::{
    Call, CredentialsIssued, DecisionCall, Evidenced, Fact, NodeSeen, NodeStop, RequestCall,
    RequestEvent, RequestState, SessionEnd, SessionHistory, SessionStart, TokenCall,
};
use sekisho_domain::id::{EventId, ExecutionId, NodeId, RequestId, SessionId};
use sekisho_domain::recording::{Attachment, Joined, RecordingSeen, SourceKind};

/// A fact of one kind with its place.
#[derive(Debug, PartialEq)]
pub(crate) struct Said<'a, T> {
    pub(crate) fact: &'a T,
    pub(crate) evidence: &'a Evidence,
}

/// All facts, by the thing they speak about.
///
/// Calls that AWS refused changed nothing and are left out, except `StartSession`: a refused one is an attempt.
#[derive(Debug, Default)]
pub(crate) struct Facts<'a> {
    pub(crate) sessions: HashMap<&'a SessionId, SessionFacts<'a>>,
    pub(crate) attempts: BTreeMap<&'a EventId, Vec<Said<'a, SessionStart>>>,
    pub(crate) requests: HashMap<&'a RequestId, RequestFacts<'a>>,
    /// What people said of recordings whose metadata names a session, by that session: that they show another, or none.
    pub(crate) disowned: HashMap<&'a SessionId, Vec<Said<'a, Attachment>>>,
    /// Videos that name no session, and of which nobody says whose they are.
    pub(crate) unnamed: Vec<Said<'a, RecordingSeen>>,
    /// As they came; approvals are sorted whole.
    pub(crate) decisions: HashMap<&'a ExecutionId, Vec<Said<'a, DecisionCall>>>,
    pub(crate) credentials: Vec<Said<'a, CredentialsIssued>>,
    pub(crate) nodes: BTreeMap<&'a NodeId, Vec<&'a NodeSeen>>,
    /// By time of the call.
    pub(crate) stops: HashMap<&'a NodeId, Vec<Said<'a, NodeStop>>>,
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
    /// The word of people for recordings among these that do not name their session themselves, by time.
    pub(crate) attached: Vec<Said<'a, Attachment>>,
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

/// What counts of what was said of a recording.
struct Word<'a> {
    said: &'a Attachment,
    /// The sessions that metadata names instead.
    told: BTreeSet<&'a SessionId>,
}

type Attached<'a> = HashMap<&'a Sha256, Word<'a>>;

/// Which session each recording shows that does not name its own: the last word counts. People know better than metadata, which
/// the configuration does not.
fn attached(facts: &[Evidenced]) -> Attached<'_> {
    let mut attached = Attached::new();
    for Evidenced { fact, .. } in facts {
        if let Fact::Attachment(said) = fact {
            let word = Word { said, told: BTreeSet::new() };
            let last = attached.entry(&said.recording).or_insert(word);
            if said.outweighs(last.said) {
                last.said = said;
            }
        }
    }
    for Evidenced { fact, .. } in facts {
        let Fact::Recording(RecordingSeen { source, session: Some(named), .. }) = fact else {
            continue;
        };
        match attached.get_mut(&source.original) {
            Some(Word { said, told }) if source.joined == Joined::Told && said.is_of_people() => {
                told.extend((said.session.as_ref() != Some(named)).then_some(named));
            }
            _ => drop(attached.remove(&source.original)),
        }
    }
    attached
}

/// The events of which CloudTrail has delivered a corrected record; what the first one said counts no more.
fn corrected(facts: &[Evidenced]) -> HashSet<&EventId> {
    facts.iter().filter_map(|evidenced| evidenced.fact.call()?.corrects.as_ref()).collect()
}

impl<'a> Facts<'a> {
    /// Sorts the facts into their places, each list in an order that does not depend on the order of arrival.
    pub(crate) fn gather(facts: &'a [Evidenced]) -> Self {
        let mut gathered = Self::default();
        let attached = attached(facts);
        let corrected = corrected(facts);
        for Evidenced { fact, evidence } in facts {
            let is_corrected =
                |call: &Call| call.corrects.is_none() && corrected.contains(&call.event);
            if !fact.call().is_some_and(is_corrected) {
                gathered.place(fact, evidence, &attached);
            }
        }
        for session in gathered.sessions.values_mut() {
            in_order(&mut session.starts, |s| s.call.at);
            in_order(&mut session.ends, |s| s.call.at);
            in_order(&mut session.history, |s| s.ended);
            in_order(&mut session.recordings, |s| s.source.clone());
            in_order(&mut session.attached, |s| s.at);
        }
        for attempt in gathered.attempts.values_mut() {
            in_order(attempt, |s| s.call.at);
        }
        for request in gathered.requests.values_mut() {
            in_order(&mut request.states, |s| s.version);
            in_order(&mut request.calls, |s| s.call.at);
            in_order(&mut request.events, |s| s.at);
            in_order(&mut request.tokens, |s| s.call.at);
        }
        for stops in gathered.stops.values_mut() {
            in_order(stops, |s| s.call.at);
        }
        for disowned in gathered.disowned.values_mut() {
            in_order(disowned, |s| s.at);
        }
        in_order(&mut gathered.unnamed, |s| s.source.clone());
        in_order(&mut gathered.credentials, |s| s.call.at);
        gathered
    }

    fn place(&mut self, fact: &'a Fact, evidence: &'a Evidence, attached: &Attached<'a>) {
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
                let word = attached.get(&fact.source.original).map(|word| word.said);
                let session = word.map_or(&fact.session, |said| &said.session);
                match (session, word) {
                    (Some(id), _) => self.session(id).recordings.push(Said { fact, evidence }),
                    (None, None) if fact.source.kind == SourceKind::Video => {
                        self.unnamed.push(Said { fact, evidence });
                    }
                    (None, _) => {}
                }
            }
            Fact::Attachment(fact) => {
                // What was said before it, or of a recording that names its session, counts no more.
                if let Some(word) = attached.get(&fact.recording).filter(|word| word.said == fact) {
                    for told in &word.told {
                        self.disowned.entry(told).or_default().push(Said { fact, evidence });
                    }
                    if let Some(id) = &fact.session {
                        self.session(id).attached.push(Said { fact, evidence });
                    }
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
            Fact::NodeStop(fact) if fact.call.error.is_none() => {
                for node in &fact.nodes {
                    self.stops.entry(node).or_default().push(Said { fact, evidence });
                }
            }
            // The calls were refused; and preferences do not say of which account they are, which coverage knows.
            Fact::SessionEnd(_)
            | Fact::Token(_)
            | Fact::Decision(_)
            | Fact::Credentials(_)
            | Fact::NodeStop(_)
            | Fact::Preferences(_) => {}
        }
    }

    fn session(&mut self, id: &'a SessionId) -> &mut SessionFacts<'a> {
        self.sessions.entry(id).or_default()
    }

    fn request(&mut self, id: &'a RequestId) -> &mut RequestFacts<'a> {
        self.requests.entry(id).or_default()
    }
}

/// Sorts by `key`, then by place. One place may state several facts; those are told apart by their text, which is only
/// written out then.
///
/// Copies stay: a second trail delivers them from another place, so whoever reads a list must bear them anyway.
fn in_order<T: Debug + PartialEq, K: Ord>(said: &mut Vec<Said<'_, T>>, key: impl Fn(&T) -> K) {
    let text = |s: &Said<'_, T>| format!("{:?}", s.fact);
    said.sort_by(|a, b| {
        key(a.fact)
            .cmp(&key(b.fact))
            .then_with(|| a.evidence.cmp(b.evidence))
            .then_with(|| if a == b { Ordering::Equal } else { text(a).cmp(&text(b)) })
    });
}

/// The places of several facts, sorted and each once.
pub(crate) fn places<'a>(evidence: impl IntoIterator<Item = &'a Evidence>) -> Vec<&'a Evidence> {
    let mut places: Vec<_> = evidence.into_iter().collect();
    places.sort();
    places.dedup();
    places
}

/// The things of a map by id.
pub(crate) fn by_id<K: Ord, V>(map: &HashMap<K, V>) -> Vec<(&K, &V)> {
    let mut things: Vec<_> = map.iter().collect();
    things.sort_by_key(|(id, _)| *id);
    things
}
