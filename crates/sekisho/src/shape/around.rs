//! How is what was done around a session written?

use serde::Serialize;
use utoipa::ToSchema;

use super::session::SessionRow;
use super::timeline::EventShape;

/// What the same person did around a session, and what was done about its request.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AroundShape {
    /// An hour before the session began; absent where no clock tells when that was. RFC 3339, UTC.
    pub(crate) from: Option<String>,
    /// An hour after it ended, or may have ended; absent with `from`.
    pub(crate) to: Option<String>,
    /// Whether CloudTrail of that time, of the account and region of the session, was read whole, so that no other session
    /// was opened there. Of other accounts nothing is said by it.
    pub(crate) told_whole: bool,
    /// The calls that sessions rest on, in order: those of the session itself, whenever they were, and those of the others
    /// in that time.
    pub(crate) done: Vec<DoneShape>,
    /// The other sessions and refused attempts of the person that may have lasted into that time, the newest first.
    pub(crate) others: Vec<SessionRow>,
}

/// One call.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DoneShape {
    /// The call.
    #[serde(flatten)]
    pub(crate) event: EventShape,
    /// The other session that it belongs to; absent where it is of this one.
    pub(crate) session: Option<String>,
    /// The node of that other session, by its name where it has one.
    pub(crate) node: Option<String>,
}
