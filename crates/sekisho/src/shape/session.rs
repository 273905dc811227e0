//! How is a session written, as a row and as a page?

use serde::Serialize;
use utoipa::ToSchema;

use super::finding::FindingShape;
use super::moment::MomentShape;
use super::original::OriginalRef;
use super::person::PersonShape;
use super::recording::{Disowned, RecordingShape, ScreenShape};
use super::request::{NodeShape, RequestShape};
use super::search::UndecidedShape;

/// One access record: the row of every list and export.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SessionRow {
    /// The session id, or `denied:` and the event id of a refused attempt.
    pub(crate) key: String,
    /// `shell`, `command`, `port`, `ssh`, `rdp` or `unknown`.
    #[schema(value_type = String)]
    pub(crate) kind: &'static str,
    /// Whether it began.
    pub(crate) outcome: OutcomeShape,
    /// Who.
    pub(crate) person: Option<PersonShape>,
    /// Where.
    pub(crate) node: Option<NodeShape>,
    /// The account.
    pub(crate) account: Option<String>,
    /// The region.
    pub(crate) region: Option<String>,
    /// When it began.
    pub(crate) started: MomentShape,
    /// When it ended.
    pub(crate) ended: MomentShape,
    /// From start to end, only when clocks recorded both.
    pub(crate) duration_us: Option<i64>,
    /// `just-in-time`, `standard` or `unknown`.
    #[schema(value_type = String)]
    pub(crate) access: &'static str,
    /// The session document.
    pub(crate) document: Option<String>,
    /// The reason of the request, else the one given when the session was started.
    pub(crate) reason: Option<String>,
    /// Where a port-forwarding session led.
    pub(crate) tunnel: Option<TunnelShape>,
    /// The operating-system user.
    pub(crate) run_as: Option<String>,
    /// Where the caller connected from.
    pub(crate) source_ip: Option<String>,
    /// Which request allowed it.
    pub(crate) request: MatchShape,
    /// Who agreed.
    pub(crate) approval: ApprovalShape,
    /// Whether there is something to replay.
    pub(crate) recording: RecordingStateShape,
    /// What the rules say.
    pub(crate) findings: Vec<FindingShape>,
    /// Where the searched words stand; only in search answers.
    pub(crate) snippets: Vec<Snippet>,
}

/// Whether a session began.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct OutcomeShape {
    /// It began.
    pub(crate) started: bool,
    /// The error code of a refusal.
    pub(crate) code: Option<String>,
    /// The error message of a refusal.
    pub(crate) message: Option<String>,
}

/// Where a port-forwarding session led.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TunnelShape {
    /// The remote host.
    pub(crate) host: Option<String>,
    /// The remote port.
    pub(crate) port: Option<String>,
}

/// How a session and a request belong together.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct MatchShape {
    /// `confirmed`, `probable`, `ambiguous`, `none` or `unknown`.
    #[serde(rename = "match")]
    #[schema(value_type = String)]
    pub(crate) kind: &'static str,
    /// What joins them, in words.
    #[schema(value_type = Option<String>)]
    pub(crate) basis: Option<&'static str>,
    /// What speaks against it.
    pub(crate) against: Vec<String>,
    /// Why there is none, or what is missing of it.
    pub(crate) because: Option<String>,
    /// The request, or every candidate.
    pub(crate) ids: Vec<String>,
}

/// Who agreed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ApprovalShape {
    /// `independent`, `auto`, `self`, `none` or `undeterminable`.
    #[schema(value_type = String)]
    pub(crate) class: &'static str,
    /// Why it cannot be determined.
    pub(crate) because: Option<String>,
    /// The people who approved, in order.
    pub(crate) approvers: Vec<String>,
}

/// Whether there is something to replay.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RecordingStateShape {
    /// `present`, `incomplete`, `none-by-design`, `pending`, `missing` or `unknown`.
    #[schema(value_type = String)]
    pub(crate) state: &'static str,
    /// Why there is none.
    pub(crate) because: Option<String>,
    /// `exact`, `anchored`, `estimated` or `order-only`.
    pub(crate) time_basis: Option<String>,
}

/// Where a searched word stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Snippet {
    /// The offset to open the session at; absent for a reason and for a screen.
    pub(crate) offset: Option<u64>,
    /// The position in the video, in microseconds; only for a screen.
    pub(crate) at_us: Option<u64>,
    /// The hash of the video, where the session has several.
    pub(crate) screen: Option<String>,
    /// One line of text.
    pub(crate) text: String,
    /// The found stretches, as UTF-16 indexes `[start, end)` into `text`.
    pub(crate) marks: Vec<[usize; 2]>,
    /// `command`, `output`, `reason`, or `screen`, which a machine read and may be wrong.
    #[schema(value_type = String)]
    pub(crate) source: &'static str,
}

impl Snippet {
    /// Whether the text was recorded, rather than written by the requester.
    pub(crate) fn is_content(&self) -> bool {
        self.offset.is_some() || self.at_us.is_some()
    }
}

/// A page of sessions.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SessionPage {
    /// How many match in all.
    pub(crate) total: usize,
    /// This page, newest first.
    pub(crate) sessions: Vec<SessionRow>,
    /// Of how many it cannot be said whether they match; `show:undecided` lists them.
    pub(crate) undecided: UndecidedShape,
    /// Pass it back to get the next page.
    pub(crate) next_cursor: Option<String>,
}

/// Everything about one session.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SessionDetail {
    /// The row.
    pub(crate) session: SessionRow,
    /// The requests the match names.
    pub(crate) requests: Vec<RequestShape>,
    /// What its terminal showed, when that was recorded.
    pub(crate) recording: Option<RecordingShape>,
    /// What its remote desktop showed, when that was recorded.
    pub(crate) screens: Vec<ScreenShape>,
    /// Recordings whose metadata names this session, and of which somebody says that they do not show it.
    pub(crate) disowned: Vec<Disowned>,
    /// The archived originals that say anything about this session.
    pub(crate) originals: Vec<OriginalRef>,
}
