//! Where does a video with frames at a steady rate have none?
//!
//! A cluster that was lost leaves no trace but the time that is missing. Whoever records only what
//! changes leaves such times as well, so nothing is said of a video whose frames do not come as
//! often as it claims.

use crate::read::{Position, Reading};
use crate::video::Track;

/// A shorter time is a frame or two that a busy machine did not record.
const SHORTEST: i64 = 1_000_000;

/// Notes where `track`, of which a frame lasts `each` nanoseconds, has nothing.
pub(super) fn note(track: &Track, each: u64, notes: &mut Reading) {
    let each = i64::try_from(each / 1000).unwrap_or(i64::MAX);
    let mut times: Vec<i64> = track.frames.iter().map(|frame| frame.time).collect();
    times.sort_unstable();
    if each == 0 || !is_steady(&times, each) {
        return;
    }
    let ended = steps(&times).map(|(from, to)| (from.saturating_add(each), to));
    let shortest = SHORTEST.max(each);
    let mut gaps = ended.filter(|(from, to)| to.saturating_sub(*from) > shortest);
    if let Some((from, to)) = gaps.next() {
        let behind = track.frames.iter().find(|frame| frame.time == to);
        let others = gaps.count();
        let reason = format!(
            "track {} has nothing from {from} us to {to} us, and in {others} other places",
            track.id,
        );
        let place = Position::Byte(behind.map_or(0, |frame| frame.offset));
        notes.reject(place, "gap", reason);
    }
}

/// Whether all but one of a hundred frames follow the one before as soon as they should.
fn is_steady(times: &[i64], each: i64) -> bool {
    let soon = each.saturating_add(each / 2);
    let late = steps(times).filter(|(from, to)| to.saturating_sub(*from) > soon).count();
    late * 100 <= times.len()
}

fn steps(times: &[i64]) -> impl Iterator<Item = (i64, i64)> {
    times.iter().copied().zip(times.iter().copied().skip(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::video::{Frame, Media};

    /// What is noted of frames at these tenths of a second.
    fn noted(tenths: impl IntoIterator<Item = i64>) -> Vec<String> {
        let mut track = Track { id: 1, media: Media::Video, ..Track::default() };
        for tenth in tenths {
            let time = tenth * 100_000;
            let frame = Frame { time, offset: tenth as u64, length: 9, is_key: true };
            track.take(frame, time + 100_000, u64::MAX);
        }
        let mut notes = Reading::default();
        note(&track, 100_000_000, &mut notes);
        notes.rejected.iter().map(|note| format!("{}: {}", note.at, note.reason)).collect()
    }

    #[test]
    fn a_hole_in_a_steady_row_of_frames_is_a_gap() {
        let check = |found: Vec<String>, expected: &[&str]| assert_eq!(found, expected);
        check(noted(0..50), &[]);
        check(noted((0..20).chain(30..150)), &[]);
        let one =
            "byte 31: track 1 has nothing from 2000000 us to 3100000 us, and in 0 other places";
        check(noted((0..20).chain(31..150)), &[one]);
        let two = one.replace("0 other", "1 other");
        check(noted((0..20).chain(31..150).chain(190..300)), &[&two]);
        // Not in the order in which they are shown.
        check(noted((0..60).rev().chain(60..150)), &[]);
    }

    #[test]
    fn of_frames_that_come_when_something_changes_no_gap_is_told() {
        assert!(noted((0..50).map(|tenth| tenth * 20)).is_empty());
        assert!(noted((0..20).chain(31..50)).is_empty());
        assert!(noted([]).is_empty());
    }
}
