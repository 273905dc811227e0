//! When was it, and how do we know?

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// An instant together with the reason to believe it, or the reason there is none.
///
/// A bare `Option<Timestamp>` could not say whether an end is still to come, was never recorded, or is only bounded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moment {
    /// Recorded by a clock we name.
    At {
        /// The instant.
        at: Timestamp,
        /// Which document carries it.
        basis: MomentBasis,
    },
    /// Only an upper bound is known.
    NotAfter {
        /// The bound.
        at: Timestamp,
        /// Which document carries it.
        basis: MomentBasis,
    },
    /// Nothing is known; the text says why.
    Unknown {
        /// A short clause such as `no TerminateSession and no history entry`.
        why: String,
    },
}

/// The document an instant was taken from, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MomentBasis {
    /// `eventTime` of a CloudTrail record: AWS clock, whole seconds.
    CloudTrail,
    /// `StartDate` or `EndDate` of DescribeSessions: AWS clock.
    SessionHistory,
    /// The first line time of a stream or cast: node clock, after the start.
    Stream,
    /// The `Script started` line of the S3 log: written when the log was generated, after the session.
    LogGeneration,
}

impl MomentBasis {
    /// The word used in columns and the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CloudTrail => "cloud-trail",
            Self::SessionHistory => "session-history",
            Self::Stream => "stream",
            Self::LogGeneration => "log-generation",
        }
    }
}

impl Moment {
    /// The instant if a clock recorded it, not a bound.
    #[must_use]
    pub fn exact(&self) -> Option<Timestamp> {
        match self {
            Self::At { at, .. } => Some(*at),
            Self::NotAfter { .. } | Self::Unknown { .. } => None,
        }
    }

    /// The instant if a clock of AWS recorded it.
    #[must_use]
    pub fn by_aws(&self) -> Option<Timestamp> {
        match self {
            Self::At { at, basis: MomentBasis::CloudTrail | MomentBasis::SessionHistory } => {
                Some(*at)
            }
            Self::At { .. } | Self::NotAfter { .. } | Self::Unknown { .. } => None,
        }
    }

    /// The instant or its upper bound, for ordering rows; never print it as a time.
    #[must_use]
    pub fn sort_key(&self) -> Option<Timestamp> {
        match self {
            Self::At { at, .. } | Self::NotAfter { at, .. } => Some(*at),
            Self::Unknown { .. } => None,
        }
    }
}

/// A stretch of time during which an approval holds: `start` inclusive, `end` exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(Timestamp, Timestamp)", into = "(Timestamp, Timestamp)")]
pub struct Window {
    start: Timestamp,
    end: Timestamp,
}

impl Window {
    /// A window, unless it would end before it starts.
    #[must_use]
    pub fn new(start: Timestamp, end: Timestamp) -> Option<Self> {
        (start <= end).then_some(Self { start, end })
    }

    /// First instant inside.
    #[must_use]
    pub fn start(&self) -> Timestamp {
        self.start
    }

    /// First instant after.
    #[must_use]
    pub fn end(&self) -> Timestamp {
        self.end
    }

    /// Whether `at` lies inside.
    #[must_use]
    pub fn contains(&self, at: Timestamp) -> bool {
        self.start <= at && at < self.end
    }

    /// How long it lasts.
    #[must_use]
    pub fn length(&self) -> SignedDuration {
        self.end.as_duration() - self.start.as_duration()
    }
}

impl TryFrom<(Timestamp, Timestamp)> for Window {
    type Error = &'static str;
    fn try_from((start, end): (Timestamp, Timestamp)) -> Result<Self, Self::Error> {
        Self::new(start, end).ok_or("a window ends before it starts")
    }
}

impl From<Window> for (Timestamp, Timestamp) {
    fn from(window: Window) -> Self {
        (window.start, window.end)
    }
}
