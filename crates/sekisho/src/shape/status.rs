//! How does the server describe itself?

use serde::Serialize;
use utoipa::ToSchema;

/// What is held, and what time it is here.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Status {
    /// The program's version.
    pub(crate) version: String,
    /// The instant "now" means.
    pub(crate) as_of: String,
    /// Whether the clock stands still, as in the demo.
    pub(crate) as_of_fixed: bool,
    /// The instant at which pending recordings and open windows were last judged.
    pub(crate) judged_at: Option<String>,
    /// The IANA zone used when a client names none.
    pub(crate) zone: String,
    /// Sessions and refused attempts.
    pub(crate) sessions: u64,
    /// Access requests.
    pub(crate) requests: u64,
    /// Findings.
    pub(crate) findings: u64,
    /// Sessions that cannot be judged, as not all sources were read that far.
    pub(crate) unjudged: u64,
    /// Archived originals.
    pub(crate) originals: u64,
    /// Originals that could not be read, wholly or in part.
    pub(crate) unreadable: u64,
    /// Places that once held other bytes.
    pub(crate) conflicts: u64,
}
