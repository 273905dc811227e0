//! Which value do so many of all measurements not exceed?

use std::time::Duration;

/// The value that `percent` of all measurements do not exceed; 50 gives the median.
#[must_use]
pub fn percentile(measurements: &[Duration], percent: usize) -> Duration {
    let mut sorted = measurements.to_vec();
    sorted.sort_unstable();
    let index = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(index).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_measured() {
        fn check(measured: &[u64], percent: usize, expected: u64) {
            let measured: Vec<_> = measured.iter().map(|ms| Duration::from_millis(*ms)).collect();
            assert_eq!(percentile(&measured, percent), Duration::from_millis(expected));
        }
        check(&[], 50, 0);
        check(&[4], 99, 4);
        check(&[3, 1, 2], 50, 2);
        check(&[4, 3, 1, 2], 50, 2);
        check(&[4, 3, 1, 2], 99, 4);
    }
}
