//! How is a recording shown without reading it again?

use std::collections::HashMap;

use sekisho_domain::session::SessionKey;
use sqlx::{AnyConnection, Row};

use crate::catalog::Catalog;
use crate::error::{Error, Result};
use crate::packed::{Packer, unpack};
use crate::recording::{About, SegmentPlace, StoredCommand, StoredLine, StoredReplay};
use crate::{lines, rows};

impl Catalog {
    /// Stores replays in one transaction; an older one of the same session goes, segments and all.
    ///
    /// # Errors
    /// [`Error::Busy`], [`Error::Unstorable`] or [`Error::Database`]; nothing has been stored then.
    pub async fn put_replays(&self, mut replays: Vec<PackedReplay>) -> Result<()> {
        let mut transaction = self.begin().await?;
        remove(&mut transaction, &replays).await?;
        let mut segments = Vec::new();
        for replay in &mut replays {
            let of_replay = std::mem::take(&mut replay.segments).into_iter();
            let generation = &replay.generation;
            segments.extend(of_replay.map(|(place, packed)| (generation.clone(), place, packed)));
        }
        let into = "INSERT INTO segments (generation, number, at_us, at_offset, payload)";
        rows::insert(&mut transaction, into, 5, segments, |statement, segment| {
            let (generation, place, packed) = segment;
            Ok(statement
                .bind(generation)
                .bind(i64::from(place.number))
                .bind(rows::integer(place.at_us)?)
                .bind(rows::integer(place.offset)?)
                .bind(packed))
        })
        .await?;
        let into = "INSERT INTO replays (session, generation, about, commands, lines)";
        rows::insert(&mut transaction, into, 5, replays, |statement, replay| {
            Ok(statement
                .bind(replay.session.as_str().to_owned())
                .bind(replay.generation)
                .bind(replay.about)
                .bind(replay.commands)
                .bind(replay.lines))
        })
        .await?;
        transaction.commit().await?;
        Ok(())
    }

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
        let query = sqlx::query("SELECT lines FROM replays WHERE generation = $1");
        let row = query.bind(generation.to_owned()).fetch_optional(&self.readers).await?;
        row.map(|row| unpack_lines(row.try_get(0)?)).transpose()
    }

    /// The commands of a generation, by offset; none where the generation is not the current one.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn commands(&self, generation: &str) -> Result<Option<Vec<StoredCommand>>> {
        let query = sqlx::query("SELECT commands FROM replays WHERE generation = $1");
        let row = query.bind(generation.to_owned()).fetch_optional(&self.readers).await?;
        row.map(|row| rows::value("a list of commands", row.try_get(0)?)).transpose()
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
        let row = sqlx::query("SELECT payload FROM segments WHERE generation = $1 AND number = $2")
            .bind(generation.to_owned())
            .bind(i64::from(number))
            .fetch_optional(&self.readers)
            .await?;
        row.map(|row| unpack("a segment", row.try_get(0)?)).transpose()
    }
}

/// A replay as it is stored.
#[derive(Debug)]
pub struct PackedReplay {
    session: SessionKey,
    generation: String,
    about: String,
    commands: String,
    lines: Vec<u8>,
    segments: Vec<(SegmentPlace, Vec<u8>)>,
}

impl Packer {
    /// Packs a replay. It is much of the work of storing one, and needs no catalog.
    ///
    /// # Errors
    /// [`Error::Unstorable`]
    pub fn pack_replay(&mut self, replay: &StoredReplay) -> Result<PackedReplay> {
        let mut segments = Vec::with_capacity(replay.segments.len());
        for segment in &replay.segments {
            segments.push((segment.place, self.pack(&segment.payload)?));
        }
        Ok(PackedReplay {
            session: replay.about.session.clone(),
            generation: replay.about.generation.clone(),
            about: rows::json(&replay.about)?,
            commands: rows::json(&replay.commands)?,
            lines: self.pack(&lines::encode(&replay.lines)?)?,
            segments,
        })
    }
}

pub(crate) fn unpack_lines(packed: &[u8]) -> Result<Vec<StoredLine>> {
    lines::decode(&unpack("a list of lines", packed)?)
}

async fn remove(connection: &mut AnyConnection, replays: &[PackedReplay]) -> Result<()> {
    for chunk in replays.chunks(rows::AT_ONCE) {
        let sessions: Vec<_> =
            chunk.iter().map(|replay| replay.session.as_str().to_owned()).collect();
        let segments = "DELETE FROM segments WHERE generation IN \
             (SELECT generation FROM replays WHERE session IN $keys)";
        rows::among(segments, sessions.clone()).execute(&mut *connection).await?;
        let replays = "DELETE FROM replays WHERE session IN $keys";
        rows::among(replays, sessions).execute(&mut *connection).await?;
    }
    Ok(())
}

fn segment_number(stored: i64) -> Result<u32> {
    let damaged = |_| Error::Damaged { what: format!("segment number {stored}") };
    u32::try_from(stored).map_err(damaged)
}
