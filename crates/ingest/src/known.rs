//! What is known of the sources, and of what is in the way of logs that exist?

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use sekisho_catalog::{Absent, Catalog, Error, Listed, Object, ReadState, SourceState};
use sekisho_correlate::{Came, Hindrance, Obstacle, Recorded, Seen};
use sekisho_domain::evidence::Sha256;
use sekisho_domain::fact::Fact;
use sekisho_domain::id::{AccountId, Region, SessionId};
use sekisho_domain::session::{PREFERENCES, SessionKey};
use sekisho_domain::source::{Brings, Destination, Reach};
use sekisho_trail::proof::{Delivered, delivered, stretches};

use crate::aws::trouble::TroubleCode;

/// What is judged by, besides the facts.
pub struct Known {
    /// Every source that was ever configured, by name; none where only folders were read.
    pub sources: Vec<(String, SourceState)>,
    /// What the sources have and do not give.
    pub absences: Vec<Absent>,
    reaches: Vec<Reach>,
    came: BTreeMap<Sha256, Came>,
    obstacles: BTreeMap<SessionKey, Obstacle>,
    logging: BTreeMap<(AccountId, Region), BTreeSet<Recorded>>,
}

impl Known {
    /// Reads it off the catalog, where some sources have `reached` further than is noted there. What folders hold is all
    /// that was there at `folders_read`.
    ///
    /// How far was read is asked first, and noted last, when what was read is derived: what comes meanwhile may be here and
    /// not vouched for, and never the other way round.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn gather(
        catalog: &Catalog,
        reached: &[(String, SourceState)],
        folders_read: Option<Timestamp>,
    ) -> Result<Self, Error> {
        let noted = catalog.sources().await?;
        let sources: BTreeMap<_, _> = noted.into_iter().chain(reached.iter().cloned()).collect();
        let sources: Vec<_> = sources.into_iter().collect();
        let absences = catalog.absences().await?;
        let objects = catalog.objects().await?;
        let mut reaches: Vec<Reach> =
            sources.iter().flat_map(|(_, state)| reaches(state, &objects, &absences)).collect();
        if sources.is_empty() {
            reaches.extend(folders(folders_read));
        }
        let logging = logging(catalog, &objects).await?;
        let obstacles = obstacles(&absences, &objects);
        let came = came(&objects);
        Ok(Self { sources, absences, reaches, came, obstacles, logging })
    }

    /// As it is judged by.
    #[must_use]
    pub fn seen(&self) -> Seen<'_> {
        Seen {
            reaches: &self.reaches,
            came: &self.came,
            obstacles: &self.obstacles,
            logging: &self.logging,
            folders_only: self.sources.is_empty(),
        }
    }
}

/// What folders hold counts as all that was there when they were read. Whether they tell of all sessions, nobody knows.
fn folders(complete_up_to: Option<Timestamp>) -> [Reach; 2] {
    [Brings::SessionLogs, Brings::RdpRecordings]
        .map(|brings| SourceState { brings, complete_up_to, ..SourceState::default() }.reach())
}

/// How far a source was read. A bucket with CloudTrail tells only of the accounts and regions that deliver to it, and of
/// each only as long as they did.
fn reaches(state: &SourceState, objects: &[Listed], absences: &[Absent]) -> Vec<Reach> {
    let reach = state.reach();
    let (Brings::Trail, Some(Destination::Bucket(bucket))) =
        (reach.brings, reach.destination.clone())
    else {
        return vec![reach];
    };
    let Some(read) = reach.complete_up_to else { return Vec::new() };
    let bucket = (bucket.as_str(), &reach);
    let (held, unread): (Vec<_>, Vec<_>) =
        objects.iter().map(|listed| &listed.object).partition(|o| o.state == ReadState::Read);
    fn place<'a>(object: &&'a Object) -> (&'a str, &'a str) {
        (&object.source, &object.locator)
    }
    let held = by_place(bucket, held.iter().map(place));
    // What is here and cannot be read tells no more than what is not here.
    let absent = absences.iter().map(|absent| (absent.source.as_str(), absent.locator.as_str()));
    let absent = by_place(bucket, absent.chain(unread.iter().map(place)));
    let mut told = Vec::new();
    for (place, files) in held {
        let absent = absent.get(&place).map_or(&[][..], Vec::as_slice);
        told.extend(stretches(files, absent, read).into_iter().map(|(since, until)| Reach {
            place: Some(place.clone()),
            since: Some(since),
            complete_up_to: Some(until),
            ..reach.clone()
        }));
    }
    told
}

/// The files of a trail that a source reads in its bucket, by account and region.
fn by_place<'a>(
    (bucket, reach): (&str, &Reach),
    places: impl Iterator<Item = (&'a str, &'a str)>,
) -> BTreeMap<(AccountId, Region), Vec<Delivered>> {
    let mut files: BTreeMap<_, Vec<Delivered>> = BTreeMap::new();
    for (source, locator) in places {
        let key = locator.strip_prefix(bucket).and_then(|rest| rest.strip_prefix('/'));
        let is_read = source == "s3" && key.is_some_and(|key| reach.reads_all_below(key));
        if let Some(file) = delivered(locator).filter(|_| is_read) {
            files.entry((file.account.clone(), file.region.clone())).or_default().push(file);
        }
    }
    files
}

/// Where the versions of the session preferences say that sessions are recorded.
async fn logging(
    catalog: &Catalog,
    objects: &[Listed],
) -> Result<BTreeMap<(AccountId, Region), BTreeSet<Recorded>>, Error> {
    let mut named: BTreeMap<_, Vec<Option<Recorded>>> = BTreeMap::new();
    for Listed { object, .. } in objects {
        let Some(place) = of_preferences(object) else { continue };
        let facts = catalog.facts_of(&[object.original]).await?;
        let said: Vec<_> = facts.iter().flat_map(|said| destinations(&said.fact)).collect();
        // What cannot be read may say anything.
        let anything = facts.is_empty().then_some(None);
        let said = said.into_iter().map(Some).chain(anything);
        named.entry(place).or_default().extend(said);
    }
    let somewhere = |(place, named): (_, Vec<Option<Recorded>>)| {
        let all: Option<BTreeSet<_>> = named.iter().cloned().collect();
        (!named.is_empty()).then(|| (place, all.unwrap_or_default()))
    };
    Ok(named.into_iter().filter_map(somewhere).collect())
}

fn destinations(fact: &Fact) -> Vec<Recorded> {
    let Fact::Preferences(said) = fact else { return Vec::new() };
    let prefix = said.prefix.as_deref().map_or("", |prefix| prefix.trim_end_matches('/'));
    let below = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
    let bucket = said.bucket.clone().map(|name| Recorded { to: Destination::Bucket(name), below });
    let group = said.log_group.clone().map(Destination::LogGroup);
    bucket.into_iter().chain(group.map(|to| Recorded { to, below: String::new() })).collect()
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

/// The session whose log lies at a place: Session Manager names the object after it.
fn session(locator: &str) -> Option<SessionKey> {
    let name = locator.rsplit('/').next()?.strip_suffix(".log")?;
    Some(SessionKey::session(&SessionId::new(name).ok()?))
}
