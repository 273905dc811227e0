//! What was to be read in the changed pictures of one video?

use std::time::{Duration, Instant};

use rayon::prelude::*;
use sekisho_archive::Archive;
use sekisho_domain::evidence::Sha256;
use sekisho_recording::video::{Frame, Legible, Limits, Pixels, Track, changes, probe};

use crate::decoded::{Decoding, SMALL, Size, decoder, longest_side};
use crate::engine::Engine;
use crate::program::Undone;
use crate::screen::File;
use crate::until::Until;

/// So long pictures are read before what was read is kept and others get their turn.
const TURN: Duration = Duration::from_secs(5);

/// The letters of most screens are a third as large as the engine reads them best.
const LARGER: u64 = 3;

/// Pixels of the longer side at most; the small letters of a screen that is as large are legible.
const LONGEST: u64 = 3840;

/// A pixel of the pictures that are compared stands for so many of the screen on each side: a letter that is there or not is
/// told apart in them.
const COARSER: u64 = 6;

/// So many of them are decoded at a time, as they are held together.
const AT_A_TIME: usize = 64;

/// What came of a turn.
pub(crate) struct Turn {
    /// When the pictures are shown that were to be read, in microseconds.
    pub(crate) wanted_us: Vec<u64>,
    /// Why some that ought to be read are not among them, if that was found out now, in a sentence.
    pub(crate) lacks: Option<String>,
    /// The first of them, as many as were tried.
    pub(crate) scenes: Vec<Scene>,
}

/// One picture that was tried.
pub(crate) struct Scene {
    /// When it is shown, in microseconds.
    pub(crate) at_us: u64,
    /// How long the engine took.
    pub(crate) took: Duration,
    /// What stands in it, or why it was not read, in a sentence.
    pub(crate) read: Result<Legible, String>,
}

/// Reads the pictures at these times, or finds out first which they are: as many as fit in a turn and in the time that is left
/// for the video, and at least one. What keeps from finding out which they are may pass.
pub(crate) fn read(
    archive: &Archive,
    original: Sha256,
    wanted_us: Option<Vec<u64>>,
    engine: &Engine,
    left: Duration,
    until: &Until,
) -> sekisho_archive::Result<Result<Turn, Undone>> {
    let mut file = File::open(archive, original)?;
    let probed = probe(&mut file, &Limits::DEFAULT);
    let video = file.told(original, probed)?.video;
    let decoder = decoder(until.clone());
    let turn = match Decoding::of(&video, &mut file, &decoder) {
        Ok(decoding) => turn(decoding, wanted_us, engine, left, until),
        Err(why) => Ok(Turn { wanted_us: Vec::new(), lacks: Some(why), scenes: Vec::new() }),
    };
    // Pictures that are missing because the archive failed are read by the next run.
    file.told(original, Ok(turn))
}

fn turn(
    mut decoding: Decoding<'_>,
    wanted_us: Option<Vec<u64>>,
    engine: &Engine,
    left: Duration,
    until: &Until,
) -> Result<Turn, Undone> {
    let began = Instant::now();
    let (wanted_us, lacks) = match wanted_us {
        Some(wanted_us) => (wanted_us, None),
        None => changed(&mut decoding)?,
    };
    let mut scenes = Vec::new();
    // As many at a time as can be read at once, so that few are held.
    for times in wanted_us.chunks(rayon::current_num_threads()) {
        let decoded = times.iter().map(|at_us| {
            let began = Instant::now();
            let decoded = decode(&mut decoding, *at_us);
            (*at_us, began.elapsed(), decoded)
        });
        let decoded: Vec<_> = decoded.collect();
        let read = decoded.into_par_iter().map(|(at_us, decoding, decoded)| {
            let began = Instant::now();
            let read = decoded.and_then(|(size, picture)| {
                engine.read(size, &picture).map_err(|why| why.to_string())
            });
            Scene { at_us, took: decoding + began.elapsed(), read }
        });
        scenes.par_extend(read);
        let spent: Duration = scenes.iter().map(|scene| scene.took).sum();
        if began.elapsed() > TURN || spent >= left || until.is_over() {
            break;
        }
    }
    Ok(Turn { wanted_us, lacks, scenes })
}

/// When the key frames are shown in which anything changed that is as large as a letter, so that there may be something new to
/// read; and why some may be missing.
fn changed(decoding: &mut Decoding<'_>) -> Result<(Vec<u64>, Option<String>), Undone> {
    let keys = decoding.track.frames.keys();
    let mut changed = Changed { at_us: Vec::new(), last: None, shown: 0 };
    for keys in keys.chunks(AT_A_TIME) {
        match changed.among(decoding, keys) {
            Err(why) if why.passes() => return Err(why),
            Err(why) => return Ok((changed.at_us, Some(why.to_string()))),
            Ok(()) => {}
        }
    }
    let missing = keys.len() - changed.shown;
    let because = format!("{missing} of {} key frames could not be shown", keys.len());
    let none = || changed.at_us.is_empty().then(|| "it has no key frame that is shown".into());
    let lacks = (missing > 0).then_some(because).or_else(none);
    Ok((changed.at_us, lacks))
}

/// What was found so far.
struct Changed {
    at_us: Vec<u64>,
    /// The last of them, small.
    last: Option<Vec<u8>>,
    /// How many were decoded.
    shown: usize,
}

impl Changed {
    fn among(&mut self, decoding: &mut Decoding<'_>, keys: &[Frame]) -> Result<(), Undone> {
        let track = decoding.track;
        let side = u64::from(longest_side(track)) / COARSER;
        let decoded = decoding.show(keys, Size::within(side.clamp(SMALL, LONGEST), track))?;
        let shown = decoded.pictures();
        self.shown += shown.len();
        let before = self.last.iter().map(Vec::as_slice);
        let (known, of) = (before.len(), before.chain(shown.iter().map(|one| one.brightness)));
        let new =
            changes(of).into_iter().filter_map(|at| shown.get((at as usize).checked_sub(known)?));
        let new: Vec<_> = new.collect();
        self.at_us.extend(new.iter().map(|one| one.at_us));
        if let Some(last) = new.last() {
            self.last = Some(last.brightness.to_vec());
        }
        Ok(())
    }
}

/// A picture as large as it is read, with its size; or why there is none, in a sentence.
fn decode(decoding: &mut Decoding<'_>, at_us: u64) -> Result<(Size, Vec<u8>), String> {
    let key = key(decoding.track, at_us).ok_or("it has no such picture")?;
    let size = size(decoding.track, at_us);
    let decoded = decoding.show(&[key], size).map_err(|why| why.to_string())?;
    let shown = decoded.pictures();
    let picture = shown.first().ok_or("it could not be decoded")?;
    Ok((size, picture.brightness.to_vec()))
}

fn key(track: &Track, at_us: u64) -> Option<Frame> {
    let time = i64::try_from(at_us).ok()?;
    track.frames.iter().find(|frame| frame.is_key && frame.time == time)
}

/// As large as a screen is read that has the size it has then.
fn size(track: &Track, at_us: u64) -> Size {
    let then = |size: &&Pixels| u64::try_from(size.from).is_ok_and(|from| from <= at_us);
    let pixels = track.pixels.iter().rfind(then).or(track.pixels.first());
    let longer = pixels.map_or(0, |size| size.width.max(size.height));
    Size::within((LARGER * u64::from(longer)).clamp(2, LONGEST), track)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decoded::samples::{bytes, is_installed};

    #[test]
    fn however_many_are_decoded_at_a_time_the_same_pictures_are_read() {
        if !is_installed() {
            return;
        }
        for (name, expected) in [
            ("resized.mp4", &[0, 1_000_000, 2_000_000][..]),
            ("faststart.mp4", &[0, 1_000_000]),
            ("one_frame.mp4", &[0]),
        ] {
            let bytes = bytes(name);
            let mut source = &bytes[..];
            let video = probe(&mut source, &Limits::DEFAULT).expect("readable").video;
            let decoder = decoder(Until::Drained);
            let mut decoding = Decoding::of(&video, &mut source, &decoder).expect("shown");
            assert_eq!(
                changed(&mut decoding).expect("decoded"),
                (expected.to_vec(), None),
                "{name}"
            );
            let mut one_by_one = Changed { at_us: Vec::new(), last: None, shown: 0 };
            for key in decoding.track.frames.keys() {
                one_by_one.among(&mut decoding, &[key]).expect("decoded");
            }
            assert_eq!(one_by_one.at_us, expected, "{name}");
        }
    }
}
