//! What lies along the video of a screen: its frames, when it moved, and small pictures of it?

use std::panic::{AssertUnwindSafe, catch_unwind};

use sekisho_archive::Archive;
use sekisho_catalog::{AboutScreen, ScreenSize, StoredActivity, StoredPictures, StoredScreen};
use sekisho_domain::evidence::Sha256;
use sekisho_recording::video::{self, Container, Limits, Pixels, Track, Video};
use tokio::sync::Notify;
use tokio::task::{JoinError, spawn_blocking};

use crate::decoded::decoder;
use crate::holdings::Holdings;
use crate::intake::refusing;
use crate::pictures::{Pictures, pictures};
use crate::program::Program;
use crate::progress::{Progress, Stage, Step};
use crate::until::Until;
use crate::{IngestError, screen, screen_text};

/// Derives what lies along every video of which nothing is kept yet, one after the other. Making pictures takes longer than
/// all the rest, so nobody waits for it: neither whoever wants to derive meanwhile, nor the queue that told of a video.
///
/// A run that is asked to end leaves the video at which it is to the next one.
pub(crate) async fn derive_new(
    holdings: &Holdings,
    until: &Until,
    progress: &Progress<'_>,
) -> Result<(), IngestError> {
    let originals = holdings.catalog.new_screens().await?;
    let total = originals.len() as u64;
    let mut failed = None;
    for (done, original) in (0..).zip(originals) {
        progress.step(Step { stage: Stage::Watch, done, total });
        if let Err(error) = derive_one(holdings, original, until).await {
            failed = Some(error);
        }
        if until.is_over() {
            return Ok(());
        }
    }
    progress.step(Step { stage: Stage::Watch, done: total, total });
    // One at which the archive or the catalog fails does not keep the others back.
    failed.map_or(Ok(()), Err)
}

async fn derive_one(
    holdings: &Holdings,
    original: Sha256,
    until: &Until,
) -> Result<(), IngestError> {
    let (archive, decoder) = (holdings.archive.clone(), decoder(until.clone()));
    let derived = spawn_blocking(move || derive(&archive, original, &decoder)).await;
    let stopped = |error: JoinError| IngestError::Stopped { why: error.to_string() };
    // What is refused here was refused when it was read, which is where it is told.
    match refusing(derived.map_err(stopped)?)? {
        Ok(screen) if !until.is_over() => {
            Ok(holdings.catalog.put_screen(&original, screen).await?)
        }
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Does so, and reads what was to be read on the screens.
pub(crate) async fn look_through(
    holdings: &Holdings,
    progress: &Progress<'_>,
) -> Result<(), IngestError> {
    let derived = derive_new(holdings, &Until::Drained, progress).await;
    while screen_text::read_on(holdings, &Until::Drained, progress).await? {}
    derived
}

/// Does both whenever anything was `derived`, until it is asked to end. What fails is tried again the next time, and its page
/// says that it was not looked through yet: it is no reason to take in nothing more.
pub(crate) async fn keep_up(holdings: &Holdings, until: &Until, derived: &Notify) {
    while !until.is_over() {
        let _ = derive_new(holdings, until, &|_| ()).await;
        // Reading takes longer still, so that videos which came meanwhile go first.
        if let Ok(true) = screen_text::read_on(holdings, until, &|_| ()).await {
            continue;
        }
        tokio::select! {
            () = until.over() => {}
            () = derived.notified() => {}
        }
    }
}

fn derive(
    archive: &Archive,
    original: Sha256,
    decoder: &Program,
) -> sekisho_archive::Result<StoredScreen> {
    let mut file = screen::File::open(archive, original)?;
    let probed = video::probe(&mut file, &Limits::DEFAULT);
    let video = file.told(original, probed)?.video;
    let made = catch_unwind(AssertUnwindSafe(|| pictures(&video, &mut file, decoder)));
    let Pictures { about: pictures, sheets } = made.unwrap_or_else(|_| {
        // It would panic again: what is known of the video besides is kept.
        Pictures::none("their reader failed, which is a mistake of Sekisho")
    });
    // Pictures that are missing because the archive failed are made by the next run.
    file.told(original, Ok(()))?;
    let times_us = video.picture().map_or_else(Vec::new, times);
    Ok(StoredScreen { about: about(&video, pictures), times_us, sheets })
}

fn about(video: &Video, pictures: StoredPictures) -> AboutScreen {
    let track = video.picture().filter(|track| !track.frames.is_empty());
    let key_frames = track.map_or(0, |track| track.frames.iter().filter(|f| f.is_key).count());
    let activity =
        track.zip(video.duration).and_then(|(track, until)| video::activity(track, until));
    AboutScreen {
        container: video.container.map(|container| word(container).to_owned()),
        codec: track.map(|track| track.codec.clone()).filter(|codec| !codec.is_empty()),
        sizes: track.map_or_else(Vec::new, |track| track.pixels.iter().map(size).collect()),
        duration_us: video.duration.map(micros),
        frames: track.map_or(0, |track| track.frames.len() as u64),
        key_frames: key_frames as u64,
        is_whole: video.is_whole(),
        ends: video.ending(),
        whole_bytes: video.whole_bytes(),
        activity: activity.map(|activity| StoredActivity {
            slice_us: micros(activity.slice),
            changed: activity.changed,
            idle_us: activity.idle.iter().map(|(from, to)| (micros(*from), micros(*to))).collect(),
        }),
        pictures,
    }
}

fn word(container: Container) -> &'static str {
    match container {
        Container::IsoBmff => "mp4",
        Container::Matroska => "matroska",
        Container::WebM => "webm",
    }
}

fn size(pixels: &Pixels) -> ScreenSize {
    ScreenSize { at_us: micros(pixels.from), width: pixels.width, height: pixels.height }
}

/// When each frame is shown; not those that an edit list hides.
fn times(track: &Track) -> Vec<u64> {
    let shown = track.frames.iter().filter_map(|frame| u64::try_from(frame.time).ok());
    let mut times: Vec<u64> = shown.collect();
    times.sort_unstable();
    times
}

/// A time of a player, which knows none before the start.
fn micros(time: i64) -> u64 {
    u64::try_from(time).unwrap_or(0)
}
