//! Is there something to replay, and if not, why not?

use jiff::Timestamp;
use sekisho_domain::moment::Moment;
use sekisho_domain::recording::RecordingState;
use sekisho_domain::session::{Interrupted, Outcome, Session, SessionKind};

use crate::Judging;
use crate::coverage::{Absence, WhyMissing, WhyUnknown, absence};
use crate::policy::Policy;
use crate::session::TracedSession;

/// Until when the log of a session may come.
pub(crate) struct Due {
    pub(crate) by: Timestamp,
    pub(crate) after: After,
}

/// What happened, so that the log is waited for.
pub(crate) enum After {
    /// The session ended.
    End(Timestamp),
    /// No document tells of its end, and its node was taken away.
    NodeStop(Timestamp),
    /// No document tells of its end, so it may last as long as a session can.
    Start,
}

/// What is known about the recording of a session.
pub(crate) fn state(traced: &TracedSession<'_>, judging: &Judging<'_>) -> RecordingState {
    let (session, policy) = (&traced.session, judging.policy);
    if !traced.sources.is_empty() {
        return RecordingState::Present { sources: traced.sources.clone() };
    }
    if let Outcome::Denied { .. } = session.outcome {
        return RecordingState::NoneByDesign { because: "the session was denied".into() };
    }
    if let Some(because) = never_recorded(session.kind) {
        return RecordingState::NoneByDesign { because: because.into() };
    }
    match absence(session, judging.seen, policy, judging.now) {
        Absence::Missing(why) => RecordingState::Missing { because: missing(session, why, policy) },
        Absence::Unknown(why) => RecordingState::Unknown { because: unknown(session, why) },
        Absence::Awaited(_) => RecordingState::Pending { because: pending(session, policy) },
    }
}

/// Until when a log may come; `None` where no document tells when the session was.
pub(crate) fn due(session: &Session, policy: &Policy) -> Option<Due> {
    let (after, happened, wait) = match (&session.ended, &session.interrupted) {
        (Moment::At { at, .. } | Moment::NotAfter { at, .. }, _) => {
            (After::End(*at), *at, policy.recording_grace)
        }
        (Moment::Unknown { .. }, Some(Interrupted::NodeStopped { at, .. })) => {
            (After::NodeStop(*at), *at, policy.recording_grace)
        }
        (Moment::Unknown { .. }, _) => {
            let wait = policy.longest_session + policy.recording_grace;
            (After::Start, session.started.exact()?, wait)
        }
    };
    Some(Due { by: happened.checked_add(wait).unwrap_or(Timestamp::MAX), after })
}

/// What records it: a log that its node writes, or the screen that AWS films.
fn awaited(session: &Session) -> &'static str {
    if session.kind == SessionKind::Rdp { "recording" } else { "log" }
}

fn pending(session: &Session, policy: &Policy) -> String {
    let awaited = awaited(session);
    match due(session, policy).map(|due| due.after) {
        Some(After::End(at)) => {
            format!("the session ended at {at} and its {awaited} may still come")
        }
        Some(After::NodeStop(at)) => {
            format!("its node was stopped at {at} and its log may still come")
        }
        Some(After::Start) | None => {
            "no document tells of its end, so it may still be running".into()
        }
    }
}

fn unknown(session: &Session, why: WhyUnknown) -> String {
    let awaited = awaited(session);
    match why {
        WhyUnknown::Behind => {
            format!("a source that may bring its {awaited} has not been read that far")
        }
        WhyUnknown::LeftOut => {
            format!("a bucket that may hold its {awaited} is read only in part")
        }
        WhyUnknown::NoSource => {
            format!("not every bucket and log group that may hold its {awaited} is read")
        }
        WhyUnknown::NoTime => {
            format!("neither its start nor its end is known, and no {awaited} came")
        }
    }
}

fn missing(session: &Session, why: WhyMissing, policy: &Policy) -> String {
    let awaited = awaited(session);
    match why {
        WhyMissing::NotGiven => format!("its {awaited} is there, and its source does not give it"),
        WhyMissing::Unreadable => format!("its {awaited} came, and nothing in it can be read"),
        WhyMissing::Failed => "session history says Failed, and no log came".into(),
        WhyMissing::LoggingOff => {
            "no version of the session preferences of its account and region says where to record"
                .into()
        }
        WhyMissing::NodeStopped | WhyMissing::NoLog | WhyMissing::NoEnd => overdue(session, policy),
    }
}

fn overdue(session: &Session, policy: &Policy) -> String {
    let grace = policy.recording_grace;
    let longest = policy.longest_session + grace;
    let (taken_away, awaited) = (taken_away(session), awaited(session));
    match (due(session, policy).map(|due| due.after), taken_away) {
        (Some(After::End(at)), Some(taken_away)) => {
            format!("the session ended at {at}, {taken_away}, and no log came within {grace:#}")
        }
        (Some(After::End(at)), None) => {
            format!("the session ended at {at} and no {awaited} came within {grace:#}")
        }
        (Some(After::NodeStop(_)), Some(taken_away)) => {
            format!("no document tells of its end, {taken_away}, and no log came within {grace:#}")
        }
        _ => format!(
            "no document tells of its end, and no {awaited} came within {longest:#} of its start"
        ),
    }
}

/// That the node was stopped, when, and by whom.
fn taken_away(session: &Session) -> Option<String> {
    let Some(Interrupted::NodeStopped { at, by, terminated }) = &session.interrupted else {
        return None;
    };
    let how = if *terminated { "terminated" } else { "stopped" };
    let by = by.as_ref().map_or(String::new(), |by| format!(" by {}", by.person().name));
    Some(format!("its node was {how} at {at}{by}"))
}

fn never_recorded(kind: SessionKind) -> Option<&'static str> {
    match kind {
        SessionKind::Port => Some("Session Manager does not record port forwarding"),
        SessionKind::Ssh => Some("Session Manager does not record SSH"),
        SessionKind::Shell | SessionKind::Command | SessionKind::Rdp | SessionKind::Unknown => None,
    }
}
