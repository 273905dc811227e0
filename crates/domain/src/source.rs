//! What does a source bring, and how far has it been read?

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{AccountId, Region};

/// What a source brings, as far as it decides whether anything is missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Brings {
    /// CloudTrail's events: word of sessions, of the requests for them, and of what was done with these.
    Trail,
    /// Word of sessions: session history.
    Sessions,
    /// Access requests.
    Requests,
    /// Logs of shell sessions, as Session Manager uploads them to a bucket.
    SessionLogs,
    /// Streams of shell sessions: a log group, or a bucket to which one is delivered.
    CloudwatchLogs,
    /// Recordings of remote desktop connections.
    RdpRecordings,
    /// Where sessions are to be recorded: session preferences, with their earlier versions.
    Preferences,
    /// None of these: nodes, notifications. A source that does not say, or says what earlier versions did,
    /// counts as this, so that it never vouches for anything.
    #[default]
    #[serde(alias = "recordings")]
    Other,
}

/// Where recordings and trails are delivered to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Destination {
    /// An S3 bucket, by its name.
    Bucket(String),
    /// A CloudWatch log group, by its name.
    LogGroup(String),
}

/// How far a source has been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// What it brings.
    pub brings: Brings,
    /// The only account and region it tells of; `None` where it may tell of any.
    pub place: Option<(AccountId, Region)>,
    /// The only accounts whose sessions it brings; none where it may bring those of any.
    pub accounts: Vec<AccountId>,
    /// The bucket or log group that it reads; `None` where it is neither.
    pub destination: Option<Destination>,
    /// Below which prefixes it reads a bucket; none where it reads no bucket.
    pub prefixes: Vec<String>,
    /// Whether anything was left there because no key pattern of the configuration names it.
    pub leaves_some: bool,
    /// Whether it is still read; what comes later than it was read never comes through it.
    pub is_configured: bool,
    /// Since when it tells of everything; `None` where nobody knows how far back it reaches.
    pub since: Option<Timestamp>,
    /// Everything that AWS had delivered to it by then has been seen; `None` before it answered for the first time.
    pub complete_up_to: Option<Timestamp>,
}

impl Brings {
    /// The word in the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Trail => "trail",
            Self::Sessions => "sessions",
            Self::Requests => "requests",
            Self::SessionLogs => "session-logs",
            Self::CloudwatchLogs => "cloudwatch-logs",
            Self::RdpRecordings => "rdp-recordings",
            Self::Preferences => "preferences",
            Self::Other => "other",
        }
    }

    /// Whether it brings word of sessions.
    #[must_use]
    pub fn is_of_sessions(self) -> bool {
        matches!(self, Self::Trail | Self::Sessions)
    }

    /// Whether it brings recordings of some kind.
    #[must_use]
    pub fn is_recordings(self) -> bool {
        matches!(self, Self::SessionLogs | Self::CloudwatchLogs | Self::RdpRecordings)
    }
}

impl Reach {
    /// Whether it reads all that lies below a prefix of its bucket.
    #[must_use]
    pub fn reads_all_below(&self, below: &str) -> bool {
        self.prefixes.is_empty() || self.prefixes.iter().any(|prefix| below.starts_with(prefix))
    }

    /// Whether it may tell of sessions in an account and region. What is not known may be anywhere.
    #[must_use]
    pub fn covers(&self, account: Option<&AccountId>, region: Option<&Region>) -> bool {
        let Some((own_account, own_region)) = &self.place else {
            return account.is_none_or(|of| self.accounts.is_empty() || self.accounts.contains(of));
        };
        account.is_none_or(|account| account == own_account)
            && region.is_none_or(|region| region == own_region)
    }

    /// Whether it tells of all there is in an account and region. Of a place that is not known, only one can that may tell of
    /// any.
    #[must_use]
    pub fn is_of(&self, account: Option<&AccountId>, region: Option<&Region>) -> bool {
        let own = |(own_account, own_region): &(AccountId, Region)| {
            account == Some(own_account) && region == Some(own_region)
        };
        self.place.as_ref().is_none_or(own)
    }

    /// Whether it tells of everything there was from one instant to another.
    #[must_use]
    pub fn tells_all(&self, from: Timestamp, to: Timestamp) -> bool {
        !self.leaves_some
            && self.since.is_some_and(|since| since <= from)
            && self.is_complete_up_to(to)
    }

    /// Whether everything up to `at` has been seen.
    #[must_use]
    pub fn is_complete_up_to(&self, at: Timestamp) -> bool {
        self.complete_up_to.is_some_and(|reached| reached >= at)
    }
}
