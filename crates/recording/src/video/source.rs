//! Where do the bytes of a video come from, and how few of them are held?

use std::io::{self, Read, Seek, SeekFrom};

/// A file of known length that can be read anywhere.
pub trait Source {
    /// Its length in bytes.
    fn size(&self) -> u64;

    /// Fills `into` with the bytes from `offset`, all of which are inside the file.
    ///
    /// # Errors
    ///
    /// Those of the file itself.
    fn read_at(&mut self, offset: u64, into: &mut [u8]) -> io::Result<()>;
}

impl Source for &[u8] {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn read_at(&mut self, offset: u64, into: &mut [u8]) -> io::Result<()> {
        let inside = usize::try_from(offset).ok().and_then(|at| self.get(at..)?.get(..into.len()));
        into.copy_from_slice(inside.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

/// Anything that can be read and sought in.
#[derive(Debug)]
pub struct Seekable<R> {
    inner: R,
    size: u64,
}

impl<R: Read + Seek> Seekable<R> {
    /// Takes the length that `inner` has now.
    ///
    /// # Errors
    ///
    /// Those of seeking.
    pub fn new(mut inner: R) -> io::Result<Seekable<R>> {
        let size = inner.seek(SeekFrom::End(0))?;
        Ok(Seekable { inner, size })
    }
}

impl<R: Read + Seek> Source for Seekable<R> {
    fn size(&self) -> u64 {
        self.size
    }

    fn read_at(&mut self, offset: u64, into: &mut [u8]) -> io::Result<()> {
        self.inner.seek(SeekFrom::Start(offset))?;
        self.inner.read_exact(into)
    }
}

/// Heads of boxes lie near each other or a frame apart; more would read the frames as well.
const WINDOW: u64 = 4096;

/// A source with the few bytes that were read last.
pub(super) struct Bytes<'s> {
    source: &'s mut dyn Source,
    window: Vec<u8>,
    at: u64,
}

impl<'s> Bytes<'s> {
    pub(super) fn new(source: &'s mut dyn Source) -> Bytes<'s> {
        Bytes { source, window: Vec::new(), at: 0 }
    }

    pub(super) fn len(&self) -> u64 {
        self.source.size()
    }

    /// The `count` bytes from `offset`, at most 4 KiB; fewer where the file ends.
    pub(super) fn get(&mut self, offset: u64, count: usize) -> io::Result<&[u8]> {
        let end = offset.saturating_add((count as u64).min(WINDOW)).min(self.len());
        let start = offset.min(end);
        if start < self.at || end > self.at + self.window.len() as u64 {
            self.window = self.load(start, WINDOW)?;
            self.at = start;
        }
        Ok(&self.window[(start - self.at) as usize..(end - self.at) as usize])
    }

    /// Up to `count` bytes from `offset`, which the caller holds against its limit.
    pub(super) fn load(&mut self, offset: u64, count: u64) -> io::Result<Vec<u8>> {
        let count = self.len().saturating_sub(offset).min(count);
        let mut loaded = vec![0; count as usize];
        self.source.read_at(offset.min(self.len()), &mut loaded)?;
        Ok(loaded)
    }
}
