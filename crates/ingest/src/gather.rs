//! Which recording do all originals of a session make together?

use sekisho_archive::Archive;
use sekisho_domain::recording::{RecordingSource, SourceKind};
use sekisho_domain::session::SessionKey;
use sekisho_recording::{Recording, TIMING_MISMATCH, align, read_stream, read_timed};

use crate::IngestError;
use crate::long_log::is_long_log;
use crate::read::{Limits, read};
use crate::tape::Tape;
use crate::unpack::unpack;

/// An original that records the session, and where it came from.
pub(crate) struct Held {
    pub(crate) source: RecordingSource,
    pub(crate) locator: String,
    pub(crate) size_bytes: u64,
}

/// The recording of a session: content from the best source, and where the content has no clock, that of its timing file
/// or of its CloudWatch stream. `held` is ordered best first. `None` when the first original no longer holds what it held,
/// or is the video of a screen.
///
/// A long session log is played from the archive. Aligning it to a stream takes all of it at once, so one that is too
/// long for that keeps only what else is known of its times.
pub(crate) fn gather(
    archive: &Archive,
    session: &SessionKey,
    held: &[Held],
) -> Result<Option<Tape>, IngestError> {
    let Some(best) = held.first() else { return Ok(None) };
    let streams = || held.iter().filter(|held| held.source.kind == SourceKind::Stream);
    let recording = match best.source.kind {
        SourceKind::Cast => recording(archive, best)?,
        SourceKind::Stream => joined(archive, session, streams())?,
        SourceKind::Video | SourceKind::Timing => None,
        SourceKind::SessionLog => {
            let timings = held.iter().filter(|held| held.source.kind == SourceKind::Timing);
            if let Some(timed) = timed(archive, best, timings)? {
                return Ok(Some(Tape::whole(timed)));
            }
            let is_aligned = streams().next().is_some() && best.size_bytes <= ALIGNED;
            let Held { source, locator, size_bytes } = best;
            if !is_aligned && is_long_log(archive, &source.original, *size_bytes, locator)? {
                return Ok(Tape::log(archive, source.original)?);
            }
            let Some(mut log) = recording(archive, best)? else { return Ok(None) };
            if let Some(stream) = joined(archive, session, streams())? {
                log.clock = align(&log, &stream).clock;
                log.run_as = stream.run_as;
            }
            Some(log)
        }
    };
    Ok(recording.map(Tape::whole))
}

/// A longer session log is not aligned to the stream of its session, nor does it get the times of another file.
const ALIGNED: u64 = Limits::DEFAULT.recording.bytes as u64;

/// A blob that cannot be read now could be read before: the archive is damaged, and the run must say so.
fn recording(archive: &Archive, held: &Held) -> Result<Option<Recording>, IngestError> {
    let bytes = archive.read(&held.source.original, Limits::DEFAULT.original_bytes)?;
    let mut contents = read(held.source.original, &bytes, &held.locator, &Limits::DEFAULT);
    let part = usize::try_from(held.source.part).unwrap_or(usize::MAX);
    Ok((part < contents.recordings.len()).then(|| contents.recordings.swap_remove(part)))
}

/// A log that `script` made, with the times of the first timing file that counts exactly its bytes. One that counts
/// others belongs to another recording, or one of the two is cut: its times would be printed as exact, and be those of
/// other output.
fn timed<'a>(
    archive: &Archive,
    log: &Held,
    timings: impl Iterator<Item = &'a Held>,
) -> Result<Option<Recording>, IngestError> {
    let mut timings = timings.peekable();
    if log.size_bytes > ALIGNED || timings.peek().is_none() {
        return Ok(None);
    }
    let log = unpacked(archive, log)?;
    for timing in timings {
        let timing = unpacked(archive, timing)?;
        let mut reading = read_timed(&log, &timing, &Limits::DEFAULT.recording);
        if !reading.rejected.iter().any(|rejected| rejected.code == TIMING_MISMATCH) {
            return Ok(reading.recordings.pop());
        }
    }
    Ok(None)
}

/// The whole of an original, in memory.
fn unpacked(archive: &Archive, held: &Held) -> Result<Vec<u8>, IngestError> {
    let original = archive.read(&held.source.original, Limits::DEFAULT.original_bytes)?;
    Ok(unpack(&original, Limits::DEFAULT.unpacked_bytes).members.concat())
}

/// Firehose cuts a stream wherever a delivery ends, and may deliver twice; the reader puts the pieces in order and drops
/// what came twice when it is given all of them at once.
fn joined<'a>(
    archive: &Archive,
    session: &SessionKey,
    streams: impl Iterator<Item = &'a Held>,
) -> Result<Option<Recording>, IngestError> {
    let members: Vec<_> =
        streams.map(|held| unpacked(archive, held)).collect::<Result<_, IngestError>>()?;
    let members: Vec<&[u8]> = members.iter().map(Vec::as_slice).collect();
    let mut recordings = read_stream(&members, &Limits::DEFAULT.recording).recordings;
    let is_named =
        |recording: &Recording| recording.session_id.as_deref() == Some(session.as_str());
    // A log that was put there as text may name no session; then the name of its object did.
    let index = recordings
        .iter()
        .position(is_named)
        .or_else(|| recordings.iter().position(|recording| recording.session_id.is_none()));
    Ok(index.map(|index| recordings.swap_remove(index)))
}
