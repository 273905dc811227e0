//! What does a video show, in small pictures of its key frames?

use sekisho_catalog::StoredPictures;
use sekisho_recording::video::{Source, Video, scenes};

use crate::decoded::{AS_MATROSKA, Decoding, PACKED, Picture, QUIET, SMALL, Size, frames, words};
use crate::program::{Program, Undone};

/// Pictures at most.
const MOST: usize = 600;

/// For its pictures, so small a part of a video is read: its key frames alone may be most of it.
const PART: u64 = 25;

/// So many are made in any case, where there are so many key frames.
const FEWEST: usize = 100;

/// Pictures side by side and below each other on a sheet.
const COLUMNS: usize = 10;

/// The pictures of a video.
pub(crate) struct Pictures {
    pub(crate) about: StoredPictures,
    /// Each a JPEG.
    pub(crate) sheets: Vec<Vec<u8>>,
}

/// Makes the pictures of a video, which is never a failure: where there are none, it says why.
pub(crate) fn pictures(
    video: &Video,
    source: &mut (dyn Source + Send),
    decoder: &Program,
) -> Pictures {
    let decoding = Decoding::of(video, source, decoder);
    let made = decoding.and_then(|decoding| made(decoding).map_err(|why| why.to_string()));
    made.unwrap_or_else(Pictures::none)
}

impl Pictures {
    pub(crate) fn none(because: impl Into<String>) -> Self {
        let about = StoredPictures { because: Some(because.into()), ..StoredPictures::default() };
        Self { about, sheets: Vec::new() }
    }
}

fn made(mut decoding: Decoding<'_>) -> Result<Pictures, Undone> {
    let frames = &decoding.track.frames;
    let keys = frames.telling_keys(FEWEST, MOST, decoding.size_bytes() / PART);
    let (wanted, size) = (keys.len(), Size::within(SMALL, decoding.track));
    let decoded = decoding.show(&keys, size)?;
    let shown = decoded.pictures();
    let sheets = sheets(&shown, size, decoding.decoder)?;
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
            scenes: scenes(shown.iter().map(|picture| picture.brightness)),
        },
        sheets,
    })
}

/// Pictures below each other on a sheet, if there are so many.
fn rows(pictures: usize) -> usize {
    pictures.div_ceil(COLUMNS).min(COLUMNS)
}

/// All pictures on sheets, as JPEG.
fn sheets(shown: &[Picture<'_>], size: Size, decoder: &Program) -> Result<Vec<Vec<u8>>, Undone> {
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
        shown.iter().try_for_each(|shown| to.write_all(shown.raw))
    })?;
    Ok(frames(&written).map(|(_, sheet)| sheet.to_vec()).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use sekisho_recording::video::{Limits, probe};

    use super::*;
    use crate::decoded::decoder;
    use crate::decoded::samples::{bytes, is_installed};
    use crate::until::Until;

    fn made_of(mut bytes: &[u8]) -> Pictures {
        let video = probe(&mut bytes, &Limits::DEFAULT).unwrap().video;
        pictures(&video, &mut bytes, &decoder(Until::Drained))
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
}
