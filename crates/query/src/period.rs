//! What do people call a stretch of time?

use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, Span};

use crate::Context;
use crate::time::Unit;

/// The period called `text` in a term: `last-week`, 先週, `7d`, 直近7日.
pub(crate) fn named(text: &str, context: &Context<'_>) -> Option<Unit> {
    let lower = text.to_lowercase();
    let period = PERIODS.iter().find(|p| p.name == lower || p.japanese.contains(&lower.as_str()));
    match period {
        Some(period) => period.unit(context),
        None => rolling(&lower).and_then(|(count, unit)| until_now(count, unit, context)),
    }
}

/// The period that a sentence names at its beginning, by its name in a term, and how many characters name it:
/// `last week`, 先週, `past 7 days`, 直近7日間.
pub(crate) fn spoken(sentence: &[char]) -> Option<(String, usize)> {
    for period in PERIODS {
        let english = period.name.replace('-', " ");
        for said in std::iter::once(english.as_str()).chain(period.japanese.iter().copied()) {
            if let Some(length) = begins_with(sentence, said) {
                return Some((period.name.to_owned(), length));
            }
        }
    }
    for before in ["last ", "past ", "直近", "過去"] {
        let Some(start) = begins_with(sentence, before) else { continue };
        let digits = sentence[start..].iter().take_while(|c| c.is_ascii_digit()).count();
        let count: String = sentence[start..start + digits].iter().collect();
        for (said, unit) in UNITS {
            if let Some(length) = begins_with(&sentence[start + digits..], said) {
                return Some((format!("{count}{unit}"), start + digits + length));
            }
        }
    }
    None
}

/// A period of the calendar, relative to today.
struct Period {
    /// Its name in the syntax; in a sentence its dashes are spaces.
    name: &'static str,
    japanese: &'static [&'static str],
    /// Its first day and the first day after it.
    days: fn(Date) -> Option<(Date, Date)>,
}

const PERIODS: &[Period] = &[
    Period { name: "today", japanese: &["今日", "本日"], days: |today| days(today, 0, 1) },
    Period { name: "yesterday", japanese: &["昨日"], days: |today| days(today, -1, 0) },
    Period {
        name: "day-before-yesterday",
        japanese: &["一昨日", "おととい"],
        days: |today| days(today, -2, -1),
    },
    Period { name: "this-week", japanese: &["今週"], days: |today| days(monday(today)?, 0, 7) },
    Period { name: "last-week", japanese: &["先週"], days: |today| days(monday(today)?, -7, 0) },
    Period {
        name: "week-before-last",
        japanese: &["先々週"],
        days: |today| days(monday(today)?, -14, -7),
    },
    Period { name: "this-month", japanese: &["今月"], days: |today| months(today, 0, 1) },
    Period { name: "last-month", japanese: &["先月"], days: |today| months(today, -1, 0) },
    Period {
        name: "month-before-last",
        japanese: &["先々月"],
        days: |today| months(today, -2, -1),
    },
    Period {
        name: "this-year", japanese: &["今年"], days: |today| months(january(today)?, 0, 12)
    },
    Period {
        name: "last-year",
        japanese: &["昨年", "去年"],
        days: |today| months(january(today)?, -12, 0),
    },
];

/// Words for a unit after its number, longest first, with the letter the syntax uses.
const UNITS: [(&str, char); 11] = [
    (" hours", 'h'),
    (" hour", 'h'),
    (" days", 'd'),
    (" day", 'd'),
    (" weeks", 'w'),
    (" week", 'w'),
    ("時間", 'h'),
    ("日間", 'd'),
    ("日", 'd'),
    ("週間", 'w'),
    ("週", 'w'),
];

impl Period {
    fn unit(&self, context: &Context<'_>) -> Option<Unit> {
        let today = context.now.to_zoned_datetime(context.zone.clone()).date();
        let (first, until) = (self.days)(today)?;
        Unit::days(first, until, &context.zone, self.name.to_owned())
    }
}

/// `7d`, `24h`, `2w`, 直近7日: the number and the unit's letter.
fn rolling(text: &str) -> Option<(i64, char)> {
    let japanese = ["直近", "過去"].iter().find_map(|before| text.strip_prefix(before));
    let text = japanese.unwrap_or(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (count, rest) = text.split_at(digits);
    let unit = match rest {
        "h" => 'h',
        "d" => 'd',
        "w" => 'w',
        _ => UNITS.iter().find(|(said, _)| japanese.is_some() && *said == rest)?.1,
    };
    Some((count.parse().ok()?, unit))
}

/// A day here is 24 hours: `7d` reaches back to the same time of day only where no clock was changed.
fn until_now(count: i64, unit: char, context: &Context<'_>) -> Option<Unit> {
    let hours = match unit {
        'w' => 7 * 24,
        'd' => 24,
        _ => 1,
    };
    if !(1..=9999).contains(&count) {
        return None;
    }
    let start = context.now.checked_sub(SignedDuration::from_hours(count * hours)).ok()?;
    Some(Unit { start, end: context.now, name: format!("{count}{unit}") })
}

fn days(from: Date, first: i64, until: i64) -> Option<(Date, Date)> {
    let day = |count| from.checked_add(Span::new().days(count)).ok();
    Some((day(first)?, day(until)?))
}

fn months(from: Date, first: i64, until: i64) -> Option<(Date, Date)> {
    let month = |count| from.first_of_month().checked_add(Span::new().months(count)).ok();
    Some((month(first)?, month(until)?))
}

fn monday(date: Date) -> Option<Date> {
    let after = date.weekday().since(Weekday::Monday);
    date.checked_sub(Span::new().days(i64::from(after))).ok()
}

fn january(date: Date) -> Option<Date> {
    Some(date.first_of_year())
}

/// How many characters of `sentence` spell `said`, in any letter case, unless they are only part of a word.
fn begins_with(sentence: &[char], said: &str) -> Option<usize> {
    let length = said.chars().count();
    let spelled = sentence.len() >= length
        && sentence.iter().zip(said.chars()).all(|(c, s)| c.to_ascii_lowercase() == s);
    let inside_word = said.ends_with(|c: char| c.is_ascii_alphanumeric())
        && sentence
            .get(length)
            .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    (spelled && !inside_word).then_some(length)
}
