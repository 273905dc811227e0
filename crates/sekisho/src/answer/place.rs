//! Which moment of a recording is meant?

use super::AnswerError;

/// A moment of a recording, as links and people name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// A byte of the output.
    Offset(u64),
    /// A playing position in microseconds: a time of the session only where the recording has a clock.
    Played(u64),
    /// A line of the transcript, counted from 1.
    Line(u64),
}

impl Place {
    /// The place as it is typed: `@18231`, `@b18231` or `b18231`, `7.5s` or `1:02:03`, `L214`.
    pub(crate) fn typed(text: &str) -> Option<Place> {
        let text = text.trim();
        if let Some(offset) = text.strip_prefix("@b").or(text.strip_prefix(['@', 'b'])) {
            return number(offset).map(Place::Offset);
        }
        if let Some(line) = text.strip_prefix(['L', 'l']) {
            return number(line).filter(|line| *line > 0).map(Place::Line);
        }
        let (clock, seconds) = match text.rsplit_once(':') {
            Some((clock, seconds)) => (Some(clock), seconds),
            None => (None, text.strip_suffix('s').unwrap_or(text)),
        };
        let mut minutes = 0_u64;
        for part in clock.into_iter().flat_map(|clock| clock.split(':')) {
            minutes = minutes.checked_mul(60)?.checked_add(number(part)?)?;
        }
        let whole = minutes.checked_mul(60_000_000)?;
        Some(Place::Played(whole.checked_add(micros(seconds)?)?))
    }

    /// The place that a request names, if it names one.
    pub(crate) fn asked(
        line: Option<u64>,
        offset: Option<u64>,
        at_us: Option<u64>,
    ) -> Result<Option<Place>, AnswerError> {
        match (line, offset, at_us) {
            (None, None, None) => Ok(None),
            (Some(before), None, None) => Ok(Some(Place::Line(before.saturating_add(1)))),
            (None, Some(offset), None) => Ok(Some(Place::Offset(offset))),
            (None, None, Some(us)) => Ok(Some(Place::Played(us))),
            _ => Err(AnswerError::Refused {
                code: "bad-parameter",
                message: "line, offset and at_us exclude each other".into(),
                hint: "name one of them".into(),
            }),
        }
    }
}

/// Digits and nothing else: a sign or a blank was meant otherwise.
fn number(digits: &str) -> Option<u64> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

/// Seconds with up to six decimals.
fn micros(seconds: &str) -> Option<u64> {
    let (whole, decimals) = seconds.split_once('.').unwrap_or((seconds, ""));
    if decimals.len() > 6 {
        return None;
    }
    let decimals = number(&format!("{decimals:0<6}"))?;
    number(whole)?.checked_mul(1_000_000)?.checked_add(decimals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_is_typed() {
        for (text, expected) in [
            ("@18231", Some(Place::Offset(18231))),
            ("@b18231", Some(Place::Offset(18231))),
            ("b18231", Some(Place::Offset(18231))),
            ("L214", Some(Place::Line(214))),
            ("l1", Some(Place::Line(1))),
            ("7.5s", Some(Place::Played(7_500_000))),
            ("7.5", Some(Place::Played(7_500_000))),
            ("0.000001", Some(Place::Played(1))),
            ("3:12", Some(Place::Played(192_000_000))),
            ("1:02:03.5", Some(Place::Played(3_723_500_000))),
            (" 90 ", Some(Place::Played(90_000_000))),
            ("", None),
            ("-1", None),
            ("+1", None),
            ("inf", None),
            ("NaN", None),
            ("1e9", None),
            ("7.1234567", None),
            ("3:12s", None),
            ("1: 2", None),
            ("L0", None),
            ("L-1", None),
            ("@", None),
            ("@b", None),
            ("b@1", None),
            ("@-1", None),
            ("@99999999999999999999", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(Place::typed(text), expected, "{text}");
        }
    }
}
