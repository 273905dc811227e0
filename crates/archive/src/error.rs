//! What can go wrong, and what can be done about it?

use std::io;
use std::path::{Path, PathBuf};

use sekisho_domain::evidence::Sha256;

use crate::chain::Break;

/// The result of an archive operation.
pub type Result<T> = std::result::Result<T, Error>;

/// Why the archive did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The directory itself fails: no space, no permission, a broken disk. The ledger is as it was before.
    #[error("cannot {action} {}: {source}; free space or check permissions, then try again", path.display())]
    Storage {
        /// What was tried, as a verb.
        action: &'static str,
        /// On which path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The content to be sealed could not be read to its end; nothing of it was kept.
    #[error("cannot read {locator} to its end: {source}; check the source, then ingest it again")]
    Content {
        /// The locator of the content.
        locator: String,
        /// What the source said.
        source: io::Error,
    },
    /// The ledger names no such original.
    #[error("the ledger names no original {original}; ingest its source first")]
    Unknown {
        /// The hash that was asked for.
        original: Sha256,
    },
    /// The ledger names the original, but its blob is gone.
    #[error(
        "the blob of original {original} is missing; restore it from a backup or ingest its source again"
    )]
    Missing {
        /// The original.
        original: Sha256,
    },
    /// The stored bytes are not those that were sealed.
    #[error("original {original} was altered after it was sealed: {how}; restore it from a backup")]
    Altered {
        /// The original.
        original: Sha256,
        /// What does not fit, as a short clause.
        how: String,
    },
    /// The original is larger than the caller is willing to hold in memory.
    #[error(
        "original {original} has {size_bytes} bytes, more than the limit of {limit_bytes}; read it as a stream"
    )]
    TooLarge {
        /// The original.
        original: Sha256,
        /// Its size.
        size_bytes: u64,
        /// The caller's limit.
        limit_bytes: u64,
    },
    /// The ledger is not what was written, so nothing is added to it.
    #[error("{0}; nothing is sealed until the ledger is restored from a backup")]
    Broken(Break),
}

impl Error {
    /// Turns an IO error on `path` into a [`Error::Storage`], for use with `map_err`.
    pub(crate) fn storage(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Storage { action, path, source }
    }
}
