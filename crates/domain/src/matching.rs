//! Which request allowed a session, and how sure are we?

use serde::{Deserialize, Serialize};

use crate::id::RequestId;

/// How a session and a request belong together. Never a bare option: the reason is half of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Match {
    /// A hard key joins them.
    Confirmed {
        /// The request.
        request: RequestId,
        /// The key.
        basis: Basis,
    },
    /// Everything fits and nothing else does, but no hard key joins them.
    Probable {
        /// The request.
        request: RequestId,
        /// What fits.
        basis: Basis,
        /// What speaks against it, each a short clause; often empty.
        against: Vec<String>,
    },
    /// Several requests fit equally well.
    Ambiguous {
        /// All of them, by id.
        candidates: Vec<RequestId>,
        /// What fits for each.
        basis: Basis,
    },
    /// No request fits.
    None {
        /// Why, as a short clause.
        because: String,
    },
    /// None that is here fits, and not all that there were are here.
    Unknown {
        /// What has not been read, as a short clause.
        because: String,
    },
}

/// What joins a session to a request, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The session was started with the access key that was issued for the request's token.
    SameAccessKey,
    /// The record of the session names the request.
    RequestIdInEvent,
    /// The same person took a token of the request at most 15 minutes before, on the same node.
    PersonNodeToken,
    /// Same person, same node, and the session began inside the approved window.
    PersonNodeWindow,
}

impl Basis {
    /// The words shown to the auditor.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::SameAccessKey => "same access key",
            Self::RequestIdInEvent => "request id in event",
            Self::PersonNodeToken => "person + node + token taken within 15 minutes",
            Self::PersonNodeWindow => "person + node + window",
        }
    }
}

impl Match {
    /// The one request, unless there is none or more than one.
    #[must_use]
    pub fn request(&self) -> Option<&RequestId> {
        match self {
            Self::Confirmed { request, .. } | Self::Probable { request, .. } => Some(request),
            Self::Ambiguous { .. } | Self::None { .. } | Self::Unknown { .. } => None,
        }
    }

    /// Every request that may be meant.
    #[must_use]
    pub fn candidates(&self) -> &[RequestId] {
        match self {
            Self::Confirmed { request, .. } | Self::Probable { request, .. } => {
                std::slice::from_ref(request)
            }
            Self::Ambiguous { candidates, .. } => candidates,
            Self::None { .. } | Self::Unknown { .. } => &[],
        }
    }

    /// The word used in queries, columns and the API.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Confirmed { .. } => "confirmed",
            Self::Probable { .. } => "probable",
            Self::Ambiguous { .. } => "ambiguous",
            Self::None { .. } => "none",
            Self::Unknown { .. } => "unknown",
        }
    }
}
