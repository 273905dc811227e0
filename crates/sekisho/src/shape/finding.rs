//! How is a finding written?

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

/// A rule's statement with its evidence.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FindingShape {
    /// The rule's id.
    pub(crate) rule: String,
    /// The rule's version.
    pub(crate) version: u32,
    /// `info`, `low`, `medium` or `high`.
    #[schema(value_type = String)]
    pub(crate) severity: &'static str,
    /// The rule's title in English.
    pub(crate) title: String,
    /// One sentence in English.
    pub(crate) statement: String,
    /// The values of the sentence, for other languages.
    pub(crate) values: BTreeMap<String, String>,
    /// What it is about.
    pub(crate) subject: SubjectShape,
    /// The originals that show it.
    pub(crate) evidence: Vec<EvidenceShape>,
}

/// What a finding is about: one of the two is set.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SubjectShape {
    /// A session key.
    pub(crate) session: Option<String>,
    /// An access request id.
    pub(crate) request: Option<String>,
}

/// A place in an original.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct EvidenceShape {
    /// The original's SHA-256.
    pub sha256: String,
    /// The place in it.
    pub(crate) at: String,
}

/// A page of findings.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FindingPage {
    /// How many there are in all.
    pub(crate) total: usize,
    /// This page, most severe first.
    pub(crate) findings: Vec<FindingShape>,
    /// Pass it back to get the next page.
    pub(crate) next_cursor: Option<String>,
}
