//! What is known of the sources, and of what is in the way of logs that exist?

use std::collections::{BTreeMap, BTreeSet};

use sekisho_catalog::{AS_OF, Absent, Catalog, Error, Listed, Object, ReadState, SourceState};
use sekisho_correlate::{Came, Obstacle, Seen};
use sekisho_domain::evidence::Sha256;
use sekisho_domain::fact::{Evidenced, Fact};
use sekisho_domain::id::{AccountId, Region, SessionId};
use sekisho_domain::session::{PREFERENCES, SessionKey};
use sekisho_domain::source::{Brings, Reach};
use sekisho_trail::proof::{Delivered, delivered};

/// What coverage needs besides the records.
pub(super) struct Known {
    pub(super) sources: Vec<(String, SourceState)>,
    pub(super) absences: Vec<Absent>,
    reaches: Vec<Reach>,
    came: BTreeMap<Sha256, Came>,
    obstacles: BTreeMap<SessionKey, Obstacle>,
    logging: BTreeSet<(AccountId, Region)>,
}

impl Known {
    /// Reads it off the catalog.
    pub(super) async fn gather(catalog: &Catalog) -> Result<Self, Error> {
        let (sources, absences) = (catalog.sources().await?, catalog.absences().await?);
        let objects = catalog.objects().await?;
        let mut reaches: Vec<Reach> =
            sources.iter().flat_map(|(name, state)| reaches(name, state, &objects)).collect();
        if sources.is_empty() {
            reaches.push(folder(catalog).await?);
        }
        let logging = logging(catalog, &objects).await?;
        let obstacles = obstacles(&absences, &objects);
        let came = came(&objects);
        Ok(Self { sources, absences, reaches, came, obstacles, logging })
    }

    pub(super) fn seen(&self) -> Seen<'_> {
        Seen {
            reaches: &self.reaches,
            came: &self.came,
            obstacles: &self.obstacles,
            logging: &self.logging,
        }
    }
}

/// What a folder holds counts as all that was there when it was last ingested. Whether it tells of all sessions, nobody
/// knows.
async fn folder(catalog: &Catalog) -> Result<Reach, Error> {
    let ingested = catalog.meta(AS_OF).await?.and_then(|at| at.parse().ok());
    Ok(Reach { brings: Brings::Recordings, place: None, since: None, complete_up_to: ingested })
}

/// How far a source was read. A bucket with CloudTrail tells only of the accounts and regions that deliver to it, and of
/// each only since then.
fn reaches(name: &str, state: &SourceState, objects: &[Listed]) -> Vec<Reach> {
    let reach = state.reach();
    if reach.brings != Brings::Sessions || reach.place.is_some() {
        return vec![reach];
    }
    let bucket = name.rsplit(' ').next().unwrap_or_default();
    let mut since = BTreeMap::new();
    for Listed { object, .. } in objects.iter().filter(|listed| listed.object.source == "s3") {
        if object.locator.split('/').next() != Some(bucket) {
            continue;
        }
        let Some(Delivered { account, region, at }) = delivered(&object.locator) else { continue };
        let first = since.entry((account, region)).or_insert(at);
        *first = at.min(*first);
    }
    let told = |(place, at)| Reach { place: Some(place), since: Some(at), ..reach.clone() };
    since.into_iter().map(told).collect()
}

/// Where a version of the session preferences says that sessions are recorded.
async fn logging(
    catalog: &Catalog,
    objects: &[Listed],
) -> Result<BTreeSet<(AccountId, Region)>, Error> {
    let mut logging = BTreeSet::new();
    for Listed { object, .. } in objects {
        let Some(place) = of_preferences(object) else { continue };
        let facts = catalog.facts_of(&[object.original]).await?;
        let logs = |said: &Evidenced| match &said.fact {
            Fact::Preferences(said) => said.bucket.is_some() || said.log_group.is_some(),
            _ => false,
        };
        // What cannot be read may say anything.
        if facts.is_empty() || facts.iter().any(logs) {
            logging.insert(place);
        }
    }
    Ok(logging)
}

/// Whose session preferences an answer of Systems Manager is.
fn of_preferences(object: &Object) -> Option<(AccountId, Region)> {
    let parts: Vec<_> = object.locator.split('/').collect();
    let [account, region, "get-document", PREFERENCES, _] = parts[..] else {
        return None;
    };
    let is_answer = object.source == "ssm";
    Some((AccountId::new(account).ok()?, Region::new(region).ok()?)).filter(|_| is_answer)
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
