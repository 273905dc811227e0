//! What do answers look like on the wire?
//!
//! These shapes belong to the HTTP API and to `--json`; the domain can change without breaking a client, and a test
//! snapshots the OpenAPI document so that a change here is always seen. `null` means "not known".

pub(crate) mod around;
pub(crate) mod coverage;
pub(crate) mod finding;
pub(crate) mod footage;
pub(crate) mod marks;
pub(crate) mod moment;
pub(crate) mod original;
pub(crate) mod person;
pub(crate) mod recording;
pub(crate) mod request;
pub(crate) mod screen_text;
pub(crate) mod search;
pub(crate) mod session;
pub(crate) mod status;
pub(crate) mod timeline;
pub(crate) mod trail;

use search::ProblemShape;
use serde::Serialize;
use utoipa::ToSchema;

/// Every refusal has this form.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ErrorBody {
    /// The refusal.
    pub(crate) error: ErrorDetail,
}

/// What went wrong and what to do about it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ErrorDetail {
    /// Stable, kebab-case.
    pub(crate) code: String,
    /// One sentence that names the thing concerned.
    pub(crate) message: String,
    /// The next step, when there is one.
    pub(crate) hint: Option<String>,
    /// The parts of the question that were not understood; only with the code `not-understood`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) problems: Vec<ProblemShape>,
}
