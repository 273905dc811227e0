//! What became of the recording of one session?

use jiff::Timestamp;
use sekisho_domain::record::AccessRecord;
use sekisho_domain::recording::{RecordingSource, RecordingState};
use sekisho_domain::session::{Interrupted, Outcome, Session, SessionKind};

use super::seen::{Hindrance, Looked, Seen};
use crate::policy::Policy;
use crate::recording::{After, Due, due};

/// What is to be said of a recording that is not here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Absence {
    Missing(WhyMissing),
    Unknown(WhyUnknown),
    Awaited(WhyAwaited),
}

/// The state that a session has in coverage; the worst come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arrival {
    /// It should be here, everything was looked through, and it is not.
    Missing(WhyMissing),
    /// It is not here, and it cannot be said whether it is missing.
    Unknown(WhyUnknown),
    /// A recording came of which neither CloudTrail nor session history tells: nobody could have missed it.
    Unannounced,
    /// It came, and later than logs usually come.
    Late,
    /// It is not here, and need not be yet.
    Awaited(WhyAwaited),
    /// It came.
    Arrived,
    /// No recording is expected.
    NotExpected(WhyNotExpected),
}

/// Why a recording is missing, as far as that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WhyMissing {
    /// It was found, and the source does not give it.
    NotGiven,
    /// It came, and nothing in it can be read.
    Unreadable,
    /// Session history says that the session failed.
    Failed,
    /// No version of the session preferences that AWS still has for its account and region says where to record, or there
    /// are none.
    LoggingOff,
    /// Its node was stopped or terminated before the log was due.
    NodeStopped,
    /// The session ended, and no document tells more: the usual reasons are that the node was stopped before it could
    /// upload, that its role may not write to the bucket, and that logging is not configured.
    NoLog,
    /// No document tells of the end, and the longest time a session can last is over.
    NoEnd,
}

/// Why it cannot be said whether a recording is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WhyUnknown {
    /// A source that may bring it has not been read that far.
    Behind,
    /// A source that may bring it leaves out part of what it has, as the configuration says.
    LeftOut,
    /// No source that may bring it is read.
    NoSource,
    /// No document tells when the session was, so nobody knows until when to look.
    NoTime,
}

/// Why a recording need not be here yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WhyAwaited {
    /// The session may still be running; a log is uploaded after the end.
    Running,
    /// The session ended so recently that its log may be on the way.
    Uploading,
}

/// Why no recording is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WhyNotExpected {
    /// Session Manager does not record port forwarding.
    Port,
    /// Session Manager does not record SSH.
    Ssh,
    /// AWS refused the session.
    Denied,
}

/// The state of one session.
pub(super) fn of(
    record: &AccessRecord,
    seen: &Seen<'_>,
    policy: &Policy,
    now: Timestamp,
) -> Arrival {
    let session = &record.session;
    match &record.recording {
        RecordingState::Present { sources } => came(session, sources, seen, policy),
        RecordingState::NoneByDesign { .. } => Arrival::NotExpected(not_expected(session)),
        RecordingState::Pending { .. }
        | RecordingState::Missing { .. }
        | RecordingState::Unknown { .. } => match absence(session, seen, policy, now) {
            Absence::Missing(why) => Arrival::Missing(why),
            Absence::Unknown(why) => Arrival::Unknown(why),
            Absence::Awaited(why) => Arrival::Awaited(why),
        },
    }
}

fn came(
    session: &Session,
    sources: &[RecordingSource],
    seen: &Seen<'_>,
    policy: &Policy,
) -> Arrival {
    if session.started.by_aws().or(session.ended.by_aws()).is_none() {
        return Arrival::Unannounced;
    }
    let due = due_by_aws(session, policy);
    // One that came in time is enough.
    match due {
        Some(due) if sources.iter().all(|source| seen.came_after(&source.original, due)) => {
            Arrival::Late
        }
        _ => Arrival::Arrived,
    }
}

/// Until when a log was to come, by what AWS tells of the session and not by the log itself.
fn due_by_aws(session: &Session, policy: &Policy) -> Option<Timestamp> {
    let ended = || session.ended.by_aws()?.checked_add(policy.recording_grace).ok();
    let longest = policy.longest_session + policy.recording_grace;
    let endless = || session.started.by_aws()?.checked_add(longest).ok();
    ended().or_else(endless)
}

fn not_expected(session: &Session) -> WhyNotExpected {
    match (&session.outcome, session.kind) {
        (Outcome::Denied { .. }, _) => WhyNotExpected::Denied,
        (Outcome::Started, SessionKind::Ssh) => WhyNotExpected::Ssh,
        (Outcome::Started, _) => WhyNotExpected::Port,
    }
}

/// Whether a recording that is not here is missing, or may yet come, or may be where nobody looked.
pub(crate) fn absence(
    session: &Session,
    seen: &Seen<'_>,
    policy: &Policy,
    now: Timestamp,
) -> Absence {
    let obstacle = seen.obstacle(&session.key);
    let in_the_way = obstacle.and_then(|obstacle| match obstacle.how {
        Hindrance::Unreadable => Some(WhyMissing::Unreadable),
        Hindrance::NotGiven => Some(WhyMissing::NotGiven),
        Hindrance::NotYet => None,
    });
    let Some(Due { by, after }) = due(session, policy) else {
        return in_the_way.map_or(Absence::Unknown(WhyUnknown::NoTime), Absence::Missing);
    };
    // Where one log cannot be used, one that lies elsewhere may.
    let lies_in = obstacle.and_then(|obstacle| obstacle.lies_in.as_ref());
    let looked = seen.looked(session, lies_in.filter(|_| in_the_way.is_some()), by.min(now));
    let nothing_else_comes = matches!(looked, Looked::FarEnough | Looked::Nowhere);
    if let Some(why) = in_the_way.filter(|_| nothing_else_comes) {
        return Absence::Missing(why);
    }
    if now < by && session.interrupted != Some(Interrupted::Failed) {
        return Absence::Awaited(match after {
            After::End(_) | After::NodeStop(_) => WhyAwaited::Uploading,
            After::Start => WhyAwaited::Running,
        });
    }
    match looked {
        // It is there, and was not given for a reason that passes.
        Looked::FarEnough if obstacle.is_some() => Absence::Unknown(WhyUnknown::Behind),
        Looked::FarEnough => Absence::Missing(why_missing(session, &after, seen)),
        Looked::Behind => Absence::Unknown(WhyUnknown::Behind),
        Looked::Partly => Absence::Unknown(WhyUnknown::LeftOut),
        Looked::Nowhere => Absence::Unknown(WhyUnknown::NoSource),
    }
}

fn why_missing(session: &Session, after: &After, seen: &Seen<'_>) -> WhyMissing {
    match (&session.interrupted, after) {
        (Some(Interrupted::Failed), _) => WhyMissing::Failed,
        _ if seen.nothing_is_logged(session) => WhyMissing::LoggingOff,
        (Some(Interrupted::NodeStopped { .. }), _) => WhyMissing::NodeStopped,
        (None, After::Start) => WhyMissing::NoEnd,
        (None, After::End(_) | After::NodeStop(_)) => WhyMissing::NoLog,
    }
}

impl Arrival {
    /// The word in output and in the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing(_) => "missing",
            Self::Unknown(_) => "unknown",
            Self::Awaited(_) => "awaited",
            Self::Late => "late",
            Self::Arrived => "arrived",
            Self::Unannounced => "unannounced",
            Self::NotExpected(_) => "not-expected",
        }
    }

    /// The reason in one word, where the state needs one.
    #[must_use]
    pub fn why(self) -> Option<&'static str> {
        Some(match self {
            Self::Missing(WhyMissing::NotGiven) => "not-given",
            Self::Missing(WhyMissing::Unreadable) => "unreadable",
            Self::Missing(WhyMissing::Failed) => "failed",
            Self::Missing(WhyMissing::LoggingOff) => "logging-off",
            Self::Missing(WhyMissing::NodeStopped) => "node-stopped",
            Self::Missing(WhyMissing::NoLog) => "no-log",
            Self::Missing(WhyMissing::NoEnd) => "no-end",
            Self::Unknown(WhyUnknown::Behind) => "source-behind",
            Self::Unknown(WhyUnknown::LeftOut) => "left-out",
            Self::Unknown(WhyUnknown::NoSource) => "no-source",
            Self::Unknown(WhyUnknown::NoTime) => "no-time",
            Self::Awaited(WhyAwaited::Running) => "running",
            Self::Awaited(WhyAwaited::Uploading) => "uploading",
            Self::NotExpected(WhyNotExpected::Port) => "port",
            Self::NotExpected(WhyNotExpected::Ssh) => "ssh",
            Self::NotExpected(WhyNotExpected::Denied) => "denied",
            Self::Late | Self::Arrived | Self::Unannounced => return None,
        })
    }

    /// Whether AWS told of a session that leaves a recording.
    #[must_use]
    pub fn is_expected(self) -> bool {
        !matches!(self, Self::Unannounced | Self::NotExpected(_))
    }
}
