//! How is a recording shown without reading it again?

use std::collections::HashMap;

use sekisho_domain::session::SessionKey;
use serde::de::DeserializeOwned;
use sqlx::Row;

use crate::catalog::Catalog;
use crate::error::{Error, Result};
use crate::packed::{unpack, unpack_by};
use crate::recording::{About, Marks, SegmentPlace, StoredCommand, StoredLine, StoredRhythm};
use crate::{lines, rows};

impl Catalog {
    /// The heading of a session's replay.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn replay(&self, session: &SessionKey) -> Result<Option<About>> {
        Ok(self.replays(std::slice::from_ref(session)).await?.pop().flatten())
    }

    /// The headings of many sessions' replays, each at the place of its session.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn replays(&self, sessions: &[SessionKey]) -> Result<Vec<Option<About>>> {
        let mut found = HashMap::with_capacity(sessions.len());
        for chunk in sessions.chunks(rows::AT_ONCE) {
            let keys = chunk.iter().map(|session| session.as_str().to_owned()).collect();
            let query =
                rows::among("SELECT session, about FROM replays WHERE session IN $keys", keys);
            for row in query.fetch_all(&self.readers).await? {
                let about: About = rows::value("a replay", row.try_get(1)?)?;
                found.insert(row.try_get::<String, _>(0)?, about);
            }
        }
        Ok(sessions.iter().map(|session| found.get(session.as_str()).cloned()).collect())
    }

    /// The lines of a generation, by offset; none where the generation is not the current one.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn lines(&self, generation: &str) -> Result<Option<Vec<StoredLine>>> {
        let query = "SELECT payload FROM line_blocks WHERE generation = $1 ORDER BY number";
        let mut lines = Vec::new();
        let Some(blocks) = self.blocks(query, generation).await? else { return Ok(None) };
        for block in blocks {
            lines.append(&mut unpack_lines(&block)?);
        }
        Ok(Some(lines))
    }

    /// The lines of a generation with the numbers `block * LINES_PER_BLOCK` and following, counted from 0; empty where
    /// there is no such block.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn line_block(&self, generation: &str, block: u64) -> Result<Vec<StoredLine>> {
        let query = "SELECT payload FROM line_blocks WHERE generation = $1 AND number = $2";
        let query = sqlx::query(query).bind(generation.to_owned()).bind(rows::integer(block)?);
        match query.fetch_optional(&self.readers).await? {
            Some(row) => unpack_lines(row.try_get(0)?),
            None => Ok(Vec::new()),
        }
    }

    /// The block of lines in which a place lies: the last one that starts at or before it, else the first one.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn line_block_at(&self, generation: &str, place: LinePlace) -> Result<u64> {
        let (query, value) = match place {
            LinePlace::Offset(offset) => (
                "SELECT MAX(number) FROM line_blocks WHERE generation = $1 AND at_offset <= $2",
                offset,
            ),
            LinePlace::PlayedUs(us) => (
                "SELECT MAX(number) FROM line_blocks WHERE generation = $1 AND played_us <= $2",
                us,
            ),
        };
        // Whatever lies behind everything that can be stored lies behind the last line.
        let value = i64::try_from(value).unwrap_or(i64::MAX);
        let query = sqlx::query(query).bind(generation.to_owned()).bind(value);
        let number: Option<i64> = query.fetch_one(&self.readers).await?.try_get(0)?;
        rows::count(number.unwrap_or(0))
    }

    async fn is_current(&self, generation: &str) -> Result<bool> {
        let query = sqlx::query("SELECT session FROM replays WHERE generation = $1");
        Ok(query.bind(generation.to_owned()).fetch_optional(&self.readers).await?.is_some())
    }

    /// The commands of a generation, by offset; none where the generation is not the current one.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn commands(&self, generation: &str) -> Result<Option<Vec<StoredCommand>>> {
        let query = "SELECT payload FROM command_blocks WHERE generation = $1 ORDER BY number";
        let mut commands = Vec::new();
        let Some(blocks) = self.blocks(query, generation).await? else { return Ok(None) };
        for block in blocks {
            commands.append(&mut unpack_commands(&block)?);
        }
        Ok(Some(commands))
    }

    /// What the blocks of a generation hold that `query` gives; none where the generation is not the current one.
    async fn blocks(&self, query: &'static str, generation: &str) -> Result<Option<Vec<Vec<u8>>>> {
        if !self.is_current(generation).await? {
            return Ok(None);
        }
        let rows = sqlx::query(query).bind(generation.to_owned()).fetch_all(&self.readers).await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect::<Result<_>>().map(Some)
    }

    /// When a generation was busy and when quiet; none without a clock, or where the generation is not the current one.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn rhythm(&self, generation: &str) -> Result<Option<StoredRhythm>> {
        let query = sqlx::query("SELECT rhythm FROM replays WHERE generation = $1");
        let row = query.bind(generation.to_owned()).fetch_optional(&self.readers).await?;
        let rhythm: Option<Option<StoredRhythm>> =
            row.map(|row| rows::value("a rhythm", row.try_get(0)?)).transpose()?;
        Ok(rhythm.flatten())
    }

    /// Masked secrets and hidden output of a generation, by offset; none where the generation is not the current one.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn marks(&self, generation: &str) -> Result<Option<Marks>> {
        let query = "SELECT payload FROM mark_blocks WHERE generation = $1 ORDER BY number";
        let mut marks = Marks::default();
        let Some(blocks) = self.blocks(query, generation).await? else { return Ok(None) };
        for block in blocks {
            let Marks { mut secrets, mut hidden } = unpack_marks(&block)?;
            marks.secrets.append(&mut secrets);
            marks.hidden.append(&mut hidden);
        }
        marks.sort();
        Ok(Some(marks))
    }

    /// Where the segments of a generation start, by number.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn segment_index(&self, generation: &str) -> Result<Vec<SegmentPlace>> {
        let query = sqlx::query(
            "SELECT number, at_us, at_offset FROM segments WHERE generation = $1 ORDER BY number",
        );
        let rows = query.bind(generation.to_owned()).fetch_all(&self.readers).await?;
        rows.iter()
            .map(|row| {
                Ok(SegmentPlace {
                    number: segment_number(row.try_get(0)?)?,
                    at_us: rows::count(row.try_get(1)?)?,
                    offset: rows::count(row.try_get(2)?)?,
                })
            })
            .collect()
    }

    /// The payload of one segment.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn segment(&self, generation: &str, number: u32) -> Result<Option<Vec<u8>>> {
        let query = "SELECT payload FROM segments WHERE generation = $1 AND number IN (0, $2) ORDER BY number";
        let query = sqlx::query(query).bind(generation.to_owned()).bind(i64::from(number));
        let rows = query.fetch_all(&self.readers).await?;
        let Some(first) = rows.first() else { return Ok(None) };
        let first = unpack(SEGMENT, first.try_get(0)?)?;
        match rows.get(1) {
            Some(row) => unpack_by(SEGMENT, row.try_get(0)?, &first).map(Some),
            None => Ok((number == 0).then_some(first)),
        }
    }
}

/// A line by what a link or a player knows of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinePlace {
    /// A byte of the output.
    Offset(u64),
    /// A playing position.
    PlayedUs(u64),
}

pub(crate) fn unpack_lines(packed: &[u8]) -> Result<Vec<StoredLine>> {
    lines::decode(&unpack("a list of lines", packed)?)
}

pub(crate) fn unpack_commands(packed: &[u8]) -> Result<Vec<StoredCommand>> {
    unpack_json("a list of commands", packed)
}

pub(crate) fn unpack_marks(packed: &[u8]) -> Result<Marks> {
    unpack_json("a list of marks", packed)
}

fn unpack_json<Values: DeserializeOwned>(what: &str, packed: &[u8]) -> Result<Values> {
    rows::value(what, &String::from_utf8_lossy(&unpack(what, packed)?))
}

/// The name of a payload in errors.
const SEGMENT: &str = "a segment";

pub(crate) fn segment_number(stored: i64) -> Result<u32> {
    let damaged = |_| Error::Damaged { what: format!("segment number {stored}") };
    u32::try_from(stored).map_err(damaged)
}
