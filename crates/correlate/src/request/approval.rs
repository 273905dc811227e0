//! Did somebody else than the requester agree?

use sekisho_domain::principal::Sameness;
use sekisho_domain::record::ApprovalClass;
use sekisho_domain::request::{AccessRequest, Approval, Decision, RequestStatus};

use crate::identity;
use crate::policy::Policy;
use crate::request::{Granted, granted};

/// The one document, per account and region, that approves without people.
const AUTO_APPROVAL_POLICY: &str = "SSM-JustInTimeAccessAutoApprovalPolicy";

/// How a request was approved. Every approver of every level counts.
pub(crate) fn class(request: &AccessRequest, policy: &Policy) -> ApprovalClass {
    let approved: Vec<_> =
        request.approvals.iter().filter(|a| a.decision == Decision::Approve).collect();
    let pending = request.status == RequestStatus::Pending;
    match (granted(&request.status), approved.is_empty()) {
        (Granted::No, true) => ApprovalClass::None,
        (Granted::No, false) if !pending => ApprovalClass::None,
        (Granted::Yes, true) => without_decisions(request),
        (Granted::NotKnown, true) => undeterminable("no document tells whether it was granted"),
        (granted, false) => match by_people(request, &approved, policy) {
            ApprovalClass::Independent if granted != Granted::Yes => {
                undeterminable("people approved it, but no document says that it was granted")
            }
            class => class,
        },
    }
}

fn by_people(request: &AccessRequest, approved: &[&Approval], policy: &Policy) -> ApprovalClass {
    let Some(requester) = &request.requester else {
        return undeterminable("who asked is not known");
    };
    let requester = identity::person(requester, policy);
    let mut doubtful = None;
    for approval in approved {
        let approver = identity::person(&approval.approver, policy);
        match approver.compare(&requester) {
            Sameness::Same => return ApprovalClass::SelfApproved,
            Sameness::Undeterminable => doubtful = doubtful.or(Some(approver)),
            Sameness::Different => {}
        }
    }
    match doubtful {
        None => ApprovalClass::Independent,
        Some(approver) => undeterminable(format!(
            "approver {} and requester {} may be one person",
            approver.name, requester.name
        )),
    }
}

/// A granted request without any recorded decision: the policy did it, or the record of the people is missing.
fn without_decisions(request: &AccessRequest) -> ApprovalClass {
    let automatic = request.policy.as_ref().is_some_and(|p| p.name == AUTO_APPROVAL_POLICY);
    if automatic && request.execution.is_none() {
        return ApprovalClass::Auto;
    }
    if request.eligible.is_empty() {
        return undeterminable("no record of who approved");
    }
    let eligible: Vec<_> = request.eligible.iter().map(|p| p.person().name).collect();
    undeterminable(format!("no record of who approved (eligible: {})", eligible.join(", ")))
}

fn undeterminable(because: impl Into<String>) -> ApprovalClass {
    ApprovalClass::Undeterminable { because: because.into() }
}
