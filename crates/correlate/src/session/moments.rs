//! When did a session begin and end, and how do we know?

use jiff::{SignedDuration, Timestamp};
use sekisho_domain::moment::{Moment, MomentBasis};
use sekisho_domain::recording::{Joined, RecordingSeen};
use sekisho_domain::session::Session;

use crate::facts::SessionFacts;

/// CloudTrail cuts `eventTime` to whole seconds, so an end may seem to lie this much before a finer start.
const ROUNDING: SignedDuration = SignedDuration::from_secs(1);

/// When the session began, from the best document there is.
///
/// The first line of a stream appeared in a session that had begun, and a log is generated after it: both bound the
/// start only from above.
pub(crate) fn started(said: &SessionFacts<'_>) -> Moment {
    if let Some(start) = said.starts.first() {
        return Moment::At { at: start.fact.call.at, basis: MomentBasis::CloudTrail };
    }
    if let Some(at) = said.history.iter().filter_map(|h| h.fact.started).min() {
        return Moment::At { at, basis: MomentBasis::SessionHistory };
    }
    let lines = said.recordings.iter().filter_map(|r| r.fact.lines_at);
    if let Some(at) = lines.map(|(first, _)| first).min() {
        return Moment::NotAfter { at, basis: MomentBasis::Stream };
    }
    if let Some(at) = log_generation(said) {
        return Moment::NotAfter { at, basis: MomentBasis::LogGeneration };
    }
    Moment::Unknown { why: "no StartSession, no history entry and no log with a time".into() }
}

/// When the session ended, from the best document there is.
///
/// `TerminateSession` is the call that ends a session, by its owner or anybody else, and `EndDate` is the state that
/// AWS kept. Whichever came first ended it: the call of a browser closed later changes nothing, and `EndDate` follows a
/// call by moments. One that lies before the start is a fault of the document and is passed over.
///
/// Without them, the log proves that the session is over and bounds the end. A stream proves nothing, however long it
/// has been silent: its last line bounds the end from below, which no column may show as a time.
pub(crate) fn ended(said: &SessionFacts<'_>) -> Moment {
    let start = started(said).exact();
    let sensible = |at: &Timestamp| start.is_none_or(|start| at.duration_until(start) <= ROUNDING);
    let called = said.ends.iter().map(|e| e.fact.call.at).find(sensible);
    let listed = said.history.iter().filter_map(|h| h.fact.ended).find(sensible);
    match (called, listed) {
        (Some(at), listed) if listed.is_none_or(|end| at <= end) => {
            return Moment::At { at, basis: MomentBasis::CloudTrail };
        }
        (_, Some(at)) => return Moment::At { at, basis: MomentBasis::SessionHistory },
        _ => {}
    }
    if let Some(at) = log_generation(said) {
        return Moment::NotAfter { at, basis: MomentBasis::LogGeneration };
    }
    let last_line =
        said.recordings.iter().filter_map(|r| r.fact.lines_at).map(|(_, last)| last).max();
    let why = match last_line {
        Some(at) => format!("last line that is recorded at {at}, by the node's clock"),
        None if said.ends.is_empty() && said.history.iter().all(|h| h.fact.ended.is_none()) => {
            "no TerminateSession, no EndDate and no log".into()
        }
        None => "the only recorded end lies before the start".into(),
    };
    Moment::Unknown { why }
}

/// When the session had begun at the latest, where no document tells when it did.
///
/// The upload of a recording comes after its end. Only a key that names the session counts: whose it is beyond that is said
/// by people, or by metadata that anybody may have written who can write there.
pub(crate) fn begun_by(said: &SessionFacts<'_>) -> Option<Timestamp> {
    let (started, ended) = (started(said), ended(said));
    if started.exact().is_some() {
        return None;
    }
    let is_attached = |seen: &RecordingSeen| {
        said.attached.iter().any(|attached| attached.fact.recording == seen.source.original)
    };
    let recordings = said.recordings.iter().map(|recording| recording.fact);
    let named = recordings.filter(|seen| seen.source.joined == Joined::Named && !is_attached(seen));
    let uploads = named.filter_map(|seen| seen.uploaded);
    uploads.chain([started, ended].iter().filter_map(Moment::sort_key)).min()
}

/// The instant that stands for the start when it is compared with requests.
///
/// The first line of a stream may, since it follows the start at once in an interactive session; whoever matches by it
/// adds the doubt. The time of a log may not, since it lies after the whole session.
pub(crate) fn began(session: &Session) -> Option<Timestamp> {
    match session.started {
        Moment::NotAfter { at, basis: MomentBasis::Stream } => Some(at),
        _ => session.started.exact(),
    }
}

fn log_generation(said: &SessionFacts<'_>) -> Option<Timestamp> {
    said.recordings.iter().filter_map(|r| r.fact.generated_at).min()
}
