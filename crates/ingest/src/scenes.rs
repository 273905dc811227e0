//! What was to be read in the changed pictures of one video?

use std::time::{Duration, Instant};

use rayon::prelude::*;
use sekisho_archive::Archive;
use sekisho_catalog::StoredPictures;
use sekisho_domain::evidence::Sha256;
use sekisho_recording::video::{Excerpt, Frame, Legible, Limits, Track, probe};

use crate::engine::Engine;
use crate::pictures::{MOST, Size, brightness, decoder};
use crate::screen::File;
use crate::until::Until;

/// So long pictures are read before what was read is kept and others get their turn.
const TURN: Duration = Duration::from_secs(5);

/// The letters of most screens are a third as large as the engine reads them best.
const LARGER: u64 = 3;

/// Pixels of the longer side at most; the small letters of a screen that is as large are legible.
const LONGEST: u64 = 3840;

/// One picture that was tried.
pub(crate) struct Scene {
    /// When it is shown, in microseconds.
    pub(crate) at_us: u64,
    /// How long the engine took.
    pub(crate) took: Duration,
    /// What stands in it, or why it was not read, in a sentence.
    pub(crate) read: Result<Legible, String>,
}

/// When the pictures are shown in which anything changed.
pub(crate) fn times(pictures: &StoredPictures) -> Vec<u64> {
    let at = |scene: &u32| pictures.at_us.get(*scene as usize).copied();
    pictures.changes.iter().filter_map(at).collect()
}

/// Reads the pictures at these times, as many as fit in a turn and in the time that is left for the video, and at least one.
pub(crate) fn read(
    archive: &Archive,
    original: Sha256,
    times: &[u64],
    engine: &Engine,
    left: Duration,
    until: &Until,
) -> sekisho_archive::Result<Vec<Scene>> {
    if times.is_empty() {
        return Ok(Vec::new());
    }
    let mut file = File::open(archive, original)?;
    let probed = probe(&mut file, &Limits::DEFAULT);
    let video = file.told(original, probed)?.video;
    let shown = video.picture().and_then(|track| Some((track, Excerpt::new(track)?)));
    let decoder = decoder(until.clone());
    let mut decode = |at_us: u64| {
        let (track, excerpt) = shown.as_ref().ok_or("nothing of it can be shown")?;
        let key = key(track, at_us).ok_or("it has no such picture")?;
        let size = size(track);
        let decoded = brightness(key, excerpt, &mut file, size, &decoder);
        let picture = decoded.map_err(|why| why.to_string())?;
        Ok::<_, String>((size, picture.ok_or("it could not be decoded")?))
    };
    let began = Instant::now();
    let mut scenes = Vec::new();
    // As many at a time as can be read at once, so that few are held.
    for times in times.chunks(rayon::current_num_threads()) {
        let decoded: Vec<_> = times.iter().map(|at_us| (*at_us, decode(*at_us))).collect();
        let read = decoded.into_par_iter().map(|(at_us, decoded)| {
            let began = Instant::now();
            let read = decoded.and_then(|(size, picture)| {
                engine.read(size, &picture).map_err(|why| why.to_string())
            });
            Scene { at_us, took: began.elapsed(), read }
        });
        scenes.par_extend(read);
        let spent: Duration = scenes.iter().map(|scene| scene.took).sum();
        if began.elapsed() > TURN || spent >= left || until.is_over() {
            break;
        }
    }
    // Pictures that are missing because the archive failed are read by the next run.
    file.told(original, Ok(()))?;
    Ok(scenes)
}

fn key(track: &Track, at_us: u64) -> Option<Frame> {
    let keys = track.frames.keys(MOST);
    keys.into_iter().find(|key| u64::try_from(key.time).unwrap_or(0) == at_us)
}

fn size(track: &Track) -> Size {
    let longer = track.pixels.first().map_or(0, |size| size.width.max(size.height));
    Size::within((LARGER * u64::from(longer)).clamp(2, LONGEST), track)
}
