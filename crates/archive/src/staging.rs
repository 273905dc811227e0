//! Where do blobs wait until they are durable?

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sekisho_domain::evidence::Sha256;

use crate::blob::{self, Packer};
use crate::durable;
use crate::error::{Error, Result};
use crate::ledger::lock_exclusive;

/// A folder under `incoming/` that belongs to one batch for as long as it holds the lock on it.
pub(crate) struct Staging {
    dir: PathBuf,
    lock: File,
    originals: BTreeSet<Sha256>,
    packer: Packer,
}

impl Staging {
    /// Sweeps what dead writers left, and takes a folder of its own.
    pub(crate) fn open(archive: &Path) -> Result<Self> {
        let incoming = archive.join("incoming");
        fs::create_dir_all(&incoming).map_err(Error::storage("create", &incoming))?;
        // Between creating a folder and locking it, it looks like a left-over to every other writer.
        let _one_at_a_time = lock_exclusive(archive)?;
        sweep(&incoming).map_err(Error::storage("sweep", &incoming))?;
        let free = (1_u32..).map(|nth| incoming.join(nth.to_string())).find(|dir| !dir.exists());
        let dir = free.unwrap_or_else(|| incoming.clone());
        fs::create_dir(&dir).map_err(Error::storage("create", &dir))?;
        let lock = File::open(&dir).map_err(Error::storage("open", &dir))?;
        lock.lock().map_err(Error::storage("lock", &dir))?;
        let packer = Packer::new().map_err(Error::storage("write", &dir))?;
        Ok(Self { dir, lock, originals: BTreeSet::new(), packer })
    }

    /// Whether a blob is here and on its way.
    pub(crate) fn holds(&self, original: &Sha256) -> bool {
        self.originals.contains(original)
    }

    /// Writes the blob of content that is at hand as a whole.
    pub(crate) fn write_whole(&mut self, original: Sha256, content: &[u8]) -> Result<()> {
        let path = self.path(&original);
        let written = blob::write_whole(&path, content, &mut self.packer);
        if written.is_err() {
            let _ = fs::remove_file(&path);
        }
        self.originals.insert(original);
        written
    }

    /// Writes a blob; says what the content hashed to and how long it was.
    pub(crate) fn write(&mut self, content: &mut dyn Read, locator: &str) -> Result<(Sha256, u64)> {
        let unnamed = self.dir.join("unnamed");
        let written = blob::write(&unnamed, content, locator);
        if written.is_err() {
            let _ = fs::remove_file(&unnamed);
        }
        let (original, size_bytes) = written?;
        let named = self.path(&original);
        fs::rename(&unnamed, &named).map_err(Error::storage("create", &named))?;
        self.originals.insert(original);
        Ok((original, size_bytes))
    }

    /// Gives a blob up again.
    pub(crate) fn discard(&mut self, original: &Sha256) -> Result<()> {
        self.originals.remove(original);
        let path = self.path(original);
        fs::remove_file(&path).map_err(Error::storage("remove", &path))
    }

    /// Moves every blob to its place, durable before it gets its name, and the name durable at the end.
    pub(crate) fn place(self, archive: &Path) -> Result<()> {
        let from: Vec<_> = self.originals.iter().map(|original| self.path(original)).collect();
        durable::sync(&from, &self.lock).map_err(Error::storage("flush", &self.dir))?;
        let blobs = blob::folder(archive);
        let mut folders = BTreeSet::from([archive.to_owned(), blobs.clone()]);
        for (original, from) in self.originals.iter().zip(&from) {
            let to = blob::path(archive, original);
            let folder = to.parent().unwrap_or(&blobs).to_owned();
            fs::create_dir_all(&folder).map_err(Error::storage("create", &folder))?;
            fs::rename(from, &to).map_err(Error::storage("create", &to))?;
            folders.insert(folder);
        }
        let folders: Vec<_> = folders.into_iter().collect();
        durable::sync(&folders, &self.lock).map_err(Error::storage("flush", &blobs))
    }

    fn path(&self, original: &Sha256) -> PathBuf {
        self.dir.join(original.to_string())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What cannot be removed now is swept by the next writer.
        let _ = fs::remove_dir_all(&self.dir);
    }
}

/// Removes the folders of writers that are gone: a crash releases their locks.
///
/// A writer that ends removes its folder first and releases the lock then, so a folder that was opened before and
/// locked after is gone by the time it would be removed.
fn sweep(incoming: &Path) -> io::Result<()> {
    for folder in fs::read_dir(incoming)? {
        match remove_if_left(&folder?.path()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            swept => swept?,
        }
    }
    Ok(())
}

fn remove_if_left(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.try_lock() {
        Ok(()) => fs::remove_dir_all(folder),
        Err(_at_work) => Ok(()),
    }
}
