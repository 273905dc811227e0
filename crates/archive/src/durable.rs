//! How do many small files survive a power cut without one wait for each?

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// Above this many paths, one flush of the whole file system is cheaper than one per path.
/// Measured with 3,000 files of 2 KB on ext4: 0.76 s one by one, 0.07 s together.
const ONE_BY_ONE: usize = 16;

/// Returns when the content of every path (file or directory) is on the disk.
///
/// `beside` must be an open file on the same file system, opened before the paths were written: the system reports a
/// failed write of the whole file system only to those who had a file open while it failed.
pub(crate) fn sync(paths: &[PathBuf], beside: &File) -> io::Result<()> {
    if paths.len() > ONE_BY_ONE && sync_file_system(beside)? {
        return Ok(());
    }
    for path in paths {
        File::open(path)?.sync_all()?;
    }
    Ok(())
}

/// Makes the names in a directory durable.
pub(crate) fn sync_dir(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

#[cfg(target_os = "linux")]
fn sync_file_system(beside: &File) -> io::Result<bool> {
    rustix::fs::syncfs(beside)?;
    Ok(true)
}

#[cfg(not(target_os = "linux"))]
fn sync_file_system(_beside: &File) -> io::Result<bool> {
    Ok(false)
}
