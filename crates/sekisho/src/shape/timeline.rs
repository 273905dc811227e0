//! How is what happened over the length of a session written?

use serde::Serialize;
use utoipa::ToSchema;

/// What lies along a recording, besides its lines and commands.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TimelineShape {
    /// The instant of playing position 0, where a clock tells; RFC 3339, UTC.
    pub(crate) started: Option<String>,
    /// Output bytes in each of equal slices of the playing time; absent without a clock.
    pub(crate) activity: Option<Vec<u32>>,
    /// Stretches in which certainly nothing was written, from and to in microseconds; absent without a clock.
    pub(crate) idle_us: Option<Vec<(u64, u64)>>,
    /// What CloudTrail recorded of the session and of the requests it is matched with, in order.
    pub(crate) events: Vec<EventShape>,
}

/// One CloudTrail event.
#[derive(Debug, Serialize, ToSchema, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct EventShape {
    /// `eventTime`, whole seconds; RFC 3339, UTC.
    pub(crate) at: String,
    /// `eventName`
    #[schema(value_type = String)]
    pub(crate) name: &'static str,
    /// `eventID`
    pub(crate) id: String,
    /// Who called.
    pub(crate) who: Option<String>,
    /// `errorCode`, when AWS refused the call.
    pub(crate) error: Option<String>,
}

/// Where a word stands in a session.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Hits {
    /// The time basis of the recording; the transcript tells which of its lines have no time although others have.
    pub(crate) basis: String,
    /// Lines that hold it, all of them.
    pub(crate) total: u64,
    /// Number and playing position in microseconds of each such line, at most 20,000.
    pub(crate) lines: Vec<(u64, u64)>,
}
