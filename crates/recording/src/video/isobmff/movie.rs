//! What does `moov` say of the whole and of each track?

use jiff::Timestamp;

use super::boxes::{first, inside};
use super::entry::Entry;
use super::table;
use crate::read::{Position, Reading};
use crate::video::cursor::{Cursor, micros, rescale};
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
    /// What an edit list adds to every time, in ticks.
    pub(super) shift: i64,
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
        let place = Position::Byte(at);
        for (_, trak) in inside(moov).filter(|(kind, _)| kind == b"trak") {
            if movie.tracks.len() >= limits.tracks {
                notes.reject(place, "too-large", "above the limit for tracks");
                break;
            }
            let mut part = Part::read(trak, timescale, place, notes);
            let stbl = first(first(first(trak, b"mdia"), b"minf"), b"stbl");
            table::read(stbl, &mut part, &mut movie.room, size, place, notes);
            movie.tracks.push(part);
        }
        movie.extend(first(moov, b"mvex"));
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
        match shift(first(first(trak, b"edts"), b"elst"), movie, timescale) {
            Some((shift, is_whole)) => {
                part.shift = shift;
                if !is_whole {
                    let reason = "an edit list with several pieces; only the first is followed";
                    notes.reject(place, "edits-left-out", reason);
                }
            }
            None => notes.reject(place, "bad-edit-list", "it is cut and was not followed"),
        }
        part
    }

    /// Ticks of this track in microseconds.
    pub(super) fn micros(&self, ticks: i128) -> i64 {
        micros(ticks.saturating_add(self.shift.into()), self.timescale)
    }

    /// Notes the size of the picture, and what a decoder must be told, if it is another from the
    /// frame at `time` on.
    pub(super) fn enter(&mut self, entry: u32, time: i64) {
        if self.entry == Some(entry) {
            return;
        }
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

/// What an edit list adds to times, and whether that is all it does.
///
/// Empty edits at its start delay the track, and the first piece says at which time it begins.
fn shift(elst: &[u8], movie: u32, timescale: u32) -> Option<(i64, bool)> {
    let mut cursor = Cursor(elst);
    let Some(version) = cursor.u32() else { return Some((0, true)) };
    let is_wide = version >> 24 == 1;
    let mut delay = 0_i64;
    for left in (0..cursor.u32()?).rev() {
        let length = cursor.wide(is_wide)?;
        let begin = match is_wide {
            true => cursor.u64()? as i64,
            false => (cursor.u32()? as i32).into(),
        };
        cursor.skip(4)?;
        match begin {
            -1 => delay = delay.saturating_add(rescale(length.into(), timescale, movie)),
            _ => return Some((delay.saturating_sub(begin), left == 0)),
        }
    }
    Some((delay, true))
}
