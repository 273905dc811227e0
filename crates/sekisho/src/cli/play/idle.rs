//! How does playback get past stretches in which nothing was written? As in the browser.

/// Microseconds of playback, from and to.
pub(super) type Stretch = (u64, u64);

/// What was written last stays to be read for this long, and what comes next is not missed.
const BEFORE_US: u64 = 1_500_000;
const AFTER_US: u64 = 500_000;
/// A pause that is skipped passes in so much wall time.
const PASSES_IN_US: f64 = 1e6;

/// The pause that is skipped at a position: the part of it that passes quickly.
pub(super) fn skipped(at_us: u64, idle: &[Stretch]) -> Option<Stretch> {
    let parts = idle.iter().map(|(from, to)| (from + BEFORE_US, to.saturating_sub(AFTER_US)));
    parts.into_iter().find(|(from, to)| (*from..*to).contains(&at_us))
}

/// The position after some wall time at a speed, with these pauses skipped.
pub(super) fn after(at_us: u64, wall_us: u64, speed: f64, idle: &[Stretch]) -> u64 {
    let usual = at_us + (wall_us as f64 * speed) as u64;
    let Some((from, to)) = skipped(at_us, idle) else { return usual };
    let quick = wall_us as f64 * (to - from) as f64 / PASSES_IN_US;
    usual.max(to.min(at_us + quick as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_passes_in_a_second_and_its_ends_are_shown() {
        let idle = [(10_000_000, 72_000_000)];
        for (at_us, wall_us, speed, expected) in [
            (0, 40_000, 2.0, 80_000),
            (10_000_000, 100_000, 1.0, 10_100_000),
            (11_500_000, 100_000, 1.0, 17_500_000),
            (71_000_000, 500_000, 1.0, 71_500_000),
            (71_500_000, 100_000, 1.0, 71_600_000),
        ] {
            assert_eq!(after(at_us, wall_us, speed, &idle), expected, "from {at_us}");
        }
        assert_eq!(skipped(11_499_999, &idle), None);
        assert_eq!(skipped(11_500_000, &idle), Some((11_500_000, 71_500_000)));
        assert_eq!(skipped(5, &[(0, 1_000)]), None, "too short");
    }
}
