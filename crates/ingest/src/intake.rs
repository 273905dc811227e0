//! How do sealed originals become facts in the catalog?

use rayon::prelude::*;
use sekisho_archive::{Archive, Origin, Original};
use sekisho_catalog::{Object, ReadState, Reading, Rejected};

use crate::holdings::Holdings;
use crate::long_log::{LongLog, first_of_long, is_log};
use crate::progress::{Progress, Stage, Step};
use crate::read::{Contents, Kind, Limits, kind, read_object};
use crate::report::Derived;
use crate::screen;
use crate::{IngestError, batches};

/// Reads every original that the ledger names and the catalog does not know yet. Because the question is asked of the
/// ledger, a run that was cut off is simply continued by the next one.
pub(crate) async fn read_new(
    holdings: &Holdings,
    derived: &mut Derived,
    progress: &Progress<'_>,
) -> Result<(), IngestError> {
    let known = holdings.catalog.object_numbers().await?;
    let originals = holdings.archive.originals_where(|one| !known.contains(&one.number))?;
    drop(known);
    let total = originals.len() as u64;
    let mut done = 0;
    for batch in batches(&originals, |original| original.size_bytes) {
        let readings = batch
            .par_iter()
            .map(|original| reading(&holdings.archive, original))
            .collect::<Result<Vec<_>, _>>()?;
        holdings.catalog.put_readings(&readings).await?;
        readings.iter().for_each(|reading| derived.count(reading.object.state));
        done += batch.len() as u64;
        progress.step(Step { stage: Stage::Read, done, total });
    }
    Ok(())
}

/// Why the bytes of an original cannot be read: a stable word, and what the archive says.
type Refusal = (&'static str, sekisho_archive::Error);

/// The bytes of an original. Those that are not what they were are refused, which is no failure of the archive: the blob
/// stays where it is, and the catalog says why.
pub(crate) fn bytes(
    archive: &Archive,
    original: &Original,
) -> Result<Result<Vec<u8>, Refusal>, IngestError> {
    refusing(archive.read(&original.original, Limits::DEFAULT.original_bytes))
}

/// Tells what an original is refused for from what the archive fails at.
pub(crate) fn refusing<T>(
    read: sekisho_archive::Result<T>,
) -> Result<Result<T, Refusal>, IngestError> {
    use sekisho_archive::Error;
    match read {
        Ok(read) => Ok(Ok(read)),
        Err(error @ Error::TooLarge { .. }) => Ok(Err(("too-large", error))),
        Err(error @ Error::Altered { .. }) => Ok(Err(("altered", error))),
        Err(error @ Error::Missing { .. }) => Ok(Err(("blob-missing", error))),
        Err(error) => Err(error.into()),
    }
}

/// What an original says: a long session log as a stream, a long video by its heads and tables, everything else as a whole.
fn contents(archive: &Archive, sealed: &Original) -> sekisho_archive::Result<Contents> {
    let Original { original, origin, size_bytes, .. } = sealed;
    let locator = &origin.locator;
    if let Some(first) = first_of_long(archive, original, *size_bytes)? {
        if is_log(&first, locator) {
            return LongLog::open(archive, original)?.contents(*original, locator);
        }
        if let Some(Kind::Video(_)) = kind(&first, locator) {
            return screen::contents(archive, *original, origin);
        }
    }
    let bytes = archive.read(original, Limits::DEFAULT.original_bytes)?;
    Ok(read_object(*original, &bytes, origin, &Limits::DEFAULT))
}

fn reading(archive: &Archive, original: &Original) -> Result<Reading, IngestError> {
    let origin = &original.origin;
    let read = unless_it_panics(origin, || contents(archive, original));
    let contents = match refusing(read)? {
        Ok(contents) => contents,
        Err((code, why)) => Contents::refused(code, &why, origin),
    };
    let rejected = contents.rejected.iter().map(|rejection| Rejected {
        at: rejection.at.clone(),
        code: rejection.code.to_owned(),
        reason: rejection.reason.clone(),
    });
    let object = Object {
        number: original.number,
        original: original.original,
        source: original.origin.source.clone(),
        locator: original.origin.locator.clone(),
        version: original.origin.version.clone(),
        size_bytes: original.size_bytes,
        first_seen: original.first_seen,
        kind: contents.kind.map_or("unknown", |kind| kind.name()).to_owned(),
        state: state(&contents),
        rejected: rejected.collect(),
    };
    Ok(Reading { object, facts: contents.facts, trail: contents.trail })
}

/// A reader that panics is a fault of ours. It costs this one original, which says so, and not the run.
fn unless_it_panics(
    origin: &Origin,
    read: impl FnOnce() -> sekisho_archive::Result<Contents>,
) -> sekisho_archive::Result<Contents> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).unwrap_or_else(|_| {
        let why = "its reader failed on it; the original is kept, please report this";
        Ok(Contents::refused("reader-failed", &why, origin))
    })
}

fn state(contents: &Contents) -> ReadState {
    if contents.is_quarantined() {
        ReadState::Quarantined
    } else if contents.rejected.is_empty() {
        ReadState::Read
    } else {
        ReadState::Partly
    }
}

impl Derived {
    fn count(&mut self, state: ReadState) {
        match state {
            ReadState::Read => self.read += 1,
            ReadState::Partly => {
                self.read += 1;
                self.partly += 1;
            }
            ReadState::Quarantined => self.quarantined += 1,
        }
    }
}
