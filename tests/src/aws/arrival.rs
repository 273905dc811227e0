//! When did AWS put an object into its bucket?
//!
//! A checkout of the stories has forgotten it, but names and histories tell: CloudTrail and Firehose write the time into
//! the key, and a session log is uploaded when its session has ended.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// Between the end of a session and its log.
const UPLOAD: f64 = 2.0;

/// The time, if it can be known. `ended` says when a session ended, in seconds since 1970.
pub(super) fn arrival(key: &str, ended: impl Fn(&str) -> Option<f64>) -> Option<SystemTime> {
    let name = key.rsplit('/').next()?;
    let session = name
        .strip_suffix(".log")
        .and_then(ended)
        .map(|end| SystemTime::UNIX_EPOCH + Duration::from_secs_f64(end + UPLOAD));
    session.or_else(|| SystemTime::try_from(written(name)?).ok())
}

/// `…_20261117T0135Z_…` of CloudTrail and `…-2026-11-17-01-19-20-…` of Firehose.
fn written(name: &str) -> Option<Timestamp> {
    let trail = name.split('_').find_map(|part| DateTime::strptime("%Y%m%dT%H%MZ", part).ok());
    let parts: Vec<_> = name.split('-').collect();
    let time = trail.or_else(|| {
        let texts = parts.windows(6).map(|window| window.join("-"));
        texts
            .filter(|text| text.len() == 19)
            .find_map(|text| DateTime::strptime("%Y-%m-%d-%H-%M-%S", text).ok())
    });
    TimeZone::UTC.to_timestamp(time?).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_and_histories_tell_the_time() {
        let check = |key: &str, expected: &str| {
            let ended = |id: &str| (id == "bob-1").then_some(1_800_000_000.0);
            let found =
                arrival(key, ended).map(|time| Timestamp::try_from(time).unwrap().to_string());
            assert_eq!(found.unwrap_or_default(), expected, "{key}");
        };
        check("ssm/bob-1.log", "2027-01-15T08:00:02Z");
        check("ssm/bob-2.log", "");
        check("AWSLogs/1_CloudTrail_us-east-1_20261117T0135Z_fHVr.json.gz", "2026-11-17T01:35:00Z");
        check("cloudwatch/2026/11/17/01/a-1-2026-11-17-01-19-20-3d76-cae4", "2026-11-17T01:19:20Z");
    }
}
