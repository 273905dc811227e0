//! What is known of the sources, and of what is in the way of logs that exist?

use std::collections::BTreeMap;

use sekisho_catalog::{AS_OF, Absent, Catalog, Error, Listed, Object, ReadState, SourceState};
use sekisho_correlate::{Came, Obstacle, Seen};
use sekisho_domain::evidence::Sha256;
use sekisho_domain::id::SessionId;
use sekisho_domain::session::SessionKey;
use sekisho_domain::source::{Brings, Reach};

/// What coverage needs besides the records.
pub(super) struct Known {
    pub(super) sources: Vec<(String, SourceState)>,
    pub(super) absences: Vec<Absent>,
    reaches: Vec<Reach>,
    came: BTreeMap<Sha256, Came>,
    obstacles: BTreeMap<SessionKey, Obstacle>,
}

impl Known {
    /// Reads it off the catalog.
    pub(super) async fn gather(catalog: &Catalog) -> Result<Self, Error> {
        let (sources, absences) = (catalog.sources().await?, catalog.absences().await?);
        let mut reaches: Vec<Reach> = sources.iter().map(|(_, state)| state.reach()).collect();
        if sources.is_empty() {
            reaches.push(folder(catalog).await?);
        }
        let objects = catalog.objects().await?;
        let obstacles = obstacles(&absences, &objects);
        let came = came(&objects);
        Ok(Self { sources, absences, reaches, came, obstacles })
    }

    pub(super) fn seen(&self) -> Seen<'_> {
        Seen { reaches: &self.reaches, came: &self.came, obstacles: &self.obstacles }
    }
}

/// What a folder holds counts as all that was there when it was last ingested. Whether it tells of all sessions, nobody
/// knows.
async fn folder(catalog: &Catalog) -> Result<Reach, Error> {
    let ingested = catalog.meta(AS_OF).await?.and_then(|at| at.parse().ok());
    Ok(Reach { brings: Brings::Recordings, place: None, complete_up_to: ingested })
}

/// A folder is copied at any time, so when its files were first seen says nothing.
fn came(objects: &[Listed]) -> BTreeMap<Sha256, Came> {
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

fn obstacles(absences: &[Absent], objects: &[Listed]) -> BTreeMap<SessionKey, Obstacle> {
    let not_given =
        absences.iter().filter_map(|absent| Some((session(&absent.locator)?, Obstacle::NotGiven)));
    let unreadable = objects.iter().filter(|listed| listed.object.state == ReadState::Quarantined);
    let unreadable = unreadable
        .filter_map(|listed| Some((session(&listed.object.locator)?, Obstacle::Unreadable)));
    not_given.chain(unreadable).collect()
}

/// The session whose log lies at a place: Session Manager names the object after it.
fn session(locator: &str) -> Option<SessionKey> {
    let name = locator.rsplit('/').next()?.strip_suffix(".log")?;
    Some(SessionKey::session(&SessionId::new(name).ok()?))
}
