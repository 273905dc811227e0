//! What did a run do, and what could it not do?

use std::collections::BTreeMap;

use jiff::Timestamp;
use sekisho_archive::{Origin, Outcome};

use crate::aws::trouble::{Trouble, TroubleCode};

/// What became of every object that was listed, and of everything derived from them.
#[derive(Debug, Default)]
pub struct Report {
    /// Objects seen for the first time.
    pub new: usize,
    /// Objects that came again with the same bytes.
    pub again: usize,
    /// Places that held other bytes before; both are kept.
    pub conflicts: Vec<String>,
    /// Objects that are no records, with the reason.
    pub ignored: Vec<(String, &'static str)>,
    /// Objects that could not be archived, with the reason.
    pub failed: Vec<(String, String)>,
    /// What each source that answered has, as it said last.
    pub answered: BTreeMap<String, Had>,
    /// Objects that a source has and does not give now, by place and version, with what to do.
    pub absent: BTreeMap<(String, Option<String>), Missed>,
    /// Sources that do not answer now, with what to do.
    pub troubles: BTreeMap<String, Trouble>,
    /// What was derived afterwards.
    pub derived: Derived,
}

/// A thing that a source has and does not give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missed {
    /// Why, and what to do.
    pub trouble: Trouble,
    /// When it was missed last.
    pub at: Timestamp,
}

/// What a source has.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Had {
    /// Things that it has.
    pub listed: u64,
    /// Those that the archive had already when it was asked first.
    pub known: u64,
    /// Those that were left where they are: no records, or not named by the configuration.
    pub left: u64,
}

/// What was derived from the archive.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Derived {
    /// Originals read in this run, wholly or in part.
    pub read: usize,
    /// Of these, originals of which something was rejected.
    pub partly: usize,
    /// Originals nothing could be read from.
    pub quarantined: usize,
    /// Sessions and refused attempts known now.
    pub sessions: usize,
    /// Access requests known now.
    pub requests: usize,
    /// Findings now.
    pub findings: usize,
    /// Sessions that cannot be judged now, as not all sources were read that far.
    pub unjudged: usize,
    /// Videos that belong to no session now.
    pub unattached: usize,
    /// Recordings replayed in this run.
    pub replayed: usize,
    /// Sessions whose recording is archived and could not be replayed, with the reason.
    pub unplayable: Vec<(String, String)>,
}

impl Report {
    /// Takes note of an object that the archive took in.
    pub(crate) fn count(&mut self, outcome: &Outcome, origin: &Origin) {
        self.absent.remove(&place(origin));
        match outcome {
            Outcome::New => self.new += 1,
            Outcome::Known | Outcome::Restored => self.again += 1,
            Outcome::Conflict { .. } => self.conflicts.push(origin.locator.clone()),
        }
    }

    /// Takes note of an object that a source does not give.
    pub(crate) fn miss(&mut self, origin: &Origin, trouble: Trouble, at: Timestamp) {
        self.absent.insert(place(origin), Missed { trouble, at });
    }

    /// Forgets the delete markers below a prefix that a listing which began `since` did not find any more.
    pub(crate) fn forget_unlisted(&mut self, below: &str, since: Timestamp) {
        self.absent.retain(|(locator, _), missed| {
            let is_gone = missed.trouble.code == TroubleCode::Deleted && missed.at < since;
            !(is_gone && locator.starts_with(below))
        });
    }

    /// Takes note of what a source has.
    pub(crate) fn answered(&mut self, source: &str, had: Had) {
        let known = self.answered.get(source).map_or(had.known, |first| first.known);
        self.answered.insert(source.to_owned(), Had { known, ..had });
    }

    /// Objects that were archived before with the same bytes; of a source, when it was asked first.
    #[must_use]
    pub fn known(&self) -> u64 {
        self.again as u64 + self.answered.values().map(|had| had.known).sum::<u64>()
    }

    /// Things of sources that were left where they are: no records, or not named by the configuration.
    #[must_use]
    pub fn left(&self) -> u64 {
        self.answered.values().map(|had| had.left).sum()
    }

    /// Everything that was listed.
    #[must_use]
    pub fn listed(&self) -> u64 {
        let came = self.new + self.conflicts.len();
        let other = self.ignored.len() + self.absent.len() + self.failed.len();
        self.known() + (came + other) as u64
    }

    /// Whether every object was archived and everything in it was read.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.failed.is_empty()
            && self.absent.is_empty()
            && self.troubles.is_empty()
            && self.derived.unplayable.is_empty()
            && self.derived.partly + self.derived.quarantined == 0
    }
}

fn place(origin: &Origin) -> (String, Option<String>) {
    (origin.locator.clone(), origin.version.clone())
}

impl Derived {
    /// Takes in what a later derivation of the same run did.
    pub(crate) fn add(&mut self, later: Self) {
        let Self { read, partly, quarantined, replayed, .. } = *self;
        *self = later;
        self.read += read;
        self.partly += partly;
        self.quarantined += quarantined;
        self.replayed += replayed;
    }
}
