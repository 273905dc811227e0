//! Which recordings were expected, and which of them came?
//!
//! CloudTrail and session history say which sessions there were; each that leaves content is expected to leave a recording.
//! Every session stands in one cell – account, region and day – and in one state there, so that the sums explain
//! everything: an absence has a reason, and what is not known is never counted as arrived.

mod arrival;
mod seen;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use sekisho_domain::id::{AccountId, Region};
use sekisho_domain::record::AccessRecord;
use sekisho_domain::session::SessionKey;

pub(crate) use crate::coverage::arrival::{Absence, absence};
pub use crate::coverage::arrival::{Arrival, WhyAwaited, WhyMissing, WhyNotExpected, WhyUnknown};
pub use crate::coverage::seen::{Came, Folders, Hindrance, Obstacle, Recorded, Seen};

use crate::policy::Policy;

/// The sessions of one account and region that began on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The day they began, in the asker's zone; `None` where no clock recorded the start.
    pub day: Option<Date>,
    /// The account, where any document names it.
    pub account: Option<AccountId>,
    /// The region, where any document names it.
    pub region: Option<Region>,
    /// Each session in its one state, in the order of the records.
    pub sessions: BTreeMap<Arrival, Vec<SessionKey>>,
    /// Whether what tells of sessions there has been read so far beyond the end of the day that none is expected besides
    /// these; on a day that is not over, as far as sources that are asked all the time get.
    pub is_told_whole: bool,
}

/// The days that are asked about, in a zone.
#[derive(Debug, Clone)]
pub struct Days {
    /// The first.
    pub from: Date,
    /// The last.
    pub to: Date,
    /// The zone they are cut in.
    pub zone: TimeZone,
}

/// What became of the recordings of the sessions that began on some days, and of those whose day is not known: newest day
/// first, then by account and region; what is not known comes last.
///
/// Every account and region that is known has a cell for each day, so that "no session" can be told from "not read".
/// `now` decides what is still to come; it may be later than the instant the records were judged at, and what was awaited
/// then may be missing by now.
#[must_use]
pub fn coverage(
    records: &[AccessRecord],
    seen: &Seen<'_>,
    policy: &Policy,
    days: &Days,
    now: Timestamp,
) -> Vec<Cell> {
    let mut cells = empty(records, seen, days);
    for record in records {
        let session = &record.session;
        let day = session.started.exact().map(|at| days.of(at));
        if day.is_some_and(|day| day < days.from || days.to < day) {
            continue;
        }
        let place = Place::of(record);
        let sessions = cells.entry((day.is_none(), Reverse(day), place)).or_default();
        let arrival = arrival::of(record, seen, policy, now);
        sessions.entry(arrival).or_default().push(session.key.clone());
    }
    let cell = |((_, Reverse(day), place), sessions): (CellKey, Sessions)| {
        let (account, region) = (place.account, place.region);
        let told_whole =
            |(from, to)| seen.is_told_whole(account.as_ref(), region.as_ref(), from, to);
        let is_told_whole = days.told_in(day, policy, now).is_some_and(told_whole);
        Cell { day, account, region, sessions, is_told_whole }
    };
    cells.into_iter().map(cell).collect()
}

/// Where sessions were. What is not known comes after everything that is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    is_unknown: (bool, bool),
    account: Option<AccountId>,
    region: Option<Region>,
}

type Sessions = BTreeMap<Arrival, Vec<SessionKey>>;
type CellKey = (bool, Reverse<Option<Date>>, Place);

/// A cell without sessions for every known place on every day.
fn empty(records: &[AccessRecord], seen: &Seen<'_>, days: &Days) -> BTreeMap<CellKey, Sessions> {
    let told = seen.reaches.iter().filter_map(|reach| reach.place.clone());
    let of_sources = told.map(|(account, region)| Place::new(Some(account), Some(region)));
    let with_sessions = records.iter().map(Place::of);
    let known = with_sessions.filter(|place| place.is_unknown == (false, false));
    let places: BTreeSet<Place> = known.chain(of_sources).collect();
    let mut cells = BTreeMap::new();
    for day in days.from.series(1.day()).take_while(|day| *day <= days.to) {
        for place in &places {
            cells.insert((false, Reverse(Some(day)), place.clone()), Sessions::new());
        }
    }
    cells
}

impl Place {
    fn new(account: Option<AccountId>, region: Option<Region>) -> Self {
        Self { is_unknown: (account.is_none(), region.is_none()), account, region }
    }

    fn of(record: &AccessRecord) -> Self {
        Self::new(record.session.account.clone(), record.session.region.clone())
    }
}

impl Days {
    /// How many of them there are up to this one.
    #[must_use]
    pub fn up_to(&self, day: Date) -> u64 {
        let span = self.from.until(self.to.min(day));
        u64::try_from(span.map_or(-1, |span| i64::from(span.get_days())) + 1).unwrap_or(0)
    }

    fn of(&self, at: Timestamp) -> Date {
        at.to_zoned_datetime(self.zone.clone()).date()
    }

    /// Which stretch has to be read until every session of a day is known: what happened last is told of later.
    fn told_in(
        &self,
        day: Option<Date>,
        policy: &Policy,
        now: Timestamp,
    ) -> Option<(Timestamp, Timestamp)> {
        let (begin, end) = (self.begin_of(day?)?, self.begin_of(day?.tomorrow().ok()?)?);
        let until = match end <= now {
            true => end.checked_add(policy.trail_grace).ok()?,
            // Nothing vouches for what has just happened; while a day is not over, that is no fault.
            false => now.checked_sub(policy.trail_lag).ok()?,
        };
        // A day that has hardly begun is as far as whatever was before it; of one that is to come nothing has been told.
        Some((begin.min(until), until)).filter(|_| begin <= now)
    }

    fn begin_of(&self, day: Date) -> Option<Timestamp> {
        Some(day.to_zoned_datetime(self.zone.clone()).ok()?.timestamp())
    }
}
