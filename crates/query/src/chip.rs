//! How is a query shown to the person who typed it?

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::Show;
use crate::ast::{Query, TimeRange};
use crate::print;
use crate::time::Named;

/// One condition as it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// The field's name, `started`, `show`, `words`, or `any` for alternatives between fields.
    pub field: &'static str,
    /// Whether records that match are left out.
    pub excluded: bool,
    /// The condition in the syntax.
    pub text: String,
    /// A time in full, with its zone: `Mon 16 – Sun 22 Nov 2026 JST`.
    pub resolved: Option<String>,
}

/// The chips of a query, one for each condition that must hold.
pub(crate) fn describe(query: &Query, show: Show, periods: &[Named], zone: &TimeZone) -> Vec<Chip> {
    let shown = (show != Show::default()).then(|| Chip {
        field: "show",
        excluded: false,
        text: show.name().to_owned(),
        resolved: None,
    });
    let conditions = query.conjuncts().iter().map(|part| chip(part, periods, zone));
    shown.into_iter().chain(conditions).collect()
}

fn chip(query: &Query, periods: &[Named], zone: &TimeZone) -> Chip {
    if *query == Query::undated() {
        let text = print::UNDATED.to_owned();
        return Chip { field: "started", excluded: false, text, resolved: None };
    }
    let (query, excluded) = match query {
        Query::Not(inner) => (inner.as_ref(), true),
        other => (other, false),
    };
    let choices = match query {
        Query::Or(choices) => choices,
        other => std::slice::from_ref(other),
    };
    let (field, text, resolved) = match (query, print::values(choices)) {
        (_, Some((name, values))) => (name, values, None),
        (Query::Started(within), _) => {
            let named = periods.iter().find(|named| named.range == *within);
            let name = named.map_or_else(|| print::range(within, zone), |named| named.name.clone());
            ("started", name, Some(in_full(within, zone)))
        }
        (Query::Words(_), _) => ("words", print::condition(query, zone), None),
        _ => ("any", print::condition(query, zone), None),
    };
    Chip { field, excluded, text, resolved }
}

/// A range as people write it: whole days without times, and what both ends share only once.
fn in_full(range: &TimeRange, zone: &TimeZone) -> String {
    match (range.start, range.end) {
        (None, None) => "any known time".to_owned(),
        (Some(start), None) => format!("from {} {}", moment(start, zone), letters(start, zone)),
        (None, Some(end)) => format!("before {} {}", moment(end, zone), letters(end, zone)),
        (Some(start), Some(end)) => between(start, end, zone),
    }
}

fn between(start: Timestamp, end: Timestamp, zone: &TimeZone) -> String {
    let last = end.saturating_sub(SignedDuration::from_nanos(1)).unwrap_or(end);
    let zones = match (letters(start, zone), letters(last, zone)) {
        (first, last) if first == last => first,
        (first, last) => format!("{first}/{last}"),
    };
    if !(is_midnight(start, zone) && is_midnight(end, zone)) {
        return format!("{} – {} {zones}", moment(start, zone), moment(end, zone));
    }
    let (first, last) = (zone.to_datetime(start).date(), zone.to_datetime(last).date());
    let until = format!("{} {zones}", last.strftime(DAY));
    let from = match (first, last) {
        (a, b) if a == b => return until,
        (a, b) if a.first_of_month() == b.first_of_month() => "%a %-d",
        (a, b) if a.year() == b.year() => "%a %-d %b",
        _ => DAY,
    };
    format!("{} – {until}", first.strftime(from))
}

const DAY: &str = "%a %-d %b %Y";

/// A day, and the time of day unless it is the first instant of that day.
fn moment(at: Timestamp, zone: &TimeZone) -> String {
    let local = zone.to_datetime(at);
    let clock = match local.second() {
        _ if is_midnight(at, zone) => "",
        0 => " %H:%M",
        _ => " %H:%M:%S",
    };
    local.strftime(&format!("{DAY}{clock}")).to_string()
}

fn is_midnight(at: Timestamp, zone: &TimeZone) -> bool {
    let day = at.to_zoned_datetime(zone.clone()).start_of_day();
    day.is_ok_and(|midnight| midnight.timestamp() == at)
}

fn letters(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone()).strftime("%Z").to_string()
}
