//! Does each line of the ledger follow from the one before?

use sekisho_domain::evidence::Sha256;

use crate::blob;
use crate::entry::Entry;

/// A place where the ledger is not what was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("ledger line {line} {flaw}")]
pub struct Break {
    /// The line, counted from 1.
    pub line: u64,
    /// What is wrong there.
    pub flaw: Flaw,
}

/// What is wrong with a line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// It is no entry, or one that only a later version of Sekisho knows.
    #[error("cannot be read ({0})")]
    Unreadable(String),
    /// Its number is not its place: lines were removed, added or exchanged.
    #[error("calls itself number {0}")]
    Misnumbered(u64),
    /// It does not carry the hash of the line before: that line was altered.
    #[error("does not follow from the line before it")]
    Unlinked,
    /// The ledger used to reach further.
    #[error("is where the ledger now ends, but it was longer before")]
    Shortened,
}

/// How far a ledger has been followed.
#[derive(Debug, Default)]
pub(crate) struct Chain {
    lines: u64,
    head: Option<Sha256>,
}

impl Chain {
    /// How many lines have been followed.
    pub(crate) fn lines(&self) -> u64 {
        self.lines
    }

    /// The hash that the next line has to carry.
    pub(crate) fn head(&self) -> Option<Sha256> {
        self.head
    }

    /// Follows one line (newline included) and says what it states and what is wrong with it.
    ///
    /// It goes on after a flaw: one altered line must not hide the next one.
    pub(crate) fn follow(&mut self, line: &[u8]) -> (Option<Entry>, Option<Break>) {
        let expected = self.head.replace(blob::name(line));
        self.lines += 1;
        let entry = match serde_json::from_slice::<Entry>(line) {
            Ok(entry) => entry,
            Err(error) => {
                let flaw = Flaw::Unreadable(error.to_string());
                return (None, Some(Break { line: self.lines, flaw }));
            }
        };
        let flaw = if entry.number != self.lines {
            Some(Flaw::Misnumbered(entry.number))
        } else if entry.previous != expected {
            Some(Flaw::Unlinked)
        } else {
            None
        };
        (Some(entry), flaw.map(|flaw| Break { line: self.lines, flaw }))
    }
}
