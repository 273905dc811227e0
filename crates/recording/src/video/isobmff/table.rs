//! When is each frame shown and where does it lie, by the tables of `stbl`?

use std::iter::Peekable;

use super::boxes::first;
use super::movie::Part;
use super::sizes::Sizes;
use crate::read::{Position, Reading};
use crate::video::cursor::Cursor;
use crate::video::{Frame, Media};

/// Reads the frames of `stbl` into `part`, of a file of `size` bytes.
pub(super) fn read(
    stbl: &[u8],
    part: &mut Part,
    room: &mut u64,
    size: u64,
    place: Position,
    notes: &mut Reading,
) {
    let Some(sizes) = Sizes::read(stbl) else { return };
    let told = sizes.count;
    if told == 0 {
        return;
    }
    if part.timescale == 0 {
        return notes.reject(place, "bad-timescale", "a track without a clock; it was not read");
    }
    if part.track.media != Media::Video {
        return count(stbl, part, sizes, size);
    }
    let before = part.track.packets;
    let mut tables = Tables::read(stbl, sizes);
    while part.track.packets - before < u64::from(told) {
        if *room == 0 {
            notes.reject(place, "too-large", "above the limit for frames; the rest is missing");
            break;
        }
        if tables.next(part, size).is_none() {
            notes.reject(
                place,
                "table-cut",
                "its tables end before its frames; the rest is missing",
            );
            break;
        }
        *room -= 1;
    }
    part.track.missing += u64::from(told) - (part.track.packets - before);
    part.track.packets = before + u64::from(told);
    if tables.went_back {
        notes.reject(place, "time-backwards", "a frame is decoded before the one before it");
    }
}

/// Counts packets of sound, of which each can be one sample of many millions, chunk by chunk.
fn count(stbl: &[u8], part: &mut Part, mut sizes: Sizes<'_>, size: u64) {
    let (told, mut there) = (sizes.count, 0);
    let mut chunks = Chunks::read(stbl);
    while there < told
        && let Some(at) = chunks.enter()
    {
        let wanted = chunks.left.min(told - there);
        let found = sizes.fitting(wanted, size.saturating_sub(at));
        there += found;
        if found < wanted {
            break;
        }
    }
    part.track.packets = told.into();
    part.track.missing = (told - there).into();
    let (mut ticks, mut left) = (0_i128, there);
    for [count, duration] in rows::<2>(first(stbl, b"stts")) {
        ticks = ticks.saturating_add(i128::from(count.min(left)) * i128::from(duration));
        left = left.saturating_sub(count);
    }
    part.next = ticks;
    part.track.end = part.until(ticks);
}

/// The rows of a table that are left.
struct Rows<'a, const N: usize> {
    left: u32,
    cursor: Cursor<'a>,
}

impl<const N: usize> Iterator for Rows<'_, N> {
    type Item = [u32; N];

    fn next(&mut self) -> Option<[u32; N]> {
        self.left = self.left.checked_sub(1)?;
        let mut row = [0; N];
        for cell in &mut row {
            *cell = self.cursor.u32()?;
        }
        Some(row)
    }
}

/// The rows behind the version of a table and their number.
fn rows<const N: usize>(table: &[u8]) -> Rows<'_, N> {
    let mut cursor = Cursor(table.get(4..).unwrap_or_default());
    Rows { left: cursor.u32().unwrap_or(0), cursor }
}

/// A value that holds for a number of frames.
struct Runs<'a> {
    rows: Rows<'a, 2>,
    left: u32,
    value: u32,
}

impl<'a> Runs<'a> {
    fn new(rows: Rows<'a, 2>) -> Runs<'a> {
        Runs { rows, left: 0, value: 0 }
    }

    fn next(&mut self) -> Option<u32> {
        while self.left == 0 {
            [self.left, self.value] = self.rows.next()?;
        }
        self.left -= 1;
        Some(self.value)
    }
}

/// Which frames lie in which chunk, and where: `stsc` and `stco`, or `co64` if they are `wide`.
struct Chunks<'a> {
    runs: Peekable<Rows<'a, 3>>,
    offsets: Cursor<'a>,
    is_wide: bool,
    chunk: u32,
    per_chunk: u32,
    entry: u32,
    left: u32,
    at: u64,
}

impl<'a> Chunks<'a> {
    fn read(stbl: &'a [u8]) -> Chunks<'a> {
        let (stco, co64) = (first(stbl, b"stco"), first(stbl, b"co64"));
        let is_wide = stco.is_empty();
        let offsets = Cursor(if is_wide { co64 } else { stco }.get(8..).unwrap_or_default());
        let runs = rows(first(stbl, b"stsc")).peekable();
        Chunks { runs, offsets, is_wide, chunk: 0, per_chunk: 0, entry: 1, left: 0, at: 0 }
    }

    /// Enters the next chunk, and says where it begins.
    fn enter(&mut self) -> Option<u64> {
        self.at = self.offsets.wide(self.is_wide)?;
        self.chunk += 1;
        if let Some([_, count, entry]) = self.runs.next_if(|[from, ..]| *from <= self.chunk) {
            (self.per_chunk, self.entry) = (count, entry);
        }
        self.left = self.per_chunk;
        Some(self.at)
    }

    /// The offset and the entry of the next frame, of `length` bytes.
    fn next(&mut self, length: u32) -> Option<(u64, u32)> {
        while self.left == 0 {
            self.enter()?;
        }
        self.left -= 1;
        let at = self.at;
        self.at = at.saturating_add(length.into());
        Some((at, self.entry))
    }
}

struct Tables<'a> {
    sizes: Sizes<'a>,
    durations: Runs<'a>,
    /// What is added to the time of decoding, if frames are not shown in that order.
    delays: Option<Runs<'a>>,
    chunks: Chunks<'a>,
    /// The numbers of the keys, if not all frames are.
    keys: Option<Peekable<Rows<'a, 1>>>,
    number: u32,
    went_back: bool,
}

impl<'a> Tables<'a> {
    fn read(stbl: &'a [u8], sizes: Sizes<'a>) -> Self {
        let (ctts, stss) = (first(stbl, b"ctts"), first(stbl, b"stss"));
        Tables {
            sizes,
            durations: Runs::new(rows(first(stbl, b"stts"))),
            delays: (!ctts.is_empty()).then(|| Runs::new(rows(ctts))),
            chunks: Chunks::read(stbl),
            keys: (!stss.is_empty()).then(|| rows(stss).peekable()),
            number: 0,
            went_back: false,
        }
    }

    fn next(&mut self, part: &mut Part, size: u64) -> Option<()> {
        let length = self.sizes.next()?;
        let (offset, entry) = self.chunks.next(length)?;
        // Some writers let the time go back by a negative duration.
        let duration = self.durations.next()? as i32;
        let delay = self.delays.as_mut().and_then(Runs::next).unwrap_or(0) as i32;
        self.number += 1;
        let is_key = match &mut self.keys {
            Some(keys) => {
                // A number out of order names no frame.
                while keys.next_if(|[key]| *key < self.number).is_some() {}
                keys.next_if(|[key]| *key == self.number).is_some()
            }
            None => true,
        };
        let shown = part.next.saturating_add(delay.into());
        part.last = Some(part.next);
        part.next = part.next.saturating_add(duration.into());
        self.went_back |= duration < 0;
        let time = part.shown(shown);
        let end = part.until(shown.saturating_add(duration.into()));
        part.track.take(Frame { time, offset, length, is_key }, end, size);
        if part.track.missing == 0 {
            part.enter(entry, time);
        }
        Some(())
    }
}
