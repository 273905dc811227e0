//! What is held, and where?

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sekisho_archive::Archive;
use sekisho_catalog::Catalog;
use sekisho_index::Index;

use crate::IngestError;
use crate::refresh::{DERIVATION, STATE, WHOLE};

/// A data directory: the archive, which is the truth, and what was derived from it.
pub struct Holdings {
    /// The original bytes and the ledger.
    pub archive: Arc<Archive>,
    /// What they say.
    pub catalog: Catalog,
    /// What makes it findable.
    pub index: Index,
    /// Where large content waits to be sealed; files in it have no names.
    pub(crate) spool: PathBuf,
    /// Held by whoever changes the derived state.
    deriving: File,
}

impl Holdings {
    /// Opens the data directory, creating what is missing.
    ///
    /// # Errors
    /// Those of the archive, the catalog and the index; each names the path and the next step.
    pub async fn open(dir: &Path) -> Result<Self, IngestError> {
        let archive = Arc::new(Archive::open(&dir.join("archive"))?);
        let derived = dir.join("derived");
        std::fs::create_dir_all(&derived).map_err(|source| IngestError::Directory {
            path: derived.display().to_string(),
            source,
        })?;
        let catalog = Catalog::open_file(&derived.join("catalog.sqlite")).await?;
        let (index, index_is_new) = open_index(&derived.join("index"))?;
        if index_is_new {
            // Kept in the catalog and not in memory: whoever opens the holdings next must know it too.
            catalog.set_meta(WHOLE, "no").await?;
            catalog.set_meta(STATE, "").await?;
        }
        let lock = derived.join("lock");
        let deriving = File::create(&lock).map_err(|source| IngestError::Directory {
            path: lock.display().to_string(),
            source,
        })?;
        Ok(Self { archive, catalog, index, spool: dir.join("spool"), deriving })
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

    /// Waits until nobody else changes the derived state, and keeps others from it until the guard is dropped: two
    /// runs at once could leave the older of two correlations behind.
    pub(crate) fn lock(&self) -> Result<Deriving<'_>, IngestError> {
        self.deriving.lock().map_err(|source| IngestError::Directory {
            path: "the lock of the derived state".into(),
            source,
        })?;
        Ok(Deriving(&self.deriving))
    }
}

/// The right to change the derived state.
pub(crate) struct Deriving<'a>(&'a File);

impl Drop for Deriving<'_> {
    fn drop(&mut self) {
        // The lock also ends with the process, so a failure here can only make others wait that long.
        let _ = self.0.unlock();
    }
}

/// The index is disposable: one that this version cannot use is replaced by an empty one.
fn open_index(dir: &Path) -> Result<(Index, bool), IngestError> {
    match Index::open(dir) {
        Ok(index) => Ok((index, false)),
        Err(sekisho_index::Error::Stale(_)) => {
            std::fs::remove_dir_all(dir).map_err(|source| IngestError::Directory {
                path: dir.display().to_string(),
                source,
            })?;
            Ok((Index::create_in(dir)?, true))
        }
        Err(sekisho_index::Error::Absent(_)) => Ok((Index::create_in(dir)?, true)),
        Err(error) => Err(error.into()),
    }
}
