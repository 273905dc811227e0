//! How is an access request written?

use serde::Serialize;
use utoipa::ToSchema;

use super::finding::FindingShape;
use super::moment::WindowShape;
use super::person::PersonShape;
use super::session::ApprovalShape;

/// An access request with the decisions about it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RequestShape {
    /// The OpsItem id.
    pub(crate) id: String,
    /// Who asked.
    pub(crate) requester: Option<PersonShape>,
    /// Why, in the requester's words.
    pub(crate) reason: Option<String>,
    /// The latest state.
    pub(crate) status: String,
    /// The nodes it covers.
    pub(crate) targets: Vec<NodeShape>,
    /// RFC 3339, UTC.
    pub(crate) created: Option<String>,
    /// The approved stretch.
    pub(crate) window: Option<WindowShape>,
    /// How long access was asked for, in microseconds.
    pub(crate) duration_us: Option<i64>,
    /// The approval policy.
    pub(crate) policy: Option<PolicyShape>,
    /// The automation execution that asked the approvers.
    pub(crate) execution: Option<String>,
    /// Decisions by people, in order.
    pub(crate) approvals: Vec<DecisionShape>,
    /// People who were asked; being asked is not having decided.
    pub(crate) eligible: Vec<String>,
    /// The account.
    pub(crate) account: Option<String>,
    /// The region.
    pub(crate) region: Option<String>,
}

/// A node and the name it had.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct NodeShape {
    /// The node id.
    pub(crate) id: String,
    /// Its name at that time.
    pub(crate) name: Option<String>,
}

/// An approval policy document.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PolicyShape {
    /// The document name.
    pub(crate) name: String,
    /// The document version.
    pub(crate) version: Option<String>,
}

/// One decision.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DecisionShape {
    /// Who decided.
    pub(crate) approver: PersonShape,
    /// `approve`, `reject` or `revoke`.
    #[schema(value_type = String)]
    pub(crate) decision: &'static str,
    /// RFC 3339, UTC.
    pub(crate) at: String,
    /// What they wrote.
    pub(crate) comment: Option<String>,
}

/// One request with what became of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RequestRow {
    /// The request.
    pub(crate) request: RequestShape,
    /// How it was approved.
    pub(crate) approval: ApprovalShape,
    /// The sessions that it allowed or may have allowed.
    pub(crate) sessions: Vec<String>,
    /// What the rules say.
    pub(crate) findings: Vec<FindingShape>,
}

/// A page of requests.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RequestPage {
    /// How many there are in all.
    pub(crate) total: usize,
    /// This page, newest first.
    pub(crate) requests: Vec<RequestRow>,
    /// Pass it back to get the next page.
    pub(crate) next_cursor: Option<String>,
}
