//! What did a run do, and what could it not do?

use sekisho_archive::Outcome;

use crate::aws::trouble::Trouble;

/// What became of every object that was listed, and of everything derived from them.
#[derive(Debug, Default)]
pub struct Report {
    /// Objects seen for the first time.
    pub new: usize,
    /// Objects that were archived before with the same bytes.
    pub known: usize,
    /// Places that held other bytes before; both are kept.
    pub conflicts: Vec<String>,
    /// Objects that are no records, with the reason.
    pub ignored: Vec<(String, &'static str)>,
    /// Things of a source that were left where they are: no records, or not named by the configuration.
    pub left: u64,
    /// Objects that could not be archived, with the reason.
    pub failed: Vec<(String, String)>,
    /// Things that sources say they have, as far as they were asked.
    pub asked: u64,
    /// Objects that a source has and does not give, with what to do.
    pub absent: Vec<(String, Trouble)>,
    /// Sources that could not be asked, with what to do.
    pub troubles: Vec<(String, Trouble)>,
    /// What was derived afterwards.
    pub derived: Derived,
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
    pub(crate) fn count(&mut self, outcome: &Outcome, locator: &str) {
        match outcome {
            Outcome::New => self.new += 1,
            Outcome::Known | Outcome::Restored => self.known += 1,
            Outcome::Conflict { .. } => self.conflicts.push(locator.to_owned()),
        }
    }

    /// Everything that was listed.
    #[must_use]
    pub fn listed(&self) -> usize {
        let had = self.new + self.known + self.conflicts.len();
        had + self.ignored.len() + self.absent.len() + self.failed.len()
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
