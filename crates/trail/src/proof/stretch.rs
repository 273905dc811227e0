//! From when to when did a trail deliver?

use jiff::{SignedDuration, Timestamp};

use super::{Delivered, shifted};

/// A digest comes within an hour after its own hour, whether anything was called or not.
const DIGESTS_APART: SignedDuration = SignedDuration::from_hours(3);

/// Without digests, files come only with calls. What calls AWS by itself does so every day, and a day without a file cannot
/// be told from one that was not delivered.
const FILES_APART: SignedDuration = SignedDuration::from_hours(24);

/// A file holds calls of the minutes before it was delivered.
const TOLD_LATER: SignedDuration = SignedDuration::from_hours(1);

/// The stretches of time of which everything was delivered and is held, by the names of the files of one account and
/// region; `read` is up to when its bucket was listed.
///
/// A trail that was switched off leaves a gap between two of them, and so does a file that is known to be there and is
/// `absent` here. The last one reaches up to `read`, unless files stopped coming before.
#[must_use]
pub fn stretches(
    held: Vec<Delivered>,
    absent: &[Delivered],
    read: Timestamp,
) -> Vec<(Timestamp, Timestamp)> {
    let all = held.into_iter().chain(absent.iter().cloned());
    // One that a notification told of came after what was not listed yet.
    let mut delivered: Vec<_> = all.filter(|file| file.at <= read).collect();
    delivered.sort_unstable_by_key(|file| file.at);
    let mut stretches: Vec<(Timestamp, Timestamp)> = Vec::new();
    let mut digest: Option<Timestamp> = None;
    for file in delivered {
        match stretches.last_mut() {
            Some((_, end)) if file.at <= goes_on_until(*end, digest) => *end = file.at,
            _ => stretches.push((file.at, file.at)),
        }
        digest = Some(file.at).filter(|_| file.is_digest).or(digest);
    }
    if let Some((_, end)) =
        stretches.last_mut().filter(|(_, end)| read <= goes_on_until(*end, digest))
    {
        *end = read;
    }
    // A digest tells of files, and not of calls.
    for file in absent.iter().filter(|file| !file.is_digest) {
        let without = |(from, to): (Timestamp, Timestamp)| {
            let before = (from, to.min(shifted(file.at, -TOLD_LATER)));
            [before, (from.max(file.at), to)].into_iter().filter(|(from, to)| from < to)
        };
        stretches = stretches.into_iter().flat_map(without).collect();
    }
    stretches
}

/// Until when the next file has to come after the last one, so that none is missing between them.
fn goes_on_until(last: Timestamp, digest: Option<Timestamp>) -> Timestamp {
    match digest.map(|digest| shifted(digest, DIGESTS_APART)) {
        Some(next) if next >= last => next,
        _ => shifted(last, FILES_APART),
    }
}

#[cfg(test)]
mod tests {
    use sekisho_domain::id::{AccountId, Region};

    use super::*;

    /// Files at `day hour:minute` of November, `d` for a digest, `-` for one that is absent.
    fn check(files: &[&str], read: &str, expected: &[(&str, &str)]) {
        let at = |text: &str| -> Timestamp {
            let (day, time) = text.split_once(' ').expect("a day and a time");
            format!("2026-11-{day}T{time}:00Z").parse().expect("a time")
        };
        let file = |text: &&str| Delivered {
            account: AccountId::new("111122223333").expect("an account"),
            region: Region::new("eu-west-1").expect("a region"),
            at: at(text.trim_end_matches(['d', '-'])),
            is_digest: text.contains('d'),
        };
        let (absent, held): (Vec<_>, Vec<_>) = files.iter().partition(|text| text.ends_with('-'));
        let absent: Vec<_> = absent.into_iter().map(file).collect();
        let found = stretches(held.into_iter().map(file).collect(), &absent, at(read));
        let expected: Vec<_> = expected.iter().map(|(from, to)| (at(from), at(to))).collect();
        assert_eq!(found, expected, "{files:?} read at {read}");
    }

    #[test]
    fn a_gap_of_a_day_without_a_file_ends_a_stretch() {
        check(&[], "20 10:00", &[]);
        check(&["20 10:00"], "20 12:00", &[("20 10:00", "20 12:00")]);
        check(&["21 10:00", "20 10:00"], "22 10:00", &[("20 10:00", "22 10:00")]);
        check(
            &["20 10:00", "21 10:01"],
            "24 10:00",
            &[("20 10:00", "20 10:00"), ("21 10:01", "21 10:01")],
        );
    }

    #[test]
    fn with_digests_a_few_hours_are_enough() {
        check(&["20 10:00d", "20 11:00d"], "20 14:00", &[("20 10:00", "20 14:00")]);
        check(&["20 10:00d", "20 11:00d"], "20 14:01", &[("20 10:00", "20 11:00")]);
        check(
            &["20 10:00d", "20 11:00d", "20 15:00d", "20 16:00d"],
            "20 17:00",
            &[("20 10:00", "20 11:00"), ("20 15:00", "20 17:00")],
        );
        // A file of calls within the hours does not stand for the digest that is missing.
        check(
            &["20 10:00d", "20 12:50", "20 16:00"],
            "20 17:00",
            &[("20 10:00", "20 12:50"), ("20 16:00", "20 17:00")],
        );
    }

    #[test]
    fn a_file_that_is_absent_ends_a_stretch() {
        check(
            &["20 10:00", "20 13:00-", "20 20:00"],
            "20 21:00",
            &[("20 10:00", "20 12:00"), ("20 13:00", "20 21:00")],
        );
        // Before the first, and after what was read, there is no stretch to end.
        check(&["20 10:00", "20 10:00-"], "20 21:00", &[("20 10:00", "20 21:00")]);
        check(&["20 10:00", "21 10:00-"], "20 21:00", &[("20 10:00", "20 21:00")]);
        check(&["20 10:00", "21 10:00"], "20 21:00", &[("20 10:00", "20 21:00")]);
        // It was delivered, so no other gap is there.
        check(
            &["20 10:00", "21 09:00-", "22 08:00"],
            "22 09:00",
            &[("20 10:00", "21 08:00"), ("21 09:00", "22 09:00")],
        );
        check(&["20 10:00", "20 12:00d-"], "20 14:00", &[("20 10:00", "20 14:00")]);
    }

    #[test]
    fn the_end_of_the_calendar_is_no_exception() {
        let account = AccountId::new("111122223333").expect("an account");
        let region = Region::new("eu-west-1").expect("a region");
        let at = Timestamp::MAX;
        let file = Delivered { account, region, at, is_digest: true };
        assert_eq!(stretches(vec![file.clone(), file], &[], at), [(at, at)]);
    }
}
