//! When is each frame of a block shown and where does it lie?

use std::io;

use super::element::{Element, id, vint};
use super::lace;
use crate::read::{Position, Reading};
use crate::video::source::Bytes;
use crate::video::{Frame, Track};

/// The track, the time, the flags and the lengths of laced frames; more are not read.
const HEAD: usize = 2048;
const KEY: u8 = 0x80;

/// What is needed to read the blocks of a file.
pub(super) struct Blocks {
    /// Nanoseconds of one tick.
    pub(super) scale: u64,
    /// Nanoseconds of a frame of each track, 0 if it does not say.
    pub(super) durations: Vec<u64>,
    /// When the cluster begins, in ticks.
    cluster: u64,
    /// Where the group ends that was entered.
    group: Option<u64>,
    /// The block of this group: index of its track and of its frame.
    held: Option<(usize, usize)>,
    room: u64,
    size: u64,
    count: u64,
}

impl Blocks {
    pub(super) fn new(room: u64, size: u64) -> Blocks {
        let (scale, durations) = (1_000_000, Vec::new());
        Blocks { scale, durations, cluster: 0, group: None, held: None, room, size, count: 0 }
    }

    /// Whether no block was read yet.
    pub(super) fn is_before(&self) -> bool {
        self.count == 0
    }

    /// Enters an element that holds others.
    pub(super) fn enter(&mut self, is_group: bool, end: Option<u64>) {
        self.held = None;
        self.group = end.filter(|_| is_group);
    }

    /// Begins a cluster.
    pub(super) fn begin(&mut self, time: Option<u64>, place: Position, notes: &mut Reading) {
        let Some(time) = time else {
            return notes.reject(place, "bad-time", "a cluster without a time, taken as the last");
        };
        if time < self.cluster {
            let reason = format!("a cluster goes back to {time} from {} ticks", self.cluster);
            notes.reject(place, "time-backwards", reason);
        }
        self.cluster = time;
    }

    /// The block of this group refers to another, so it is no key.
    pub(super) fn refer(&mut self, tracks: &mut [Track], at: u64) {
        if self.group.is_some_and(|end| at < end)
            && let Some((track, frame)) = self.held
        {
            tracks[track].frames.unkey(frame);
        }
    }

    /// Takes the frames of one block.
    pub(super) fn take(
        &mut self,
        found: Element,
        bytes: &mut Bytes<'_>,
        tracks: &mut [Track],
        notes: &mut Reading,
    ) -> io::Result<()> {
        self.count += 1;
        self.held = None;
        let place = Position::Byte(found.at);
        let length = usize::try_from(found.length()).unwrap_or(usize::MAX);
        let head = bytes.get(found.body, HEAD.min(length))?;
        let Some(block) = Block::read(head, found.length()) else {
            notes.reject(place, "bad-block", "the head of a block, or its lacing, is damaged");
            return Ok(());
        };
        let Some(index) = tracks.iter().position(|track| track.id == block.track) else {
            notes.reject(place, "unknown-track", "a block of a track that Tracks does not have");
            return Ok(());
        };
        let track = &mut tracks[index];
        let is_key = found.id == id::BLOCK || block.flags & KEY != 0;
        let each = self.durations.get(index).copied().unwrap_or(0);
        let ticks = i128::from(self.cluster) + i128::from(block.time);
        let mut nanos = ticks.saturating_mul(self.scale.into());
        let mut offset = found.body.saturating_add(block.data);
        self.held = (found.id == id::BLOCK).then_some((index, track.frames.len()));
        for length in block.lengths {
            if self.room == 0 {
                notes.reject(place, "too-large", "above the limit for frames; the rest is missing");
                track.missing += 1;
                return Ok(());
            }
            self.room -= 1;
            let (time, end) = (micros(nanos), micros(nanos.saturating_add(each.into())));
            track.take(Frame { time, offset, length, is_key }, end, self.size);
            offset = offset.saturating_add(length.into());
            nanos = nanos.saturating_add(each.into());
        }
        Ok(())
    }
}

/// To the nearest whole microsecond.
fn micros(nanos: i128) -> i64 {
    i64::try_from(nanos.saturating_add(500).div_euclid(1000)).unwrap_or(i64::MAX)
}

struct Block {
    track: u64,
    /// Since the cluster begins, in ticks.
    time: i16,
    flags: u8,
    /// Where its frames begin, since its own begin.
    data: u64,
    lengths: Vec<u32>,
}

impl Block {
    fn read(head: &[u8], length: u64) -> Option<Block> {
        let (track, width) = vint(head)?;
        let [high, low, flags] = *head.get(width..)?.first_chunk::<3>()?;
        let fixed = width + 3;
        let room = length.checked_sub(fixed as u64)?;
        let (used, lengths) = lace::lengths(flags, head.get(fixed..)?, room)?;
        let data = (fixed + used) as u64;
        Some(Block { track, time: i16::from_be_bytes([high, low]), flags, data, lengths })
    }
}
