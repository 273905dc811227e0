//! Is the trail complete, as far as what is held proves?

use std::collections::HashSet;
use std::path::Path;

use rayon::prelude::*;
use sekisho_archive::{Archive, Origin, Original};
use sekisho_domain::trail::{Completeness, PublicKey, TrailFile};
use sekisho_trail::proof::{self, Held};

use crate::IngestError;
use crate::holdings::Holdings;
use crate::intake::bytes;
use crate::read::{Kind, Limits, trail_file};
use crate::source::folder;
use crate::unpack::Unpacked;

pub use sekisho_trail::proof::keys;

/// Proves the trail from the bytes in the archive, with the keys in it or, where some are given, with those alone.
///
/// The catalog only says which originals belong to a trail; whatever else it says is not used.
///
/// # Errors
/// Those of the archive and the catalog.
pub async fn verify(
    holdings: &Holdings,
    keys: Option<&[PublicKey]>,
) -> Result<Completeness, IngestError> {
    let numbers = holdings.catalog.trail_files().await?.into_iter().map(|object| object.number);
    let numbers: HashSet<u64> = numbers.collect();
    let is_file = |original: &Original| numbers.contains(&original.number);
    let originals = holdings.archive.originals_where(is_file)?;
    let file = |original: &Original| read_again(&holdings.archive, original);
    let files: Vec<_> = originals.par_iter().map(file).collect::<Result<_, _>>()?;
    Ok(prove(files.iter().flatten(), keys))
}

/// Proves the trail from the files of a folder, which need not be archived.
///
/// # Errors
/// [`IngestError::Source`] for a folder that cannot be read.
pub fn verify_folder(
    root: &Path,
    keys: Option<&[PublicKey]>,
) -> Result<(Completeness, Vec<(String, String)>), IngestError> {
    let listing = folder::list(root)?;
    let mut failed = listing.failed;
    let read: Vec<_> = listing
        .objects
        .into_par_iter()
        .map(|object| match std::fs::read(&object.path) {
            Ok(bytes) => {
                let file = trail_file(&bytes, &object.origin, &Limits::DEFAULT);
                Ok(file.map(|file| (object.origin.locator, file)))
            }
            Err(error) => Err((object.origin.locator, error.to_string())),
        })
        .collect();
    let mut files = Vec::new();
    for file in read {
        match file {
            Ok(file) => files.extend(file),
            Err(why) => failed.push(why),
        }
    }
    Ok((prove(&files, keys), failed))
}

/// Proves the trail again if files of it came since. One that is damaged is a file that came, too.
pub(crate) async fn prove_again(holdings: &Holdings) -> Result<(), IngestError> {
    if holdings.catalog.completeness().await?.is_some() {
        return Ok(());
    }
    let files = holdings.catalog.trail_files().await?;
    let named: Vec<_> = files.into_iter().map(|object| (object.locator, object.file)).collect();
    let proved = prove(&named, None);
    holdings.catalog.set_completeness(named.len() as u64, &proved).await?;
    Ok(())
}

/// A place and what lies there.
type Named = (String, TrailFile);

fn prove<'a>(
    files: impl IntoIterator<Item = &'a Named>,
    keys: Option<&[PublicKey]>,
) -> Completeness {
    let files: Vec<&Named> = files.into_iter().collect();
    let held: Vec<_> = files.iter().map(|(locator, file)| Held { locator, file }).collect();
    let own = files.iter().filter_map(|(_, file)| match file {
        TrailFile::Keys(keys) => Some(keys),
        TrailFile::Log(_) | TrailFile::Digest(_) => None,
    });
    match keys {
        Some(given) => proof::prove(&held, given),
        None => proof::prove(&held, own.flatten()),
    }
}

fn read_again(archive: &Archive, original: &Original) -> Result<Option<Named>, IngestError> {
    let origin = &original.origin;
    let file = match bytes(archive, original)? {
        Ok(bytes) => trail_file(&bytes, origin, &Limits::DEFAULT),
        Err(_refused) => damaged(origin),
    };
    Ok(file.map(|file| (origin.locator.clone(), file)))
}

/// What an original is to a trail. CloudTrail's files are one gzip each; keys are saved as they are printed.
pub(crate) fn file(
    origin: &Origin,
    kind: Option<Kind>,
    unpacked: &Unpacked<'_>,
) -> Option<TrailFile> {
    let kind = match kind {
        Some(Kind::Document(kind)) => Some(kind),
        Some(Kind::Recording(_) | Kind::Video(_) | Kind::Attachment) | None => None,
    };
    let plain = kind == Some(sekisho_trail::Kind::CloudTrailPublicKeys);
    let content = unpacked.members.first().filter(|_| plain || unpacked.is_one_gzip);
    proof::file(&origin.locator, kind, content.map(AsRef::as_ref), &origin.metadata)
}

/// What an original is to a trail whose bytes cannot be read, by its name.
pub(crate) fn damaged(origin: &Origin) -> Option<TrailFile> {
    proof::file(&origin.locator, None, None, &origin.metadata)
}
