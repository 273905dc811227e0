//! What does a ttyrec recording say?
//!
//! One frame follows the other: seconds and microseconds since 1970 and the number of bytes, each
//! as four little-endian bytes, then these bytes of output. Nothing else is in the file, so what
//! tells it from other files is a chain of headers that make sense.
//! Source: ttyrec.h and io.c of ttyrec 1.0.8.

use jiff::Timestamp;

use super::{Kind, Limits, Position, Reading};
use crate::recording::{Clock, Mark, Recording};
use crate::time::Micros;

const HEADER: usize = 12;

/// So many frames are looked at before a file is believed to be a recording.
const SNIFFED: usize = 32;

/// `ttyrec` reads a terminal in pieces of 1 KiB; other recorders take more at a time.
const LARGEST: u32 = 1 << 20;

/// From 1990 to 2100; a recording with other times was not made by a clock.
const SECONDS: std::ops::Range<u32> = 631_152_000..4_102_444_800;

/// Longer than any session, in seconds.
const LONGEST: u32 = 366 * 86_400;

pub(super) fn matches(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    let mut before: Option<Header> = None;
    for _ in 0..SNIFFED {
        let Some(header) = Header::take(rest) else { break };
        if !header.is_plausible(before) {
            return false;
        }
        before = Some(header);
        rest = rest.get(HEADER + header.length as usize..).unwrap_or_default();
    }
    before.is_some()
}

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Reading {
    let mut reading = Reading::default();
    let mut recording = Recording::bare(Kind::Ttyrec, Vec::new());
    let mut marks: Vec<Mark> = Vec::new();
    let mut first: Option<Header> = None;
    let mut now = Micros(0);
    let mut at = 0;
    while at < bytes.len() {
        let place = Position::Byte(at as u64);
        let Some(header) = Header::take(&bytes[at..]) else {
            reading.reject(place, "truncated", "the file ends inside the header of a frame");
            break;
        };
        if marks.len() >= limits.events {
            reading.reject(place, "too-large", format!("stopped after {} frames", limits.events));
            break;
        }
        let before = *first.get_or_insert(header);
        if !header.is_plausible(None) {
            reading.reject(place, "bad-frame", "no header of a frame; nothing behind it was read");
            break;
        }
        let since = header.since(before);
        let is_recorded = since.is_some_and(|since| since >= now);
        if !is_recorded {
            let reason = "earlier than the frame before, taken as simultaneous";
            reading.reject(place, "time-backwards", reason);
        }
        now = since.unwrap_or(now).max(now);
        let data = &bytes[at + HEADER..];
        let whole = header.length as usize;
        if data.len() < whole {
            let reason = format!("the last frame has {} of {whole} bytes", data.len());
            reading.reject(place, "truncated", reason);
        }
        let data = &data[..whole.min(data.len())];
        if !data.is_empty() {
            marks.push(Mark { offset: recording.output.len() as u64, at: now, is_recorded });
            recording.output.extend_from_slice(data);
        }
        at += HEADER + data.len();
    }
    recording.events = Some(marks.len());
    let started = first.and_then(Header::instant);
    recording.clock = Clock::Exact { started, duration: now, marks };
    reading.recordings.push(recording);
    reading
}

/// The head of a frame.
#[derive(Clone, Copy)]
struct Header {
    seconds: u32,
    micros: u32,
    length: u32,
}

impl Header {
    fn take(bytes: &[u8]) -> Option<Header> {
        let (head, _) = bytes.split_first_chunk::<HEADER>()?;
        let number =
            |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        Some(Header { seconds: number(0), micros: number(4), length: number(8) })
    }

    fn instant(self) -> Option<Timestamp> {
        let nanos = i32::try_from(self.micros).ok()?.checked_mul(1000)?;
        Timestamp::new(self.seconds.into(), nanos).ok()
    }

    fn is_plausible(self, before: Option<Header>) -> bool {
        let follows = before.is_none_or(|before| {
            self.seconds >= before.seconds && self.seconds - before.seconds < LONGEST
        });
        SECONDS.contains(&self.seconds)
            && self.micros < 1_000_000
            && self.length <= LARGEST
            && follows
    }

    /// The time since an earlier frame; `None` if it is not earlier.
    fn since(self, earlier: Header) -> Option<Micros> {
        let micros =
            |header: Header| u64::from(header.seconds) * 1_000_000 + u64::from(header.micros);
        micros(self).checked_sub(micros(earlier)).map(Micros)
    }
}
