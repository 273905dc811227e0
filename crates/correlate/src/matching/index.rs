//! Which requests may concern a session, without looking at all of them?

use std::collections::{HashMap, HashSet};

use jiff::{SignedDuration, Timestamp};
use sekisho_domain::fact::{CredentialsIssued, TokenCall};
use sekisho_domain::id::{AccessKeyId, NodeId, RequestId};
use sekisho_domain::matching::Match;

use crate::facts::Said;
use crate::identity;
use crate::matching::access_key::{self, Lead};
use crate::policy::Policy;
use crate::request::FoldedRequest;

/// All requests with the maps that matching asks; building them costs one pass and a sort.
#[derive(Debug)]
pub(crate) struct Requests<'a> {
    by_id: HashMap<&'a RequestId, &'a FoldedRequest<'a>>,
    by_key: HashMap<&'a AccessKeyId, Vec<Lead<'a>>>,
    tokens: Tokens<'a>,
    windows: HashMap<PersonNode<'a>, Windows<'a>>,
    asked: HashSet<PersonNode<'a>>,
    token_life: SignedDuration,
}

/// A person's name in lower case, as [`sekisho_domain::principal::Person::compare`] ignores case, and a node.
type PersonNode<'a> = (String, &'a NodeId);

/// A token that somebody took for a request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taken<'a> {
    pub(crate) request: &'a FoldedRequest<'a>,
    pub(crate) call: &'a TokenCall,
}

/// The tokens that each person took, by time.
#[derive(Debug, Default)]
pub(crate) struct Tokens<'a>(HashMap<String, Vec<Taken<'a>>>);

/// The approved stretches of one person on one node, by start.
#[derive(Debug, Default)]
struct Windows<'a> {
    starts: Vec<(Timestamp, &'a FoldedRequest<'a>)>,
    longest: SignedDuration,
}

impl<'a> Requests<'a> {
    /// Indexes the requests, and the credentials that were issued for them.
    pub(crate) fn index(
        folded: &'a [FoldedRequest<'a>],
        credentials: &[Said<'a, CredentialsIssued>],
        policy: &Policy,
    ) -> Self {
        let by_id: HashMap<_, _> = folded.iter().map(|f| (&f.request.id, f)).collect();
        let tokens = Tokens::index(folded, policy);
        let by_key = access_key::leads(credentials, &by_id, &tokens, folded, policy);
        let mut requests = Self {
            by_id,
            by_key,
            tokens,
            windows: HashMap::new(),
            asked: HashSet::new(),
            token_life: policy.token_life,
        };
        for request in folded {
            requests.add_windows(request);
        }
        for windows in requests.windows.values_mut() {
            windows.starts.sort_by_key(|(start, _)| *start);
        }
        requests
    }

    fn add_windows(&mut self, folded: &'a FoldedRequest<'a>) {
        let Some(person) = &folded.requester else { return };
        for node in &folded.request.targets {
            let key = (person.name.to_ascii_lowercase(), node);
            self.asked.insert(key.clone());
            if let Some(window) = folded.request.window {
                let windows = self.windows.entry(key).or_default();
                windows.starts.push((window.start(), folded));
                windows.longest = windows.longest.max(window.length());
            }
        }
    }

    /// A request by its id.
    pub(crate) fn get(&self, id: &RequestId) -> Option<&'a FoldedRequest<'a>> {
        self.by_id.get(id).copied()
    }

    /// The requests that a match names.
    pub(crate) fn named(&self, found: &Match) -> impl Iterator<Item = &'a FoldedRequest<'a>> {
        found.candidates().iter().filter_map(|id| self.get(id))
    }

    /// The requests whose token these credentials carry.
    pub(crate) fn issued_for(&self, key: &AccessKeyId) -> &[Lead<'a>] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }

    /// The tokens that a person could still use at `at`.
    pub(crate) fn tokens_alive(&self, person: &str, at: Timestamp) -> &[Taken<'a>] {
        self.tokens.around(person, at, self.token_life, SignedDuration::ZERO)
    }

    /// Whether a person ever asked for a node.
    pub(crate) fn knows(&self, person: &str, node: &NodeId) -> bool {
        self.asked.contains(&(person.to_ascii_lowercase(), node))
    }

    /// The requests of a person for a node whose window contains `at`.
    pub(crate) fn open_at(
        &self,
        person: &str,
        node: &NodeId,
        at: Timestamp,
    ) -> Vec<&'a FoldedRequest<'a>> {
        let Some(windows) = self.windows.get(&(person.to_ascii_lowercase(), node)) else {
            return Vec::new();
        };
        let first = windows.starts.partition_point(|(s, _)| s.duration_until(at) > windows.longest);
        windows.starts[first..]
            .iter()
            .take_while(|(start, _)| *start <= at)
            .map(|(_, request)| *request)
            .filter(|request| request.request.window.is_some_and(|w| w.contains(at)))
            .collect()
    }
}

impl<'a> Tokens<'a> {
    fn index(folded: &'a [FoldedRequest<'a>], policy: &Policy) -> Self {
        let mut tokens: HashMap<String, Vec<Taken<'a>>> = HashMap::new();
        for request in folded {
            for token in &request.tokens {
                let call = token.fact;
                if let Some(principal) = &call.call.principal {
                    let person = identity::person(principal, policy).name.to_ascii_lowercase();
                    tokens.entry(person).or_default().push(Taken { request, call });
                }
            }
        }
        for taken in tokens.values_mut() {
            taken.sort_by_key(|t| t.call.call.at);
        }
        Self(tokens)
    }

    /// The tokens that a person took from `before` before `at` until `after` after it, both included.
    pub(crate) fn around(
        &self,
        person: &str,
        at: Timestamp,
        before: SignedDuration,
        after: SignedDuration,
    ) -> &[Taken<'a>] {
        let Some(taken) = self.0.get(&person.to_ascii_lowercase()) else { return &[] };
        let first = taken.partition_point(|t| t.call.call.at.duration_until(at) > before);
        let end = taken.partition_point(|t| at.duration_until(t.call.call.at) <= after);
        taken.get(first..end).unwrap_or_default()
    }
}
