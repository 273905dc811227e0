//! Is there something to replay, and if not, why not?

use jiff::Timestamp;
use sekisho_domain::moment::Moment;
use sekisho_domain::recording::RecordingState;
use sekisho_domain::session::{Outcome, SessionKind};

use crate::policy::Policy;
use crate::session::TracedSession;

/// What is known about the recording of a session at `now`.
pub(crate) fn state(traced: &TracedSession<'_>, policy: &Policy, now: Timestamp) -> RecordingState {
    let session = &traced.session;
    if !traced.sources.is_empty() {
        return RecordingState::Present { sources: traced.sources.clone() };
    }
    if let Outcome::Denied { .. } = session.outcome {
        return RecordingState::NoneByDesign { because: "the session was denied".into() };
    }
    if let Some(because) = never_recorded(session.kind) {
        return RecordingState::NoneByDesign { because: because.into() };
    }
    if traced.status == Some("Failed") {
        let because = "session history says Failed, and no log came".into();
        return RecordingState::Missing { because };
    }
    match (&session.ended, session.started.exact()) {
        (Moment::At { at, .. } | Moment::NotAfter { at, .. }, _) => {
            if at.duration_until(now) < policy.recording_grace {
                let because = format!("the session ended at {at} and its log may still come");
                return RecordingState::Pending { because };
            }
            let grace = policy.recording_grace;
            let because = format!("the session ended at {at} and no log came within {grace:#}");
            RecordingState::Missing { because }
        }
        (Moment::Unknown { .. }, Some(at)) => {
            if at.duration_until(now) < policy.longest_session {
                let because = "no document tells of its end, so it may still be running".into();
                return RecordingState::Pending { because };
            }
            let longest = policy.longest_session;
            let because = format!(
                "no document tells of its end, and no log came within {longest:#} of its start"
            );
            RecordingState::Missing { because }
        }
        (Moment::Unknown { .. }, None) => RecordingState::Missing {
            because: "neither its start nor its end is known, and no log came".into(),
        },
    }
}

fn never_recorded(kind: SessionKind) -> Option<&'static str> {
    match kind {
        SessionKind::Port => Some("Session Manager does not record port forwarding"),
        SessionKind::Ssh => Some("Session Manager does not record SSH"),
        SessionKind::Shell | SessionKind::Command | SessionKind::Rdp | SessionKind::Unknown => None,
    }
}
