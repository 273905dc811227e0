//! How are bytes in the middle of an original read without those before them?

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use sekisho_domain::evidence::Sha256;

use crate::blob;
use crate::error::{Error, Result};

/// An original that is read at any place, as a player reads a video.
///
/// A long one is checked frame by frame, by the checksum that each carries: damage is found, a forgery that brings its own
/// checksums is not. Whoever needs to know reads all of it, as [`verify`](crate::Archive::verify) does.
pub struct Window {
    bytes: Bytes,
    size_bytes: u64,
    original: Sha256,
    dir: PathBuf,
}

/// One of up to so many bytes is read as a whole.
const SHORT: u64 = 1 << 20;

enum Bytes {
    /// All of a short one, its hash found right.
    Whole(Vec<u8>),
    Frames(Box<zeekstd::Decoder<'static, Sparing>>),
    /// Of a long one without a table of frames, as earlier versions wrote it; and how far it has been read.
    Stream(Box<blob::Reader>, u64),
}

impl Window {
    /// Opens the blob of an original that has `size_bytes` raw bytes according to the ledger.
    pub(crate) fn open(dir: &Path, original: Sha256, size_bytes: u64) -> Result<Self> {
        let bytes = if size_bytes <= SHORT {
            Bytes::Whole(blob::read_whole(dir, original, size_bytes)?)
        } else {
            let file = File::open(blob::path(dir, &original))
                .map_err(|error| blob::unopened(error, dir, original))?;
            match zeekstd::Decoder::new(Sparing(file)) {
                Ok(decoder) if decoder.seek_table().size_decomp() == size_bytes => {
                    Bytes::Frames(Box::new(decoder))
                }
                _ => stream(dir, original, size_bytes)?,
            }
        };
        Ok(Self { bytes, size_bytes, original, dir: dir.to_owned() })
    }

    /// How many bytes the original has.
    #[must_use]
    pub fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    /// Fills a buffer from a place on, as far as there are bytes, and says how many there were.
    ///
    /// # Errors
    /// [`Error::Altered`] or [`Error::Storage`].
    pub fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> Result<usize> {
        let left = usize::try_from(self.size_bytes.saturating_sub(offset)).unwrap_or(usize::MAX);
        let wanted = buffer.len().min(left);
        let buffer = &mut buffer[..wanted];
        if buffer.is_empty() {
            return Ok(0);
        }
        let read = match &mut self.bytes {
            Bytes::Whole(bytes) => io::Cursor::new(bytes).read_from(offset, buffer),
            Bytes::Frames(frames) => frames.read_from(offset, buffer),
            Bytes::Stream(..) => return self.stream_from(offset, buffer),
        };
        match read {
            Ok(()) => Ok(wanted),
            Err(error) if error.raw_os_error().is_some() => {
                Err(Error::storage("read", &blob::path(&self.dir, &self.original))(error))
            }
            Err(error) => Err(Error::Altered {
                original: self.original,
                how: format!("its blob does not unpack ({error})"),
            }),
        }
    }

    fn stream_from(&mut self, offset: u64, buffer: &mut [u8]) -> Result<usize> {
        let Bytes::Stream(stream, at) = &mut self.bytes else { return Ok(0) };
        if *at > offset {
            self.bytes = self::stream(&self.dir, self.original, self.size_bytes)?;
            return self.stream_from(offset, buffer);
        }
        let mut passed = [0; 64 << 10];
        while *at < offset {
            let step = passed.len().min(usize::try_from(offset - *at).unwrap_or(usize::MAX));
            match stream.read_on(&mut passed[..step])? {
                0 => return Ok(0),
                count => *at += count as u64,
            }
        }
        let mut filled = 0;
        while filled < buffer.len() {
            match stream.read_on(&mut buffer[filled..])? {
                0 => break,
                count => filled += count,
            }
        }
        *at += filled as u64;
        Ok(filled)
    }
}

fn stream(dir: &Path, original: Sha256, size_bytes: u64) -> Result<Bytes> {
    Ok(Bytes::Stream(Box::new(blob::Reader::open(dir, original, size_bytes)?), 0))
}

/// A file that gives little at a time: the decoder asks for 128 KiB, however short the frame, and the shortest, which videos
/// lie in, have an eighth of that.
struct Sparing(File);

/// The shortest frame, and its header.
const AT_A_TIME: usize = blob::SHORTEST as usize + 256;

impl Read for Sparing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = buffer.len().min(AT_A_TIME);
        self.0.read(&mut buffer[..length])
    }
}

impl Seek for Sparing {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.0.seek(place)
    }
}

/// Fills a buffer from a place on.
trait ReadFrom {
    fn read_from(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<()>;
}

impl<T: Read + Seek> ReadFrom for T {
    fn read_from(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.seek(SeekFrom::Start(offset))?;
        self.read_exact(buffer)
    }
}
