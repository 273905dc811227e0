//! Which objects lie in a folder?

use std::path::{Path, PathBuf};

use sekisho_archive::Origin;
use walkdir::WalkDir;

use super::sidecar::{self, Sidecar};
use super::{ignored, origin};
use crate::IngestError;

/// The name this source has in the ledger.
const NAME: &str = "folder";

/// Everything found below a folder, in the order of its names.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    /// Files to archive.
    pub(crate) objects: Vec<Object>,
    /// Files that are known to be no records, with the reason. They are counted, never silently dropped.
    pub(crate) ignored: Vec<(String, &'static str)>,
    /// Places that could not be listed, with the reason.
    pub(crate) failed: Vec<(String, String)>,
}

/// A file to archive.
#[derive(Debug)]
pub(crate) struct Object {
    /// Where it was found: its path below the folder, with forward slashes, is the same on every machine. The metadata is
    /// what a sidecar says of it.
    pub(crate) origin: Origin,
    /// Where to read it.
    pub(crate) path: PathBuf,
}

/// Lists `root` completely. Symbolic links are not followed: they could lead out of what the administrator named.
///
/// # Errors
/// [`IngestError::Source`] when `root` itself is no folder that can be read.
pub(crate) fn list(root: &Path) -> Result<Listing, IngestError> {
    if !root.is_dir() {
        return Err(IngestError::Source { place: root.display().to_string() });
    }
    let mut listing = Listing::default();
    let mut sidecar = Sidecar::default();
    for entry in WalkDir::new(root).sort_by_file_name() {
        match entry {
            Err(error) => {
                let place = error.path().map_or_else(String::new, |p| locator(root, p));
                listing.failed.push((place, error.to_string()));
            }
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) if entry.file_type().is_file() && entry.file_name() == sidecar::NAME => {
                let place = locator(root, entry.path());
                match sidecar.add(entry.path()) {
                    Ok(()) => listing.ignored.push((place, sidecar::WHY)),
                    Err(why) => listing.failed.push((place, why)),
                }
            }
            Ok(entry) => listing.add(locator(root, entry.path()), &entry),
        }
    }
    for object in &mut listing.objects {
        object.origin.metadata = sidecar.of(&object.origin.locator);
    }
    Ok(listing)
}

impl Listing {
    fn add(&mut self, locator: String, entry: &walkdir::DirEntry) {
        if let Some(why) = ignored(&locator) {
            self.ignored.push((locator, why));
        } else if entry.file_type().is_file() {
            let origin = origin(NAME, locator, None);
            self.objects.push(Object { origin, path: entry.path().to_owned() });
        } else {
            self.failed.push((locator, "not a regular file, so it was not followed".to_owned()));
        }
    }
}

fn locator(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    below.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
