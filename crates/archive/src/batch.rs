//! How do originals get into the archive, many at a time?

use std::io::Read;

use jiff::Timestamp;
use sekisho_domain::evidence::Sha256;

use crate::archive::{Archive, Standing};
use crate::blob;
use crate::entry::{Origin, What};
use crate::error::{Error, Result};
use crate::ledger::Writer;
use crate::staging::Staging;

/// Content up to this size is hashed before anything is written, so that seeing it again costs no writing at all.
const HEAD: u64 = 1 << 20;

/// What became of one piece of content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The SHA-256 of its raw bytes.
    pub original: Sha256,
    /// How many raw bytes.
    pub size_bytes: u64,
    /// What the archive did.
    pub outcome: Outcome,
}

/// What sealing one piece of content from one origin meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// First time at this origin; the ledger has a new line.
    New,
    /// The same bytes from the same origin as before; nothing was written.
    Known,
    /// As `Known`, but the blob had been lost and is back.
    Restored,
    /// First time, but the same source and locator gave other bytes before. All are kept.
    Conflict {
        /// The other originals, by hash.
        with: Vec<Sha256>,
    },
}

/// Originals on their way into the archive. Nothing of it can be read, and dropping it leaves no trace, until
/// [`Batch::commit`] has made all of it durable at once.
pub struct Batch<'a> {
    archive: &'a Archive,
    staging: Option<Staging>,
    staged: Vec<Staged>,
    /// Where the first bytes of each content are read to.
    head: Vec<u8>,
}

/// Content whose blob is on its way and whose ledger line is still to come.
pub(crate) struct Staged {
    origin: Origin,
    original: Sha256,
    size_bytes: u64,
    restores: bool,
}

impl<'a> Batch<'a> {
    pub(crate) fn new(archive: &'a Archive) -> Self {
        Self { archive, staging: None, staged: Vec::new(), head: Vec::new() }
    }

    /// Takes in `content`, reading it to its end, and gives its hash.
    ///
    /// # Errors
    /// [`Error::Content`] or [`Error::Storage`]; the batch is then as it was before.
    pub fn seal(&mut self, origin: &Origin, content: &mut dyn Read) -> Result<Sha256> {
        let staged = self.take_in(origin, content)?;
        let original = staged.original;
        self.staged.push(staged);
        Ok(original)
    }

    pub(crate) fn take_in(&mut self, origin: &Origin, content: &mut dyn Read) -> Result<Staged> {
        let mut head = std::mem::take(&mut self.head);
        head.clear();
        let failed = |source| Error::Content { locator: origin.locator.clone(), source };
        content.take(HEAD).read_to_end(&mut head).map_err(failed)?;
        let (original, size_bytes) = match (head.len() as u64) < HEAD {
            true => (self.stage_whole(&head)?, head.len() as u64),
            false => self.stage(&mut head.as_slice().chain(content), &origin.locator)?,
        };
        self.head = head;
        let restores = self.archive.standing(&original)? == Standing::Lost;
        Ok(Staged { origin: origin.clone(), original, size_bytes, restores })
    }

    /// Makes everything durable and tells what became of each piece, in the order in which they were taken in.
    ///
    /// # Errors
    /// [`Error::Storage`] or [`Error::Broken`]. The ledger is then as it was before; blobs that were already put in
    /// place count for nothing without it, and sealing the same content again replaces them.
    pub fn commit(mut self, now: Timestamp) -> Result<Vec<Sealed>> {
        self.place()?;
        let mut ledger = self.archive.ledger().write()?;
        let mut done = Vec::with_capacity(self.staged.len());
        for staged in self.staged {
            done.push(staged.enter(&mut ledger, now)?);
        }
        ledger.commit()?;
        Ok(done)
    }

    /// Makes the blobs durable. They count for nothing until the ledger names them.
    pub(crate) fn place(&mut self) -> Result<()> {
        self.archive.ledger().current()?.refuse_if_broken()?;
        match self.staging.take() {
            Some(staging) => staging.place(self.archive.dir()),
            None => Ok(()),
        }
    }

    fn holds(&self, original: &Sha256) -> Result<bool> {
        let is_staged = self.staging.as_ref().is_some_and(|staging| staging.holds(original));
        Ok(is_staged || self.archive.standing(original)? == Standing::Held)
    }

    fn stage_whole(&mut self, content: &[u8]) -> Result<Sha256> {
        let original = blob::name(content);
        if !self.holds(&original)? {
            self.staging()?.write_whole(original, content)?;
        }
        Ok(original)
    }

    fn stage(&mut self, content: &mut dyn Read, locator: &str) -> Result<(Sha256, u64)> {
        let (original, size_bytes) = self.staging()?.write(content, locator)?;
        if self.archive.standing(&original)? == Standing::Held {
            self.staging()?.discard(&original)?;
        }
        Ok((original, size_bytes))
    }

    fn staging(&mut self) -> Result<&mut Staging> {
        Ok(match &mut self.staging {
            Some(staging) => staging,
            none => none.insert(Staging::open(self.archive.dir())?),
        })
    }
}

impl Staged {
    pub(crate) fn enter(self, ledger: &mut Writer<'_>, now: Timestamp) -> Result<Sealed> {
        let Self { origin, original, size_bytes, restores } = self;
        let outcome = match ledger.followed.known.judge(&origin, &original) {
            Outcome::Known if restores => Outcome::Restored,
            Outcome::Known => Outcome::Known,
            first_time => {
                ledger.push(now, What::Sealed { origin, original, size_bytes })?;
                first_time
            }
        };
        Ok(Sealed { original, size_bytes, outcome })
    }
}
