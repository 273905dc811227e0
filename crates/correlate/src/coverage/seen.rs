//! How far has been looked for recordings and for sessions?

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use sekisho_domain::evidence::Sha256;
use sekisho_domain::id::{AccountId, Region};
use sekisho_domain::moment::Window;
use sekisho_domain::request::AccessRequest;
use sekisho_domain::session::{PREFERENCES, Session, SessionKey, SessionKind};
use sekisho_domain::source::{Brings, Destination, Reach};

use crate::policy::Policy;

/// The document of commands that run without a terminal.
const NON_INTERACTIVE: &str = "AWS-StartNonInteractiveCommand";

/// What is known of the sources and of what they gave, besides the records.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// How far each source has been read.
    pub reaches: &'a [Reach],
    /// When originals came, for those whose source is asked again and again.
    pub came: &'a BTreeMap<Sha256, Came>,
    /// Sessions whose log is known to exist and cannot be used.
    pub obstacles: &'a BTreeMap<SessionKey, Obstacle>,
    /// In which accounts and regions the session may have been that an original records, where the place it came from takes
    /// in those of some accounts only.
    pub may_be_of: &'a BTreeMap<Sha256, BTreeSet<(AccountId, Region)>>,
    /// Where the versions of the session preferences say that sessions are recorded; no place at all where a version
    /// cannot be read, as that may say anything.
    pub logging: &'a BTreeMap<(AccountId, Region), BTreeSet<Recorded>>,
    /// What is judged by what folders hold, as if that were everything; `None` where no folder was read, or a source may
    /// tell of any place.
    pub folders: Option<Folders<'a>>,
}

/// Where nothing tells of sessions, requests and recordings but what folders hold.
#[derive(Debug, Clone, Copy)]
pub struct Folders<'a> {
    /// When they were read: of what came later they tell nothing.
    pub read: Timestamp,
    /// The accounts and regions of which sources tell; `None` where no source was ever configured, so that folders are all
    /// there is.
    pub besides: Option<&'a BTreeSet<(AccountId, Region)>>,
}

/// Where session preferences say that sessions are recorded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Recorded {
    /// The bucket or log group.
    pub to: Destination,
    /// How the keys of a bucket begin there: the prefix and its slash.
    pub below: String,
}

/// When an original came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Came {
    /// When it was first seen.
    pub first_seen: Timestamp,
    /// Since when its place has been read: what was seen first at that time may have lain there for long.
    pub read_since: Timestamp,
}

/// What is in the way of a log that exists.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Obstacle {
    /// How it is in the way; of several logs of one session, the one that may still come decides.
    pub how: Hindrance,
    /// Where the log lies; `None` where that is no bucket and no log group.
    pub lies_in: Option<Destination>,
}

/// How a log that exists is kept from being used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hindrance {
    /// It came, and nothing in it can be read.
    Unreadable,
    /// Its source has it and does not give it.
    NotGiven,
    /// Its source did not give it the last time, for a reason that passes.
    NotYet,
}

/// Whether a recording that is not here would have been found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Looked {
    /// It would.
    FarEnough,
    /// A source that may have it has not been read that far.
    Behind,
    /// A source that may have it leaves out part of what it has.
    Partly,
    /// No source that may have it is read.
    Nowhere,
}

impl Seen<'static> {
    /// What folders held when they were `read`, and no source besides: nothing is known of when it came, or of what is in
    /// the way.
    #[must_use]
    pub fn folders(read: Timestamp) -> Self {
        static CAME: BTreeMap<Sha256, Came> = BTreeMap::new();
        static OBSTACLES: BTreeMap<SessionKey, Obstacle> = BTreeMap::new();
        static LOGGING: BTreeMap<(AccountId, Region), BTreeSet<Recorded>> = BTreeMap::new();
        static MAY_BE_OF: BTreeMap<Sha256, BTreeSet<(AccountId, Region)>> = BTreeMap::new();
        let (came, obstacles, logging, may_be_of) = (&CAME, &OBSTACLES, &LOGGING, &MAY_BE_OF);
        Self {
            reaches: &[],
            came,
            obstacles,
            may_be_of,
            logging,
            folders: Some(Folders { read, besides: None }),
        }
    }
}

impl Seen<'_> {
    /// Whether a recording of a session that was there by `until` would have been found, in any place besides one.
    pub(super) fn looked(
        &self,
        session: &Session,
        besides: Option<&Destination>,
        until: Timestamp,
    ) -> Looked {
        let elsewhere = |reach: &&Reach| besides.is_none() || reach.destination.as_ref() != besides;
        let relevant: Vec<_> = self.recording(session, until).filter(elsewhere).collect();
        if relevant.is_empty() {
            let (account, region) = (session.account.as_ref(), session.region.as_ref());
            let is_told_so_far = self.is_left_to_folders(account, region, until);
            return if is_told_so_far { Looked::FarEnough } else { Looked::Nowhere };
        }
        if let Some(looked) = self.is_recorded_elsewhere(session, &relevant) {
            return looked;
        }
        // It may lie in any of them.
        if !relevant.iter().all(|reach| reach.is_complete_up_to(until)) {
            Looked::Behind
        } else if relevant.iter().any(|reach| reach.leaves_some) {
            Looked::Partly
        } else {
            Looked::FarEnough
        }
    }

    /// The sources that may bring the recording of a session by `until`. One that is not read any more brings only what
    /// it had brought before.
    fn recording<'b>(
        &'b self,
        session: &'b Session,
        until: Timestamp,
    ) -> impl Iterator<Item = &'b Reach> {
        let brings = |brings: Brings| match session.kind {
            SessionKind::Rdp => brings == Brings::RdpRecordings,
            SessionKind::Unknown => brings.is_recordings(),
            // Its output is uploaded, and never streamed.
            SessionKind::Command if session.document.as_deref() == Some(NON_INTERACTIVE) => {
                brings == Brings::SessionLogs
            }
            SessionKind::Shell | SessionKind::Command | SessionKind::Port | SessionKind::Ssh => {
                matches!(brings, Brings::SessionLogs | Brings::CloudwatchLogs)
            }
        };
        self.reaches.iter().filter(move |reach| {
            brings(reach.brings)
                && reach.covers(session.account.as_ref(), session.region.as_ref())
                && (reach.is_configured || reach.is_complete_up_to(until))
        })
    }

    /// Whether the preferences that a session followed name a place that is not read, or only in part. Which version was in
    /// force is not known, so every place of each counts.
    fn is_recorded_elsewhere(&self, session: &Session, read: &[&Reach]) -> Option<Looked> {
        let followed = followed(session).filter(|_| session.kind != SessionKind::Rdp)?;
        let named = self.logging.get(&followed)?;
        let reads = |named: &Recorded| {
            let reading = read.iter().filter(|reach| match (&reach.destination, &named.to) {
                (None, _) => true,
                // A log group may be delivered to any bucket.
                (Some(Destination::Bucket(_)), Destination::LogGroup(_)) => {
                    reach.brings == Brings::CloudwatchLogs
                }
                (Some(read), named) => read == named,
            });
            let all: Vec<_> = reading.map(|reach| reach.reads_all_below(&named.below)).collect();
            match (all.is_empty(), all.contains(&true)) {
                (true, _) => Some(Looked::Nowhere),
                (false, false) => Some(Looked::Partly),
                (false, true) => None,
            }
        };
        let unread: Vec<_> = named.iter().filter_map(reads).collect();
        unread.iter().find(|looked| **looked == Looked::Nowhere).or(unread.first()).copied()
    }

    /// Whether every session of a stretch of time is known. Only CloudTrail tells of all: session history knows no remote
    /// desktops. Of a place that is not known, nobody can tell.
    #[must_use]
    pub fn is_told_whole(
        &self,
        account: Option<&AccountId>,
        region: Option<&Region>,
        from: Timestamp,
        to: Timestamp,
    ) -> bool {
        let trails = self.reaches.iter().filter(|reach| reach.brings == Brings::Trail);
        trails.filter(|reach| reach.is_of(account, region)).any(|r| r.tells_all(from, to))
    }

    /// Whether nothing but folders tells of an account and region, and they were read when all of an instant had been told.
    pub(crate) fn is_left_to_folders(
        &self,
        account: Option<&AccountId>,
        region: Option<&Region>,
        told_by: Timestamp,
    ) -> bool {
        let Some(Folders { read, besides }) = self.folders else { return false };
        let is_of_folders = besides.is_none_or(|told| {
            // What is not known to be elsewhere may be where a source tells of it.
            let place = account.cloned().zip(region.cloned());
            place.is_some_and(|place| !told.contains(&place))
        });
        is_of_folders && told_by <= read
    }

    /// Whether every request that may have allowed a session is known, which had begun `by` then where nothing else tells
    /// when: Systems Manager lists them at once, CloudTrail tells of the call that made them some time later. One that no
    /// document places may have been wherever its `originals` may come from.
    pub(crate) fn requests_are_known<'b>(
        &self,
        session: &Session,
        originals: impl Iterator<Item = &'b Sha256>,
        policy: &Policy,
        by: Timestamp,
    ) -> bool {
        // A start that is only bounded may lie as long before as a session lasts. When a recording was put where it lies
        // bounds nothing, as it may have been copied there.
        let before = policy.request_life + policy.longest_session;
        let began = session.started.sort_key();
        let from = began.and_then(|at| at.checked_sub(before).ok()).unwrap_or(Timestamp::MIN);
        let by = began.unwrap_or(by);
        let told_by = by.checked_add(policy.trail_grace).unwrap_or(Timestamp::MAX);
        let knows = |reach: &Reach| match reach.brings {
            Brings::Requests => reach.tells_all(from, by),
            Brings::Trail => reach.tells_all(from, told_by),
            _ => false,
        };
        let known_in = |account, region| {
            self.is_left_to_folders(account, region, told_by)
                || self.reaches.iter().filter(|reach| reach.is_of(account, region)).any(knows)
        };
        let (account, region) = (session.account.as_ref(), session.region.as_ref());
        // One that may be from anywhere decides.
        let places = || originals.map(|original| self.may_be_of.get(original)).collect();
        let places: Option<Vec<_>> = account.is_none().then(places).flatten();
        match places.filter(|places| !places.is_empty()) {
            Some(places) => {
                let mut places = places.into_iter().flatten();
                places.all(|(account, region)| known_in(Some(account), Some(region)))
            }
            None => known_in(account, region),
        }
    }

    /// Whether every session that a request may have allowed is known.
    pub(crate) fn sessions_are_known(&self, request: &AccessRequest, policy: &Policy) -> bool {
        let (account, region) = (request.account.as_ref(), request.region.as_ref());
        let told = |window: Window| {
            let told_by = window.end().checked_add(policy.trail_grace).unwrap_or(Timestamp::MAX);
            self.is_left_to_folders(account, region, told_by)
                || self.is_told_whole(account, region, window.start(), told_by)
        };
        request.window.is_some_and(told)
    }

    /// Whether an original came after an instant at which its place was already being read.
    pub(super) fn came_after(&self, original: &Sha256, due: Timestamp) -> bool {
        let came = self.came.get(original);
        came.is_some_and(|came| came.read_since <= due && due < came.first_seen)
    }

    /// Whether no version of the preferences that a session followed, of all that there were, says where to record.
    pub(super) fn nothing_is_logged(&self, session: &Session) -> bool {
        let (Some(place), Some(began)) = (followed(session), session.started.exact()) else {
            return false;
        };
        let mut asked = self.that(Brings::Preferences, Some(&place.0), Some(&place.1));
        asked.any(|reach| reach.place.as_ref() == Some(&place) && reach.is_complete_up_to(began))
            && !self.logging.contains_key(&place)
    }

    pub(super) fn obstacle(&self, session: &SessionKey) -> Option<&Obstacle> {
        self.obstacles.get(session)
    }

    fn that<'b>(
        &'b self,
        brings: Brings,
        account: Option<&'b AccountId>,
        region: Option<&'b Region>,
    ) -> impl Iterator<Item = &'b Reach> {
        let relevant =
            move |reach: &&Reach| reach.brings == brings && reach.covers(account, region);
        self.reaches.iter().filter(relevant)
    }
}

/// Whose preferences a session followed, where it is known; other session documents have preferences of their own.
fn followed(session: &Session) -> Option<(AccountId, Region)> {
    let follows = session.document.as_deref().is_none_or(|name| name == PREFERENCES);
    Some((session.account.clone()?, session.region.clone()?)).filter(|_| follows)
}
