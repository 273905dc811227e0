//! What is one track of a video?

use super::frames::{Frame, Frames};

/// What a track is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Media {
    /// Pictures.
    Video,
    /// Sound, which is told and never hidden.
    Audio,
    /// Subtitles, data, or what is not known.
    #[default]
    Other,
}

/// How large the picture is from a time on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// The time of the first frame of this size, in microseconds.
    pub from: i64,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// One track.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Track {
    /// Its number in the file.
    pub id: u64,
    /// What it is made of.
    pub media: Media,
    /// As RFC 6381 says it where that can be told, for example `avc1.640020`, else the file's own
    /// word, for example `V_VP8`. Empty if the file does not say.
    pub codec: String,
    /// What a decoder must be told before the first frame: the body of `avcC`, `hvcC` or `av1C` in
    /// an MP4, `CodecPrivate` in Matroska. Empty if nothing need be told, or nothing is.
    pub configuration: Vec<u8>,
    /// From when on the decoder must be told something else, which is not kept.
    pub configured_until: Option<i64>,
    /// Whether its frames cannot be shown without a key.
    pub is_encrypted: bool,
    /// Whether its frames are compressed once more, as Matroska can, so that no decoder takes them
    /// as they lie in the file.
    pub is_packed: bool,
    /// Its size at the start and after every change.
    pub pixels: Vec<Pixels>,
    /// The frames whose bytes are in the file, of a track of pictures. Sound is only counted.
    pub frames: Frames,
    /// Packets the file tells of, whether or not their bytes are there.
    pub packets: u64,
    /// Packets behind the first one whose bytes are missing, and that one.
    pub missing: u64,
    /// Whether the file ends inside the first of these, so that a piece of it is there.
    pub is_cut: bool,
    /// Until when the packets last that are there, or until the first is to be shown that is not, in microseconds.
    pub end: i64,
}

impl Track {
    /// Takes the next packet, which lasts until `end`, of a file of `size` bytes.
    ///
    /// Behind a packet that is missing nothing is taken: what is decoded later may need it.
    pub(super) fn take(&mut self, frame: Frame, end: i64, size: u64) {
        self.packets += 1;
        let last = frame.offset.saturating_add(frame.length.into());
        if self.missing > 0 || last > size {
            self.is_cut |= self.missing == 0 && frame.offset < size;
            self.missing += 1;
            // It may be shown before some that stand in front of it.
            self.end = self.end.min(frame.time.max(0));
            return;
        }
        if self.media == Media::Video && !self.frames.push(frame) {
            self.missing += 1;
            return;
        }
        self.end = self.end.max(end);
    }

    /// Says that frames from `from` on have this size.
    pub(super) fn resize(&mut self, from: i64, width: u32, height: u32) {
        if self.pixels.last().is_none_or(|last| (last.width, last.height) != (width, height)) {
            self.pixels.push(Pixels { from, width, height });
        }
    }
    /// Takes the sizes that frames themselves have, as their times, widths and heights, over those
    /// that were said before. Each holds until another is told.
    pub(super) fn correct(&mut self, mut sizes: Vec<(i64, u32, u32)>) {
        sizes.sort_unstable();
        // The last of those that an edit list hides before the start is the one that is needed.
        let hidden = sizes.partition_point(|(from, ..)| *from < 0);
        for (from, width, height) in sizes.into_iter().skip(hidden.saturating_sub(1)) {
            let from = from.max(0);
            let behind = self.pixels.partition_point(|size| size.from <= from);
            let told = self.pixels[..behind].last_mut();
            match told {
                Some(told) if (told.width, told.height) == (width, height) => {}
                Some(told) if told.from == from => (told.width, told.height) = (width, height),
                _ => self.pixels.insert(behind, Pixels { from, width, height }),
            }
        }
        self.pixels.dedup_by_key(|size| (size.width, size.height));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_plays_until_the_first_frame_that_is_missing_is_shown() {
        let check = |frames: &[(i64, u64)], expected: i64| {
            let mut track = Track::default();
            for &(time, offset) in frames {
                track.take(Frame { time, offset, length: 10, is_key: false }, time + 100, 100);
            }
            assert_eq!(track.end, expected, "{frames:?}");
        };
        check(&[(0, 0), (400, 10), (200, 20)], 500);
        check(&[(0, 0), (400, 10), (200, 91)], 200);
        check(&[(0, 0), (400, 10), (300, 91), (200, 20)], 200);
        check(&[(0, 0), (500, 91)], 100);
    }

    #[test]
    fn what_a_frame_says_of_its_size_holds_until_another_is_told() {
        let check = |said: &[(i64, u32)], frames: &[(i64, u32)], expected: &[(i64, u32)]| {
            let mut track = Track::default();
            said.iter().for_each(|(from, width)| track.resize(*from, *width, 9));
            track.correct(frames.iter().map(|(from, width)| (*from, *width, 9)).collect());
            let found: Vec<_> = track.pixels.iter().map(|size| (size.from, size.width)).collect();
            assert_eq!(found, expected);
        };
        check(&[(0, 5)], &[], &[(0, 5)]);
        check(&[(0, 5)], &[(0, 5), (2, 5), (4, 7), (6, 7)], &[(0, 5), (4, 7)]);
        check(&[(0, 5)], &[(6, 5), (4, 7), (0, 5)], &[(0, 5), (4, 7), (6, 5)]);
        check(&[(0, 5)], &[(0, 7)], &[(0, 7)]);
        check(&[], &[(3, 7)], &[(3, 7)]);
        // What stands in the head comes between.
        check(&[(0, 5), (4, 6)], &[(2, 7)], &[(0, 5), (2, 7), (4, 6)]);
        check(&[(0, 5), (4, 6)], &[(2, 7), (4, 7)], &[(0, 5), (2, 7)]);
        check(&[(0, 5)], &[(-9, 6), (-1, 7), (3, 7)], &[(0, 7)]);
    }
}
