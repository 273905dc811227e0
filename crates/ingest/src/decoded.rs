//! What do the key frames of a video show?
//!
//! Only they are read and decoded, as a file of their own, which says of each picture which frame it is: one that could not
//! be decoded leaves no picture out of place.

use std::io::{self, Write};
use std::time::Duration;

use sekisho_recording::video::{Excerpt, Frame, Limits, Probe, Source, Track, Video, probe};

use crate::program::{Program, Undone};
use crate::until::Until;

/// Pixels of the longer side of a picture of which nobody is to read what stands in it.
pub(crate) const SMALL: u64 = 160;

/// Six hundred pictures of a screen of 4K take a quarter of this.
const LIMIT: Duration = Duration::from_secs(120);

/// More pixels than any screen has, all monitors of a session together; a decoder takes memory for each.
const LARGEST: u32 = 8192 * 8192;

/// A longer frame is none of a screen; all of a frame is held before it is decoded.
const LONGEST: u32 = 64 << 20;

/// What shows frames that only a decoder understands. It is given one format that is named, through a pipe, so that no file
/// and no address that a video may name is ever opened.
pub(crate) fn decoder(until: Until) -> Program {
    let missing =
        "no decoder is installed: install ffmpeg, 5.1 or newer, and run `sekisho rebuild`";
    Program { name: "ffmpeg", missing, limit: LIMIT, until }
}

/// A video whose key frames are decoded.
pub(crate) struct Decoding<'a> {
    pub(crate) track: &'a Track,
    excerpt: Excerpt,
    source: &'a mut (dyn Source + Send),
    pub(crate) decoder: &'a Program,
}

impl<'a> Decoding<'a> {
    /// Why nothing of it can be shown, in a sentence, where that is so.
    pub(crate) fn of(
        video: &'a Video,
        source: &'a mut (dyn Source + Send),
        decoder: &'a Program,
    ) -> Result<Self, String> {
        let track = video.picture().filter(|track| !track.frames.is_empty());
        let track = track.ok_or("nothing of it can be shown")?;
        if track.is_encrypted {
            return Err("it cannot be shown without its key".into());
        }
        let unknown = || format!("no pictures are made of {:?}", track.codec);
        let excerpt = Excerpt::new(track).ok_or_else(unknown)?;
        Ok(Self { track, excerpt, source, decoder })
    }

    /// Of the whole file.
    pub(crate) fn size_bytes(&self) -> u64 {
        self.source.size()
    }

    /// Shows those of the key frames that can be decoded, in their order.
    pub(crate) fn show(&mut self, keys: &[Frame], size: Size) -> Result<Shown, Undone> {
        // What is coded otherwise is not shown by what the decoder was told.
        let until = self.track.configured_until.unwrap_or(i64::MAX);
        let can_be = |key: &&Frame| key.time < until && key.length <= LONGEST;
        let keys: Vec<Frame> = keys.iter().filter(can_be).copied().collect();
        let raw = self.decode(&keys, size)?;
        Ok(Shown { raw, keys, size })
    }

    /// The key frames as raw pictures in a Matroska, in which the n-th of the keys is at n seconds.
    fn decode(&mut self, keys: &[Frame], size: Size) -> Result<Vec<u8>, Undone> {
        let Size { width, height } = size;
        let (quickly, flags) = if size.is_coarse(self.track) { QUICKLY } else { ("", "") };
        let filter = format!(
            "scale={width}:{height}:force_original_aspect_ratio=decrease{flags},\
             pad={width}:{height}:(ow-iw)/2:(oh-ih)/2,setsar=1,format=yuv420p"
        );
        let arguments = format!(
            "{QUIET} -threads 1 {quickly} -max_pixels {LARGEST} -protocol_whitelist pipe -f matroska \
             -i pipe:0 -map 0:v:0 -filter_threads 1 -vf {filter} -c:v rawvideo {AS_MATROSKA}"
        );
        let most = (size.bytes() + PACKED) * keys.len() + PACKED;
        let decoder = self.decoder;
        decoder.run(&words(&arguments), most as u64, |to| self.feed(keys, to))
    }

    fn feed(&mut self, keys: &[Frame], to: &mut dyn Write) -> io::Result<()> {
        to.write_all(self.excerpt.head())?;
        let mut bytes = Vec::new();
        for (number, key) in (0..).zip(keys) {
            bytes.resize(key.length as usize, 0);
            self.source.read_at(key.offset, &mut bytes)?;
            to.write_all(&self.excerpt.before(number, key))?;
            to.write_all(&bytes)?;
        }
        Ok(())
    }
}

/// How a small picture is decoded and scaled: nobody sees in it what smooths the edges of blocks, nor sharper pixels than the
/// mean of those that it stands for.
const QUICKLY: (&str, &str) = ("-skip_loop_filter all", ":flags=area");

/// What a picture and its place in a Matroska may take besides its bytes.
pub(crate) const PACKED: usize = 4096;

/// With a limit of its own, in seconds of the processor, for when whoever started it is gone.
pub(crate) const QUIET: &str = "-nostdin -hide_banner -loglevel error -timelimit 120";
pub(crate) const AS_MATROSKA: &str = "-fps_mode passthrough -f matroska pipe:1";

pub(crate) fn words(arguments: &str) -> Vec<String> {
    arguments.split_whitespace().map(str::to_owned).collect()
}

/// What a decoder made of key frames.
pub(crate) struct Shown {
    raw: Vec<u8>,
    keys: Vec<Frame>,
    size: Size,
}

/// A picture, and when the key frame is shown that it shows.
pub(crate) struct Picture<'a> {
    pub(crate) at_us: u64,
    /// As the decoder wrote it.
    pub(crate) raw: &'a [u8],
    /// Of every pixel.
    pub(crate) brightness: &'a [u8],
}

impl Shown {
    /// Takes each picture by its time, which is the number of its key frame.
    pub(crate) fn pictures(&self) -> Vec<Picture<'_>> {
        let mut pictures: Vec<Picture<'_>> = Vec::new();
        for (time, raw) in frames(&self.raw).filter(|(_, raw)| raw.len() == self.size.bytes()) {
            let number = usize::try_from((time + 500_000) / 1_000_000).ok();
            let Some(key) = number.and_then(|number| self.keys.get(number)) else { continue };
            let at_us = u64::try_from(key.time).unwrap_or(0);
            if pictures.last().is_none_or(|last| last.at_us < at_us) {
                pictures.push(Picture { at_us, raw, brightness: &raw[..self.size.pixels()] });
            }
        }
        pictures
    }
}

/// The frames of what a decoder wrote, with their times.
pub(crate) fn frames(matroska: &[u8]) -> impl Iterator<Item = (i64, &[u8])> {
    let Probe { video, .. } = probe(&mut &*matroska, &Limits::DEFAULT).unwrap_or_default();
    let frames = video.picture().map(|track| track.frames.clone()).unwrap_or_default();
    let count = frames.len();
    (0..count).filter_map(move |number| {
        let frame = frames.get(number)?;
        let from = usize::try_from(frame.offset).ok()?;
        Some((frame.time, matroska.get(from..)?.get(..frame.length as usize)?))
    })
}

/// The size of every picture, both sides even as decoders want it.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    pub(crate) width: u32,
    pub(crate) height: u32,
}

impl Size {
    /// As the first picture of the track is shaped, with a longer side of so many pixels. One that changes its shape gets a
    /// border.
    pub(crate) fn within(side: u64, track: &Track) -> Self {
        let (width, height) = match track.pixels.first() {
            Some(size) if size.width.min(size.height) > 0 => (size.width, size.height),
            _ => (16, 9),
        };
        let longer = u64::from(width.max(height));
        let even = |one: u32| (side * u64::from(one) / longer / 2 * 2).max(2) as u32;
        Self { width: even(width), height: even(height) }
    }

    /// Whether each pixel stands for many of the screen, so that nobody can read what stands in it.
    fn is_coarse(self, track: &Track) -> bool {
        self.width.max(self.height) <= longest_side(track) / 3
    }

    pub(crate) fn pixels(self) -> usize {
        (self.width * self.height) as usize
    }

    /// A byte of brightness for each pixel, and two of colour for each four.
    pub(crate) fn bytes(self) -> usize {
        self.pixels() + self.pixels() / 2
    }
}

/// Pixels of the longest side that the screen ever has.
pub(crate) fn longest_side(track: &Track) -> u32 {
    track.pixels.iter().map(|size| size.width.max(size.height)).max().unwrap_or(0)
}

#[cfg(test)]
pub(crate) mod samples {
    #![allow(clippy::unwrap_used)]

    use std::path::Path;

    use super::*;

    /// A small video of the readers' tests.
    pub(crate) fn bytes(name: &str) -> Vec<u8> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../recording/tests/video");
        std::fs::read(folder.join(name)).unwrap()
    }

    /// Whether the decoder is there; who runs the tests reads that some were left out.
    pub(crate) fn is_installed() -> bool {
        let is_installed =
            decoder(Until::Drained).run(&words("-version"), 1 << 20, |_| Ok(())).is_ok();
        #[allow(clippy::print_stderr)]
        if !is_installed {
            eprintln!("left out: ffmpeg is not installed");
        }
        is_installed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_shaped_as_the_screen_is() {
        let check = |width, height, expected: (u32, u32)| {
            let mut track = Track::default();
            track.pixels.push(sekisho_recording::video::Pixels { from: 0, width, height });
            let size = Size::within(SMALL, &track);
            assert_eq!((size.width, size.height), expected, "{width}x{height}");
        };
        check(1366, 768, (160, 88));
        check(1024, 768, (160, 120));
        check(768, 1024, (120, 160));
        check(7680, 8, (160, 2));
        check(0, 768, (160, 90));
        check(u32::MAX, u32::MAX, (160, 160));
    }
}
