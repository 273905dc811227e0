//! What does a video show, in small pictures of its key frames?
//!
//! Only the key frames are read and decoded, as a file of their own, which says of each picture which frame it is: one
//! that could not be decoded leaves no picture out of place.

use std::io::{self, Write};
use std::time::Duration;

use sekisho_catalog::StoredPictures;
use sekisho_recording::video::{
    Excerpt, Frame, Limits, Probe, Source, Track, Video, changes, probe, scenes,
};

use crate::program::{Program, Undone};
use crate::until::Until;

/// Pictures at most; more are not looked at.
pub(crate) const MOST: usize = 600;

/// Pixels of the longer side of a picture.
const SIDE: u64 = 160;

/// Six hundred pictures of a screen of 4K take a quarter of this.
const LIMIT: Duration = Duration::from_secs(120);

/// Pictures side by side and below each other on a sheet.
const COLUMNS: usize = 10;

/// More pixels than any screen has, all monitors of a session together; a decoder takes memory for each.
const LARGEST: u32 = 8192 * 8192;

/// A longer frame is none of a screen; all of a frame is held before it is decoded.
const LONGEST: u32 = 64 << 20;

/// The pictures of a video.
pub(crate) struct Pictures {
    pub(crate) about: StoredPictures,
    /// Each a JPEG.
    pub(crate) sheets: Vec<Vec<u8>>,
}

/// What shows frames that only a decoder understands. It is given one format that is named, through a pipe, so that no file
/// and no address that a video may name is ever opened.
pub(crate) fn decoder(until: Until) -> Program {
    let missing =
        "no decoder is installed: install ffmpeg, 5.1 or newer, and run `sekisho rebuild`";
    Program { name: "ffmpeg", missing, limit: LIMIT, until }
}

/// Makes the pictures of a video, which is never a failure: where there are none, it says why.
pub(crate) fn pictures(
    video: &Video,
    source: &mut (dyn Source + Send),
    decoder: &Program,
) -> Pictures {
    let Some(track) = video.picture().filter(|track| !track.frames.is_empty()) else {
        return Pictures::none("nothing of it can be shown");
    };
    if track.is_encrypted {
        return Pictures::none("it cannot be shown without its key");
    }
    let Some(excerpt) = Excerpt::new(track) else {
        return Pictures::none(format!("no pictures are made of {:?}", track.codec));
    };
    match made(track, &excerpt, source, decoder) {
        Ok(pictures) => pictures,
        Err(why) => Pictures::none(why.to_string()),
    }
}

impl Pictures {
    pub(crate) fn none(because: impl Into<String>) -> Self {
        let about = StoredPictures { because: Some(because.into()), ..StoredPictures::default() };
        Self { about, sheets: Vec::new() }
    }
}

fn made(
    track: &Track,
    excerpt: &Excerpt,
    source: &mut (dyn Source + Send),
    decoder: &Program,
) -> Result<Pictures, Undone> {
    let mut keys = track.frames.keys(MOST);
    let wanted = keys.len();
    // What is coded otherwise is not shown by what the decoder was told.
    let until = track.configured_until.unwrap_or(i64::MAX);
    keys.retain(|key| key.time < until && key.length <= LONGEST);
    let size = Size::within(SIDE, track);
    let raw = decode(&keys, excerpt, source, size, decoder)?;
    let shown = Shown::read(&raw, size, &keys);
    let sheets = sheets(&shown, size, decoder)?;
    let brightness = || shown.iter().map(|shown| &shown.picture[..size.pixels()]);
    let missing = wanted - shown.len();
    let because = format!("{missing} of {wanted} key frames could not be shown");
    let columns = shown.len().min(COLUMNS);
    Ok(Pictures {
        about: StoredPictures {
            because: (missing > 0).then_some(because),
            width: size.width,
            height: size.height,
            sheets: sheets.len() as u32,
            per_sheet: (columns * rows(shown.len())) as u32,
            columns: columns as u32,
            at_us: shown.iter().map(|shown| shown.at_us).collect(),
            scenes: scenes(brightness()),
            changes: changes(brightness()),
        },
        sheets,
    })
}

/// Pictures below each other on a sheet, if there are so many.
fn rows(pictures: usize) -> usize {
    pictures.div_ceil(COLUMNS).min(COLUMNS)
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

    /// Whether nobody is to read what stands in it.
    fn is_small(self) -> bool {
        u64::from(self.width.max(self.height)) <= SIDE
    }

    pub(crate) fn pixels(self) -> usize {
        (self.width * self.height) as usize
    }

    /// A byte of brightness for each pixel, and two of colour for each four.
    fn bytes(self) -> usize {
        self.pixels() + self.pixels() / 2
    }
}

/// The key frames as raw pictures in a Matroska, in which the n-th of the keys is at n seconds.
fn decode(
    keys: &[Frame],
    excerpt: &Excerpt,
    source: &mut (dyn Source + Send),
    size: Size,
    decoder: &Program,
) -> Result<Vec<u8>, Undone> {
    let Size { width, height } = size;
    let (quickly, flags) = if size.is_small() { QUICKLY } else { ("", "") };
    let filter = format!(
        "scale={width}:{height}:force_original_aspect_ratio=decrease{flags},\
         pad={width}:{height}:(ow-iw)/2:(oh-ih)/2,setsar=1,format=yuv420p"
    );
    let arguments = format!(
        "{QUIET} -threads 1 {quickly} -max_pixels {LARGEST} -protocol_whitelist pipe -f matroska \
         -i pipe:0 -map 0:v:0 -filter_threads 1 -vf {filter} -c:v rawvideo {AS_MATROSKA}"
    );
    let most = (size.bytes() + PACKED) * keys.len() + PACKED;
    decoder.run(&words(&arguments), most as u64, |to| feed(keys, excerpt, source, to))
}

/// How a small picture is decoded and scaled: nobody sees in it what smooths the edges of blocks, nor sharper pixels than the
/// mean of those that it stands for.
const QUICKLY: (&str, &str) = ("-skip_loop_filter all", ":flags=area");

/// What a picture and its place in a Matroska may take besides its bytes.
const PACKED: usize = 4096;

/// With a limit of its own, in seconds of the processor, for when whoever started it is gone.
const QUIET: &str = "-nostdin -hide_banner -loglevel error -timelimit 120";
const AS_MATROSKA: &str = "-fps_mode passthrough -f matroska pipe:1";

fn words(arguments: &str) -> Vec<String> {
    arguments.split_whitespace().map(str::to_owned).collect()
}

fn feed(
    keys: &[Frame],
    excerpt: &Excerpt,
    source: &mut (dyn Source + Send),
    to: &mut dyn Write,
) -> io::Result<()> {
    to.write_all(excerpt.head())?;
    let mut bytes = Vec::new();
    for (number, key) in (0..).zip(keys) {
        bytes.resize(key.length as usize, 0);
        source.read_at(key.offset, &mut bytes)?;
        to.write_all(&excerpt.before(number, key))?;
        to.write_all(&bytes)?;
    }
    Ok(())
}

/// The brightness of every pixel of one key frame; nothing where it could not be decoded.
pub(crate) fn brightness(
    key: Frame,
    excerpt: &Excerpt,
    source: &mut (dyn Source + Send),
    size: Size,
    decoder: &Program,
) -> Result<Option<Vec<u8>>, Undone> {
    let keys = [key];
    let raw = decode(&keys, excerpt, source, size, decoder)?;
    let shown = Shown::read(&raw, size, &keys);
    Ok(shown.first().map(|shown| shown.picture[..size.pixels()].to_vec()))
}

/// A picture, and when the key frame is shown that it shows.
struct Shown<'a> {
    at_us: u64,
    picture: &'a [u8],
}

impl<'a> Shown<'a> {
    /// Takes each picture by its time, which is the number of its key frame.
    fn read(raw: &'a [u8], size: Size, keys: &[Frame]) -> Vec<Self> {
        let mut shown: Vec<Self> = Vec::new();
        for (time, picture) in frames(raw).filter(|(_, picture)| picture.len() == size.bytes()) {
            let number = usize::try_from((time + 500_000) / 1_000_000).ok();
            let Some(key) = number.and_then(|number| keys.get(number)) else { continue };
            let at_us = u64::try_from(key.time).unwrap_or(0);
            if shown.last().is_none_or(|last| last.at_us < at_us) {
                shown.push(Self { at_us, picture });
            }
        }
        shown
    }
}

/// The frames of what a decoder wrote, with their times.
fn frames(matroska: &[u8]) -> impl Iterator<Item = (i64, &[u8])> {
    let Probe { video, .. } = probe(&mut &*matroska, &Limits::DEFAULT).unwrap_or_default();
    let frames = video.picture().map(|track| track.frames.clone()).unwrap_or_default();
    let count = frames.len();
    (0..count).filter_map(move |number| {
        let frame = frames.get(number)?;
        let from = usize::try_from(frame.offset).ok()?;
        Some((frame.time, matroska.get(from..)?.get(..frame.length as usize)?))
    })
}

/// All pictures on sheets, as JPEG.
fn sheets(shown: &[Shown<'_>], size: Size, decoder: &Program) -> Result<Vec<Vec<u8>>, Undone> {
    if shown.is_empty() {
        return Ok(Vec::new());
    }
    let Size { width, height } = size;
    let (columns, rows) = (shown.len().min(COLUMNS), rows(shown.len()));
    let arguments = format!(
        "{QUIET} -f rawvideo -pixel_format yuv420p -video_size {width}x{height} -framerate 1 -i pipe:0 \
         -filter_threads 1 -vf tile={columns}x{rows} -threads 1 -c:v mjpeg -q:v 5 {AS_MATROSKA}"
    );
    // A JPEG is smaller than what it shows, unless that is noise.
    let most = 2 * (size.bytes() + PACKED) * (shown.len() + columns * rows);
    let written = decoder.run(&words(&arguments), most as u64, |to| {
        shown.iter().try_for_each(|shown| to.write_all(shown.picture))
    })?;
    Ok(frames(&written).map(|(_, sheet)| sheet.to_vec()).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::path::Path;

    use super::*;

    fn bytes(name: &str) -> Vec<u8> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../recording/tests/video");
        std::fs::read(folder.join(name)).unwrap()
    }

    fn made_of(mut bytes: &[u8]) -> Pictures {
        let video = probe(&mut bytes, &Limits::DEFAULT).unwrap().video;
        pictures(&video, &mut bytes, &decoder(Until::Drained))
    }

    /// Whether the decoder is there; who runs the tests reads that some were left out.
    fn is_installed() -> bool {
        let is_installed =
            decoder(Until::Drained).run(&words("-version"), 1 << 20, |_| Ok(())).is_ok();
        #[allow(clippy::print_stderr)]
        if !is_installed {
            eprintln!("left out: ffmpeg is not installed");
        }
        is_installed
    }

    #[test]
    fn every_key_frame_of_every_kind_of_file_is_a_picture() {
        if !is_installed() {
            return;
        }
        for (name, at_us) in [
            ("b_frames.mkv", &[0, 1_000_000][..]),
            ("edit_list.mp4", &[500_000, 1_500_000]),
            ("faststart.mp4", &[0, 1_000_000]),
            ("fragmented.mp4", &[200_000, 1_200_000]),
            ("one_frame.mp4", &[0]),
            ("sound.mp4", &[0, 1_000_000]),
            ("unknown_size.webm", &[0]),
            ("vp8.webm", &[0]),
            ("vp9_sound.webm", &[7_000]),
        ] {
            let Pictures { about, sheets } = made_of(&bytes(name));
            assert_eq!((about.at_us.as_slice(), &about.because), (at_us, &None), "{name}");
            assert_eq!((about.width, about.height, about.sheets), (160, 120, 1), "{name}");
            assert_eq!(about.per_sheet as usize, at_us.len(), "{name}");
            assert!(sheets[0].starts_with(b"\xff\xd8\xff") && sheets.len() == 1, "{name}");
        }
    }

    #[test]
    fn a_frame_that_cannot_be_decoded_leaves_the_others_at_their_times() {
        if !is_installed() {
            return;
        }
        let mut damaged = bytes("faststart.mp4");
        let video = probe(&mut &damaged[..], &Limits::DEFAULT).unwrap().video;
        let first = video.picture().unwrap().frames.get(0).unwrap();
        damaged[first.offset as usize..][..first.length as usize].fill(0);
        let Pictures { about, sheets } = made_of(&damaged);
        assert_eq!((about.at_us, about.scenes, sheets.len()), (vec![1_000_000], vec![0], 1));
        assert_eq!(about.because.as_deref(), Some("1 of 2 key frames could not be shown"));
    }

    #[test]
    fn where_there_are_no_pictures_it_is_said_why() {
        let check = |bytes: &[u8], expected: &str| {
            let Pictures { about, sheets } = made_of(bytes);
            assert_eq!((about.because.as_deref(), about.at_us.len()), (Some(expected), 0));
            assert!(sheets.is_empty());
        };
        let coded = |with: &[u8; 4]| {
            let mut bytes = bytes("faststart.mp4");
            let at = bytes.windows(6).position(|window| window == b"avc1\0\0").unwrap();
            bytes[at..at + 4].copy_from_slice(with);
            bytes
        };
        check(b"no video", "nothing of it can be shown");
        check(&bytes("sound_only.mp4"), "nothing of it can be shown");
        check(&coded(b"encv"), "it cannot be shown without its key");
        check(&coded(b"mjpa"), "no pictures are made of \"mjpa\"");
    }

    #[test]
    fn a_picture_is_shaped_as_the_screen_is() {
        let check = |width, height, expected: (u32, u32)| {
            let mut track = Track::default();
            track.pixels.push(sekisho_recording::video::Pixels { from: 0, width, height });
            let size = Size::within(SIDE, &track);
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
