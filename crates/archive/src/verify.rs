//! Is everything still as it was sealed?

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sekisho_domain::evidence::Sha256;

use crate::archive::Archive;
use crate::blob::{self, Reader};
use crate::chain::Break;
use crate::error::{Error, Result};

/// What a check of the whole archive found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Lines of the ledger.
    pub entries: u64,
    /// Originals that were read to their end and hashed, the faulty ones included.
    pub originals: u64,
    /// Raw bytes of the sound originals.
    pub size_bytes: u64,
    /// Originals that the ledger names and whose blob is gone.
    pub missing: Vec<Sha256>,
    /// Originals whose bytes are not those that were sealed.
    pub altered: Vec<Altered>,
    /// Blobs that could not be read, such as after a disk error; whether they are altered is not known.
    pub unreadable: Vec<Altered>,
    /// Places where the ledger does not follow from itself.
    pub broken: Vec<Break>,
    /// Files among the blobs that the ledger does not name: left by a crash or a writer at work, or all that remains of
    /// ledger lines that were cut off.
    pub unlisted: Vec<PathBuf>,
    /// Torn last lines that were moved aside; none of them was ever confirmed to anyone.
    pub torn: Vec<PathBuf>,
}

/// An original that did not come out as it went in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Altered {
    /// The original.
    pub original: Sha256,
    /// What does not fit, as a short clause.
    pub how: String,
}

impl Report {
    /// Whether every original and every line is proven to be what was written.
    ///
    /// A ledger that was cut at its end still follows from itself; only a number of lines noted elsewhere can show that.
    #[must_use]
    pub fn is_intact(&self) -> bool {
        self.missing.is_empty()
            && self.altered.is_empty()
            && self.unreadable.is_empty()
            && self.broken.is_empty()
    }
}

pub(crate) fn verify(archive: &Archive) -> Result<Report> {
    let mut report = Report::default();
    for entry in archive.entries()? {
        report.entries += 1;
        match entry {
            Ok(_) => {}
            Err(Error::Broken(at)) => report.broken.push(at),
            Err(other) => return Err(other),
        }
    }
    // The file may follow from itself and still be shorter than it was when this process first read it.
    let broken = archive.ledger().current()?.broken.clone();
    if let Some(at) = broken.filter(|at| !report.broken.contains(at)) {
        report.broken.push(at);
    }
    for (original, size_bytes) in archive.sizes()? {
        report.check(archive.dir(), original, size_bytes);
    }
    report.unlisted = unlisted(archive)?;
    report.torn = files(&archive.dir().join("torn"))?;
    Ok(report)
}

impl Report {
    fn check(&mut self, dir: &Path, original: Sha256, size_bytes: u64) {
        self.originals += 1;
        let path = blob::path(dir, &original);
        let read = Reader::open(dir, original, size_bytes).and_then(|mut reader| {
            let copied = io::copy(&mut reader, &mut io::sink());
            copied.map_err(|error| blob::reading_failed(error, &path))
        });
        match read {
            Ok(_) => self.size_bytes += size_bytes,
            Err(Error::Missing { original }) => self.missing.push(original),
            Err(Error::Altered { original, how }) => self.altered.push(Altered { original, how }),
            Err(other) => self.unreadable.push(Altered { original, how: other.to_string() }),
        }
    }
}

fn unlisted(archive: &Archive) -> Result<Vec<PathBuf>> {
    let sizes = archive.sizes()?;
    let named = |path: &Path| {
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        Sha256::from_hex(name).is_ok_and(|original| {
            sizes.contains_key(&original) && blob::path(archive.dir(), &original) == path
        })
    };
    let mut unlisted = Vec::new();
    for folder in files(&blob::folder(archive.dir()))? {
        if folder.is_dir() {
            unlisted.extend(files(&folder)?.into_iter().filter(|path| !named(path)));
        } else {
            unlisted.push(folder);
        }
    }
    Ok(unlisted)
}

/// What lies in a folder, by name; nothing when there is no such folder.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let listed = match fs::read_dir(folder) {
        Ok(listed) => listed,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::storage("list", folder)(error)),
    };
    let paths: io::Result<Vec<_>> = listed.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut paths = paths.map_err(Error::storage("list", folder))?;
    paths.sort_unstable();
    Ok(paths)
}
