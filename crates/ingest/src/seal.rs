//! How do the objects of a folder get into the archive?

use std::fs::File;

use jiff::Timestamp;
use sekisho_archive::Archive;

use crate::IngestError;
use crate::progress::{Progress, Stage, Step};
use crate::report::Report;
use crate::source::folder::{Listing, Object};

/// So many objects become durable together. Each batch costs two flushes of the disk; a crash loses at most one batch,
/// which the next run seals again.
const BATCH: usize = 512;

/// Seals every object. One that cannot be read is reported and does not stop the others.
///
/// The ledger's clock is the machine's, whatever instant questions are asked from: when an original was first seen is
/// evidence.
pub(crate) fn seal(
    archive: &Archive,
    listing: Listing,
    progress: &Progress<'_>,
) -> Result<Report, IngestError> {
    let mut report =
        Report { ignored: listing.ignored, failed: listing.failed, ..Report::default() };
    let total = listing.objects.len() as u64;
    let mut done = 0;
    for objects in listing.objects.chunks(BATCH) {
        seal_batch(archive, objects, &mut report)?;
        done += objects.len() as u64;
        progress.step(Step { stage: Stage::Seal, done, total });
    }
    Ok(report)
}

fn seal_batch(
    archive: &Archive,
    objects: &[Object],
    report: &mut Report,
) -> Result<(), IngestError> {
    let mut batch = archive.batch();
    let mut sealed = Vec::with_capacity(objects.len());
    for object in objects {
        let Object { origin, path } = object;
        let taken = File::open(path)
            .map_err(|source| sekisho_archive::Error::Content {
                locator: origin.locator.clone(),
                source,
            })
            .and_then(|mut file| batch.seal(origin, &mut file));
        match taken {
            Ok(_) => sealed.push(origin),
            Err(error @ sekisho_archive::Error::Content { .. }) => {
                report.failed.push((origin.locator.clone(), error.to_string()));
            }
            Err(error) => return Err(error.into()),
        }
    }
    for (origin, sealed) in sealed.into_iter().zip(batch.commit(Timestamp::now())?) {
        report.count(&sealed.outcome, origin);
    }
    Ok(())
}
