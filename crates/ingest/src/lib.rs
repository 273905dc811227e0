//! How do bytes get here, and through?
#![doc = include_str!("../README.md")]

mod assembled;
mod attachment;
mod aws;
mod check;
mod connection_key;
mod decoded;
mod derive;
mod document;
mod engine;
mod estate;
mod findable;
mod flow;
mod footage;
mod gather;
mod holdings;
mod intake;
mod key_patterns;
mod known;
mod long_log;
mod marking;
mod named;
mod one_gzip;
mod permission;
mod pictures;
mod placed;
mod printing;
mod program;
pub mod progress;
pub mod read;
mod recorded;
mod refresh;
mod replay;
mod replaying;
mod report;
mod resized;
mod reveal;
mod scenes;
mod screen;
mod screen_text;
mod seal;
mod source;
mod tape;
pub mod trail;
mod unpack;
mod until;
mod worker;

use std::path::Path;

use jiff::Timestamp;
use sekisho_catalog::FOLDERS_READ;
use sekisho_domain::evidence::Sha256;
use sha2::Digest;

use crate::progress::Progress;
use crate::source::folder;

pub use crate::assembled::{backfill, pull};
pub use crate::attachment::{attach, last_words};
pub use crate::aws::trouble::{Trouble, TroubleCode};
pub use crate::check::{Checked, Outcome as CheckOutcome, check};
pub use crate::connection_key::ConnectionKey;
pub use crate::estate::{Account, Bucket, Estate, Holds, LogGroup, Role};
pub use crate::flow::{Asked, Flow, Service};
pub use crate::holdings::Holdings;
pub use crate::key_patterns::KeyPatterns;
pub use crate::known::Known;
pub use crate::permission::{Permission, callers_permission, permissions, policy, template};
pub use crate::refresh::{rebuild, refresh};
pub use crate::report::{Derived, Had, Missed, Report};
pub use crate::resized::resized;
pub use crate::reveal::{RevealedLine, reveal};
pub use crate::source::lookup::remembered_from;
pub use crate::until::Until;

/// Archives every object below `folder`, then derives what follows from it. Doing it twice changes nothing.
///
/// # Errors
/// [`IngestError::Source`] for a folder that cannot be read; otherwise those of the archive, the catalog and the index,
/// which all mean that the machine failed. Objects that cannot be read are in the report, not here.
pub async fn ingest(
    holdings: &Holdings,
    folder: &Path,
    now: Timestamp,
    progress: &Progress<'_>,
) -> Result<Report, IngestError> {
    let listing = folder::list(folder)?;
    let mut report = seal::seal(&holdings.archive, listing, progress)?;
    holdings.catalog.set_meta(FOLDERS_READ, &now.to_string()).await?;
    report.derived = refresh(holdings, now, progress).await?;
    footage::look_through(holdings, progress).await?;
    Ok(report)
}

/// Why a run could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The place to read from does not exist or is no folder.
    #[error("{place} is not a folder that can be read; check the path given with --from")]
    Source {
        /// The place as given.
        place: String,
    },
    /// The data directory cannot be made.
    #[error("cannot create {path}: {source}; check the path given with --data and its permissions")]
    Directory {
        /// The folder.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// Another worker keeps the data directory filled.
    #[error(
        "another `sekisho ingest`, process {process}, fills {dir}; it takes in all that this one would, so let it go on, or end it first"
    )]
    Filled {
        /// The data directory.
        dir: String,
        /// The number of its process.
        process: String,
    },
    /// A part of the run ended before its time.
    #[error("the run stopped: {why}; start it again, it goes on where it was")]
    Stopped {
        /// What ended it.
        why: String,
    },
    /// The archive failed.
    #[error(transparent)]
    Archive(#[from] sekisho_archive::Error),
    /// The catalog failed.
    #[error(transparent)]
    Catalog(#[from] sekisho_catalog::Error),
    /// The index failed.
    #[error(transparent)]
    Index(#[from] sekisho_index::Error),
}

/// The name that `bytes` have in the archive.
#[must_use]
pub fn hash(bytes: &[u8]) -> Sha256 {
    Sha256::from_bytes(sha2::Sha256::digest(bytes).into())
}

/// So many bytes are worked on at a time: enough to keep every core busy, little enough to bound the memory.
const BATCH_BYTES: u64 = 4 << 20;

/// And so many pieces, so that progress is visible and a transaction stays short.
const BATCH_PIECES: usize = 64;

/// Cuts `pieces` into batches of bounded weight; a piece that is heavier than a whole batch gets one of its own.
fn batches<T>(pieces: &[T], weight: impl Fn(&T) -> u64) -> Vec<&[T]> {
    let mut batches = Vec::new();
    let mut rest = pieces;
    while !rest.is_empty() {
        let mut bytes = 0;
        let fits = rest.iter().take(BATCH_PIECES).take_while(|piece| {
            bytes += weight(piece);
            bytes <= BATCH_BYTES
        });
        let (batch, tail) = rest.split_at(fits.count().max(1));
        batches.push(batch);
        rest = tail;
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_are_bounded_and_lose_nothing() {
        fn check(weights: &[u64], expected: &[usize]) {
            let batches = batches(weights, |weight| *weight);
            assert_eq!(batches.iter().map(|batch| batch.len()).collect::<Vec<_>>(), expected);
            assert_eq!(batches.concat(), weights);
        }
        check(&[], &[]);
        check(&[1, 2, 3], &[3]);
        check(&[BATCH_BYTES, 1], &[1, 1]);
        check(&[BATCH_BYTES + 1, 1, 1], &[1, 2]);
        check(&vec![0; BATCH_PIECES + 1], &[BATCH_PIECES, 1]);
    }
}
