//! What lies along a session: when was it busy, when quiet, and what did CloudTrail see?

use std::collections::{BTreeSet, HashSet};

use jiff::Timestamp;
use sekisho_domain::evidence::Sha256;
use sekisho_domain::fact::{Call, Evidenced, Fact};
use sekisho_domain::record::AccessRecord;

use super::transcript::recorded;
use super::{AnswerError, Desk};
use crate::shape::timeline::{EventShape, TimelineShape};

/// Everything along one session. It holds no content, so nothing is written into the ledger.
pub(crate) async fn of(desk: &Desk, key: &str) -> Result<TimelineShape, AnswerError> {
    let (found, about) = recorded(desk, key).await?;
    let catalog = &desk.holdings.catalog;
    let rhythm = catalog.rhythm(&about.generation).await?;
    let (activity, idle_us) = rhythm.map(|rhythm| (rhythm.bytes, rhythm.quiet_us)).unzip();
    let originals: BTreeSet<Sha256> =
        found.record.evidence.iter().map(|place| place.original).collect();
    let originals: Vec<_> = originals.into_iter().collect();
    Ok(TimelineShape {
        started: about.started.map(|at| at.to_string()),
        activity,
        idle_us,
        events: events(&found.record, &catalog.facts_of(&originals).await?),
    })
}

/// The calls that the record rests on, each once: two trails may have delivered the same event.
fn events(record: &AccessRecord, facts: &[Evidenced]) -> Vec<EventShape> {
    let evidence: HashSet<_> = record.evidence.iter().collect();
    let stated = facts.iter().filter(|fact| evidence.contains(&fact.evidence));
    let events = stated.filter_map(|fact| event(&fact.fact));
    let events: BTreeSet<EventShape> = events.map(|(_, event)| event).collect();
    events.into_iter().collect()
}

/// A call, with its instant.
pub(super) fn event(fact: &Fact) -> Option<(Timestamp, EventShape)> {
    let (name, call) = called(fact)?;
    let event = EventShape {
        at: call.at.to_string(),
        name,
        id: call.event.to_string(),
        who: call.principal.as_ref().map(|principal| principal.person().name),
        error: call.error.as_ref().map(|error| error.code.clone()),
    };
    Some((call.at, event))
}

/// The `eventName` that the facts of CloudTrail were read from.
fn called(fact: &Fact) -> Option<(&'static str, &Call)> {
    match fact {
        Fact::SessionStart(start) if start.desktop => Some(("StartConnection", &start.call)),
        Fact::SessionStart(start) => Some(("StartSession", &start.call)),
        Fact::SessionEnd(end) => Some(("TerminateSession", &end.call)),
        Fact::RequestCall(request) => Some(("StartAccessRequest", &request.call)),
        Fact::Decision(decision) => Some(("SendAutomationSignal", &decision.call)),
        Fact::Token(token) => Some(("GetAccessToken", &token.call)),
        Fact::Credentials(issued) => Some(("AssumeRole", &issued.call)),
        Fact::NodeStop(stop) if stop.terminated => Some(("TerminateInstances", &stop.call)),
        Fact::NodeStop(stop) => Some(("StopInstances", &stop.call)),
        Fact::SessionHistory(_)
        | Fact::RequestState(_)
        | Fact::RequestEvent(_)
        | Fact::Node(_)
        | Fact::Preferences(_)
        | Fact::Recording(_)
        | Fact::Attachment(_) => None,
    }
}
