//! Did somebody approve their own request?

use sekisho_domain::finding::Severity;
use sekisho_domain::principal::Sameness;
use sekisho_domain::record::ApprovalClass;
use sekisho_domain::request::Decision;

use crate::rules::{Check, RequestCase, Rule, Statement};

pub(super) const RULE: Rule = Rule {
    id: "self-approved",
    version: 1,
    title: "Self-approved request",
    severity: Severity::High,
    explain: "The requester is also an approver, so nobody else had to agree. Ask a second person to review the \
              sessions of this request, and take the requester out of the approvers of the approval policy.",
    check: Check::Request(check),
};

fn check(case: &RequestCase<'_>) -> Option<Statement> {
    let (request, requester) = (&case.record.request, case.requester?);
    if case.record.approval != ApprovalClass::SelfApproved {
        return None;
    }
    let own = request.approvals.iter().find(|a| {
        a.decision == Decision::Approve && a.approver.person().compare(requester) == Sameness::Same
    })?;
    let (who, nodes, id) = (case.who(), case.nodes(), &request.id);
    let text = format!("{who} asked for access to {nodes} in {id} and approved it at {}.", own.at);
    Some(case.state(text).with("by", &own.approver).with("approved", own.at))
}
