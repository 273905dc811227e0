//! What does an auditor search, open and export?

use serde::{Deserialize, Serialize};

use crate::evidence::Evidence;
use crate::finding::Finding;
use crate::id::SessionId;
use crate::matching::Match;
use crate::recording::{Attachment, RecordingState};
use crate::request::AccessRequest;
use crate::session::Session;

/// One session with everything that belongs to it: the row of every list and export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessRecord {
    /// The access itself.
    pub session: Session,
    /// The name the node had when the session began.
    pub node_name: Option<String>,
    /// Which request allowed it.
    pub request: Match,
    /// The requests that `request` names, whole, so that a row can be read alone.
    pub requests: Vec<AccessRequest>,
    /// Who agreed, in one word.
    pub approval: ApprovalClass,
    /// Whether there is something to replay.
    pub recording: RecordingState,
    /// What people said of recordings whose metadata names this session: that they show another, or none that is known.
    #[serde(default)]
    pub disowned: Vec<Attachment>,
    /// What the rules say, by rule id.
    pub findings: Vec<Finding>,
    /// Every place that says something about the session or the requests that the match names, in order.
    pub evidence: Vec<Evidence>,
}

/// One request with what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestRecord {
    /// The request.
    pub request: AccessRequest,
    /// How it was approved.
    pub approval: ApprovalClass,
    /// The sessions that it allowed or may have allowed, by id.
    pub sessions: Vec<SessionId>,
    /// What the rules say, by rule id.
    pub findings: Vec<Finding>,
}

/// Whether somebody else agreed to the access.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ApprovalClass {
    /// At least one approver is provably not the requester, and nobody approved their own request.
    Independent,
    /// A policy approved it without a person.
    Auto,
    /// The requester approved it.
    SelfApproved,
    /// Nobody did.
    None,
    /// The documents do not tell, or two identities may be one person. Never counted as a pass.
    Undeterminable {
        /// Why, as a short clause.
        because: String,
    },
}

impl AccessRecord {
    /// Whether it cannot be said of it that something is missing, as not all was read that may bring it.
    #[must_use]
    pub fn is_unjudged(&self) -> bool {
        matches!(self.request, Match::Unknown { .. })
            || matches!(self.recording, RecordingState::Unknown { .. })
    }

    /// The reason of the request, else the one given when the session was started.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        let asked = self.requests.iter().find_map(|request| request.reason.as_deref());
        asked.or(self.session.reason.as_deref())
    }

    /// The people who approved the access, each once, in order.
    ///
    /// Nobody unless people are known to have approved it: whoever approved a request that the session may not have used
    /// stands in that request only. Where several requests fit, only those who approved each of them are sure.
    #[must_use]
    pub fn approvers(&self) -> Vec<String> {
        let (ApprovalClass::Independent | ApprovalClass::SelfApproved) = self.approval else {
            return Vec::new();
        };
        let mut each = self.requests.iter().map(AccessRequest::approvers);
        let mut names = each.next().unwrap_or_default();
        for others in each {
            names.retain(|name| others.contains(name));
        }
        names
    }
}

impl ApprovalClass {
    /// The word used in queries, columns and the API.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Independent => "independent",
            Self::Auto => "auto",
            Self::SelfApproved => "self",
            Self::None => "none",
            Self::Undeterminable { .. } => "undeterminable",
        }
    }
}
