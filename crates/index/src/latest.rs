//! Has anybody written since the last search?

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tantivy::{IndexReader, ReloadPolicy, Result, Searcher};

/// The file that names what the index consists of. It is replaced as a whole with every write.
const META: &str = "meta.json";

/// The state that was written last. Tantivy itself looks twice a second whether another process wrote, so that what was
/// just found there would not be found here.
pub(crate) struct Latest {
    reader: IndexReader,
    /// Where others may write.
    meta: Option<PathBuf>,
    seen: Mutex<Option<Written>>,
}

/// What tells one write from the next: a file that is replaced is another file.
type Written = (u64, i64, i64);

impl Latest {
    pub(crate) fn of(index: &tantivy::Index, dir: Option<&Path>) -> Result<Self> {
        let meta = dir.map(|dir| dir.join(META));
        let seen = Mutex::new(meta.as_deref().and_then(written));
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { reader, meta, seen })
    }

    /// What can be searched, with everything that was written by now.
    pub(crate) fn searcher(&self) -> Result<Searcher> {
        let now = self.meta.as_deref().and_then(written);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if now.is_some() && *seen != now {
            self.reader.reload()?;
            *seen = now;
        }
        Ok(self.reader.searcher())
    }

    /// Takes in what this process wrote.
    pub(crate) fn reload(&self) -> Result<()> {
        // It is asked before the reading: what is written in between is seen by the next search.
        let now = self.meta.as_deref().and_then(written);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        self.reader.reload()?;
        *seen = now;
        Ok(())
    }
}

fn written(meta: &Path) -> Option<Written> {
    let meta = std::fs::metadata(meta).ok()?;
    Some((meta.ino(), meta.mtime(), meta.mtime_nsec()))
}
