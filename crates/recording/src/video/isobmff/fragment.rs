//! When is each frame of a fragment shown and where does it lie?

use super::boxes::{first, inside};
use super::movie::{Defaults, Movie, Part};
use crate::read::{Position, Reading};
use crate::video::Frame;
use crate::video::cursor::Cursor;

/// The bit of a frame that is predicted from others.
const NOT_A_KEY: u32 = 0x1_0000;

/// Reads the body of the `moof` that begins at `at`, of a file of `size` bytes.
pub(super) fn read(moof: &[u8], at: u64, movie: &mut Movie, size: u64, notes: &mut Reading) {
    let place = Position::Byte(at);
    let mut mfhd = Cursor(first(moof, b"mfhd"));
    let sequence = mfhd.skip(4).and_then(|()| mfhd.u32());
    if let (Some(last), Some(now)) = (movie.sequence, sequence)
        && now != last.wrapping_add(1)
    {
        notes.reject(place, "fragment-missing", format!("fragment {now} follows {last}"));
    }
    movie.sequence = sequence.or(movie.sequence);
    let mut file = File { at, size, behind: at, room: movie.room };
    for (_, traf) in inside(moof).filter(|(kind, _)| kind == b"traf") {
        let id = Cursor(first(traf, b"tfhd").get(4..).unwrap_or_default()).u32();
        let part = movie.tracks.iter_mut().find(|part| id.map(u64::from) == Some(part.track.id));
        let Some(part) = part.filter(|part| part.timescale > 0) else {
            notes.reject(place, "unknown-track", "a fragment of a track that moov does not have");
            continue;
        };
        if file.take(traf, part, place, notes).is_none() {
            notes.reject(place, "table-cut", "its tables end before its frames");
            part.track.missing += 1;
        }
    }
    movie.room = file.room;
}

struct File {
    /// Where the fragment begins.
    at: u64,
    size: u64,
    /// Where the frames of the track before end.
    behind: u64,
    room: u64,
}

impl File {
    fn take(
        &mut self,
        traf: &[u8],
        part: &mut Part,
        place: Position,
        notes: &mut Reading,
    ) -> Option<()> {
        let (base, defaults) = self.head(first(traf, b"tfhd"), part.defaults)?;
        if let Some(time) = decoded(first(traf, b"tfdt")) {
            note_jump(part, time.into(), place, notes);
            part.next = time.into();
        }
        let mut at = base;
        for (_, trun) in inside(traf).filter(|(kind, _)| kind == b"trun") {
            at = self.run(trun, (base, at), defaults, part, place, notes)?;
        }
        self.behind = at;
        Some(())
    }

    /// Where offsets count from, and what the head of a track says of all its frames.
    fn head(&self, tfhd: &[u8], trex: Defaults) -> Option<(u64, Defaults)> {
        let mut cursor = Cursor(tfhd);
        let flags = cursor.u32()?;
        cursor.skip(4)?;
        let base = match flags {
            _ if flags & 0x1 != 0 => cursor.u64()?,
            _ if flags & 0x2_0000 != 0 => self.at,
            _ => self.behind,
        };
        let mut or = |bit: u32, default: u32| match flags & bit {
            0 => Some(default),
            _ => cursor.u32(),
        };
        let entry = or(0x2, trex.entry)?;
        let duration = or(0x8, trex.duration)?;
        let size = or(0x10, trex.size)?;
        let flags = or(0x20, trex.flags)?;
        Some((base, Defaults { entry, duration, size, flags }))
    }

    /// Reads one `trun` that begins at the second of the offsets, or counts from the first.
    fn run(
        &mut self,
        trun: &[u8],
        (base, mut at): (u64, u64),
        defaults: Defaults,
        part: &mut Part,
        place: Position,
        notes: &mut Reading,
    ) -> Option<u64> {
        let mut cursor = Cursor(trun);
        let flags = cursor.u32()? & 0xff_ffff;
        let count = cursor.u32()?;
        if flags & 0x1 != 0 {
            at = base.saturating_add_signed((cursor.u32()? as i32).into());
        }
        let mut first = if flags & 0x4 != 0 { Some(cursor.u32()?) } else { None };
        for _ in 0..count {
            if self.room == 0 {
                notes.reject(place, "too-large", "above the limit for frames; the rest is missing");
                part.track.missing += 1;
                return Some(at);
            }
            self.room -= 1;
            let mut or = |bit: u32, default: u32| match flags & bit {
                0 => Some(default),
                _ => cursor.u32(),
            };
            let duration = or(0x100, defaults.duration)?;
            let length = or(0x200, defaults.size)?;
            let own = or(0x400, first.take().unwrap_or(defaults.flags))?;
            let delay = or(0x800, 0)? as i32;
            let shown = part.next.saturating_add(delay.into());
            part.last = Some(part.next);
            part.next = part.next.saturating_add(duration.into());
            let time = part.shown(shown);
            let end = part.until(shown.saturating_add(duration.into()));
            let frame = Frame { time, offset: at, length, is_key: own & NOT_A_KEY == 0 };
            part.track.take(frame, end, self.size);
            if part.track.missing == 0 {
                part.enter(defaults.entry, time);
            }
            at = at.saturating_add(length.into());
        }
        Some(at)
    }
}

fn decoded(tfdt: &[u8]) -> Option<u64> {
    let mut cursor = Cursor(tfdt);
    let is_wide = cursor.u32()? >> 24 == 1;
    cursor.wide(is_wide)
}

/// Says that a fragment does not begin where the one before ended.
fn note_jump(part: &Part, time: i128, place: Position, notes: &mut Reading) {
    let Some(last) = part.last else { return };
    let (from, to) = (part.until(part.next), part.until(time));
    if time <= last {
        let reason = format!("track {} goes back to {to} us from {from} us", part.track.id);
        notes.reject(place, "time-backwards", reason);
    } else if time > part.next {
        let reason = format!("track {} has nothing from {from} us to {to} us", part.track.id);
        notes.reject(place, "gap", reason);
    }
}
