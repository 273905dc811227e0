//! How does the output of a recording come, if it may be larger than the memory?

use sekisho_archive::Archive;
use sekisho_domain::evidence::Sha256;
use sekisho_recording::{Clock, Deriver, Outline, Part, Recording, Survey};

use crate::long_log::LongLog;

/// A recording whose output can be gone through from its start, as often as it takes.
pub(crate) struct Tape {
    /// Without its output where that comes from the archive.
    recording: Recording,
    /// The long session log whose output is read from the archive each time.
    log: Option<Sha256>,
}

impl Tape {
    /// A recording that was read.
    pub(crate) fn whole(recording: Recording) -> Tape {
        Tape { recording, log: None }
    }

    /// A long session log, of which only the start is read now.
    pub(crate) fn log(
        archive: &Archive,
        original: Sha256,
    ) -> sekisho_archive::Result<Option<Tape>> {
        let recording = LongLog::open(archive, &original)?.about()?;
        Ok(recording.map(|recording| Tape { recording, log: Some(original) }))
    }

    /// What is known of it besides its output.
    pub(crate) fn about(&self) -> &Recording {
        &self.recording
    }

    /// Surveys it, and gets ready to play it. `size` overrides its size.
    ///
    /// # Errors
    /// Those of the archive.
    pub(crate) fn deriver(
        &self,
        archive: &Archive,
        mut survey: Survey,
        size: Option<(u16, u16)>,
    ) -> sekisho_archive::Result<Deriver> {
        let mut reel = self.reel(archive)?;
        while reel.turn(self, &mut |output| survey.take(output))? {}
        let mut deriver = Deriver::new(&self.recording, survey.finish(), size);
        if let Clock::Exact { marks, .. } = &self.recording.clock {
            deriver.hear(marks, &self.recording.resizes);
        }
        Ok(deriver)
    }

    /// Plays it to its end.
    ///
    /// # Errors
    /// Those of the archive.
    pub(crate) fn play(
        &self,
        archive: &Archive,
        mut deriver: Deriver,
        show: &mut dyn FnMut(Part),
    ) -> sekisho_archive::Result<Outline> {
        let mut reel = self.reel(archive)?;
        while reel.turn(self, &mut |output| deriver.take(output, show))? {}
        Ok(deriver.finish(show))
    }

    /// Starts at the first byte.
    pub(crate) fn reel(&self, archive: &Archive) -> sekisho_archive::Result<Reel> {
        Ok(match &self.log {
            None => Reel::Memory { at: 0 },
            Some(original) => Reel::Log(Box::new(LongLog::open(archive, original)?)),
        })
    }
}

/// How far a tape was gone through.
pub(crate) enum Reel {
    Memory { at: usize },
    Log(Box<LongLog>),
    End,
}

/// As much is taken at a time.
const PIECE: usize = 64 << 10;

impl Reel {
    /// Hands out the next output of the tape; `false` when there was none.
    ///
    /// # Errors
    /// Those of the archive. The last turn fails where the bytes are not what was sealed.
    pub(crate) fn turn(
        &mut self,
        tape: &Tape,
        show: &mut dyn FnMut(&[u8]),
    ) -> sekisho_archive::Result<bool> {
        match self {
            Reel::Memory { at } => {
                let rest = &tape.recording.output[*at..];
                let piece = &rest[..rest.len().min(PIECE)];
                show(piece);
                *at += piece.len();
                Ok(!piece.is_empty())
            }
            Reel::Log(log) => {
                if log.read_on(show)?.is_some() {
                    *self = Reel::End;
                }
                Ok(true)
            }
            Reel::End => Ok(false),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::read::{Limits, read};

    fn parts(archive: &Archive, tape: &Tape) -> (Outline, Vec<Part>) {
        let mut parts = Vec::new();
        let deriver = tape.deriver(archive, Survey::new(tape.about(), None), None).unwrap();
        let outline = tape.play(archive, deriver, &mut |part| parts.push(part)).unwrap();
        (outline, parts)
    }

    #[test]
    fn a_log_in_the_archive_says_and_shows_what_one_in_memory_does() {
        let (mut logs, dir) = (0, tempfile::tempdir().unwrap());
        let archive = Archive::open(dir.path()).unwrap();
        let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../sample-logs");
        for entry in walkdir::WalkDir::new(samples).sort_by_file_name() {
            let path = entry.unwrap().into_path();
            if path.extension().is_none_or(|extension| extension != "log") {
                continue;
            }
            let (bytes, locator) = (std::fs::read(&path).unwrap(), path.display().to_string());
            let origin = crate::source::origin("folder", locator.clone(), None);
            let now = jiff::Timestamp::UNIX_EPOCH;
            let original = archive.seal(&origin, &mut &bytes[..], now).unwrap().original;
            let mut whole = read(original, &bytes, &locator, &Limits::DEFAULT);
            if !crate::long_log::is_log(&bytes, &locator) || whole.recordings.is_empty() {
                continue;
            }
            logs += 1;
            let long = LongLog::open(&archive, &original).unwrap();
            let long = long.contents(original, &locator).unwrap();
            assert_eq!((long.kind, &long.facts), (whole.kind, &whole.facts), "{locator}");
            assert_eq!(long.rejected, whole.rejected, "{locator}");
            let at_hand = Tape::whole(whole.recordings.swap_remove(0));
            let sealed = Tape::log(&archive, original).unwrap().unwrap();
            assert!(parts(&archive, &sealed) == parts(&archive, &at_hand), "{locator}");
        }
        assert!(logs >= 12, "only {logs} logs");
    }
}
