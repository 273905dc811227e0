//! How is a query written so that it is read the same way for ever?

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

use crate::ast::{Query, Text, TimeRange, Value};
use crate::syntax::Said;
use crate::{Context, Show, phrase};

/// Writes the query in plain syntax.
pub(crate) fn syntax(query: &Query, show: Show, context: &Context<'_>) -> String {
    // Words that could be taken for a sentence are quoted, whatever names the reader will know by then: one plain word
    // is no sentence, several or a Japanese one may become one.
    let bare: Vec<Said> = query.conjuncts().iter().filter_map(bare_word).collect();
    let quoted = bare.len() > 1
        || !bare.iter().all(|said| matches!(said, Said::Bare(word) if word.is_ascii()))
        || phrase::read(&bare, context).is_some();
    let printer = Printer { zone: &context.zone, quoted };
    let shown = (show != Show::default()).then(|| format!("show:{}", show.name()));
    let parts = query.conjuncts().iter().map(|part| printer.part(part));
    shown.into_iter().chain(parts).collect::<Vec<_>>().join(" ")
}

/// Writes a query in plain syntax with the offsets of `zone`; reading it gives the same query, whatever is known by then.
#[must_use]
pub fn write(query: &Query, zone: &TimeZone) -> String {
    let printer = Printer { zone, quoted: true };
    printer.together(query.conjuncts())
}

/// Writes one condition for people to read.
pub(crate) fn condition(query: &Query, zone: &TimeZone) -> String {
    let printer = Printer { zone, quoted: false };
    match query {
        Query::And(parts) => printer.together(parts),
        Query::Or(choices) => printer.alternatives(choices),
        other => printer.part(other),
    }
}

/// The value of `started:` for a start that is not known.
pub(crate) const UNDATED: &str = "unknown";

/// A range as a value of `started:`, exact to the nanosecond.
pub(crate) fn range(range: &TimeRange, zone: &TimeZone) -> String {
    match (range.start, range.end) {
        (Some(start), Some(end)) => format!("{}..<{}", instant(start, zone), instant(end, zone)),
        (Some(start), None) => format!(">={}", instant(start, zone)),
        (None, Some(end)) => format!("<{}", instant(end, zone)),
        (None, None) => "*".to_owned(),
    }
}

/// The values of conditions that are alternatives within one field: `alice,bob`.
pub(crate) fn values(choices: &[Query]) -> Option<(&'static str, String)> {
    let mut name = None;
    let mut values = Vec::new();
    for choice in choices {
        let Query::Field(field, value) = choice else { return None };
        if *name.get_or_insert(field.name()) != field.name() {
            return None;
        }
        values.push(match value {
            Value::Any => "*".to_owned(),
            Value::Text(text) => literal(text, false),
        });
    }
    Some((name?, values.join(",")))
}

struct Printer<'a> {
    zone: &'a TimeZone,
    /// Whether words need quotes even if they are only letters.
    quoted: bool,
}

impl Printer<'_> {
    /// As one operand: alternatives between different fields go into brackets.
    fn part(&self, query: &Query) -> String {
        match query {
            Query::All => "*".to_owned(),
            Query::Not(_) if *query == Query::undated() => format!("started:{UNDATED}"),
            Query::Not(inner) => format!("-{}", self.part(inner)),
            Query::Started(within) => format!("started:{}", range(within, self.zone)),
            Query::Words(text) => literal(text, self.quoted),
            Query::Field(..) => self.alternatives(std::slice::from_ref(query)),
            Query::Or(choices) if values(choices).is_some() => self.alternatives(choices),
            Query::Or(choices) => format!("({})", self.alternatives(choices)),
            Query::And(parts) => format!("({})", self.together(parts)),
        }
    }

    fn alternatives(&self, choices: &[Query]) -> String {
        if let Some((name, values)) = values(choices) {
            return format!("{name}:{values}");
        }
        let choices = choices.iter().map(|choice| match choice {
            Query::And(parts) => self.together(parts),
            other => self.part(other),
        });
        choices.collect::<Vec<_>>().join(" OR ")
    }

    fn together(&self, parts: &[Query]) -> String {
        parts.iter().map(|part| self.part(part)).collect::<Vec<_>>().join(" ")
    }
}

fn bare_word(query: &Query) -> Option<Said> {
    match query {
        Query::Words(Text::Exact(text)) if is_plain(text) => Some(Said::Bare(text.clone())),
        _ => None,
    }
}

fn literal(text: &Text, quoted: bool) -> String {
    let (text, star) = match text {
        Text::Exact(text) => (text, ""),
        Text::Prefix(text) => (text, "*"),
    };
    if is_plain(text) && !quoted {
        return format!("{text}{star}");
    }
    format!("\"{}\"{star}", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Whether a text is read as one word without quotes.
fn is_plain(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| c.is_alphanumeric() || "_./@+-".contains(c))
        && !text.starts_with('-')
        && !["AND", "OR", "NOT"].contains(&text)
}

/// With the zone's offset, so that people can read it; in UTC where the offset has seconds, as RFC 3339 has none.
fn instant(at: Timestamp, zone: &TimeZone) -> String {
    let offset = zone.to_offset(at);
    let mut text = if offset == Offset::UTC || offset.seconds() % 60 != 0 {
        at.to_string()
    } else {
        at.display_with_offset(offset).to_string()
    };
    // Seconds that are zero only make the text longer.
    let seconds = "YYYY-MM-DDTHH:MM".len().."YYYY-MM-DDTHH:MM:SS".len();
    if text.get(seconds.clone()) == Some(":00") && at.subsec_nanosecond() == 0 {
        text.replace_range(seconds, "");
    }
    text
}
