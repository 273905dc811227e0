//! When did originals come?

use std::collections::BTreeMap;

use sekisho_catalog::{Listed, Object};
use sekisho_correlate::Came;
use sekisho_domain::evidence::Sha256;

/// When each original was first seen, and since when its place was read. A folder is copied at any time, so when its files
/// were first seen says nothing.
pub(super) fn came(objects: &[Listed]) -> BTreeMap<Sha256, Came> {
    let watched = || objects.iter().map(|listed| &listed.object).filter(|o| o.source != "folder");
    let mut since = BTreeMap::new();
    for object in watched() {
        let read_since = since.entry(place(object)).or_insert(object.first_seen);
        *read_since = object.first_seen.min(*read_since);
    }
    let mut came = BTreeMap::new();
    for object in watched() {
        let read_since = since[&place(object)];
        let first = came
            .entry(object.original)
            .or_insert(Came { first_seen: object.first_seen, read_since });
        if object.first_seen < first.first_seen {
            *first = Came { first_seen: object.first_seen, read_since };
        }
    }
    came
}

/// What is asked as one: a bucket, else an account and region.
fn place(object: &Object) -> (&str, Vec<&str>) {
    let parts = if object.source == "s3" { 1 } else { 2 };
    (&object.source, object.locator.split('/').take(parts).collect())
}
