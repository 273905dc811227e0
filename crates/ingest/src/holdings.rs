//! What is held, and where?

use std::path::Path;

use sekisho_archive::Archive;
use sekisho_catalog::Catalog;
use sekisho_index::Index;

use crate::IngestError;
use crate::refresh::{DERIVATION, STATE, WHOLE};

/// A data directory: the archive, which is the truth, and what was derived from it.
pub struct Holdings {
    /// The original bytes and the ledger.
    pub archive: Archive,
    /// What they say.
    pub catalog: Catalog,
    /// What makes it findable.
    pub index: Index,
    /// The index was absent or of another version, so nothing is in it yet.
    pub(crate) index_is_new: bool,
}

impl Holdings {
    /// Opens the data directory, creating what is missing.
    ///
    /// # Errors
    /// Those of the archive, the catalog and the index; each names the path and the next step.
    pub async fn open(dir: &Path) -> Result<Self, IngestError> {
        let archive = Archive::open(&dir.join("archive"))?;
        let derived = dir.join("derived");
        std::fs::create_dir_all(&derived).map_err(|source| IngestError::Directory {
            path: derived.display().to_string(),
            source,
        })?;
        let catalog = Catalog::open_file(&derived.join("catalog.sqlite")).await?;
        let (index, index_is_new) = open_index(&derived.join("index"))?;
        Ok(Self { archive, catalog, index, index_is_new })
    }

    /// Whether everything derived is there and was derived by this version. A run that is still going on, or was cut
    /// off, leaves it otherwise.
    ///
    /// # Errors
    /// Those of the catalog.
    pub async fn is_current(&self) -> Result<bool, IngestError> {
        let derivation = self.catalog.meta(sekisho_catalog::DERIVATION).await?;
        let is_whole = self.catalog.meta(WHOLE).await?.as_deref() == Some("yes");
        Ok(is_whole && !self.index_is_new && derivation.as_deref() == Some(DERIVATION))
    }

    /// Names the state of the records: it changes when and only when they do.
    ///
    /// # Errors
    /// Those of the catalog.
    pub async fn state(&self) -> Result<String, IngestError> {
        Ok(self.catalog.meta(STATE).await?.unwrap_or_default())
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
