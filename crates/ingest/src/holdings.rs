//! What is held, and where?

use std::fs::{File, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sekisho_archive::Archive;
use sekisho_catalog::Catalog;
use sekisho_index::Index;
use tokio::sync::{Mutex, MutexGuard};

use crate::IngestError;
use crate::flow::Flow;
use crate::refresh::{DERIVATION, STATE, WHOLE};

/// A data directory: the archive, which is the truth, and what was derived from it.
pub struct Holdings {
    /// The original bytes and the ledger.
    pub archive: Arc<Archive>,
    /// What they say.
    pub catalog: Catalog,
    /// What makes it findable.
    pub index: Index,
    /// What this process asked of AWS, and what came.
    pub flow: Arc<Flow>,
    dir: PathBuf,
    /// Held by whoever changes the derived state, among all processes and in this one.
    deriving: File,
    turn: Mutex<()>,
}

impl Holdings {
    /// Opens the data directory, creating what is missing.
    ///
    /// # Errors
    /// Those of the archive, the catalog and the index; each names the path and the next step.
    pub async fn open(dir: &Path) -> Result<Self, IngestError> {
        let archive = Arc::new(Archive::open(&dir.join("archive"))?);
        let derived = dir.join("derived");
        std::fs::create_dir_all(&derived).map_err(unusable(&derived))?;
        // Two programs that start together must not both make the tables, nor the index.
        let opening = derived.join("opening");
        let only = File::create(&opening).map_err(unusable(&opening))?;
        only.lock().map_err(unusable(&opening))?;
        let catalog = Catalog::open_file(&derived.join("catalog.sqlite")).await?;
        let (index, index_is_new) = open_index(&derived.join("index"))?;
        if index_is_new {
            // Kept in the catalog and not in memory: whoever opens the holdings next must know it too.
            catalog.set_meta(WHOLE, "no").await?;
            catalog.set_meta(STATE, "").await?;
        }
        let lock = derived.join("lock");
        let deriving = File::create(&lock).map_err(unusable(&lock))?;
        drop(only);
        let (dir, flow, turn) = (dir.to_owned(), Arc::default(), Mutex::default());
        Ok(Self { archive, catalog, index, flow, dir, deriving, turn })
    }

    /// Where large content waits to be sealed; files in it have no names.
    pub(crate) fn spool(&self) -> PathBuf {
        self.dir.join("spool")
    }

    /// Whether everything derived is there and was derived by this version. A run that is still going on, or was cut
    /// off, leaves it otherwise.
    ///
    /// # Errors
    /// Those of the catalog.
    pub async fn is_current(&self) -> Result<bool, IngestError> {
        let derivation = self.catalog.meta(sekisho_catalog::DERIVATION).await?;
        let is_whole = self.catalog.meta(WHOLE).await?.as_deref() == Some("yes");
        Ok(is_whole && derivation.as_deref() == Some(DERIVATION))
    }

    /// Names the state of the records: it changes when and only when they do. `None` while there is none to be read:
    /// before the first run, during a rebuild, or when another version derived it.
    ///
    /// # Errors
    /// Those of the catalog.
    pub async fn state(&self) -> Result<Option<String>, IngestError> {
        let state = self.catalog.meta(STATE).await?;
        Ok(state.filter(|state| state.starts_with(&format!("{DERIVATION} "))))
    }

    /// Makes the caller the only worker that keeps these holdings filled: two would do no harm, and read every object
    /// twice. The right ends with the value, or with the process.
    pub(crate) fn fill(&self) -> Result<Filling, IngestError> {
        let path = self.dir.join("worker");
        let file = File::options().create(true).truncate(false).read(true).write(true).open(&path);
        let mut file = file.map_err(unusable(&path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut process = String::new();
                file.read_to_string(&mut process).map_err(unusable(&path))?;
                let dir = self.dir.display().to_string();
                return Err(IngestError::Filled { dir, process: process.trim().to_owned() });
            }
            Err(TryLockError::Error(source)) => return Err(unusable(&path)(source)),
        }
        let noted = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
        noted.map_err(unusable(&path))?;
        Ok(Filling(file))
    }

    /// Waits until nobody else changes the derived state, and keeps others from it until the guard is dropped: two
    /// runs at once could leave the older of two correlations behind.
    pub(crate) async fn lock(&self) -> Result<Deriving<'_>, IngestError> {
        let turn = self.turn.lock().await;
        self.deriving.lock().map_err(|source| IngestError::Directory {
            path: "the lock of the derived state".into(),
            source,
        })?;
        Ok(Deriving { file: &self.deriving, _turn: turn })
    }
}

/// The right to keep the holdings filled.
pub(crate) struct Filling(#[expect(dead_code, reason = "the lock ends with it")] File);

/// The right to change the derived state.
pub(crate) struct Deriving<'a> {
    file: &'a File,
    /// A file that is locked is not locked against this process.
    _turn: MutexGuard<'a, ()>,
}

impl Drop for Deriving<'_> {
    fn drop(&mut self) {
        // The lock also ends with the process, so a failure here can only make others wait that long.
        let _ = self.file.unlock();
    }
}

/// What it means that a file or folder cannot be used.
fn unusable(path: &Path) -> impl FnOnce(std::io::Error) -> IngestError {
    let path = path.display().to_string();
    |source| IngestError::Directory { path, source }
}

/// The index is disposable: one that this version cannot use is replaced by an empty one.
fn open_index(dir: &Path) -> Result<(Index, bool), IngestError> {
    match Index::open(dir) {
        Ok(index) => Ok((index, false)),
        Err(sekisho_index::Error::Stale(_)) => {
            std::fs::remove_dir_all(dir).map_err(unusable(dir))?;
            Ok((Index::create_in(dir)?, true))
        }
        Err(sekisho_index::Error::Absent(_)) => Ok((Index::create_in(dir)?, true)),
        Err(error) => Err(error.into()),
    }
}
