//! In which accounts may the sessions have been that a bucket holds?

use std::collections::{BTreeMap, BTreeSet};

use sekisho_catalog::{Listed, Object, SourceState};
use sekisho_domain::evidence::Sha256;
use sekisho_domain::source::{Destination, Reach};

use super::reach::Place;

/// The accounts and regions that may have recorded to where each original came from. Where any account may, or one of them
/// is not read, nothing is said.
pub(super) fn may_be_of(
    sources: &[(String, SourceState)],
    objects: &[Listed],
) -> BTreeMap<Sha256, BTreeSet<Place>> {
    let configured = || sources.iter().map(|(_, state)| state).filter(|state| state.is_configured);
    let read: BTreeSet<Place> = configured().filter_map(|state| state.place.clone()).collect();
    let holders: Vec<_> = configured()
        .filter(|state| !state.accounts.is_empty())
        .filter_map(|state| Some((state.reach(), of_accounts(state, &read)?)))
        .collect();
    let mut may_be_of = BTreeMap::new();
    for Listed { object, .. } in objects.iter().filter(|listed| listed.object.source == "s3") {
        if let Some((_, places)) = holders.iter().find(|(reach, _)| lies_in(object, reach)) {
            may_be_of.insert(object.original, places.clone());
        }
    }
    may_be_of
}

/// The places that are read of the accounts whose sessions a source brings, if something is read of each.
fn of_accounts(state: &SourceState, read: &BTreeSet<Place>) -> Option<BTreeSet<Place>> {
    let of = |account| read.iter().filter(move |(own, _)| own == account).cloned();
    let are_read = state.accounts.iter().all(|account| of(account).next().is_some());
    are_read.then(|| state.accounts.iter().flat_map(of).collect())
}

fn lies_in(object: &Object, reach: &Reach) -> bool {
    let Some(Destination::Bucket(bucket)) = &reach.destination else { return false };
    let key = object.locator.strip_prefix(bucket.as_str()).and_then(|rest| rest.strip_prefix('/'));
    key.is_some_and(|key| reach.reads_all_below(key))
}
