//! What is kept of the text that a machine read on a screen, so that it need not be read again?

use std::collections::HashSet;

use sekisho_domain::evidence::Sha256;
use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::catalog::Catalog;
use crate::error::{Error, Result};
use crate::packed::{Packer, unpack};
use crate::rows;

/// How far the pictures of a video were read, by what, and why not further.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AboutText {
    /// Whether anything more can come of it.
    pub state: TextState,
    /// What read it, with its version and languages; none where nothing could.
    pub engine: Option<String>,
    /// Pictures that were read, or tried.
    pub read: u32,
    /// Of these, those that could not be read.
    pub failed: u32,
    /// Pictures that are to be read.
    pub scenes: u32,
    /// When those are shown that are still to be read, in microseconds; absent until somebody looked which they are.
    pub left_us: Option<Vec<u64>>,
    /// How long reading them took, all pictures together, in milliseconds; 0 when nothing more can come of it.
    pub spent_ms: u64,
    /// Lines that were read, those again that stayed from picture to picture.
    pub lines: u64,
    /// Secrets that were masked in them; one that stayed from picture to picture counts once.
    pub secrets: u64,
    /// A private key whose end was not read yet: how many lines since the last of it are none, and whether any was masked.
    /// It may go on in the next picture.
    pub open_key: Option<(u32, bool)>,
    /// Whether the video lacks pictures, as it breaks off or not all could be made, so that nobody can read them.
    pub lacks_pictures: bool,
    /// Why nothing, or the first that could not, was read, in a sentence.
    pub because: Option<String>,
}

/// Whether the pictures of a video are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextState {
    /// Not all of them: the next run reads on.
    #[default]
    Reading,
    /// All that could be.
    Read,
    /// Some of them; the others would take too long.
    GaveUp,
    /// Nothing that reads is installed.
    NoEngine,
    /// None of them could be, or there is none.
    Failed,
}

impl AboutText {
    /// Whether everything was read that the video was to show.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.state == TextState::Read && self.failed == 0 && !self.lacks_pictures
    }
}

/// What was to be read in one picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SceneText {
    /// When the picture is shown, in microseconds since the start.
    pub at_us: u64,
    /// Its lines, from top to bottom.
    pub lines: Vec<ScreenLine>,
}

/// A line that was read, in which secrets are masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScreenLine {
    /// As it was read.
    pub text: String,
    /// How many secrets begin in it.
    pub secrets: u32,
}

impl SceneText {
    /// The lines that did not stand in the picture before.
    pub fn new_since(&self, before: Option<&SceneText>) -> impl Iterator<Item = &ScreenLine> {
        let before = before.into_iter().flat_map(|before| &before.lines);
        let stood: HashSet<_> = before.map(|line| line.text.as_str()).collect();
        self.lines.iter().filter(move |line| !stood.contains(line.text.as_str()))
    }
}

impl Catalog {
    /// The videos whose pictures are not all read yet, by their names.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn unread_screens(&self) -> Result<Vec<Sha256>> {
        let sql = "SELECT original FROM screens \
             WHERE original NOT IN (SELECT original FROM screen_texts WHERE is_done = 1)";
        let rows = sqlx::query(sql).fetch_all(&self.readers).await?;
        let mut originals = rows.iter().map(rows::original).collect::<Result<Vec<_>>>()?;
        originals.sort_unstable();
        Ok(originals)
    }

    /// Keeps what was read of a video so far; what was kept of it before goes.
    ///
    /// # Errors
    /// [`Error::Busy`], [`Error::Unstorable`] or [`Error::Database`]; nothing has been stored then.
    pub async fn put_screen_text(
        &self,
        original: &Sha256,
        about: &AboutText,
        scenes: &[SceneText],
    ) -> Result<()> {
        let name = original.to_string();
        let packed = Packer::new()?.pack(&postcard::to_allocvec(scenes).map_err(unstorable)?)?;
        let mut transaction = self.begin().await?;
        let gone = sqlx::query("DELETE FROM screen_texts WHERE original = $1").bind(name.clone());
        gone.execute(&mut *transaction).await?;
        sqlx::query(
            "INSERT INTO screen_texts (original, is_done, about, scenes) VALUES ($1, $2, $3, $4)",
        )
        .bind(name)
        .bind(i64::from(about.state != TextState::Reading))
        .bind(rows::json(about)?)
        .bind(packed)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// How far a video was read.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn about_screen_text(&self, original: &Sha256) -> Result<Option<AboutText>> {
        let query = sqlx::query("SELECT about FROM screen_texts WHERE original = $1");
        let row = query.bind(original.to_string()).fetch_optional(&self.readers).await?;
        row.map(|row| rows::value("a screen text", row.try_get(0)?)).transpose()
    }

    /// What was read in the pictures of a video, ascending by their times; nothing where none was read yet.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn screen_text(&self, original: &Sha256) -> Result<Vec<SceneText>> {
        let query = sqlx::query("SELECT scenes FROM screen_texts WHERE original = $1");
        let row = query.bind(original.to_string()).fetch_optional(&self.readers).await?;
        row.map_or_else(|| Ok(Vec::new()), |row| scenes(&row))
    }
}

/// The column `scenes` of a row.
pub(crate) fn scenes(row: &AnyRow) -> Result<Vec<SceneText>> {
    let bytes = unpack("a screen text", row.try_get("scenes")?)?;
    let damaged = |error| Error::Damaged { what: format!("a screen text: {error}") };
    postcard::from_bytes(&bytes).map_err(damaged)
}

fn unstorable(error: postcard::Error) -> Error {
    Error::Unstorable { what: error.to_string() }
}
