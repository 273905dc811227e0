//! What can be asked of an archive?

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sekisho_domain::evidence::Sha256;

use crate::batch::{Batch, Sealed};
use crate::blob::{self, Reader};
use crate::entry::{ContentRead, Origin, What};
use crate::error::{Error, Result};
use crate::known::Original;
use crate::ledger::{Entries, Ledger};
use crate::verify::{self, Report};
use crate::window::Window;

/// A directory of originals with its ledger.
///
/// It may be shared between threads, and several processes may read and write one directory at the same time: what one
/// has added, the others see at their next question.
#[derive(Debug)]
pub struct Archive {
    dir: PathBuf,
    ledger: Ledger,
}

impl Archive {
    /// Opens the archive in `dir`, creating it where there is none, and moves a torn last ledger line aside.
    ///
    /// # Errors
    /// [`Error::Storage`]. A ledger whose chain is broken still opens, so that it can be examined; only adding to it is
    /// refused.
    pub fn open(dir: &Path) -> Result<Self> {
        let blobs = blob::folder(dir);
        fs::create_dir_all(&blobs).map_err(Error::storage("create", &blobs))?;
        Ok(Self { dir: dir.to_owned(), ledger: Ledger::open(dir)? })
    }

    /// Seals one piece of content. For many, [`Archive::batch`] is far quicker.
    ///
    /// # Errors
    /// [`Error::Content`], [`Error::Storage`] or [`Error::Broken`]; nothing has been sealed then.
    pub fn seal(&self, origin: &Origin, content: &mut dyn Read, now: Timestamp) -> Result<Sealed> {
        let mut batch = self.batch();
        batch.seal(origin, content)?;
        let sealed = batch.commit(now)?.pop();
        sealed
            .ok_or_else(|| Error::storage("seal into", &self.dir)(std::io::ErrorKind::Other.into()))
    }

    /// Begins to seal many pieces of content that become durable together.
    #[must_use]
    pub fn batch(&self) -> Batch<'_> {
        Batch::new(self)
    }

    /// The raw bytes of an original, after their hash was found right.
    ///
    /// # Errors
    /// [`Error::Unknown`], [`Error::Missing`], [`Error::Altered`], [`Error::TooLarge`] or [`Error::Storage`].
    pub fn read(&self, original: &Sha256, limit_bytes: u64) -> Result<Vec<u8>> {
        let size_bytes = self.size_bytes(original)?;
        if size_bytes > limit_bytes {
            return Err(Error::TooLarge { original: *original, size_bytes, limit_bytes });
        }
        blob::read_whole(&self.dir, *original, size_bytes)
    }

    /// The raw bytes of an original as a stream, whose last read fails where the hash is not right.
    ///
    /// # Errors
    /// [`Error::Unknown`], [`Error::Missing`] or [`Error::Storage`].
    pub fn reader(&self, original: &Sha256) -> Result<Reader> {
        Reader::open(&self.dir, *original, self.size_bytes(original)?)
    }

    /// The raw bytes of an original from any place on.
    ///
    /// # Errors
    /// [`Error::Unknown`], [`Error::Missing`], [`Error::Altered`] or [`Error::Storage`].
    pub fn window(&self, original: &Sha256) -> Result<Window> {
        Window::open(&self.dir, *original, self.size_bytes(original)?)
    }

    /// Writes into the ledger that somebody is about to be given recorded content, and gives the line's number.
    /// Only when this has returned may the first byte leave.
    ///
    /// # Errors
    /// [`Error::Storage`] or [`Error::Broken`]; the content must not be handed out then.
    pub fn record_read(&self, read: ContentRead, now: Timestamp) -> Result<u64> {
        let mut ledger = self.ledger.write()?;
        let number = ledger.push(now, What::Read(read))?;
        ledger.commit()?;
        Ok(number)
    }

    /// As [`Archive::record_read`] for many reads at once, which cost one flush together.
    ///
    /// # Errors
    /// [`Error::Storage`] or [`Error::Broken`]; none of the content must be handed out then.
    pub fn record_reads(
        &self,
        reads: impl IntoIterator<Item = ContentRead>,
        now: Timestamp,
    ) -> Result<()> {
        let mut ledger = self.ledger.write()?;
        for read in reads {
            ledger.push(now, What::Read(read))?;
        }
        ledger.commit()
    }

    /// The lines of the ledger, in order, as they stand now.
    ///
    /// # Errors
    /// [`Error::Storage`] when the ledger cannot be opened; a flawed line is an error of the iterator.
    pub fn entries(&self) -> Result<Entries> {
        self.ledger.entries()
    }

    /// Every original at every origin, in ledger order; the same original may come from several places.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub fn originals(&self) -> Result<Vec<Original>> {
        self.originals_where(|_| true)
    }

    /// Those of [`Archive::originals`] that are wanted.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub fn originals_where(&self, wanted: impl Fn(&Original) -> bool) -> Result<Vec<Original>> {
        let ledger = self.ledger.current()?;
        Ok(ledger.known.sealed().iter().filter(|original| wanted(original)).cloned().collect())
    }

    /// An original at the first of its origins, if the ledger names it.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub fn first(&self, original: &Sha256) -> Result<Option<Original>> {
        Ok(self.ledger.current()?.known.first(original).cloned())
    }

    /// The originals that were found at a locator, in ledger order, whatever their source; several with different
    /// hashes are a conflict.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub fn find(&self, locator: &str) -> Result<Vec<Original>> {
        Ok(self.ledger.current()?.known.at(locator).cloned().collect())
    }

    /// Checks every blob against its name and the whole ledger against itself, going on after each fault.
    ///
    /// # Errors
    /// [`Error::Storage`] when the directory itself cannot be walked; a fault of the content is in the report.
    pub fn verify(&self) -> Result<Report> {
        verify::verify(self)
    }

    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    pub(crate) fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Every original once, with its size.
    pub(crate) fn sizes(&self) -> Result<BTreeMap<Sha256, u64>> {
        Ok(self.ledger.current()?.known.sizes())
    }

    /// Whether a blob can be relied on. One that the ledger does not name may be a left-over that a crash cut short.
    pub(crate) fn standing(&self, original: &Sha256) -> Result<Standing> {
        let is_named = self.ledger.current()?.known.size_bytes(original).is_some();
        Ok(match (is_named, blob::path(&self.dir, original).exists()) {
            (false, _) => Standing::Unnamed,
            (true, true) => Standing::Held,
            (true, false) => Standing::Lost,
        })
    }

    fn size_bytes(&self, original: &Sha256) -> Result<u64> {
        let size_bytes = self.ledger.current()?.known.size_bytes(original);
        size_bytes.ok_or(Error::Unknown { original: *original })
    }
}

/// What the archive has of an original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// The ledger does not name it.
    Unnamed,
    /// The ledger names it and its blob is there.
    Held,
    /// The ledger names it and its blob is gone.
    Lost,
}
