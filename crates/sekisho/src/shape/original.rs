//! How is an archived original written?

use serde::Serialize;
use utoipa::ToSchema;

/// An original that says something about a session.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct OriginalRef {
    /// SHA-256 of the raw bytes.
    pub sha256: String,
    /// Where it came from.
    pub(crate) locator: String,
    /// Raw size.
    pub(crate) size_bytes: u64,
    /// When it was first archived.
    pub(crate) first_seen: String,
    /// What it is.
    pub(crate) kind: String,
    /// `read`, `partly` or `quarantined`.
    #[schema(value_type = String)]
    pub(crate) state: &'static str,
    /// The same place once held other bytes; both are kept.
    pub(crate) conflict: bool,
    /// What could not be read, and why.
    pub(crate) rejected: Vec<RejectedShape>,
}

/// An original with what became of reading it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct OriginalRow {
    /// SHA-256 of the raw bytes.
    pub sha256: String,
    /// Where it came from.
    pub(crate) locator: String,
    /// The kind of source.
    pub(crate) source: String,
    /// Raw size.
    pub(crate) size_bytes: u64,
    /// When it was first archived.
    pub(crate) first_seen: String,
    /// What it is.
    pub(crate) kind: String,
    /// `read`, `partly` or `quarantined`.
    #[schema(value_type = String)]
    pub(crate) state: &'static str,
    /// The same place once held other bytes; both are kept.
    pub(crate) conflict: bool,
    /// What could not be read, and why.
    pub(crate) rejected: Vec<RejectedShape>,
}

/// One thing that could not be read.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RejectedShape {
    /// Where.
    pub(crate) at: String,
    /// Stable, kebab-case.
    pub(crate) code: String,
    /// Why.
    pub(crate) reason: String,
}

/// A page of originals.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OriginalPage {
    /// How many there are in all.
    pub(crate) total: usize,
    /// This page.
    pub(crate) originals: Vec<OriginalRow>,
    /// Pass it back to get the next page.
    pub(crate) next_cursor: Option<String>,
}
