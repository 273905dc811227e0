//! Which days were asked for?

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use sekisho_correlate::Days;

use crate::answer::AnswerError;

/// So many days are told of when nobody says which.
const USUAL: i64 = 30;

/// More days than this are too many to be looked at together.
const MOST: i64 = 366;

/// Days as they were asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    /// The first; if absent, thirty days in all.
    pub(crate) from: Option<Date>,
    /// The last; today if absent.
    pub(crate) to: Option<Date>,
    /// The zone they are cut in; the desk's if absent.
    pub(crate) zone: Option<TimeZone>,
}

impl Asked {
    /// The days.
    ///
    /// # Errors
    /// [`AnswerError::Refused`] where the first comes after the last, or too long before it.
    pub(crate) fn days(&self, now: Timestamp, zone: TimeZone) -> Result<Days, AnswerError> {
        let to = self.to.unwrap_or_else(|| now.to_zoned_datetime(zone.clone()).date());
        let usual = to.checked_sub((USUAL - 1).days()).unwrap_or(Date::MIN);
        let from = self.from.unwrap_or(usual);
        let refused = |message: String, hint: &str| AnswerError::Refused {
            code: "bad-parameter",
            message,
            hint: hint.into(),
        };
        if from > to {
            let message = format!("{from} comes after {to}");
            return Err(refused(message, "give the earlier day as the first"));
        }
        if to.since(from).is_ok_and(|span| i64::from(span.get_days()) >= MOST) {
            let message = format!("{from} to {to} are more than {MOST} days");
            return Err(refused(message, "ask for a year at most"));
        }
        Ok(Days { from, to, zone })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_days_end_today() {
        let zone = TimeZone::get("Asia/Tokyo").expect("a zone");
        let now = "2026-11-23T16:00:00Z".parse().expect("an instant");
        let day = |text: &str| text.parse::<Date>().expect("a day");
        for (from, to, expected) in [
            (None, None, Some(("2026-10-26", "2026-11-24"))),
            (Some("2026-11-01"), None, Some(("2026-11-01", "2026-11-24"))),
            (None, Some("2026-01-10"), Some(("2025-12-12", "2026-01-10"))),
            (Some("2026-11-20"), Some("2026-11-20"), Some(("2026-11-20", "2026-11-20"))),
            (Some("2026-11-21"), Some("2026-11-20"), None),
            (Some("2025-11-24"), None, Some(("2025-11-24", "2026-11-24"))),
            (Some("2025-11-23"), None, None),
            (Some("-009999-01-01"), Some("9999-12-31"), None),
        ] {
            let asked = Asked { from: from.map(day), to: to.map(day), zone: None };
            let expected = expected.map(|(from, to)| (day(from), day(to)));
            let days = asked.days(now, zone.clone()).ok().map(|days| (days.from, days.to));
            assert_eq!(days, expected, "{from:?} to {to:?}");
        }
    }
}
