//! What does a recording of util-linux `script` say, alone or with its timing file?
//!
//! The typescript has the bytes that the terminal got, between the lines that `script` writes
//! around them, and no clock. That is in a second file, see [`super::script_timing`]. A header that
//! says on which terminal `script` ran, or that it ran something else than `cat`, tells it from the
//! log of Session Manager, which is made with `script` too.

use super::content::Noticed;
use super::resizes::Resizes;
use super::script_frame::{self, Frame, Header};
use super::script_timing::{self, Row, What};
use super::{Kind, Limits, Position, Reading};
use crate::recording::{Clock, Mark, Recording, Resize, Size, Typed};
use crate::time::Micros;

/// The code of a typescript and a timing file that do not count the same bytes.
pub const TIMING_MISMATCH: &str = "timing-mismatch";

pub(super) fn matches(bytes: &[u8]) -> bool {
    script_frame::header(bytes).is_some_and(|header| is_own(&header))
}

/// Whether this is the header of a session that somebody recorded with `script`.
pub(super) fn is_own(header: &Header) -> bool {
    let runs_other = header.command.as_ref().is_some_and(|command| !command.starts_with("cat "));
    header.size.is_some() || runs_other
}

pub(super) fn read(bytes: &[u8], _limits: &Limits) -> Reading {
    let mut reading = Reading::default();
    let (mut recording, _, content) = open(bytes, &mut reading);
    recording.output = content.to_vec();
    reading.recordings.push(recording);
    reading
}

/// Reads a typescript together with the timing file that `script` wrote beside it.
///
/// Never fails: output that the timing file does not count is kept, and said to have no time of
/// its own.
#[must_use]
pub fn read_timed(typescript: &[u8], timing: &[u8], limits: &Limits) -> Reading {
    let mut reading = Reading::default();
    let timing = script_timing::rows(timing, limits, &mut reading);
    let kept = &typescript[..typescript.len().min(limits.bytes)];
    let (recording, header, content) = open(kept, &mut reading);
    let mut tape = Tape {
        recording,
        rest: content,
        marks: Vec::new(),
        resizes: Resizes::default(),
        now: Micros(0),
        missing: 0,
        holds_input: timing.holds_input,
    };
    timing.rows.iter().for_each(|row| tape.take(row));
    tape.explain_difference(typescript.len(), &mut reading);
    tape.resizes.note(&mut reading);
    let started = timing.started.or(header.date);
    let mut recording = tape.finish(started, timing.rows.len());
    recording.recorded_size = recording.recorded_size.or(timing.size.map(Size::within));
    recording.exit_code = recording.exit_code.or(timing.exit_code);
    reading.recordings.push(recording);
    reading
}

/// A recording without its output, what the header says, and the output.
fn open<'a>(bytes: &'a [u8], reading: &mut Reading) -> (Recording, Header, &'a [u8]) {
    let Frame { header, trailer, content } = script_frame::frame(bytes);
    let header = header.unwrap_or_default();
    let mut recording = Recording::bare(Kind::Typescript, Vec::new());
    recording.recorded_size = header.size.map(Size::within);
    match trailer {
        Some(trailer) => {
            recording.generated_at = trailer.date;
            recording.exit_code = trailer.status;
        }
        None => reading.reject(
            Position::Byte(bytes.len() as u64),
            "no-trailer",
            "no `Script done on` line at the end: the recording may be cut short",
        ),
    }
    let start = content.start as u64;
    let content = &bytes[content];
    let mut noticed = Noticed::default();
    noticed.look(content);
    noticed.note(start, reading);
    (recording, header, content)
}

/// The output that has got its time so far, and the rest.
struct Tape<'a> {
    recording: Recording,
    rest: &'a [u8],
    marks: Vec<Mark>,
    resizes: Resizes,
    now: Micros,
    /// Bytes that the timing file counts and the typescript does not hold.
    missing: u64,
    /// What was typed stands in the typescript too.
    holds_input: bool,
}

impl<'a> Tape<'a> {
    fn take(&mut self, row: &Row) {
        self.now = self.now.plus(row.after);
        let (at, offset) = (self.now, self.recording.output.len() as u64);
        match row.what {
            What::Output(count) => {
                let output = self.cut(count);
                self.show(output, true);
            }
            What::Input(count) if self.holds_input => {
                let text = String::from_utf8_lossy(self.cut(count)).into_owned();
                self.recording.input.push(Typed { offset, at, text });
            }
            What::Resize(cols, rows) => {
                self.resizes.take(Resize { offset, at, cols, rows });
            }
            What::Input(_) | What::Nothing => {}
        }
    }

    fn cut(&mut self, count: u64) -> &'a [u8] {
        let there = usize::try_from(count).unwrap_or(usize::MAX).min(self.rest.len());
        let (cut, rest) = self.rest.split_at(there);
        self.rest = rest;
        self.missing = self.missing.saturating_add(count - there as u64);
        cut
    }

    fn show(&mut self, output: &[u8], is_recorded: bool) {
        if !output.is_empty() {
            let (offset, at) = (self.recording.output.len() as u64, self.now);
            self.marks.push(Mark { offset, at, is_recorded });
            self.recording.output.extend_from_slice(output);
        }
    }

    /// Says where the two files do not count the same bytes; what has no time is shown at the end.
    fn explain_difference(&mut self, end: usize, reading: &mut Reading) {
        let at = Position::Byte((end - self.rest.len().min(end)) as u64);
        if self.missing > 0 {
            let reason = format!(
                "the timing file counts {} bytes more than the typescript holds: one is cut short, or they do not belong together",
                self.missing
            );
            reading.reject(at, TIMING_MISMATCH, reason);
        } else if !self.rest.is_empty() {
            let reason = format!(
                "the timing file does not count the last {} bytes of output: shown at its end",
                self.rest.len()
            );
            reading.reject(at, TIMING_MISMATCH, reason);
        }
        let rest = self.rest;
        self.show(rest, false);
    }

    fn finish(mut self, started: Option<jiff::Timestamp>, events: usize) -> Recording {
        self.recording.resizes = self.resizes.taken;
        self.recording.events = Some(events);
        self.recording.clock = Clock::Exact { started, duration: self.now, marks: self.marks };
        self.recording
    }
}
