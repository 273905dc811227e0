//! In which accounts may the sessions have been that a bucket holds?

use std::collections::{BTreeMap, BTreeSet};

use sekisho_catalog::{Listed, SourceState};
use sekisho_domain::evidence::Sha256;
use sekisho_domain::source::Reach;

use super::reach::{Place, lies_in};

/// The accounts and regions that may have recorded what each original holds: those of all places it came from. Where one of
/// these takes in the sessions of any account, or of one of which nothing is known, nothing is said of it.
pub(super) fn may_be_of(
    sources: &[(String, SourceState)],
    reaches: &[Reach],
    objects: &[Listed],
) -> BTreeMap<Sha256, BTreeSet<Place>> {
    // A region that is not read any more, or of which only a trail tells, may be where a session was all the same.
    let of_sources = sources.iter().filter_map(|(_, state)| state.place.clone());
    let known = of_sources.chain(reaches.iter().filter_map(|reach| reach.place.clone())).collect();
    let configured = sources.iter().map(|(_, state)| state).filter(|state| state.is_configured);
    let holders: Vec<_> = configured
        .filter(|state| !state.accounts.is_empty())
        .filter_map(|state| Some((state.reach(), of_accounts(state, &known)?)))
        .collect();
    // Most configurations say it of no bucket, and there may be very many objects.
    if holders.is_empty() {
        return BTreeMap::new();
    }
    let mut may_be_of: BTreeMap<_, Option<BTreeSet<Place>>> = BTreeMap::new();
    for Listed { object, .. } in objects {
        let holder =
            holders.iter().find(|(reach, _)| lies_in(reach, &object.source, &object.locator));
        let so_far = may_be_of.entry(object.original).or_insert(Some(BTreeSet::new()));
        *so_far = so_far.take().zip(holder).map(|(so_far, (_, places))| &so_far | places);
    }
    may_be_of.into_iter().filter_map(|(original, places)| Some((original, places?))).collect()
}

/// The known places of the accounts whose sessions a source brings, if there is one of each.
fn of_accounts(state: &SourceState, known: &BTreeSet<Place>) -> Option<BTreeSet<Place>> {
    let of = |account| known.iter().filter(move |(own, _)| own == account).cloned();
    let are_known = state.accounts.iter().all(|account| of(account).next().is_some());
    are_known.then(|| state.accounts.iter().flat_map(of).collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use jiff::Timestamp;
    use sekisho_catalog::{Object, ReadState};
    use sekisho_domain::id::{AccountId, Region};
    use sekisho_domain::source::Destination;

    use super::*;
    use crate::hash;

    /// `place ACCOUNT` where something is asked, `left ACCOUNT` where it was, `holder BUCKET ACCOUNT…` where logs lie.
    fn source(line: &str) -> (String, SourceState) {
        let words: Vec<_> = line.split(' ').collect();
        let account = |id: &str| AccountId::new(format!("{id:0>12}")).unwrap();
        let asked = |id: &str| {
            let region = Region::new("eu-west-1").unwrap();
            SourceState { place: Some((account(id), region)), ..SourceState::default() }
        };
        let state = match words[..] {
            ["place", id] => asked(id),
            ["left", id] => SourceState { is_configured: false, ..asked(id) },
            ["holder", bucket, ref accounts @ ..] => SourceState {
                accounts: accounts.iter().map(|id| account(id)).collect(),
                destination: Some(Destination::Bucket(bucket.to_owned())),
                ..SourceState::default()
            },
            _ => panic!("{line}"),
        };
        (line.to_owned(), state)
    }

    fn object(locator: &str) -> Listed {
        let object = Object {
            number: 1,
            original: hash(b"a log"),
            source: "s3".into(),
            locator: locator.to_owned(),
            version: None,
            size_bytes: 5,
            first_seen: Timestamp::UNIX_EPOCH,
            kind: "session-log".into(),
            state: ReadState::Read,
            rejected: Vec::new(),
        };
        Listed { object, in_conflict: false }
    }

    #[test]
    fn an_original_may_be_of_all_accounts_whose_logs_lie_where_it_lies() {
        let check = |sources: &[&str], objects: &[&str], expected: Option<&[&str]>| {
            let sources: Vec<_> = sources.iter().map(|line| source(line)).collect();
            let objects: Vec<_> = objects.iter().map(|locator| object(locator)).collect();
            let found = may_be_of(&sources, &[], &objects);
            let found = found.get(&hash(b"a log")).map(|places| {
                let id = |(account, _): &Place| account.as_str().trim_start_matches('0').to_owned();
                places.iter().map(id).collect::<Vec<_>>()
            });
            let expected = expected.map(|ids| ids.iter().map(|&id| id.to_owned()).collect());
            assert_eq!(found, expected, "{sources:?} {objects:?}");
        };
        let both = ["place 1", "place 2", "holder logs 1 2"];
        check(&both, &["logs/a.log"], Some(&["1", "2"]));
        check(&["place 1", "place 2", "holder logs 1"], &["logs/a.log"], Some(&["1"]));
        // A place that is not read any more may be it all the same; of an account nothing is known of, nothing is said.
        check(&["place 1", "left 2", "holder logs 1 2"], &["logs/a.log"], Some(&["1", "2"]));
        check(&["place 1", "holder logs 1 2"], &["logs/a.log"], None);
        // The same bytes in a bucket of any account, and in two buckets.
        check(&both, &["logs/a.log", "other/b.log"], None);
        let two = ["place 1", "place 2", "holder logs 1", "holder more 2"];
        check(&two, &["logs/a.log", "more/b.log"], Some(&["1", "2"]));
    }
}
