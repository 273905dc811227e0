//! What is kept of the video of a screen, so that it need not be read again?

use sekisho_domain::evidence::Sha256;
use serde::{Deserialize, Serialize};
use sqlx::Row;

use crate::catalog::Catalog;
use crate::error::{Error, Result};
use crate::packed::{Packer, unpack};
use crate::rows;

/// Everything kept of one video.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredScreen {
    /// What it is and what lies along it.
    pub about: AboutScreen,
    /// When each frame is shown, ascending, in microseconds.
    pub times_us: Vec<u64>,
    /// Its pictures, each sheet a JPEG.
    pub sheets: Vec<Vec<u8>>,
}

/// What a video is and what lies along it. Times are in microseconds since its start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AboutScreen {
    /// `mp4`, `webm` or `matroska`; none where it is no video after all.
    pub container: Option<String>,
    /// As RFC 6381 says it where that can be told, else the file's own word; none where no picture plays.
    pub codec: Option<String>,
    /// Its size at the start and after every change.
    pub sizes: Vec<ScreenSize>,
    /// How long its frames last; none where nothing plays.
    pub duration_us: Option<u64>,
    /// Frames whose bytes are there.
    pub frames: u64,
    /// Of these, those that can be shown without any other.
    pub key_frames: u64,
    /// Whether it neither breaks off nor lacks its index.
    pub is_whole: bool,
    /// Where and how it ends, in a sentence, if not as it should.
    pub ends: Option<String>,
    /// How many bytes from its start hold whole frames only, if it ends inside a frame.
    pub whole_bytes: Option<u64>,
    /// When the picture changed; none where that cannot be told.
    pub activity: Option<StoredActivity>,
    /// Small pictures of its key frames.
    pub pictures: StoredPictures,
}

/// How large the picture is from a time on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScreenSize {
    /// From when.
    pub at_us: u64,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// When the picture changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredActivity {
    /// How long each slice is.
    pub slice_us: u64,
    /// How much changed in each slice, from 0 for nothing to 255.
    pub changed: Vec<u8>,
    /// Stretches in which nothing changed, from and to.
    pub idle_us: Vec<(u64, u64)>,
}

/// Which pictures there are, and where each lies in the sheets.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredPictures {
    /// Why there are none, or not all, in a sentence.
    pub because: Option<String>,
    /// Pixels of each picture.
    pub width: u32,
    /// Pixels of each picture.
    pub height: u32,
    /// Sheets in all.
    pub sheets: u32,
    /// Pictures on each sheet; the last one may have fewer.
    pub per_sheet: u32,
    /// Pictures side by side on a sheet.
    pub columns: u32,
    /// The time of the key frame that each picture shows, ascending.
    pub at_us: Vec<u64>,
    /// Numbers of the pictures that differ from the scene before, counted from 0.
    pub scenes: Vec<u32>,
}

impl Catalog {
    /// The originals that are videos and of which nothing is kept yet, by their names.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn new_screens(&self) -> Result<Vec<Sha256>> {
        let sql = "SELECT DISTINCT original FROM objects WHERE kind LIKE 'video-%' \
             AND original NOT IN (SELECT original FROM screens)";
        let rows = sqlx::query(sql).fetch_all(&self.readers).await?;
        let mut originals = rows.iter().map(rows::original).collect::<Result<Vec<_>>>()?;
        originals.sort_unstable();
        Ok(originals)
    }

    /// Keeps what lies along a video, in one transaction; what was kept of it before goes.
    ///
    /// # Errors
    /// [`Error::Busy`], [`Error::Unstorable`] or [`Error::Database`]; nothing has been stored then.
    pub async fn put_screen(&self, original: &Sha256, screen: StoredScreen) -> Result<()> {
        let name = original.to_string();
        let mut transaction = self.begin().await?;
        for sql in
            ["DELETE FROM screens WHERE original = $1", "DELETE FROM sheets WHERE original = $1"]
        {
            sqlx::query(sql).bind(name.clone()).execute(&mut *transaction).await?;
        }
        sqlx::query("INSERT INTO screens (original, about, frames) VALUES ($1, $2, $3)")
            .bind(name.clone())
            .bind(rows::json(&screen.about)?)
            .bind(Packer::new()?.pack(&steps(&screen.times_us)?)?)
            .execute(&mut *transaction)
            .await?;
        let sheets = (0_i64..).zip(screen.sheets).collect();
        let into = "INSERT INTO sheets (original, number, payload)";
        rows::insert(&mut transaction, into, 3, sheets, |statement, (number, sheet)| {
            Ok(statement.bind(name.clone()).bind(number).bind(sheet))
        })
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// What is kept of a video, without its frames and pictures.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn screen(&self, original: &Sha256) -> Result<Option<AboutScreen>> {
        let query = sqlx::query("SELECT about FROM screens WHERE original = $1");
        let row = query.bind(original.to_string()).fetch_optional(&self.readers).await?;
        row.map(|row| rows::value("a screen", row.try_get(0)?)).transpose()
    }

    /// When each frame of a video is shown, ascending, in microseconds.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn screen_frames(&self, original: &Sha256) -> Result<Option<Vec<u64>>> {
        let query = sqlx::query("SELECT frames FROM screens WHERE original = $1");
        let row = query.bind(original.to_string()).fetch_optional(&self.readers).await?;
        row.map(|row| times(&unpack("a list of frames", row.try_get(0)?)?)).transpose()
    }

    /// A sheet of the pictures of a video, as JPEG; sheets are counted from 0.
    ///
    /// # Errors
    /// [`Error::Database`]
    pub async fn sheet(&self, original: &Sha256, number: u32) -> Result<Option<Vec<u8>>> {
        let query = "SELECT payload FROM sheets WHERE original = $1 AND number = $2";
        let query = sqlx::query(query).bind(original.to_string()).bind(i64::from(number));
        let row = query.fetch_optional(&self.readers).await?;
        row.map(|row| Ok(row.try_get(0)?)).transpose()
    }
}

/// Ascending times as what each is more than the one before, which packs well.
fn steps(times: &[u64]) -> Result<Vec<u8>> {
    let before = std::iter::once(&0).chain(times);
    let steps: Vec<u64> = times.iter().zip(before).map(|(at, before)| at - before).collect();
    postcard::to_allocvec(&steps).map_err(|error| Error::Unstorable { what: error.to_string() })
}

fn times(steps: &[u8]) -> Result<Vec<u64>> {
    let damaged =
        |error: postcard::Error| Error::Damaged { what: format!("a list of frames: {error}") };
    let mut times: Vec<u64> = postcard::from_bytes(steps).map_err(damaged)?;
    let mut at = 0_u64;
    for time in &mut times {
        at = at.saturating_add(*time);
        *time = at;
    }
    Ok(times)
}
