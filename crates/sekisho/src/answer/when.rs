//! When was a screen to be seen, in words that do not say more than is known?

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use sekisho_catalog::{Interval, LINES_PER_BLOCK, LinePlace, StoredLine, TimeBasis};

use super::AnswerError;
use super::playing::Playing;

/// What is known of a screen besides its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    /// The last line of the transcript that it shows whole, counted from 1; 0 before the first.
    pub(crate) line: u64,
    pub(crate) bounds: Bounds,
    /// That of the recording, unless it has no time for this one.
    pub(crate) basis: TimeBasis,
}

/// Two bounds in microseconds since the start; equal where the recording itself has the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub(crate) not_before_us: u64,
    pub(crate) not_after_us: u64,
}

/// Which line somebody has reached, and between which times the screen was to be seen.
///
/// Only lines carry bounds: it is between those of the line shown last and of the one that comes next.
pub(crate) async fn standing(playing: &Playing) -> Result<Standing, AnswerError> {
    let (shown, offset) = (&playing.shown, playing.offset);
    let about = &shown.about;
    let block = shown.line_block_at(LinePlace::Offset(offset)).await?;
    let mut lines = shown.line_block(block).await?;
    if lines.last().is_none_or(|line| line.offset <= offset) {
        lines.extend(shown.line_block(block + 1).await?);
    }
    let before = lines.partition_point(|line| line.offset <= offset);
    let bounds = match about.basis {
        TimeBasis::Exact => Bounds { not_before_us: playing.at.0, not_after_us: playing.at.0 },
        TimeBasis::Anchored => between(&lines, before, about.duration_us),
        TimeBasis::Estimated | TimeBasis::OrderOnly => {
            Bounds { not_before_us: 0, not_after_us: about.duration_us }
        }
    };
    let last = lines[..before].last().filter(|line| line.at.played_us == playing.at.0);
    let basis = last.and_then(|line| own_basis(line.at, about.basis)).unwrap_or(about.basis);
    Ok(Standing { line: block * LINES_PER_BLOCK as u64 + before as u64, bounds, basis })
}

/// That of a time which is none although its recording, which is `exact`, has others.
pub(crate) fn own_basis(at: Interval, recording: TimeBasis) -> Option<TimeBasis> {
    let own = at.basis;
    (recording == TimeBasis::Exact && own != recording).then_some(own)
}

fn between(lines: &[StoredLine], shown: usize, duration_us: u64) -> Bounds {
    let before = shown.checked_sub(1).map(|before| lines[before].at);
    let not_before_us = before.map_or(0, |at| at.not_before_us);
    let next = lines.get(shown).map(|line| line.at.not_after_us);
    // Nothing is known of how long the last line stood there.
    Bounds { not_before_us, not_after_us: next.unwrap_or(duration_us).max(not_before_us) }
}

/// The time in words: a clock time only where one was recorded.
pub(crate) fn words(
    basis: TimeBasis,
    started: Option<Timestamp>,
    bounds: Bounds,
    zone: &TimeZone,
) -> String {
    let Bounds { not_before_us, not_after_us } = bounds;
    let stretch = || match started {
        Some(started) => between_instants(started, bounds, zone),
        None => {
            let not_after_us = not_after_us.saturating_add(999);
            let (from, to) = (seconds(not_before_us), seconds(not_after_us));
            format!("between {from} s and {to} s after the start")
        }
    };
    match basis {
        // Only times since the start are exact: that itself is often told in whole seconds.
        TimeBasis::Exact => {
            let since = format!("{} s after the start", seconds(not_before_us));
            match started {
                Some(started) => format!("{since} at {} (exact)", instant(started, zone)),
                None => format!("{since} (exact)"),
            }
        }
        TimeBasis::Anchored => format!("{} (anchored)", stretch()),
        TimeBasis::Estimated => format!("not recorded, {} (estimated)", stretch()),
        TimeBasis::OrderOnly => "not known, only the order (order-only)".to_owned(),
    }
}

fn between_instants(started: Timestamp, bounds: Bounds, zone: &TimeZone) -> String {
    let from = after(started, bounds.not_before_us).to_zoned_datetime(zone.clone());
    // The upper bound is rounded up, so that what is printed still holds.
    let whole = bounds.not_after_us.saturating_add(999_999);
    let to = after(started, whole).to_zoned_datetime(zone.clone());
    let end = if from.date() == to.date() { "%H:%M:%S %Z" } else { "%Y-%m-%d %H:%M:%S %Z" };
    format!("between {} and {}", from.strftime("%Y-%m-%d %H:%M:%S"), to.strftime(end))
}

/// With what it has of a fraction of a second.
fn instant(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%d %H:%M:%S%.f %Z").to_string()
}

/// Instants behind everything that can be written stand at its end.
fn after(started: Timestamp, us: u64) -> Timestamp {
    let us = i64::try_from(us).unwrap_or(i64::MAX);
    started.checked_add(SignedDuration::from_micros(us)).unwrap_or(Timestamp::MAX)
}

fn seconds(us: u64) -> String {
    format!("{}.{:03}", us / 1_000_000, us / 1_000 % 1_000)
}

#[cfg(test)]
mod tests {
    use sekisho_catalog::{Interval, Seen};

    use super::*;

    #[test]
    fn a_time_never_looks_surer_than_it_is() {
        let night = Some("2026-11-18T14:59:58.25Z");
        let zone = TimeZone::get("Asia/Tokyo").expect("a zone");
        let (exact, anchored) = (TimeBasis::Exact, TimeBasis::Anchored);
        let (estimated, order) = (TimeBasis::Estimated, TimeBasis::OrderOnly);
        for (basis, started, (not_before_us, not_after_us), expected) in [
            (
                exact,
                night,
                (1_500_000, 1_500_000),
                "1.500 s after the start at 2026-11-18 23:59:58.25 JST (exact)",
            ),
            (exact, None, (1_500_000, 1_500_000), "1.500 s after the start (exact)"),
            // Bounds are rounded outwards.
            (
                anchored,
                night,
                (500_000, 600_000),
                "between 2026-11-18 23:59:58 and 23:59:59 JST (anchored)",
            ),
            (
                anchored,
                night,
                (500_000, 2_000_000),
                "between 2026-11-18 23:59:58 and 2026-11-19 00:00:01 JST (anchored)",
            ),
            (anchored, None, (0, 8_001), "between 0.000 s and 0.009 s after the start (anchored)"),
            (
                estimated,
                night,
                (0, 90_000_000),
                "not recorded, between 2026-11-18 23:59:58 and 2026-11-19 00:01:29 JST (estimated)",
            ),
            (order, night, (0, 0), "not known, only the order (order-only)"),
        ] {
            let bounds = Bounds { not_before_us, not_after_us };
            let started = started.map(|at| at.parse().expect("a time"));
            assert_eq!(words(basis, started, bounds, &zone), expected);
        }
    }

    #[test]
    fn a_screen_was_to_be_seen_from_its_last_line_to_the_next() {
        let line = |not_before_us, not_after_us| StoredLine {
            offset: 0,
            at: Interval {
                not_before_us,
                not_after_us,
                played_us: not_after_us,
                basis: TimeBasis::Anchored,
            },
            text: String::new(),
            seen: Seen::Scrollback,
        };
        let lines = [line(1, 3), line(2, 5), line(6, 9)];
        for (shown, expected) in [(0, (0, 3)), (1, (1, 5)), (2, (2, 9)), (3, (6, 100))] {
            let (not_before_us, not_after_us) = expected;
            let bounds = between(&lines, shown, 100);
            assert_eq!(bounds, Bounds { not_before_us, not_after_us }, "after {shown}");
        }
    }
}
