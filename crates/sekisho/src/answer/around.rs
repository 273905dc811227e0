//! What else did the same person do around a session, and what was done about its request?

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use sekisho_correlate::Policy;
use sekisho_domain::evidence::{Evidence, Sha256};
use sekisho_domain::principal::{Person, Sameness};
use sekisho_domain::record::AccessRecord;
use sekisho_domain::session::{Outcome, Session};
use sekisho_query::ast::{Query, Text, TimeRange, Value};
use sekisho_query::field::Field;

use super::rows::{Found, found, keys};
use super::timeline::event;
use super::{AnswerError, Desk, session};
use crate::shape::around::{AroundShape, DoneShape};
use crate::shape::timeline::EventShape;

/// So long before the start of a session, and after its end.
const AROUND: SignedDuration = SignedDuration::from_hours(1);

/// What was done around a session. It holds no content, so nothing is written into the ledger.
pub(crate) async fn of(desk: &Desk, key: &str) -> Result<AroundShape, AnswerError> {
    let one = session::one(desk, key).await?;
    let stretch = stretch(&one.record.session, desk.now());
    let others = match stretch {
        Some(stretch) => others(desk, &one.record, stretch).await?,
        None => Vec::new(),
    };
    let told_whole = match stretch {
        Some(stretch) => is_told_whole(desk, &one.record.session, stretch).await?,
        None => false,
    };
    let (from, to) = stretch.unzip();
    Ok(AroundShape {
        from: from.map(|at| at.to_string()),
        to: to.map(|at| at.to_string()),
        told_whole,
        done: done(desk, &one, &others, stretch).await?,
        others: others.iter().map(|other| other.row()).collect(),
    })
}

/// `None` where no clock tells when the session began.
fn stretch(session: &Session, now: Timestamp) -> Option<(Timestamp, Timestamp)> {
    let began = session.started.exact()?;
    let from = began.checked_sub(AROUND).unwrap_or(Timestamp::MIN);
    let to = last(session, began).min(now.max(began)).checked_add(AROUND);
    Some((from, to.unwrap_or(Timestamp::MAX)))
}

/// Until when a session lasted at most that began then. One whose end is not known may go on, unless it was refused.
fn last(session: &Session, began: Timestamp) -> Timestamp {
    let known = match session.outcome {
        Outcome::Denied { .. } => Some(began),
        Outcome::Started => session.ended.sort_key(),
    };
    let longest = || began.checked_add(Policy::documented().longest_session);
    known.unwrap_or_else(|| longest().unwrap_or(Timestamp::MAX)).max(began)
}

/// The other sessions and refused attempts of the same person that may have lasted into a stretch of time.
async fn others(
    desk: &Desk,
    record: &AccessRecord,
    (from, to): (Timestamp, Timestamp),
) -> Result<Vec<Arc<Found>>, AnswerError> {
    let Some(person) = &record.session.person else { return Ok(Vec::new()) };
    let longest = Policy::documented().longest_session;
    let start = from.checked_sub(longest).unwrap_or(Timestamp::MIN);
    let query = Query::all_of([
        Query::Field(Field::User, Value::Text(Text::Exact(person.name.clone()))),
        Query::Started(TimeRange { start: Some(start), end: Some(to) }),
    ]);
    let mut others = found(desk, &keys(desk.holdings.index.keys(&query)?)?).await?;
    others.retain(|other| {
        let session = &other.record.session;
        let is_same = |other: &Person| other.compare(person) == Sameness::Same;
        // One that was over before did nothing then.
        session.key != record.session.key
            && session.person.as_ref().is_some_and(is_same)
            && session.started.exact().is_some_and(|began| from <= last(session, began))
    });
    Ok(others)
}

/// Whether CloudTrail of the account and region of the session was read so far that every session of that time is known.
async fn is_told_whole(
    desk: &Desk,
    session: &Session,
    (from, to): (Timestamp, Timestamp),
) -> Result<bool, AnswerError> {
    let known = desk.known().await?;
    let told_by = to.checked_add(Policy::documented().trail_grace).unwrap_or(Timestamp::MAX);
    let (account, region) = (session.account.as_ref(), session.region.as_ref());
    Ok(known.seen().is_told_whole(account, region, from, told_by))
}

/// Each call once, in order: those that the session itself rests on, whenever they were, and those of the others in the
/// stretch. Two sessions of one request rest on the same calls.
async fn done(
    desk: &Desk,
    one: &Found,
    others: &[Arc<Found>],
    stretch: Option<(Timestamp, Timestamp)>,
) -> Result<Vec<DoneShape>, AnswerError> {
    let mut of: HashMap<&Evidence, Option<&AccessRecord>> = HashMap::new();
    let others = others.iter().map(|other| &other.record);
    for other in others.clone() {
        of.extend(other.evidence.iter().map(|place| (place, Some(other))));
    }
    of.extend(one.record.evidence.iter().map(|place| (place, None)));
    let originals: BTreeSet<Sha256> = of.keys().map(|place| place.original).collect();
    let originals: Vec<_> = originals.into_iter().collect();
    let mut done: BTreeMap<EventShape, Option<&AccessRecord>> = BTreeMap::new();
    for stated in desk.holdings.catalog.facts_of(&originals).await? {
        let Some(record) = of.get(&stated.evidence) else { continue };
        let Some((at, event)) = event(&stated.fact) else { continue };
        let is_within = stretch.is_some_and(|(from, to)| (from..=to).contains(&at));
        if record.is_none() || is_within {
            // What the session itself rests on is its own, though another rests on it as well.
            let known = done.entry(event).or_insert(*record);
            *known = known.filter(|_| record.is_some());
        }
    }
    let shape = |(event, record): (EventShape, Option<&AccessRecord>)| DoneShape {
        event,
        session: record.map(|record| record.session.key.to_string()),
        node: record
            .and_then(|r| r.node_name.clone().or(r.session.node.as_ref().map(|n| n.to_string()))),
    };
    Ok(done.into_iter().map(shape).collect())
}
