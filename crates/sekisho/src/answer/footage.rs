//! What lies along the video of a screen, and what do its pictures show?

use sekisho_catalog::{AboutScreen, StoredPictures};

use super::screen::named;
use super::{AnswerError, Desk};
use crate::shape::footage::{
    AboutScreenShape, FootageShape, FrameTimes, PicturesShape, ScreenSizeShape,
};

/// Everything along one video, and which pictures there are. It holds no content, so nothing is written into the ledger.
pub(crate) async fn of(desk: &Desk, key: &str, sha256: &str) -> Result<FootageShape, AnswerError> {
    let video = named(desk, key, Some(sha256)).await?;
    let kept = desk.holdings.catalog.screen(&video.original).await?;
    Ok(shape(kept.ok_or_else(|| not_yet(sha256))?))
}

/// When each frame of a video is shown.
pub(crate) async fn frames(
    desk: &Desk,
    key: &str,
    sha256: &str,
) -> Result<FrameTimes, AnswerError> {
    let video = named(desk, key, Some(sha256)).await?;
    let times_us = desk.holdings.catalog.screen_frames(&video.original).await?;
    Ok(FrameTimes { times_us: times_us.ok_or_else(|| not_yet(sha256))? })
}

/// A sheet of the pictures of a video, as JPEG.
pub(crate) async fn sheet(
    desk: &Desk,
    key: &str,
    sha256: &str,
    number: u32,
) -> Result<Vec<u8>, AnswerError> {
    let video = named(desk, key, Some(sha256)).await?;
    let sheet = desk.holdings.catalog.sheet(&video.original, number).await?;
    let sheet = sheet.ok_or_else(|| AnswerError::NotFound {
        what: format!("video {sha256} has no sheet {number}"),
        hint: "see how many it has, and why not more, in its timeline".into(),
    })?;
    desk.record_read(&video.session, "screen")?;
    Ok(sheet)
}

fn not_yet(sha256: &str) -> AnswerError {
    AnswerError::NotFound {
        what: format!("nothing is derived of video {sha256} yet"),
        hint: "videos are looked through when everything else is taken in: ask again later, and if nothing takes in, run `sekisho ingest` again".into(),
    }
}

/// What plays of a video.
pub(crate) fn about(kept: &AboutScreen) -> AboutScreenShape {
    let first = kept.sizes.first();
    AboutScreenShape {
        codec: kept.codec.clone(),
        width: first.map(|size| size.width),
        height: first.map(|size| size.height),
        duration_us: kept.duration_us,
        ends: kept.ends.clone(),
        whole_bytes: kept.whole_bytes,
    }
}

fn shape(kept: AboutScreen) -> FootageShape {
    let about = about(&kept);
    let activity = kept.activity;
    let sizes = kept.sizes.iter().map(|size| ScreenSizeShape {
        at_us: size.at_us,
        width: size.width,
        height: size.height,
    });
    FootageShape {
        container: kept.container,
        about,
        frames: kept.frames,
        key_frames: kept.key_frames,
        whole: kept.is_whole,
        sizes: sizes.collect(),
        bin_us: activity.as_ref().map_or(1_000_000, |activity| activity.slice_us),
        idle_us: activity.as_ref().map(|activity| activity.idle_us.clone()).unwrap_or_default(),
        activity: activity.map(|activity| activity.changed).unwrap_or_default(),
        pictures: pictures(kept.pictures),
    }
}

fn pictures(kept: StoredPictures) -> PicturesShape {
    PicturesShape {
        state: if kept.at_us.is_empty() { "none" } else { "ready" },
        because: kept.because,
        width: kept.width,
        height: kept.height,
        sheets: kept.sheets,
        per_sheet: kept.per_sheet,
        columns: kept.columns,
        at_us: kept.at_us,
        scenes: kept.scenes,
    }
}
