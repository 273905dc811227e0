//! Which search finds exactly these sessions?
//!
//! Coverage knows more than the index: whether a source was read far enough, for example. Where the fields of the index
//! tell the sessions from their neighbours, the search is written with those; else it names each of them.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use sekisho_correlate::Cell;
use sekisho_domain::record::AccessRecord;
use sekisho_domain::session::SessionKey;
use sekisho_query::ast::{Query, Text, TimeRange, Value};
use sekisho_query::field::Field;

/// More names than this make an address that nobody can send.
const NAMED: usize = 60;

/// The fields by which sessions are told apart, in the order in which they are tried.
const BY: [&[Field]; 2] = [&[Field::Recording], &[Field::Recording, Field::Type]];

/// A search.
pub(super) struct Search {
    pub(super) query: String,
    /// Whether it finds more than was looked for.
    pub(super) finds_others: bool,
}

pub(super) struct Finding<'a> {
    zone: &'a TimeZone,
    records: HashMap<&'a SessionKey, &'a AccessRecord>,
}

impl<'a> Finding<'a> {
    pub(super) fn new(records: &'a [AccessRecord], zone: &'a TimeZone) -> Self {
        let records = records.iter().map(|record| (&record.session.key, record)).collect();
        Self { zone, records }
    }

    /// Some of the sessions of a cell.
    pub(super) fn in_cell(&self, cell: &Cell, wanted: &[SessionKey]) -> Search {
        let of = |field, value: Option<String>| match value {
            Some(value) => Query::Field(field, Value::Text(Text::Exact(value))),
            None => Query::Field(field, Value::Any).negated(),
        };
        let began = match cell.day {
            Some(day) => self.began((day, day)),
            None => Query::undated(),
        };
        let place = Query::all_of([
            began,
            of(Field::Account, cell.account.as_ref().map(ToString::to_string)),
            of(Field::Region, cell.region.as_ref().map(ToString::to_string)),
        ]);
        self.write(place, cell.sessions.values().flatten(), wanted)
    }

    /// Some of the sessions of all cells of these days.
    pub(super) fn in_days(
        &self,
        days: (Date, Date),
        cells: &[Cell],
        wanted: &[SessionKey],
    ) -> Search {
        let undated = |key: &SessionKey| {
            let record = self.records.get(key);
            record.is_none_or(|record| record.session.started.exact().is_none())
        };
        let with_undated = wanted.iter().any(undated);
        let began = [self.began(days)].into_iter().chain(with_undated.then(Query::undated));
        let all = cells.iter().filter(|cell| with_undated || cell.day.is_some());
        let all = all.flat_map(|cell| cell.sessions.values().flatten());
        self.write(Query::any_of(began), all, wanted)
    }

    /// `place` finds `all`; the answer finds `wanted` among them.
    fn write<'b>(
        &self,
        place: Query,
        all: impl Iterator<Item = &'b SessionKey>,
        wanted: &[SessionKey],
    ) -> Search {
        let all: Vec<_> = all.collect();
        let told_apart = BY.iter().find_map(|by| {
            let values: BTreeSet<_> = wanted.iter().map(|key| self.values(by, key)).collect();
            let same = all.iter().filter(|key| values.contains(&self.values(by, key))).count();
            (values.len() == 1 && same == wanted.len()).then_some((*by, values))
        });
        let query = match told_apart {
            _ if all.len() == wanted.len() => place.clone(),
            Some((by, values)) => {
                let values = values.into_iter().flatten();
                let terms = by.iter().zip(values).map(|(field, value)| exactly(*field, value));
                Query::all_of([place.clone()].into_iter().chain(terms))
            }
            None if wanted.len() <= NAMED => {
                Query::any_of(wanted.iter().map(|key| exactly(Field::Session, key.as_str())))
            }
            None => place.clone(),
        };
        let finds_others = query == place && all.len() > wanted.len();
        Search { query: sekisho_query::write(&query, self.zone), finds_others }
    }

    fn values(&self, by: &[Field], key: &SessionKey) -> Vec<&'static str> {
        let Some(record) = self.records.get(key) else { return Vec::new() };
        let value = |field: &Field| match field {
            Field::Type => record.session.kind.name(),
            _ => record.recording.name(),
        };
        by.iter().map(value).collect()
    }

    fn began(&self, (from, to): (Date, Date)) -> Query {
        let midnight = |day: Date| Some(day.to_zoned_datetime(self.zone.clone()).ok()?.timestamp());
        let end = to.tomorrow().ok().and_then(midnight);
        Query::Started(TimeRange { start: midnight(from), end })
    }
}

fn exactly(field: Field, value: &str) -> Query {
    Query::Field(field, Value::Text(Text::Exact(value.to_owned())))
}
