//! What do all documents about one access request say together?

mod approval;
mod approvals;

use std::collections::BTreeSet;

use sekisho_domain::evidence::Evidence;
use sekisho_domain::fact::TokenCall;
use sekisho_domain::id::{ExecutionId, NodeId, RequestId};
use sekisho_domain::principal::{Person, Principal};
use sekisho_domain::record::ApprovalClass;
use sekisho_domain::request::{AccessRequest, RequestStatus};

use crate::facts::{Facts, RequestFacts, Said, by_id, places};
use crate::identity;
use crate::policy::Policy;

/// The state of a request that is known only because somebody used or decided it.
const STATE_NOT_KNOWN: &str = "unknown";

/// A request with the traces that matching and rules need beside it.
#[derive(Debug)]
pub(crate) struct FoldedRequest<'a> {
    pub(crate) request: AccessRequest,
    pub(crate) requester: Option<Person>,
    pub(crate) approval: ApprovalClass,
    pub(crate) tokens: Vec<&'a Said<'a, TokenCall>>,
    pub(crate) evidence: Vec<&'a Evidence>,
}

/// Whether a request gave access at some time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Granted {
    Yes,
    No,
    NotKnown,
}

/// Reads a state as a grant; a state that this version does not know is neither yes nor no.
pub(crate) fn granted(status: &RequestStatus) -> Granted {
    match status {
        status if status.was_granted() => Granted::Yes,
        RequestStatus::Other(_) => Granted::NotKnown,
        _ => Granted::No,
    }
}

/// Every request that a document of its own, an event or a token speaks of, by id.
///
/// A request id that merely stands in a session's record makes no request: the caller may have typed it.
pub(crate) fn fold<'a>(facts: &'a Facts<'a>, policy: &Policy) -> Vec<FoldedRequest<'a>> {
    by_id(&facts.requests).into_iter().map(|(id, said)| one(id, said, facts, policy)).collect()
}

/// One request: the largest version of its OpsItem decides, earlier ones fill what it lacks, then the call that created
/// it, then events.
fn one<'a>(
    id: &RequestId,
    said: &'a RequestFacts<'a>,
    facts: &Facts<'a>,
    policy: &Policy,
) -> FoldedRequest<'a> {
    let state = said.states.iter().rev().map(|s| s.fact);
    let call = said.calls.iter().map(|s| s.fact);
    let event = said.events.iter().rev().map(|s| s.fact);
    let executions = executions(said);
    let decided = approvals::of(&executions, &facts.decisions);
    let requester = requester(said);
    let request = AccessRequest {
        id: id.clone(),
        requester: requester.cloned(),
        reason: state
            .clone()
            .find_map(|s| s.reason.clone())
            .or_else(|| call.clone().find_map(|c| c.reason.clone()))
            .or_else(|| event.clone().find_map(|e| e.reason.clone())),
        targets: targets(said),
        status: status(said),
        created: state.clone().find_map(|s| s.created).or(call.clone().map(|c| c.call.at).next()),
        window: state.clone().find_map(|s| s.window),
        duration: state.clone().find_map(|s| s.duration),
        policy: state.clone().find_map(|s| s.policy.clone()),
        execution: state
            .clone()
            .find_map(|s| s.execution.clone())
            .or_else(|| event.clone().find_map(|e| e.execution.clone())),
        approvals: decided.approvals,
        eligible: event
            .clone()
            .flat_map(|e| &e.eligible)
            .cloned()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
        account: state
            .clone()
            .find_map(|s| s.account.clone())
            .or_else(|| call.clone().find_map(|c| c.call.account.clone()))
            .or_else(|| event.clone().find_map(|e| e.account.clone())),
        region: state
            .clone()
            .find_map(|s| s.region.clone())
            .or_else(|| call.clone().find_map(|c| c.call.region.clone()))
            .or_else(|| event.clone().find_map(|e| e.region.clone())),
    };
    FoldedRequest {
        requester: requester.map(|p| identity::person(p, policy)),
        approval: approval::class(&request, policy),
        request,
        tokens: said.tokens.iter().collect(),
        evidence: places(evidence(said).chain(decided.evidence)),
    }
}

fn executions<'a>(said: &RequestFacts<'a>) -> BTreeSet<&'a ExecutionId> {
    let states = said.states.iter().filter_map(|s| s.fact.execution.as_ref());
    states.chain(said.events.iter().filter_map(|e| e.fact.execution.as_ref())).collect()
}

fn requester<'a>(said: &RequestFacts<'a>) -> Option<&'a Principal> {
    let states = said.states.iter().rev().filter_map(|s| s.fact.requester.as_ref());
    let calls = said.calls.iter().filter_map(|c| c.fact.call.principal.as_ref());
    let events = said.events.iter().rev().filter_map(|e| e.fact.requester.as_ref());
    identity::most_telling(states.chain(calls).chain(events))
}

fn targets(said: &RequestFacts<'_>) -> Vec<NodeId> {
    let states = said.states.iter().rev().map(|s| &s.fact.targets);
    let calls = said.calls.iter().map(|c| &c.fact.targets);
    let stated = states.chain(calls).find(|targets| !targets.is_empty());
    let nodes: BTreeSet<_> = match stated {
        Some(targets) => targets.iter().collect(),
        None => said.events.iter().filter_map(|e| e.fact.node.as_ref()).collect(),
    };
    nodes.into_iter().cloned().collect()
}

/// The latest state. An event that lists approvers may speak of one approval level only, so its `Approved` is not taken
/// for the approval of the whole request.
fn status(said: &RequestFacts<'_>) -> RequestStatus {
    if let Some(state) = said.states.last() {
        return state.fact.status.clone();
    }
    let whole = said.events.iter().rev().find(|e| e.fact.eligible.is_empty());
    if let Some(event) = whole {
        return event.fact.status.clone();
    }
    match said.events.last() {
        Some(event) if event.fact.status != RequestStatus::Approved => event.fact.status.clone(),
        None if !said.calls.is_empty() => RequestStatus::Pending,
        _ => RequestStatus::Other(STATE_NOT_KNOWN.into()),
    }
}

fn evidence<'a>(said: &RequestFacts<'a>) -> impl Iterator<Item = &'a Evidence> {
    let states = said.states.iter().map(|s| s.evidence);
    let calls = said.calls.iter().map(|s| s.evidence);
    let events = said.events.iter().map(|s| s.evidence);
    let tokens = said.tokens.iter().map(|s| s.evidence);
    states.chain(calls).chain(events).chain(tokens)
}
