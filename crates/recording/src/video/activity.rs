//! When did the picture of a video change, and when did it not?
//!
//! Nothing is decoded: an encoder writes few bytes where nothing changed, and more the more did.
//!
//! - A frame that is predicted from others counts as change by the bytes it has above those of a
//!   frame in which nothing changed. What such a one costs differs between encoders, so it is taken
//!   from the recording: half as much again as a tenth of its predicted frames have at most, and
//!   never more than 32 bytes and one for every 8,192 pixels. Measured with x264 and libvpx at
//!   1024x768, a still frame has 25 to 150 bytes, and one in which only the cursor moves has 60 to
//!   1,000. An encoder that fills a constant bitrate changes the picture all the time, so that no
//!   stretch of it counts as idle; none counts that was not.
//! - A key frame says all of the picture again, so its size alone is no change. It counts by what
//!   it has more or less than the key frame before it, if that is more than a sixteenth. One that
//!   comes before its time does so because the picture changed, so it counts by a sixteenth at
//!   least: its time is come after as many frames, or as long, as between any two key frames.
//! - Where no frame is, none was recorded, and nothing changed.

use super::{Frame, Track};

/// When the picture changed and when not, in microseconds since the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// How long each slice of the time is: a second, unless the video is longer than a day.
    pub slice: i64,
    /// How much changed in each slice, by the logarithm of the bytes: 0 for nothing, 255 for a byte
    /// for every eight pixels in each second, or more.
    pub changed: Vec<u8>,
    /// Stretches of at least ten seconds in which nothing changed, from and to, in order.
    pub idle: Vec<(i64, i64)>,
}

const SECOND: i64 = 1_000_000;

/// A shorter pause is somebody reading.
const PAUSE: i64 = 10 * SECOND;

/// Slices at most; a longer video has longer ones.
const SLICES: i64 = 90_000;

/// When the picture of a track changed that plays until `duration`. `None` where that cannot be
/// told: without frames, or if every frame is a key of its own.
#[must_use]
pub fn activity(track: &Track, duration: i64) -> Option<Activity> {
    let still = still(track)?;
    let mut slice = SECOND;
    while duration / slice >= SLICES {
        slice = slice.saturating_mul(2);
    }
    let slices = usize::try_from(duration.max(1).saturating_sub(1) / slice).unwrap_or(0) + 1;
    let (mut bytes, mut times) = (vec![0_u64; slices], Vec::new());
    let (time_is_come, mut key) = (Distance::longest(track), None);
    for (number, frame) in (0..).zip(track.frames.iter()) {
        let changed = match &mut key {
            _ if !frame.is_key => u64::from(frame.length).saturating_sub(still),
            before => again(before.replace((number, frame)), (number, frame), time_is_come),
        };
        if frame.time < 0 {
            continue;
        }
        if changed > 0 {
            let at = frame.time.min(duration.max(0));
            times.push(at);
            bytes[((at / slice) as usize).min(slices - 1)] += changed;
        }
    }
    let full = (pixels(track) / 8).saturating_mul((slice / SECOND) as u64);
    let changed = bytes.into_iter().map(|bytes| level(bytes, full)).collect();
    times.sort_unstable();
    Some(Activity { slice, changed, idle: idle(&times, duration) })
}

/// The bytes that a frame has at most in which nothing changed.
fn still(track: &Track) -> Option<u64> {
    let predicted = track.frames.iter().filter(|frame| !frame.is_key).map(|frame| frame.length);
    let mut lengths: Vec<u32> = predicted.collect();
    let tenth = lengths.len() / 10;
    if lengths.is_empty() {
        return None;
    }
    let (_, usual, _) = lengths.select_nth_unstable(tenth);
    let usual = u64::from(*usual);
    Some((usual + usual / 2).min(32 + pixels(track) / 8192))
}

/// A frame with its number.
type Numbered = (u64, Frame);

/// By how many bytes a key frame changes the picture of the one before it.
fn again(before: Option<Numbered>, now: Numbered, time_is_come: Distance) -> u64 {
    let Some(before) = before else { return 0 };
    let (was, is) = (before.1.length, now.1.length);
    let differs = u64::from(was.abs_diff(is));
    let least = u64::from(was / 16);
    let Distance { frames, time } = Distance::between(&before, &now);
    let is_early = frames < time_is_come.frames && time < time_is_come.time;
    match (is_early, differs > least) {
        (_, true) => differs,
        (true, false) => least.max(1),
        (false, false) => 0,
    }
}

/// How far two key frames lie apart.
#[derive(Clone, Copy, Default)]
struct Distance {
    frames: u64,
    time: i64,
}

impl Distance {
    fn between(before: &Numbered, now: &Numbered) -> Self {
        let time = now.1.time.saturating_sub(before.1.time);
        Self { frames: now.0.saturating_sub(before.0), time }
    }

    /// As far as an encoder leaves between two at most; times are rounded, and a few frames late.
    fn longest(track: &Track) -> Self {
        let (mut longest, mut key) = (Self::default(), None);
        let numbered = (0..).zip(track.frames.iter());
        for now in numbered.filter(|(_, frame)| frame.is_key) {
            if let Some(before) = key.replace(now) {
                let Self { frames, time } = Self::between(&before, &now);
                longest = Self { frames: longest.frames.max(frames), time: longest.time.max(time) };
            }
        }
        Self { time: longest.time - longest.time / 16, ..longest }
    }
}

/// Of the largest picture of the track; those of a common screen if it does not say.
fn pixels(track: &Track) -> u64 {
    let area = track.pixels.iter().map(|size| u64::from(size.width) * u64::from(size.height));
    area.max().filter(|area| *area > 0).unwrap_or(1024 * 768)
}

/// A number of bytes on the way from none to `full`, of which eight are told from none.
fn level(bytes: u64, full: u64) -> u8 {
    if bytes == 0 {
        return 0;
    }
    let level = 255 * sixteenths(1 + bytes / 8) / sixteenths(2 + full / 8);
    u8::try_from(level.max(1)).unwrap_or(u8::MAX)
}

/// Sixteen times the binary logarithm, in straight lines between whole ones.
fn sixteenths(number: u64) -> u64 {
    let whole = number.ilog2();
    let rest = u128::from(number - (1 << whole));
    16 * u64::from(whole) + ((rest * 16) >> whole) as u64
}

/// The pauses between changes, and before the first and behind the last one.
fn idle(times: &[i64], duration: i64) -> Vec<(i64, i64)> {
    let from = std::iter::once(0).chain(times.iter().copied());
    let to = times.iter().copied().chain([duration]);
    from.zip(to).filter(|(from, to)| to.saturating_sub(*from) >= PAUSE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::video::{Media, Pixels};

    /// A track of 640x480 with a frame a second, of these lengths; a negative one is a key frame.
    fn track(lengths: &[i32]) -> Track {
        let pixels = vec![Pixels { from: 0, width: 640, height: 480 }];
        let mut track = Track { media: Media::Video, pixels, ..Track::default() };
        for (second, length) in (0..).zip(lengths) {
            let (offset, is_key) = (0, *length < 0);
            let frame =
                Frame { time: second * SECOND, offset, length: length.unsigned_abs(), is_key };
            track.take(frame, (second + 1) * SECOND, u64::MAX);
        }
        track
    }

    fn found(lengths: &[i32]) -> Option<Activity> {
        activity(&track(lengths), lengths.len() as i64 * SECOND)
    }

    #[test]
    fn a_moving_cursor_is_seen_and_a_still_picture_is_idle() {
        let still = [30; 12];
        let lengths = [&[-9000][..], &still, &[90, 200, 5_000, 400_000], &still].concat();
        let found = found(&lengths).expect("it can be told");
        assert_eq!(found.changed[..13], [0; 13]);
        assert_eq!(found.changed[13..17], [52, 89, 193, 255]);
        assert_eq!(found.idle, [(0, 13 * SECOND), (16 * SECOND, 29 * SECOND)]);
    }

    #[test]
    fn a_key_frame_is_change_only_if_it_is_another_picture() {
        let check = |second: i32, idle: &[(i64, i64)]| {
            let lengths = [&[-9000][..], &[30; 11], &[second], &[30; 11]].concat();
            assert_eq!(found(&lengths).expect("it can be told").idle, idle, "{second}");
        };
        check(-9000, &[(0, 24 * SECOND)]);
        check(-9500, &[(0, 24 * SECOND)]);
        check(-12_000, &[(0, 12 * SECOND), (12 * SECOND, 24 * SECOND)]);
        check(-2_000, &[(0, 12 * SECOND), (12 * SECOND, 24 * SECOND)]);
    }

    #[test]
    fn a_key_frame_before_its_time_is_another_picture() {
        let check = |gaps: &[usize], idle: &[(i64, i64)]| {
            let part = |gap: &usize| [vec![-9000], vec![30; gap - 1]].concat();
            let lengths: Vec<i32> = gaps.iter().flat_map(part).collect();
            assert_eq!(found(&lengths).expect("it can be told").idle, idle, "{gaps:?}");
        };
        check(&[20, 20, 20], &[(0, 60 * SECOND)]);
        check(&[20, 19, 20], &[(0, 59 * SECOND)]);
        check(&[20, 12, 20], &[(0, 32 * SECOND), (32 * SECOND, 52 * SECOND)]);
    }

    #[test]
    fn steady_typing_is_not_idle() {
        // On a large screen, every fifth frame is still, and in the others a letter appears.
        let typing: Vec<i32> = [40, 180, 190, 170, 185].repeat(10);
        let mut track = track(&[vec![-9000], typing].concat());
        track.pixels = vec![Pixels { from: 0, width: 2560, height: 1440 }];
        let found = activity(&track, 51 * SECOND).expect("it can be told");
        assert_eq!(found.idle, []);
    }

    #[test]
    fn what_cannot_be_told_is_not_idle() {
        assert_eq!(found(&[]), None);
        assert_eq!(found(&[-9000; 30]), None);
        // A constant bitrate.
        assert_eq!(found(&[[-9000].as_slice(), &[1000; 30]].concat()).expect("told").idle, []);
    }

    #[test]
    fn a_time_without_frames_is_idle_and_a_hostile_one_takes_no_memory() {
        let mut track = track(&[-9000, 30, 900, 30]);
        let found = activity(&track, 60 * SECOND).expect("it can be told");
        assert_eq!((found.changed.len(), found.idle), (60, vec![(2 * SECOND, 60 * SECOND)]));
        let late = Frame { time: i64::MAX, offset: 0, length: 900, is_key: false };
        track.take(late, i64::MAX, u64::MAX);
        let found = activity(&track, i64::MAX).expect("it can be told");
        assert!(found.changed.len() <= SLICES as usize);
        assert_eq!(found.idle, [(2 * SECOND, i64::MAX)]);
        assert_eq!(activity(&track, 0).expect("it can be told").changed.len(), 1);
    }
}
