//! What does a recording say of the session that it records?

use jiff::{SignedDuration, Timestamp};
use sekisho_domain::evidence::Sha256;
use sekisho_domain::id::{NodeId, SessionId};
use sekisho_domain::principal::Principal;
use sekisho_domain::recording::{RecordingSeen, RecordingSource, SourceKind};
use sekisho_recording::{Clock, Kind, Recording};

/// The times of a typescript that lies in another file, as its name says whose both are.
pub(crate) fn timing(original: Sha256, named: SessionId) -> RecordingSeen {
    RecordingSeen {
        source: RecordingSource::named(SourceKind::Timing, original),
        session: Some(named),
        node: None,
        owner: None,
        run_as: None,
        generated_at: None,
        placed: None,
        uploaded: None,
        lines_at: None,
        output_bytes: 0,
    }
}

/// What is known of a session by a recording of it, of which its name says that it is `named`.
pub(crate) fn seen(
    recording: &Recording,
    source: RecordingSource,
    named: Option<&SessionId>,
) -> RecordingSeen {
    let own = recording.session_id.as_ref().and_then(|id| SessionId::new(id.clone()).ok());
    RecordingSeen {
        source,
        session: own.or_else(|| named.cloned()),
        node: recording.node_id.as_ref().and_then(|id| NodeId::new(id.clone()).ok()),
        owner: recording.owner.clone().map(Principal::new),
        run_as: recording.run_as.clone(),
        generated_at: recording.generated_at,
        placed: None,
        uploaded: None,
        lines_at: lines_at(&recording.clock),
        output_bytes: recording.output.len() as u64,
    }
}

fn lines_at(clock: &Clock) -> Option<(Timestamp, Timestamp)> {
    match clock {
        Clock::Lines { anchors } => Some((anchors.first()?.not_after, anchors.last()?.not_after)),
        Clock::Exact { started: Some(started), duration, .. } => {
            let length = SignedDuration::from_micros(i64::try_from(duration.0).ok()?);
            // Whole seconds are written down, so that it may have started up to one later.
            let first = started.checked_add(SignedDuration::from_secs(1)).ok()?;
            Some((first, started.checked_add(length).ok()?))
        }
        Clock::Exact { started: None, .. } | Clock::Absent => None,
    }
}

pub(crate) fn source_kind(kind: Kind) -> SourceKind {
    match kind {
        // All of them are the bytes of the terminal without a clock.
        Kind::SessionLog | Kind::PowerShellTranscript | Kind::Typescript => SourceKind::SessionLog,
        Kind::ScriptTiming => SourceKind::Timing,
        Kind::CloudWatchStream => SourceKind::Stream,
        Kind::AsciicastV1 | Kind::AsciicastV2 | Kind::AsciicastV3 | Kind::Ttyrec => {
            SourceKind::Cast
        }
    }
}
