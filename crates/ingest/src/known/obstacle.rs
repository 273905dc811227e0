//! Which recordings exist that cannot be used?

use std::collections::BTreeMap;

use sekisho_catalog::{Absent, Listed, ReadState};
use sekisho_correlate::{Hindrance, Obstacle};
use sekisho_domain::id::SessionId;
use sekisho_domain::session::SessionKey;
use sekisho_domain::source::Destination;

use crate::aws::trouble::TroubleCode;
use crate::placed::connection;

/// What is in the way of the recordings of sessions.
pub(super) fn obstacles(absences: &[Absent], objects: &[Listed]) -> BTreeMap<SessionKey, Obstacle> {
    let not_given = absences.iter().map(|absent| {
        let passes = TroubleCode::named(&absent.trouble.code).is_some_and(TroubleCode::passes);
        let how = if passes { Hindrance::NotYet } else { Hindrance::NotGiven };
        (how, &absent.source, &absent.locator)
    });
    let unreadable = objects.iter().map(|listed| &listed.object);
    let unreadable = unreadable
        .filter(|object| object.state == ReadState::Quarantined)
        .map(|object| (Hindrance::Unreadable, &object.source, &object.locator));
    let mut obstacles: BTreeMap<SessionKey, Obstacle> = BTreeMap::new();
    for (how, source, locator) in not_given.chain(unreadable) {
        let Some(session) = session(locator) else { continue };
        let obstacle = Obstacle { how, lies_in: lies_in(source, locator) };
        let known = obstacles.entry(session).or_insert_with(|| obstacle.clone());
        *known = obstacle.max(known.clone());
    }
    obstacles
}

/// The bucket that an object lies in, if it lies in one.
fn lies_in(source: &str, locator: &str) -> Option<Destination> {
    let bucket = locator.split('/').next().filter(|_| source == "s3")?;
    Some(Destination::Bucket(bucket.to_owned()))
}

/// The session whose recording lies at a place: Session Manager names a log after it, and the place of a video may name the
/// connection.
fn session(locator: &str) -> Option<SessionKey> {
    let name = locator.rsplit('/').next()?.strip_suffix(".log");
    let session = match name {
        Some(name) => SessionId::new(name).ok(),
        None => connection(locator),
    };
    Some(SessionKey::session(&session?))
}
