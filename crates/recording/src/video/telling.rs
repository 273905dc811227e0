//! Which few key frames show most of a video?

use super::{Frame, Frames};

impl Frames {
    /// At most so many of the keys, and so few that they have at most so many `bytes` together, but
    /// the `fewest` in any case.
    ///
    /// Half of them are spread evenly, and half lie where more changed: of what did not change, one
    /// picture is enough. How much changed is told by the bytes of the frames between two keys.
    #[must_use]
    pub fn telling_keys(&self, fewest: usize, most: usize, bytes: u64) -> Vec<Frame> {
        let keys = self.weighed();
        let mut count = keys.len().min(most);
        loop {
            let chosen = spread(&keys, count);
            let sum: u64 = chosen.iter().map(|key| u64::from(key.length)).sum();
            if sum <= bytes || count <= fewest {
                return chosen;
            }
            let fitting = count as u128 * u128::from(bytes) / u128::from(sum);
            count = usize::try_from(fitting).unwrap_or(count).clamp(fewest, count - 1);
        }
    }

    /// The keys, each with its share of the pictures.
    fn weighed(&self) -> Vec<(Frame, u64)> {
        let (mut keys, mut moved) = (Vec::new(), 0);
        for frame in self.iter() {
            if !frame.is_key {
                moved += u64::from(frame.length);
            } else if frame.time >= 0 {
                keys.push((frame, std::mem::take(&mut moved)));
            }
        }
        let moved: u64 = keys.iter().map(|(_, moved)| moved).sum();
        let even = 1 + moved / (keys.len() as u64).max(1);
        keys.iter_mut().for_each(|(_, weight)| *weight += even);
        keys
    }
}

/// The first key, and of the others as many as there are to be by their weights.
fn spread(keys: &[(Frame, u64)], count: usize) -> Vec<Frame> {
    let Some(((first, _), others)) = keys.split_first() else { return Vec::new() };
    if count >= keys.len() {
        return keys.iter().map(|(key, _)| *key).collect();
    }
    let Some(more) = count.checked_sub(1) else { return Vec::new() };
    let whole: u128 = others.iter().map(|(_, weight)| u128::from(*weight)).sum();
    let (mut chosen, mut due) = (vec![*first], 0);
    for (key, weight) in others {
        due += u128::from(*weight) * more as u128;
        if due >= whole {
            due -= whole;
            chosen.push(*key);
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A frame a second of so many bytes; a negative number is a key.
    fn frames(lengths: &[i32]) -> Frames {
        let mut frames = Frames::default();
        for (second, length) in (0..).zip(lengths) {
            let (time, length, is_key) = (second * 1_000_000, length.unsigned_abs(), *length < 0);
            frames.push(Frame { time, offset: 0, length, is_key });
        }
        frames
    }

    #[test]
    fn more_pictures_lie_where_more_changed() {
        let check = |lengths: &[i32], most: usize, bytes: u64, expected: &[i64]| {
            let chosen = frames(lengths).telling_keys(2, most, bytes);
            let seconds: Vec<i64> = chosen.iter().map(|key| key.time / 1_000_000).collect();
            assert_eq!(seconds, expected, "{lengths:?}");
        };
        check(&[-9, 1, -9, 1], 9, 99, &[0, 2]);
        check(&[-9; 6], 9, 99, &[0, 1, 2, 3, 4, 5]);
        check(&[-9; 7], 3, 99, &[0, 3, 6]);
        check(&[-9; 7], 9, 36, &[0, 2, 4, 6]);
        check(&[-9; 7], 9, 0, &[0, 6]);
        check(&[-9; 7], 0, 99, &[]);
        check(&[], 9, 99, &[]);
        // Nothing moves before 8, and much afterwards.
        let quiet_then_busy = [-9, 0, -9, 0, -9, 0, -9, 0, -9, 50, -9, 50, -9, 50, -9, 50, -9];
        check(&quiet_then_busy, 5, 99, &[0, 10, 12, 14, 16]);
    }

    proptest! {
        #[test]
        fn the_limits_are_kept(
            lengths in prop::collection::vec(-99..99_i32, 0..99),
            fewest in 0..9_usize, most in 0..20_usize, bytes in 0..999_u64,
        ) {
            let frames = frames(&lengths);
            let (keys, chosen) = (frames.keys(), frames.telling_keys(fewest, most, bytes));
            let sum: u64 = chosen.iter().map(|key| u64::from(key.length)).sum();
            prop_assert!(chosen.len() <= most);
            prop_assert!(sum <= bytes || chosen.len() <= fewest.min(most));
            prop_assert!(chosen.is_sorted_by(|one, other| one.time < other.time));
            prop_assert!(chosen.iter().all(|key| keys.contains(key)));
            prop_assert_eq!(chosen.first(), keys.first().filter(|_| !chosen.is_empty()));
        }
    }
}
