//! What does a video of a screen say that lies in the archive?

use std::io;

use sekisho_archive::{Archive, Error, Origin, Window};
use sekisho_domain::evidence::Sha256;
use sekisho_recording::video::Source;

use crate::read::Contents;

/// What a long video in the archive says.
///
/// # Errors
/// Those of the archive.
pub(crate) fn contents(
    archive: &Archive,
    original: Sha256,
    origin: &Origin,
) -> sekisho_archive::Result<Contents> {
    let mut file = File::open(archive, original)?;
    let contents = Contents::of_video(original, &mut file, origin);
    file.told(original, contents)
}

/// A video that lies in the archive, and why it could not be read there.
pub(crate) struct File {
    window: Window,
    failed: Option<Error>,
}

impl File {
    /// Opens the video that an original is.
    pub(crate) fn open(archive: &Archive, original: Sha256) -> sekisho_archive::Result<File> {
        Ok(File { window: archive.window(&original)?, failed: None })
    }

    /// What was read of it, or why the archive did not give it.
    pub(crate) fn told<T>(
        &mut self,
        original: Sha256,
        read: io::Result<T>,
    ) -> sekisho_archive::Result<T> {
        match (self.failed.take(), read) {
            (Some(failed), _) => Err(failed),
            (None, Err(error)) => Err(Error::Altered { original, how: error.to_string() }),
            (None, Ok(read)) => Ok(read),
        }
    }
}

impl Source for File {
    fn size(&self) -> u64 {
        self.window.size_bytes()
    }

    fn read_at(&mut self, offset: u64, into: &mut [u8]) -> io::Result<()> {
        match self.window.read_at(offset, into) {
            Ok(count) if count == into.len() => Ok(()),
            Ok(_) => Err(io::ErrorKind::UnexpectedEof.into()),
            Err(error) => {
                self.failed = Some(error);
                Err(io::Error::other("the archive failed"))
            }
        }
    }
}
