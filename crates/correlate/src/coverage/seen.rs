//! How far has been looked for recordings and for sessions?

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use sekisho_domain::evidence::Sha256;
use sekisho_domain::id::{AccountId, Region};
use sekisho_domain::session::{PREFERENCES, Session, SessionKey};
use sekisho_domain::source::{Brings, Reach};

/// What is known of the sources and of what they gave, besides the records.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// How far each source has been read.
    pub reaches: &'a [Reach],
    /// When originals came, for those whose source is asked again and again.
    pub came: &'a BTreeMap<Sha256, Came>,
    /// Sessions whose log is known to exist and cannot be used.
    pub obstacles: &'a BTreeMap<SessionKey, Obstacle>,
    /// Where any version of the session preferences says that sessions are recorded.
    pub logging: &'a BTreeSet<(AccountId, Region)>,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// Its source has it and does not give it.
    NotGiven,
    /// It came, and nothing in it can be read.
    Unreadable,
}

/// Whether a recording that is not here would have been found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Looked {
    /// It would.
    FarEnough,
    /// A source that may have it has not been read that far.
    Behind,
    /// No source that may have it is read.
    Nowhere,
}

impl Seen<'_> {
    /// Whether a recording that was there by `until` would have been found.
    pub(super) fn looked(
        &self,
        account: Option<&AccountId>,
        region: Option<&Region>,
        until: Timestamp,
    ) -> Looked {
        let mut relevant = self.that(Brings::Recordings, account, region).peekable();
        if relevant.peek().is_none() {
            return Looked::Nowhere;
        }
        // It may lie in any of them.
        if relevant.all(|reach| reach.is_complete_up_to(until)) {
            Looked::FarEnough
        } else {
            Looked::Behind
        }
    }

    /// Whether every session of a stretch of time is known. CloudTrail and session history both tell of all, so one is
    /// enough.
    pub(super) fn is_told_whole(
        &self,
        account: Option<&AccountId>,
        region: Option<&Region>,
        from: Timestamp,
        to: Timestamp,
    ) -> bool {
        self.that(Brings::Sessions, account, region).any(|reach| reach.tells_all(from, to))
    }

    /// Whether an original came after an instant at which its place was already being read.
    pub(super) fn came_after(&self, original: &Sha256, due: Timestamp) -> bool {
        let came = self.came.get(original);
        came.is_some_and(|came| came.read_since <= due && due < came.first_seen)
    }

    /// Whether no version of the preferences that a session followed, of all that there were, says where to record.
    pub(super) fn nothing_is_logged(&self, session: &Session) -> bool {
        // Other session documents have preferences of their own.
        let follows = session.document.as_deref().is_none_or(|name| name == PREFERENCES);
        let (Some(account), Some(region), Some(began), true) =
            (&session.account, &session.region, session.started.exact(), follows)
        else {
            return false;
        };
        let place = (account.clone(), region.clone());
        let mut asked = self.that(Brings::Preferences, Some(account), Some(region));
        asked.any(|reach| reach.place.as_ref() == Some(&place) && reach.is_complete_up_to(began))
            && !self.logging.contains(&place)
    }

    pub(super) fn obstacle(&self, session: &SessionKey) -> Option<Obstacle> {
        self.obstacles.get(session).copied()
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
