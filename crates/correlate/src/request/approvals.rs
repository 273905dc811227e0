//! Who decided about a request, and when?

use std::collections::{BTreeSet, HashMap};

use sekisho_domain::evidence::Evidence;
use sekisho_domain::fact::DecisionCall;
use sekisho_domain::id::ExecutionId;
use sekisho_domain::principal::Principal;
use sekisho_domain::request::Approval;

use crate::facts::Said;

/// Stands in for an approver whom CloudTrail did not name, so that the decision still counts: as one by a person who
/// may be anybody, the requester included.
const NOT_NAMED: &str = "not named by CloudTrail";

/// The decisions taken in an automation execution.
#[derive(Debug)]
pub(crate) struct Decided<'a> {
    /// By time, each once however many trails delivered it.
    pub(crate) approvals: Vec<Approval>,
    pub(crate) evidence: Vec<&'a Evidence>,
}

/// The decisions of all `executions` of one request.
pub(crate) fn of<'a>(
    executions: &BTreeSet<&ExecutionId>,
    decisions: &HashMap<&'a ExecutionId, Vec<Said<'a, DecisionCall>>>,
) -> Decided<'a> {
    let said: Vec<_> = executions.iter().filter_map(|e| decisions.get(*e)).flatten().collect();
    let mut approvals: Vec<_> = said.iter().map(|s| approval(s.fact)).collect();
    approvals.sort_by(|a, b| {
        let key = |x: &Approval| (x.at, x.decision as u8);
        key(a).cmp(&key(b)).then_with(|| (&a.approver, &a.comment).cmp(&(&b.approver, &b.comment)))
    });
    approvals.dedup();
    Decided { approvals, evidence: said.iter().map(|s| s.evidence).collect() }
}

fn approval(decision: &DecisionCall) -> Approval {
    Approval {
        approver: decision.call.principal.clone().unwrap_or_else(|| Principal::new(NOT_NAMED)),
        decision: decision.decision,
        at: decision.call.at,
        comment: decision.comment.clone(),
    }
}
