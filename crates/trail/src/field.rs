//! How does AWS write texts, ids and times in JSON?

use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp};
use sekisho_domain::id::Malformed;
use serde::Deserialize;

use crate::problem::Problem;

/// A time as the CLI, the SDKs and the console print it.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a time as a number of seconds or a text")]
pub(crate) enum Time {
    /// ISO 8601, or the `2025-05-02 14:57:16 UTC` of an OpsItem's operational data. Tried first, as CloudTrail writes texts
    /// and serde spends a message on each form that does not fit.
    Text(String),
    /// Seconds since 1970 with a fraction: version 1 of the CLI, and raw API output.
    Seconds(f64),
}

impl Time {
    /// The instant, rounded to microseconds.
    pub(crate) fn instant(&self) -> Option<Timestamp> {
        match self {
            // A float of today's seconds is exact to a quarter of a microsecond, so rounding restores what was written.
            Self::Seconds(seconds) => {
                Timestamp::from_microsecond((seconds * 1e6).round() as i64).ok()
            }
            Self::Text(text) => match text.strip_suffix(" UTC") {
                Some(civil) => format!("{civil}Z").parse().ok(),
                None => text.parse().ok(),
            },
        }
    }

    fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }
}

/// The text, unless it is empty: AWS writes an empty string where it has nothing to say.
pub(crate) fn text(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

/// A field that a fact cannot do without.
pub(crate) fn required<T>(
    field: &str,
    value: Option<String>,
    new: fn(String) -> Result<T, Malformed>,
) -> Result<T, Problem> {
    let value = text(value).ok_or_else(|| Problem::missing(field))?;
    new(value).map_err(|malformed| Problem::id(field, &malformed))
}

/// A field that a fact can do without; what cannot be read is left out and doubted.
pub(crate) fn optional<T>(
    field: &str,
    value: Option<String>,
    new: fn(String) -> Result<T, Malformed>,
    doubts: &mut Vec<Problem>,
) -> Option<T> {
    match new(text(value)?) {
        Ok(value) => Some(value),
        Err(malformed) => {
            doubts.push(Problem::id(field, &malformed));
            None
        }
    }
}

/// A time that a fact cannot do without.
pub(crate) fn required_time(field: &str, value: Option<&Time>) -> Result<Timestamp, Problem> {
    let value = value.filter(|time| !time.is_empty()).ok_or_else(|| Problem::missing(field))?;
    value.instant().ok_or_else(|| Problem::time(field))
}

/// A time that a fact can do without.
pub(crate) fn optional_time(
    field: &str,
    value: Option<&Time>,
    doubts: &mut Vec<Problem>,
) -> Option<Timestamp> {
    let read = value.filter(|time| !time.is_empty())?.instant();
    if read.is_none() {
        doubts.push(Problem::time(field));
    }
    read
}

/// An ISO 8601 duration such as `PT3600S`; a day is 24 hours.
pub(crate) fn duration(text: &str) -> Option<SignedDuration> {
    text.parse::<Span>().ok()?.to_duration(SpanRelativeTo::days_are_24_hours()).ok()
}

/// The resource id: the last segment of an ARN, or the text itself.
pub(crate) fn resource(text: &str) -> &str {
    match text.rsplit_once('/') {
        Some((_, last)) if text.starts_with("arn:") => last,
        _ => text,
    }
}

/// Region and account of `arn:<partition>:<service>:<region>:<account>:<resource>`.
pub(crate) fn arn_place(arn: &str) -> Option<(&str, &str)> {
    let mut parts = arn.strip_prefix("arn:")?.split(':').skip(2);
    Some((parts.next()?, parts.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_every_form() {
        fn check(json: &str, expected: Option<&str>) {
            let time: Time = serde_json::from_str(json).expect("a number or a text");
            assert_eq!(time.instant().map(|at| at.to_string()).as_deref(), expected, "{json}");
        }
        check("1524253428.123", Some("2018-04-20T19:43:48.123Z"));
        check("1.000001", Some("1970-01-01T00:00:01.000001Z"));
        check("1524253428", Some("2018-04-20T19:43:48Z"));
        check(r#""2025-05-02T14:57:14.118000+00:00""#, Some("2025-05-02T14:57:14.118Z"));
        check(r#""2025-05-02T23:57:14+09:00""#, Some("2025-05-02T14:57:14Z"));
        check(r#""2025-05-02 14:57:16 UTC""#, Some("2025-05-02T14:57:16Z"));
        check(r#""9999-12-30T00:00:00Z""#, Some("9999-12-30T00:00:00Z"));
        check(r#""2016-12-31T23:59:60Z""#, Some("2016-12-31T23:59:59Z"));
        check(r#""2025-05-02T14:57:14""#, None);
        check(r#""Apr 10, 2025, 8:19:30 PM""#, None);
        check(r#""""#, None);
        check("1524253428123", None);
        check("-1e300", None);
    }

    #[test]
    fn durations_are_read_in_every_form() {
        fn check(text: &str, expected: Option<i64>) {
            assert_eq!(duration(text).map(|d| d.as_secs()), expected, "{text}");
        }
        check("PT3600S", Some(3_600));
        check("PT1H30M", Some(5_400));
        check("P14D", Some(14 * 86_400));
        check("3600", None);
        check("", None);
    }
}
