//! What does `moov` say of the whole and of each track?

use jiff::Timestamp;

use super::boxes::{first, inside};
use super::edits::Edits;
use super::entry::Entry;
use super::table;
use crate::read::{Position, Reading};
use crate::video::cursor::{Cursor, micros};
use crate::video::{Limits, Media, Track};

/// The seconds from 1904, where this clock begins, to 1970.
const FROM_1904: i64 = 2_082_844_800;

pub(super) struct Movie {
    pub(super) tracks: Vec<Part>,
    pub(super) created: Option<Timestamp>,
    pub(super) claimed_duration: Option<i64>,
    /// How many frames may still be taken.
    pub(super) room: u64,
    /// The number of the last fragment.
    pub(super) sequence: Option<u32>,
}

/// A track, and what is needed to read its frames.
#[derive(Default)]
pub(super) struct Part {
    pub(super) track: Track,
    pub(super) timescale: u32,
    pub(super) entries: Vec<Entry>,
    /// When which piece of it is shown.
    pub(super) edits: Edits,
    pub(super) defaults: Defaults,
    /// Which entry the last frame had, and when the next is decoded.
    pub(super) entry: Option<u32>,
    pub(super) next: i128,
    /// When the last packet was decoded.
    pub(super) last: Option<i128>,
}

/// What a fragment does not say of a frame.
#[derive(Clone, Copy, Default)]
pub(super) struct Defaults {
    pub(super) entry: u32,
    pub(super) duration: u32,
    pub(super) size: u32,
    pub(super) flags: u32,
}

impl Movie {
    /// `at` is where `moov` begins in a file of `size` bytes.
    pub(super) fn read(
        moov: &[u8],
        at: u64,
        size: u64,
        limits: &Limits,
        notes: &mut Reading,
    ) -> Movie {
        let head = Clock::read(first(moov, b"mvhd"));
        let timescale = head.map_or(0, |head| head.timescale);
        let mut movie = Movie {
            tracks: Vec::new(),
            created: head.and_then(|head| head.created),
            claimed_duration: head.and_then(Clock::duration),
            room: limits.frames,
            sequence: None,
        };
        let (place, mvex) = (Position::Byte(at), first(moov, b"mvex"));
        for (_, trak) in inside(moov).filter(|(kind, _)| kind == b"trak") {
            if movie.tracks.len() >= limits.tracks {
                notes.reject(place, "too-large", "above the limit for tracks");
                break;
            }
            let mut part = Part::read(trak, timescale, place, notes);
            if !mvex.is_empty() {
                part.edits.open();
            }
            let stbl = first(first(first(trak, b"mdia"), b"minf"), b"stbl");
            table::read(stbl, &mut part, &mut movie.room, size, place, notes);
            movie.tracks.push(part);
        }
        movie.extend(mvex);
        movie
    }

    fn extend(&mut self, mvex: &[u8]) {
        for (_, trex) in inside(mvex).filter(|(kind, _)| kind == b"trex") {
            let mut cursor = Cursor(trex);
            let mut number = || cursor.u32();
            let [_, Some(id), Some(entry), Some(duration), Some(size), Some(flags)] =
                [number(), number(), number(), number(), number(), number()]
            else {
                continue;
            };
            if let Some(part) = self.tracks.iter_mut().find(|part| part.track.id == u64::from(id)) {
                part.defaults = Defaults { entry, duration, size, flags };
            }
        }
    }
}

impl Part {
    fn read(trak: &[u8], movie: u32, place: Position, notes: &mut Reading) -> Part {
        let mdia = first(trak, b"mdia");
        let media = match first(mdia, b"hdlr").get(8..12) {
            Some(b"vide") => Media::Video,
            Some(b"soun") => Media::Audio,
            _ => Media::Other,
        };
        let timescale = Clock::read(first(mdia, b"mdhd")).map_or(0, |clock| clock.timescale);
        let stsd = first(first(first(mdia, b"minf"), b"stbl"), b"stsd");
        let entries = Entry::all(stsd, media);
        let mut track =
            Track { id: id(first(trak, b"tkhd")).unwrap_or(0), media, ..Track::default() };
        if let Some(entry) = entries.first() {
            track.codec.clone_from(&entry.codec);
            track.configuration.clone_from(&entry.configuration);
        }
        track.is_encrypted = entries.iter().any(|entry| entry.is_encrypted);
        let mut part = Part { track, timescale, entries, ..Part::default() };
        match Edits::read(first(first(trak, b"edts"), b"elst"), movie, timescale) {
            Some((edits, left_out)) => {
                part.edits = edits;
                if let Some(what) = left_out {
                    let reason = format!("{what} in an edit list is not followed");
                    notes.reject(place, "edits-left-out", reason);
                }
            }
            None => notes.reject(place, "bad-edit-list", "it is cut and was not followed"),
        }
        part
    }

    /// When a moment of this track is shown, in microseconds; before the start if it is not.
    pub(super) fn shown(&self, ticks: i128) -> i64 {
        let shown = self.edits.shown(ticks);
        let time = micros(shown, self.timescale);
        if shown < 0 { time.min(-1) } else { time }
    }

    /// Until when what comes before a moment of this track is shown, in microseconds.
    pub(super) fn until(&self, ticks: i128) -> i64 {
        micros(self.edits.until(ticks), self.timescale)
    }

    /// Notes the size of the picture, and what a decoder must be told, if it is another from the
    /// frame at `time` on.
    pub(super) fn enter(&mut self, entry: u32, time: i64) {
        let is_hidden = time < 0 && self.entry.is_some();
        if self.entry == Some(entry) || is_hidden {
            return;
        }
        let time = time.max(0);
        self.entry = Some(entry);
        let index = entry.saturating_sub(1) as usize;
        let Some(entry) = self.entries.get(index) else { return };
        if let Some((width, height)) = entry.pixels {
            self.track.resize(time, width, height);
        }
        if entry.configuration != self.track.configuration {
            self.track.configured_until.get_or_insert(time);
        }
    }
}

fn id(tkhd: &[u8]) -> Option<u64> {
    let mut cursor = Cursor(tkhd);
    let is_wide = cursor.u32()? >> 24 == 1;
    cursor.skip(if is_wide { 16 } else { 8 })?;
    cursor.u32().map(u64::from)
}

/// What `mvhd` and `mdhd` begin with.
#[derive(Clone, Copy)]
struct Clock {
    created: Option<Timestamp>,
    timescale: u32,
    duration: u64,
}

impl Clock {
    fn read(body: &[u8]) -> Option<Clock> {
        let mut cursor = Cursor(body);
        let is_wide = cursor.u32()? >> 24 == 1;
        let created = i64::try_from(cursor.wide(is_wide)?).ok().filter(|seconds| *seconds > 0);
        cursor.wide(is_wide)?;
        let (timescale, duration) = (cursor.u32()?, cursor.wide(is_wide)?);
        let created = created.and_then(|s| Timestamp::from_second(s - FROM_1904).ok());
        // All ones say that it is not known.
        let is_known = duration != if is_wide { u64::MAX } else { u32::MAX.into() };
        Some(Clock { created, timescale, duration: if is_known { duration } else { 0 } })
    }

    fn duration(self) -> Option<i64> {
        (self.duration > 0 && self.timescale > 0)
            .then(|| micros(self.duration.into(), self.timescale))
    }
}
