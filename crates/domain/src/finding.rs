//! What does a rule state about a session or a request?

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::evidence::Evidence;
use crate::id::RequestId;
use crate::session::SessionKey;

/// A rule's statement with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's id, such as `outlived-window`.
    pub rule: String,
    /// The rule's version, so that a later reading can be told from this one.
    pub version: u32,
    /// How much it matters.
    pub severity: Severity,
    /// What it is about.
    pub subject: Subject,
    /// One sentence in English that names the things concerned.
    pub statement: String,
    /// The same, as named values, for other languages and machines.
    pub values: BTreeMap<String, String>,
    /// The originals that show it.
    pub evidence: Vec<Evidence>,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Worth a look.
    Low,
    /// Needs an explanation.
    Medium,
    /// Needs an explanation now.
    High,
}

/// What a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// A session or attempt.
    Session(SessionKey),
    /// An access request.
    Request(RequestId),
}

impl Severity {
    /// The word used in queries, columns and the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}
