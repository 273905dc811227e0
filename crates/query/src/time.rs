//! Which stretch of time does this value name?

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};

use crate::Context;
use crate::ast::TimeRange;
use crate::period;

/// A stretch of time and the name it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// The stretch.
    pub(crate) range: TimeRange,
    /// The name, in the words of the syntax: `last-week` also when 先週 was typed.
    pub(crate) name: String,
}

/// Why a value names no stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// It is neither a date nor a time nor a period.
    NotATime,
    /// It would end before it starts.
    Reversed,
}

/// Reads the value of `started:`.
///
/// | form | meaning |
/// |---|---|
/// | `2026`, `2026-11`, `2026-11-16`, `2026-11-16T10:00`, `…+09:00` | all of that year, month, day, minute |
/// | `today`, `last-week`, 先週, `7d`, `24h` | the calendar period, or so long until now |
/// | `a..b`, `a..`, `..b` | from the start of `a` to the end of `b` |
/// | `a..<b` | from the start of `a` to the start of `b` |
/// | `>=a`, `>a`, `<b`, `<=b` | from the start or the end of `a`, to the start or the end of `b` |
/// | `*` | any known start |
pub(crate) fn read(text: &str, context: &Context<'_>) -> Result<Named, Trouble> {
    let (range, name) = if text == "*" {
        (TimeRange { start: None, end: None }, text.to_owned())
    } else if let Some((from, to)) = text.split_once("..") {
        between(from, to, context)?
    } else if let Some((sign, bound)) = comparison(text) {
        let bound = unit(bound, context)?;
        let range = match sign {
            ">=" => TimeRange { start: Some(bound.start), end: None },
            ">" => TimeRange { start: Some(bound.end), end: None },
            "<=" => TimeRange { start: None, end: Some(bound.end) },
            _ => TimeRange { start: None, end: Some(bound.start) },
        };
        (range, format!("{sign}{}", bound.name))
    } else {
        let unit = unit(text, context)?;
        (TimeRange { start: Some(unit.start), end: Some(unit.end) }, unit.name)
    };
    match range {
        TimeRange { start: Some(start), end: Some(end) } if start >= end => Err(Trouble::Reversed),
        _ => Ok(Named { range, name }),
    }
}

/// One year, month, day, minute or period, never empty.
pub(crate) struct Unit {
    /// First instant inside.
    pub(crate) start: Timestamp,
    /// First instant after.
    pub(crate) end: Timestamp,
    /// What it is called in the syntax.
    pub(crate) name: String,
}

impl Unit {
    /// From the first day to before the last, in a zone.
    pub(crate) fn days(first: Date, until: Date, zone: &TimeZone, name: String) -> Option<Self> {
        let midnight = |date: Date| Some(date.to_zoned_datetime(zone.clone()).ok()?.timestamp());
        Some(Self { start: midnight(first)?, end: midnight(until)?, name })
    }
}

fn between(from: &str, to: &str, context: &Context<'_>) -> Result<(TimeRange, String), Trouble> {
    let (dots, to) = match to.strip_prefix('<') {
        Some(to) => ("..<", to),
        None => ("..", to),
    };
    if from.is_empty() && to.is_empty() {
        return Err(Trouble::NotATime);
    }
    let side = |text: &str| (!text.is_empty()).then(|| unit(text, context)).transpose();
    let (from, to) = (side(from)?, side(to)?);
    let name = |side: &Option<Unit>| side.as_ref().map_or(String::new(), |unit| unit.name.clone());
    let range = TimeRange {
        start: from.as_ref().map(|unit| unit.start),
        end: to.as_ref().map(|unit| if dots == "..<" { unit.start } else { unit.end }),
    };
    Ok((range, format!("{}{dots}{}", name(&from), name(&to))))
}

fn comparison(text: &str) -> Option<(&'static str, &str)> {
    [">=", "<=", ">", "<"].into_iter().find_map(|sign| Some((sign, text.strip_prefix(sign)?)))
}

/// Before this no node could be managed and no reading could be meant; after it jiff's own limits would come near.
const FIRST: Timestamp = Timestamp::UNIX_EPOCH;
/// The year 3000.
const LAST: Timestamp = Timestamp::constant(32_503_680_000, 0);

fn unit(text: &str, context: &Context<'_>) -> Result<Unit, Trouble> {
    period::named(text, context)
        .or_else(|| date(text, &context.zone))
        .or_else(|| time(text, &context.zone))
        .filter(|unit| FIRST <= unit.start && unit.end <= LAST)
        .ok_or(Trouble::NotATime)
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; slashes do as well.
fn date(text: &str, zone: &TimeZone) -> Option<Unit> {
    let text = text.replace('/', "-");
    let mut numbers = [1; 3];
    let parts: Vec<&str> = text.split('-').collect();
    let lengths: &[usize] = &[4, 2, 2];
    for (i, part) in parts.iter().enumerate() {
        let fits = Some(&part.len()) == lengths.get(i) && part.bytes().all(|b| b.is_ascii_digit());
        numbers[i] = if fits { part.parse().ok()? } else { return None };
    }
    let [year, month, day] = numbers;
    let first = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    let length = match parts.len() {
        1 => Span::new().years(1),
        2 => Span::new().months(1),
        _ => Span::new().days(1),
    };
    Unit::days(first, first.checked_add(length).ok()?, zone, text)
}

/// `YYYY-MM-DDTHH:MM`, more precise or not, with `Z`, an offset or in the zone.
fn time(text: &str, zone: &TimeZone) -> Option<Unit> {
    let (day, clock) = text.split_once(['T', 't'])?;
    if day.len() != "YYYY-MM-DD".len() {
        return None;
    }
    let start = match text.parse::<Timestamp>() {
        Ok(instant) => instant,
        Err(_) => zone.to_timestamp(text.parse::<DateTime>().ok()?).ok()?,
    };
    let clock = clock.split(['+', '-', 'Z', 'z']).next()?;
    let length = match (clock.matches(':').count(), clock.contains('.')) {
        (0, _) => SignedDuration::from_hours(1),
        (1, _) => SignedDuration::from_mins(1),
        (_, false) => SignedDuration::from_secs(1),
        (_, true) => SignedDuration::from_micros(1),
    };
    Some(Unit { start, end: start.checked_add(length).ok()?, name: text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Vocabulary;

    #[test]
    fn values_name_stretches_of_time() {
        for (text, name, start, end) in [
            ("2026-11-16", "2026-11-16", "2026-11-16T00:00+09", "2026-11-17T00:00+09"),
            ("2026/11/16", "2026-11-16", "2026-11-16T00:00+09", "2026-11-17T00:00+09"),
            ("2026-11", "2026-11", "2026-11-01T00:00+09", "2026-12-01T00:00+09"),
            ("2026", "2026", "2026-01-01T00:00+09", "2027-01-01T00:00+09"),
            ("2026-11-16T10:00", "2026-11-16T10:00", "2026-11-16T10:00+09", "2026-11-16T10:01+09"),
            ("2026-11-16T10:00Z", "2026-11-16T10:00Z", "2026-11-16T10:00Z", "2026-11-16T10:01Z"),
            ("2026-11-16T10", "2026-11-16T10", "2026-11-16T10:00+09", "2026-11-16T11:00+09"),
            (
                "2026-11-01..2026-11-03",
                "2026-11-01..2026-11-03",
                "2026-11-01T00:00+09",
                "2026-11-04T00:00+09",
            ),
            (
                "2026-11-01..<2026-11-03",
                "2026-11-01..<2026-11-03",
                "2026-11-01T00:00+09",
                "2026-11-03T00:00+09",
            ),
            ("2026-11-01..", "2026-11-01..", "2026-11-01T00:00+09", ""),
            ("..2026-11-01", "..2026-11-01", "", "2026-11-02T00:00+09"),
            (">=2026-11-01", ">=2026-11-01", "2026-11-01T00:00+09", ""),
            (">2026-11-01", ">2026-11-01", "2026-11-02T00:00+09", ""),
            ("<2026-11-01", "<2026-11-01", "", "2026-11-01T00:00+09"),
            ("<=2026-11-01", "<=2026-11-01", "", "2026-11-02T00:00+09"),
            ("*", "*", "", ""),
            ("today", "today", "2026-11-23T00:00+09", "2026-11-24T00:00+09"),
            ("今日", "today", "2026-11-23T00:00+09", "2026-11-24T00:00+09"),
            ("Yesterday", "yesterday", "2026-11-22T00:00+09", "2026-11-23T00:00+09"),
            ("昨日", "yesterday", "2026-11-22T00:00+09", "2026-11-23T00:00+09"),
            ("this-week", "this-week", "2026-11-23T00:00+09", "2026-11-30T00:00+09"),
            ("今週", "this-week", "2026-11-23T00:00+09", "2026-11-30T00:00+09"),
            ("last-week", "last-week", "2026-11-16T00:00+09", "2026-11-23T00:00+09"),
            ("先週", "last-week", "2026-11-16T00:00+09", "2026-11-23T00:00+09"),
            ("last-month", "last-month", "2026-10-01T00:00+09", "2026-11-01T00:00+09"),
            ("先月", "last-month", "2026-10-01T00:00+09", "2026-11-01T00:00+09"),
            ("今月", "this-month", "2026-11-01T00:00+09", "2026-12-01T00:00+09"),
            ("7d", "7d", "2026-11-16T08:30+09", "2026-11-23T08:30+09"),
            ("直近7日", "7d", "2026-11-16T08:30+09", "2026-11-23T08:30+09"),
            ("過去24時間", "24h", "2026-11-22T08:30+09", "2026-11-23T08:30+09"),
            ("24h", "24h", "2026-11-22T08:30+09", "2026-11-23T08:30+09"),
            (
                "last-month..yesterday",
                "last-month..yesterday",
                "2026-10-01T00:00+09",
                "2026-11-23T00:00+09",
            ),
        ] {
            let instant = |text: &str| {
                (!text.is_empty()).then(|| text.parse::<Timestamp>().expect("an instant"))
            };
            let expected = TimeRange { start: instant(start), end: instant(end) };
            let named = with_context(|context| read(text, context)).expect(text);
            assert_eq!((named.range, named.name.as_str()), (expected, name), "{text}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "",
            "..",
            "..<",
            "2026-13-01",
            "2026-02-30",
            "20261116",
            "2026-1-1",
            "+2026",
            "26-01-01",
            "1969-12-31",
            "3000-01-01",
            "2026-11-16T25:00",
            "2026-11-16T",
            "next-week",
            "7",
            "d",
            "99999d",
            "-7d",
            "2026-11-16-01",
            ">",
            ">=",
            "a..b",
            "2026--01",
        ] {
            assert_eq!(
                with_context(|context| read(text, context)),
                Err(Trouble::NotATime),
                "{text}"
            );
        }
        for text in ["2026-11-03..2026-11-01", "2026-11-03..<2026-11-03", "today..yesterday"] {
            assert_eq!(
                with_context(|context| read(text, context)),
                Err(Trouble::Reversed),
                "{text}"
            );
        }
    }

    #[test]
    fn a_day_may_have_23_hours() {
        let vocabulary = Vocabulary::default();
        let now = "2026-03-08T20:00Z".parse().expect("an instant");
        let zone = TimeZone::get("America/New_York").expect("a zone");
        let named = read("today", &Context { now, zone, vocabulary: &vocabulary }).expect("a day");
        let (start, end) = (named.range.start.expect("a start"), named.range.end.expect("an end"));
        assert_eq!(end.duration_since(start), SignedDuration::from_hours(23));
    }

    fn with_context<T>(read: impl Fn(&Context<'_>) -> T) -> T {
        let vocabulary = Vocabulary::default();
        let now = "2026-11-23T08:30+09".parse().expect("an instant");
        let zone = TimeZone::get("Asia/Tokyo").expect("a zone");
        read(&Context { now, zone, vocabulary: &vocabulary })
    }
}
