//! How is an original kept, and does what comes out match its name?

use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use sekisho_domain::evidence::Sha256;
use sha2::Digest;
use zeekstd::{EncodeOptions, FrameSizePolicy};

use crate::error::{Error, Result};

/// Terminal text shrinks to about a tenth here; higher levels cost several times the time for a few per cent.
const LEVEL: i32 = 3;
const BUFFER: usize = 64 * 1024;

/// Where the blob of an original lies.
pub(crate) fn path(dir: &Path, original: &Sha256) -> PathBuf {
    let name = original.to_string();
    folder(dir).join(&name[..2]).join(format!("{name}.zst"))
}

/// Where all blobs lie.
pub(crate) fn folder(dir: &Path) -> PathBuf {
    dir.join("blobs")
}

/// The name of an original that is at hand as a whole.
pub(crate) fn name(content: &[u8]) -> Sha256 {
    Sha256::from_bytes(sha2::Sha256::digest(content).into())
}

/// Writes content that is at hand as a whole into a new file at `path`.
///
/// # Errors
/// [`Error::Storage`]. The file is the caller's to remove.
pub(crate) fn write_whole(path: &Path, content: &[u8], packer: &mut Packer) -> Result<()> {
    let written = packer.0.compress(content).and_then(|packed| {
        let mut file = File::create_new(path)?;
        file.write_all(&packed)
    });
    written.map_err(|error| Error::storage("write", path)(error))
}

/// Packs many small contents with one working memory: setting it up costs more than packing one.
pub(crate) struct Packer(zstd::bulk::Compressor<'static>);

impl Packer {
    pub(crate) fn new() -> io::Result<Self> {
        zstd::bulk::Compressor::new(LEVEL).map(Self)
    }
}

/// Copies `content` compressed into a new file at `path`; says what it hashed to and how long it was.
///
/// It is written in frames and a table of them, the seekable format of zstd, which every reader of zstd reads as one.
///
/// # Errors
/// [`Error::Content`] when `content` fails, [`Error::Storage`] when the file does. The file is the caller's to remove.
pub(crate) fn write(path: &Path, content: &mut dyn Read, locator: &str) -> Result<(Sha256, u64)> {
    let fails = |error| Error::storage("write", path)(error);
    let file = File::create_new(path).map_err(fails)?;
    let mut frames = Frames::new(file).map_err(fails)?;
    let mut hasher = sha2::Sha256::new();
    let mut buffer = vec![0; BUFFER];
    let mut size_bytes = 0;
    loop {
        let count = match content.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(source) => return Err(Error::Content { locator: locator.to_owned(), source }),
        };
        hasher.update(&buffer[..count]);
        frames.write(&buffer[..count]).map_err(fails)?;
        size_bytes += count as u64;
    }
    frames.packed.finish().map_err(|error| fails(io::Error::other(error)))?;
    Ok((Sha256::from_bytes(hasher.finalize().into()), size_bytes))
}

/// A long original in frames, of which each can be read without those before it.
struct Frames {
    packed: zeekstd::Encoder<'static, File>,
    /// Of the frame that is being written.
    written: u32,
    most: u32,
}

/// The shortest frame. What hardly shrinks, such as a video, stands in frames of this length, so that little besides is read
/// with what is asked for.
pub(crate) const SHORTEST: u32 = 16 << 10;

/// The longest frame. What shrinks does so better the longer its frames are.
const LONGEST: u32 = 2 << 20;

impl Frames {
    fn new(file: File) -> io::Result<Self> {
        let packed = EncodeOptions::new()
            .compression_level(LEVEL)
            .checksum_flag(true)
            .frame_size_policy(FrameSizePolicy::Uncompressed(2 * LONGEST))
            .into_encoder(file)
            .map_err(io::Error::other)?;
        Ok(Self { packed, written: 0, most: SHORTEST })
    }

    fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            if self.written == self.most {
                self.next()?;
            }
            let room = bytes.len().min((self.most - self.written) as usize);
            let (now, rest) = bytes.split_at(room);
            self.packed.write_all(now)?;
            self.written += room as u32;
            bytes = rest;
        }
        Ok(())
    }

    /// Ends a frame. The next one is twice as long if it shrank by more than a sixteenth.
    fn next(&mut self) -> io::Result<()> {
        self.packed.end_frame().map_err(io::Error::other)?;
        let frames = self.packed.seek_table();
        let packed = frames.frame_size_comp(frames.num_frames() - 1).map_err(io::Error::other)?;
        let shrank = packed < u64::from(self.written) / 16 * 15;
        self.most = if shrank { LONGEST.min(2 * self.most) } else { SHORTEST };
        self.written = 0;
        Ok(())
    }
}

/// The raw bytes of an original that has `size_bytes` of them according to the ledger, checked.
///
/// # Errors
/// [`Error::Missing`], [`Error::Altered`] or [`Error::Storage`].
pub(crate) fn read_whole(dir: &Path, original: Sha256, size_bytes: u64) -> Result<Vec<u8>> {
    let packed = std::fs::read(path(dir, &original)).map_err(|e| unopened(e, dir, original))?;
    let altered = |how: String| Error::Altered { original, how };
    // More room than was sealed is not given: a blob that unpacks to more must not fill the memory.
    let room = usize::try_from(size_bytes).unwrap_or(usize::MAX);
    let content = zstd::bulk::decompress(&packed, room)
        .map_err(|error| altered(format!("its blob does not unpack ({error})")))?;
    match name(&content) {
        found if found != original => Err(altered(format!("its bytes hash to {found}"))),
        _ if content.len() != room => Err(altered("its size is not the one in the ledger".into())),
        _ => Ok(content),
    }
}

pub(crate) fn unopened(error: io::Error, dir: &Path, original: Sha256) -> Error {
    match error.kind() {
        io::ErrorKind::NotFound => Error::Missing { original },
        _ => Error::storage("read", &path(dir, &original))(error),
    }
}

/// The raw bytes of an original as a stream.
///
/// The end of the stream comes only after the hash was found right; otherwise the last read is an error whose source is
/// [`Error::Altered`]. Whoever stops early has not checked anything.
pub struct Reader {
    packed: zstd::Decoder<'static, BufReader<File>>,
    hasher: sha2::Sha256,
    left_bytes: u64,
    original: Sha256,
    path: PathBuf,
}

impl Reader {
    /// Opens the blob of an original that has `size_bytes` raw bytes according to the ledger.
    pub(crate) fn open(dir: &Path, original: Sha256, size_bytes: u64) -> Result<Self> {
        let path = path(dir, &original);
        let file = File::open(&path).map_err(|error| unopened(error, dir, original))?;
        let packed = zstd::Decoder::new(file).map_err(Error::storage("read", &path))?;
        Ok(Self { packed, hasher: sha2::Sha256::new(), left_bytes: size_bytes, original, path })
    }

    /// Reads on as [`Read::read`] does, and gives the archive's own error.
    ///
    /// # Errors
    /// [`Error::Altered`] or [`Error::Storage`].
    pub fn read_on(&mut self, buffer: &mut [u8]) -> Result<usize> {
        loop {
            match self.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => return read.map_err(|error| reading_failed(error, &self.path)),
            }
        }
    }

    fn altered(&self, how: impl Into<String>) -> io::Error {
        io::Error::new(
            io::ErrorKind::InvalidData,
            Error::Altered { original: self.original, how: how.into() },
        )
    }
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let count = match self.packed.read(buffer) {
            Ok(count) => count,
            Err(error) if error.raw_os_error().is_some() => return Err(error),
            Err(error) => return Err(self.altered(format!("its blob does not unpack ({error})"))),
        };
        if count == 0 {
            let found = Sha256::from_bytes(self.hasher.clone().finalize().into());
            return match (found == self.original, self.left_bytes) {
                (true, 0) => Ok(0),
                (true, _) => Err(self.altered("its size is not the one in the ledger")),
                (false, _) => Err(self.altered(format!("its bytes hash to {found}"))),
            };
        }
        self.hasher.update(&buffer[..count]);
        // A blob that unpacks to more than was sealed must not fill the memory of whoever reads it.
        match self.left_bytes.checked_sub(count as u64) {
            Some(left_bytes) => self.left_bytes = left_bytes,
            None => return Err(self.altered("it is longer than what was sealed")),
        }
        Ok(count)
    }
}

/// Finds the archive's own error inside the IO error of a [`Reader`].
pub(crate) fn reading_failed(error: io::Error, path: &Path) -> Error {
    match error.downcast::<Error>() {
        Ok(altered) => altered,
        Err(error) => Error::storage("read", path)(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shrinks_stands_in_long_frames_and_what_does_not_in_short_ones() {
        let frames = |content: &[u8]| {
            let dir = tempfile::tempdir().expect("a folder");
            let path = dir.path().join("blob");
            write(&path, &mut &*content, "x").expect("room");
            let decoder = zeekstd::Decoder::new(File::open(&path).expect("it is there"));
            let decoder = decoder.expect("frames");
            let table = decoder.seek_table();
            let sizes = (0..table.num_frames()).map(|frame| table.frame_size_decomp(frame));
            sizes.map(|size| size.expect("a size")).collect::<Vec<_>>()
        };
        let noise = |length: usize| -> Vec<u8> {
            let blocks = (0_u64..).flat_map(|n| sha2::Sha256::digest(n.to_le_bytes()));
            blocks.take(length).collect()
        };
        let (short, text) = (u64::from(SHORTEST), b"all quiet\n".repeat(10_000));
        assert_eq!(frames(&noise(50_000)), [short, short, short, 50_000 - 3 * short]);
        assert_eq!(frames(&text), [short, 2 * short, 100_000 - 3 * short]);
        // The third is text in its first half, and shrinks; the fourth is noise.
        let mixed = frames(&[text, noise(200_000)].concat());
        assert_eq!(mixed[..5], [short, 2 * short, 4 * short, 8 * short, short]);
    }
}
