//! How many bytes does each frame have, by `stsz` or the compact `stz2`?

use super::boxes::first;
use crate::video::cursor::Cursor;

/// The sizes of the frames that are left.
pub(super) struct Sizes<'a> {
    /// The size of every frame, or 0 if each has its own.
    every: u32,
    pub(super) count: u32,
    each: Cursor<'a>,
    /// How many bits each has.
    bits: u8,
    /// The second of two sizes in one byte.
    held: Option<u8>,
}

impl Sizes<'_> {
    pub(super) fn read(stbl: &[u8]) -> Option<Sizes<'_>> {
        let (stsz, stz2) = (first(stbl, b"stsz"), first(stbl, b"stz2"));
        let mut cursor = Cursor(if stsz.is_empty() { stz2 } else { stsz });
        cursor.skip(4)?;
        let (every, bits) = match cursor.u32()? {
            every if !stsz.is_empty() => (every, 32),
            bits => (0, bits as u8),
        };
        Some(Sizes { every, count: cursor.u32()?, each: cursor, bits, held: None })
    }

    pub(super) fn next(&mut self) -> Option<u32> {
        if self.every > 0 {
            return Some(self.every);
        }
        match self.bits {
            4 => self.half().map(u32::from),
            8 => self.each.take().map(|[size]| size.into()),
            16 => self.each.u16().map(u32::from),
            32 => self.each.u32(),
            _ => None,
        }
    }

    fn half(&mut self) -> Option<u8> {
        if let Some(held) = self.held.take() {
            return Some(held);
        }
        let [both] = self.each.take()?;
        self.held = Some(both & 0xf);
        Some(both >> 4)
    }

    /// How many of the next `wanted` frames lie whole in `room` bytes.
    pub(super) fn fitting(&mut self, wanted: u32, room: u64) -> u32 {
        if self.every > 0 {
            return u32::try_from(room / u64::from(self.every)).unwrap_or(u32::MAX).min(wanted);
        }
        let mut left = room;
        for found in 0..wanted {
            let rest = self.next().and_then(|length| left.checked_sub(length.into()));
            let Some(rest) = rest else { return found };
            left = rest;
        }
        wanted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_as_wide_as_their_table_says() {
        let check = |kind: &[u8; 4], told: u32, sizes: &[u8], expected: &[u32]| {
            let head = [[0; 4], told.to_be_bytes(), 3_u32.to_be_bytes()].concat();
            let size = (8 + head.len() + sizes.len()) as u32;
            let stbl = [&size.to_be_bytes()[..], kind, &head, sizes].concat();
            let mut read = Sizes::read(&stbl).expect("a table");
            let found: Vec<_> = (0..3).map_while(|_| read.next()).collect();
            assert_eq!((found.as_slice(), read.count), (expected, 3));
        };
        check(b"stsz", 7, &[], &[7, 7, 7]);
        check(b"stsz", 0, &[0, 0, 0, 5, 0, 1, 0, 0], &[5, 65_536]);
        check(b"stz2", 16, &[1, 0, 0, 9, 0xff, 0xff], &[256, 9, 65_535]);
        check(b"stz2", 8, &[1, 2, 255], &[1, 2, 255]);
        check(b"stz2", 4, &[0x12, 0xf0], &[1, 2, 15]);
        check(b"stz2", 5, &[0x12, 0xf0], &[]);
    }
}
