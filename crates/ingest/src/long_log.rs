//! How is a session log read that may be longer than the memory is large?

use sekisho_archive::{Archive, Reader, Result};
use sekisho_domain::evidence::Sha256;
use sekisho_domain::fact::Fact;
use sekisho_recording::{Kind, LogReader, Reading, Recording};

use crate::BATCH_BYTES;
use crate::read::{self, Contents};
use crate::unpack::is_gzip;

/// A larger session log is read as a stream. It has no length of its own; whatever else is read ends sooner.
const LONG: u64 = BATCH_BYTES;

/// As much is read at a time, and as much tells what an original is.
const PIECE: usize = 64 << 10;

/// The first bytes of an original that is too long to be read as a whole before it is known what it is.
pub(crate) fn first_of_long(
    archive: &Archive,
    original: &Sha256,
    size_bytes: u64,
) -> Result<Option<Vec<u8>>> {
    if size_bytes <= LONG {
        return Ok(None);
    }
    let mut reader = archive.reader(original)?;
    let (mut first, mut length) = (vec![0; PIECE], 0);
    while length < PIECE {
        match reader.read_on(&mut first[length..])? {
            0 => break,
            more => length += more,
        }
    }
    first.truncate(length);
    Ok(Some(first))
}

/// Whether an original of so many bytes that came from `locator` is a session log, as it was written, that is long.
pub(crate) fn is_long_log(
    archive: &Archive,
    original: &Sha256,
    size_bytes: u64,
    locator: &str,
) -> Result<bool> {
    let first = first_of_long(archive, original, size_bytes)?;
    Ok(first.is_some_and(|first| is_log(&first, locator)))
}

/// Whether what starts with these bytes is a session log, and not packed.
pub(crate) fn is_log(first: &[u8], locator: &str) -> bool {
    let log = read::Kind::Recording(Kind::SessionLog);
    !is_gzip(first) && read::kind(first, locator) == Some(log)
}

/// A session log that comes out of the archive piece by piece.
pub(crate) struct LongLog {
    bytes: Reader,
    log: LogReader,
}

impl LongLog {
    pub(crate) fn open(archive: &Archive, original: &Sha256) -> Result<LongLog> {
        Ok(LongLog { bytes: archive.reader(original)?, log: LogReader::default() })
    }

    /// Hands out the next output, and at the end what the log says: a recording without its output.
    ///
    /// # Errors
    /// Those of the archive. The last call fails where the bytes are not what was sealed.
    pub(crate) fn read_on(&mut self, show: &mut dyn FnMut(&[u8])) -> Result<Option<Reading>> {
        let mut piece = [0; PIECE];
        match self.bytes.read_on(&mut piece)? {
            0 => Ok(Some(std::mem::take(&mut self.log).finish(show))),
            length => {
                self.log.take(&piece[..length], show);
                Ok(None)
            }
        }
    }

    /// What its start says, a header if there is one.
    pub(crate) fn about(mut self) -> Result<Option<Recording>> {
        let reading = self.read_on(&mut |_| ())?;
        let reading = reading.unwrap_or_else(|| self.log.finish(&mut |_| ()));
        Ok(reading.recordings.into_iter().next())
    }

    /// All that it says but its output, of which only the length is told.
    pub(crate) fn contents(mut self, original: Sha256, locator: &str) -> Result<Contents> {
        let mut output_bytes = 0;
        let mut count = |output: &[u8]| output_bytes += output.len() as u64;
        let reading = loop {
            if let Some(reading) = self.read_on(&mut count)? {
                break reading;
            }
        };
        let mut contents = Contents::of_recordings(original, Kind::SessionLog, reading, locator);
        for evidenced in &mut contents.facts {
            if let Fact::Recording(seen) = &mut evidenced.fact {
                seen.output_bytes = output_bytes;
            }
        }
        Ok(contents)
    }
}
