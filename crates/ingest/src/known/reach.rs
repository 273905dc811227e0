//! How far was a source read, and of which places does it tell?

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use sekisho_catalog::{Absent, Listed, Object, ReadState, SourceState};
use sekisho_domain::id::{AccountId, Region};
use sekisho_domain::source::{Brings, Destination, Reach};
use sekisho_trail::proof::{Delivered, delivered, stretches};

pub(super) type Place = (AccountId, Region);

/// What a source tells.
pub(super) struct Told {
    pub(super) reaches: Vec<Reach>,
    /// The accounts and regions of which it tells, besides recordings; `None` where nobody knows.
    pub(super) places: Option<BTreeSet<Place>>,
}

/// How far a source was read. A bucket with CloudTrail tells only of the accounts and regions that deliver to it, and of
/// each only as long as they did.
pub(super) fn told(state: &SourceState, objects: &[Listed], absences: &[Absent]) -> Told {
    let reach = state.reach();
    let (Brings::Trail, Some(Destination::Bucket(_))) = (reach.brings, &reach.destination) else {
        return Told { places: Some(reach.place.iter().cloned().collect()), reaches: vec![reach] };
    };
    let (held, unread): (Vec<_>, Vec<_>) =
        objects.iter().map(|listed| &listed.object).partition(|o| o.state == ReadState::Read);
    fn place<'a>(object: &&'a Object) -> (&'a str, &'a str) {
        (&object.source, &object.locator)
    }
    let held = by_place(&reach, held.iter().map(place));
    // What is here and cannot be read tells no more than what is not here.
    let absent = absences.iter().map(|absent| (absent.source.as_str(), absent.locator.as_str()));
    let absent = by_place(&reach, absent.chain(unread.iter().map(place)));
    let places = held.keys().chain(absent.keys()).cloned().collect();
    let Some(read) = reach.complete_up_to else {
        // One that is still to be read may have files of any place; one that never will be has those that are known.
        return Told { reaches: Vec::new(), places: (!reach.is_configured).then_some(places) };
    };
    let mut reaches = Vec::new();
    for (place, files) in held {
        let absent = absent.get(&place).map_or(&[][..], Vec::as_slice);
        reaches.extend(stretches(files, absent, read).into_iter().map(|(since, until)| Reach {
            place: Some(place.clone()),
            since: Some(since),
            complete_up_to: Some(until),
            ..reach.clone()
        }));
    }
    Told { reaches, places: Some(places) }
}

/// What folders hold counts as all that was there when they were read. Whether they tell of all sessions, nobody knows.
pub(super) fn folders(complete_up_to: Option<Timestamp>) -> [Reach; 2] {
    [Brings::SessionLogs, Brings::RdpRecordings]
        .map(|brings| SourceState { brings, complete_up_to, ..SourceState::default() }.reach())
}

/// Whether something of a bucket lies where a source reads it.
pub(super) fn lies_in(reach: &Reach, source: &str, locator: &str) -> bool {
    let Some(Destination::Bucket(bucket)) = &reach.destination else { return false };
    let key = locator.strip_prefix(bucket.as_str()).and_then(|rest| rest.strip_prefix('/'));
    source == "s3" && key.is_some_and(|key| reach.reads_all_below(key))
}

/// The files of a trail that a source reads in its bucket, by account and region.
fn by_place<'a>(
    reach: &Reach,
    places: impl Iterator<Item = (&'a str, &'a str)>,
) -> BTreeMap<(AccountId, Region), Vec<Delivered>> {
    let mut files: BTreeMap<_, Vec<Delivered>> = BTreeMap::new();
    for (source, locator) in places {
        if let Some(file) = delivered(locator).filter(|_| lies_in(reach, source, locator)) {
            files.entry((file.account.clone(), file.region.clone())).or_default().push(file);
        }
    }
    files
}
