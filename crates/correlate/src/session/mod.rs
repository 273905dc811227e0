//! What do all documents about one session say together?

mod access;
mod desktop;
mod disagreement;
mod interrupted;
mod moments;
mod screen;

use jiff::Timestamp;
use sekisho_domain::evidence::Evidence;
use sekisho_domain::fact::SessionStart;
use sekisho_domain::id::{AccessKeyId, AccountId, EventId, RequestId, SessionId};
use sekisho_domain::moment::{Moment, MomentBasis};
use sekisho_domain::principal::{Person, PersonBasis};
use sekisho_domain::recording::{Attachment, Joined, RecordingSeen, RecordingSource, SourceKind};
use sekisho_domain::session::{Outcome, Session, SessionKey};

pub use crate::session::disagreement::Disagreement;
pub(crate) use crate::session::disagreement::RECORDING;
pub(crate) use crate::session::moments::began;

use crate::Judging;
use crate::facts::{Facts, Said, SessionFacts, by_id, places};
use crate::identity;
use crate::policy::Policy;

/// A session with the traces that matching and rules need beside it.
#[derive(Debug)]
pub(crate) struct TracedSession<'a> {
    pub(crate) session: Session,
    /// The credentials that started it.
    pub(crate) access_key: Option<&'a AccessKeyId>,
    /// The request that the record of its start names.
    pub(crate) named: Option<&'a RequestId>,
    /// Whether session history itself calls the access `Standard`; otherwise that is read from the role.
    pub(crate) listed_as_standard: bool,
    /// The last line of a stream or cast, by the node's clock: the session was alive then.
    pub(crate) last_output: Option<Timestamp>,
    /// When a video of it was there at the latest, by its place or its upload: the session had begun by then.
    pub(crate) shown_by: Option<Timestamp>,
    pub(crate) sources: Vec<RecordingSource>,
    /// What people said of recordings whose metadata names it.
    pub(crate) disowned: Vec<Attachment>,
    pub(crate) disagreements: Vec<Disagreement>,
    pub(crate) evidence: Vec<&'a Evidence>,
}

/// Every session and every denied attempt, by key within its kind.
pub(crate) fn trace<'a>(facts: &Facts<'a>, judging: &Judging<'_>) -> Vec<TracedSession<'a>> {
    let policy = judging.policy;
    let sessions = by_id(&facts.sessions).into_iter().map(|(id, said)| {
        let mut traced = session(id, said, policy);
        interrupted::find(&mut traced, said, facts, policy);
        disown(&mut traced, facts.disowned.get(id));
        traced
    });
    let attempts = facts.attempts.iter().map(|(event, said)| attempt(event, said, policy));
    let mut sessions = desktop::fold(sessions.chain(attempts).collect());
    screen::fit(&mut sessions, &facts.unnamed, judging);
    sessions.iter_mut().for_each(screen::compare_lengths);
    sessions
}

/// One session. Where documents give different values, CloudTrail beats session history, which beats the recording:
/// the first two are written by AWS, the last on the node.
fn session<'a>(id: &SessionId, said: &SessionFacts<'a>, policy: &Policy) -> TracedSession<'a> {
    let start = said.starts.iter().map(|s| s.fact);
    let listed = said.history.iter().rev().map(|s| s.fact);
    let recorded = said.recordings.iter().map(|s| s.fact);
    let principal = identity::most_telling(disagreement::owners(said));
    let owner = || {
        let basis = PersonBasis::RoleSessionName;
        Some(Person { name: id.owner_name()?.into(), basis })
    };
    let document = start
        .clone()
        .find_map(|s| s.document.clone())
        .or_else(|| listed.clone().find_map(|h| h.document.clone()));
    let session = Session {
        key: SessionKey::session(id),
        kind: desktop::kind(Some(id), start.clone(), document.as_deref()),
        outcome: Outcome::Started,
        node: disagreement::nodes(said).next().cloned(),
        principal: principal.cloned(),
        person: principal.map(|p| identity::person(p, policy)).or_else(owner),
        account: start
            .clone()
            .find_map(|s| s.call.account.clone())
            .or_else(|| principal.and_then(identity::account).and_then(|a| AccountId::new(a).ok())),
        region: start.clone().find_map(|s| s.call.region.clone()),
        started: moments::started(said),
        ended: moments::ended(said),
        begun_by: moments::begun_by(said),
        access: access::of_session(said, principal, policy),
        document,
        reason: start
            .clone()
            .find_map(|s| s.reason.clone())
            .or_else(|| listed.clone().find_map(|h| h.reason.clone())),
        tunnel: start.clone().find_map(|s| s.tunnel.clone()),
        run_as: recorded.clone().find_map(|r| r.run_as.clone()),
        source_ip: start.clone().find_map(|s| s.call.source_ip.clone()),
        interrupted: None,
    };
    let mut sources: Vec<_> = recorded.clone().map(|seen| source(seen, said)).collect();
    // The best way in which one came to the session is the first.
    sources.dedup_by(|later, first| later.is_same_as(first));
    if !sources.iter().any(|source| source.kind == SourceKind::SessionLog) {
        sources.retain(|source| source.kind != SourceKind::Timing);
    }
    TracedSession {
        session,
        access_key: start.clone().find_map(|s| s.call.access_key.as_ref()),
        named: start.clone().find_map(|s| s.request.as_ref()),
        listed_as_standard: listed.clone().any(|h| h.just_in_time == Some(false)),
        last_output: recorded.clone().filter_map(|r| r.lines_at).map(|(_, last)| last).max(),
        shown_by: recorded.clone().filter_map(screen::time).map(|(_, to)| to).min(),
        sources,
        disowned: Vec::new(),
        disagreements: disagreement::find(said, policy),
        evidence: evidence(said),
    }
}

/// A recording as a source, with how it came to this session.
fn source(seen: &RecordingSeen, said: &SessionFacts<'_>) -> RecordingSource {
    let original = seen.source.original;
    let attached = said.attached.iter().find(|attached| attached.fact.recording == original);
    let Some(attached) = attached else { return seen.source.clone() };
    // Another copy of it may have come with metadata.
    let of_it = said.recordings.iter().filter(|seen| seen.fact.source.original == original);
    let told = of_it.filter_map(|seen| seen.fact.session.as_ref());
    let mut others = told.filter(|told| attached.fact.session.as_ref() != Some(*told));
    let Attachment { by, reason, at, .. } = attached.fact.clone();
    let joined = Joined::Attached { by, reason, at, told: others.next().cloned() };
    RecordingSource { joined, ..seen.source.clone() }
}

/// Tells of recordings whose metadata names a session which people say they do not show. It is no session for that alone.
fn disown<'a>(traced: &mut TracedSession<'a>, said: Option<&Vec<Said<'a, Attachment>>>) {
    let Some(said) = said else { return };
    traced.disowned = said.iter().map(|said| said.fact.clone()).collect();
    traced.disowned.dedup();
    let evidence = traced.evidence.iter().copied().chain(said.iter().map(|said| said.evidence));
    traced.evidence = places(evidence);
}

/// One refused `StartSession`, however often it was delivered.
fn attempt<'a>(
    event: &EventId,
    said: &[Said<'a, SessionStart>],
    policy: &Policy,
) -> TracedSession<'a> {
    let start = said.iter().map(|s| s.fact);
    let principal = identity::most_telling(start.clone().filter_map(|s| s.call.principal.as_ref()));
    let document = start.clone().find_map(|s| s.document.clone());
    let outcome = start.clone().find_map(|s| s.call.error.clone()).map_or_else(
        || Outcome::Denied {
            code: "no error code and no session id recorded".into(),
            message: None,
        },
        |error| Outcome::Denied { code: error.code, message: error.message },
    );
    let started = start.clone().map(|s| s.call.at).min().map_or_else(
        || Moment::Unknown { why: "no record of the call".into() },
        |at| Moment::At { at, basis: MomentBasis::CloudTrail },
    );
    let session = Session {
        key: SessionKey::attempt(event),
        kind: desktop::kind(None, start.clone(), document.as_deref()),
        outcome,
        node: start.clone().find_map(|s| s.node.clone()),
        principal: principal.cloned(),
        person: principal.map(|p| identity::person(p, policy)),
        account: start.clone().find_map(|s| s.call.account.clone()),
        region: start.clone().find_map(|s| s.call.region.clone()),
        started,
        ended: Moment::Unknown { why: "the session was denied".into() },
        begun_by: None,
        access: access::of_role(principal, policy),
        document,
        reason: start.clone().find_map(|s| s.reason.clone()),
        tunnel: start.clone().find_map(|s| s.tunnel.clone()),
        run_as: None,
        source_ip: start.clone().find_map(|s| s.call.source_ip.clone()),
        interrupted: None,
    };
    TracedSession {
        session,
        access_key: None,
        named: None,
        listed_as_standard: false,
        last_output: None,
        shown_by: None,
        sources: Vec::new(),
        disowned: Vec::new(),
        disagreements: Vec::new(),
        evidence: places(said.iter().map(|s| s.evidence)),
    }
}

fn evidence<'a>(said: &SessionFacts<'a>) -> Vec<&'a Evidence> {
    let starts = said.starts.iter().map(|s| s.evidence);
    let ends = said.ends.iter().map(|s| s.evidence);
    let history = said.history.iter().map(|s| s.evidence);
    let recordings = said.recordings.iter().map(|s| s.evidence);
    let attached = said.attached.iter().map(|s| s.evidence);
    places(starts.chain(ends).chain(history).chain(recordings).chain(attached))
}
