//! What was asked for, by whom, and who agreed?

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::id::{AccountId, ExecutionId, NodeId, Region, RequestId};
use crate::moment::Window;
use crate::principal::Principal;

/// A just-in-time access request, as all documents about it tell together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessRequest {
    /// Its OpsItem id. A replica in the delegated administrator account is folded into its source.
    pub id: RequestId,
    /// Who asked.
    pub requester: Option<Principal>,
    /// Why, in the requester's words (1 to 256 characters).
    pub reason: Option<String>,
    /// Which nodes it covers.
    pub targets: Vec<NodeId>,
    /// The latest state.
    pub status: RequestStatus,
    /// When it was created.
    pub created: Option<Timestamp>,
    /// The approved stretch; absent until approved.
    pub window: Option<Window>,
    /// How long access was asked for.
    pub duration: Option<SignedDuration>,
    /// The approval policy document that decided how it was approved.
    pub policy: Option<Policy>,
    /// The automation execution that asked the approvers; absent for automatic approvals.
    pub execution: Option<ExecutionId>,
    /// Decisions by people, in order of time.
    pub approvals: Vec<Approval>,
    /// People who were asked. Being asked is not having decided.
    pub eligible: Vec<Principal>,
    /// The account of request, node and session.
    pub account: Option<AccountId>,
    /// The region of request, node and session.
    pub region: Option<Region>,
}

/// The state of a request, one vocabulary for the OpsItem, EventBridge and API spellings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestStatus {
    /// Waiting for approvers.
    Pending,
    /// Approved, by people or by policy.
    Approved,
    /// Refused by an approver or a deny policy.
    Rejected,
    /// Approved and later withdrawn.
    Revoked,
    /// Nobody decided in time.
    TimedOut,
    /// Withdrawn by the requester.
    Cancelled,
    /// AWS could not process it, for example because two policies matched.
    Failed,
    /// The window is over.
    Closed,
    /// A state this version does not know, as AWS spelled it.
    Other(String),
}

/// An approval policy document and its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// The document name.
    pub name: String,
    /// The document version as written.
    pub version: Option<String>,
}

/// One decision about a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Who decided, from CloudTrail's SendAutomationSignal.
    pub approver: Principal,
    /// What they decided.
    pub decision: Decision,
    /// When.
    pub at: Timestamp,
    /// What they wrote.
    pub comment: Option<String>,
}

/// What an approver did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// `Approve`
    Approve,
    /// `Reject`, which the user guide also calls `Deny`.
    Reject,
    /// `Revoke`
    Revoke,
}

impl AccessRequest {
    /// The names of the people who approved, each once, in order.
    #[must_use]
    pub fn approvers(&self) -> Vec<String> {
        let mut names = Vec::new();
        for approval in self.approvals.iter().filter(|a| a.decision == Decision::Approve) {
            let name = approval.approver.person().name;
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

impl Decision {
    /// The word used in columns and the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Revoke => "revoke",
        }
    }
}

impl RequestStatus {
    /// Reads any of AWS's spellings.
    #[must_use]
    pub fn read(text: &str) -> Self {
        match text {
            "Pending" | "PendingApproval" => Self::Pending,
            "Approved" => Self::Approved,
            "Rejected" | "Denied" => Self::Rejected,
            "Revoked" => Self::Revoked,
            "TimedOut" | "Expired" => Self::TimedOut,
            "Cancelled" | "Canceled" => Self::Cancelled,
            "Failed" => Self::Failed,
            "Closed" => Self::Closed,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The word used in queries, columns and the API.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Revoked => "revoked",
            Self::TimedOut => "timed-out",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
            Self::Closed => "closed",
            Self::Other(text) => text,
        }
    }

    /// Whether access was granted at some time.
    #[must_use]
    pub fn was_granted(&self) -> bool {
        matches!(self, Self::Approved | Self::Revoked | Self::Closed)
    }
}
