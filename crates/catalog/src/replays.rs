//! How is a recording shown without reading it again?

use std::collections::HashMap;

use sekisho_domain::session::SessionKey;
use sqlx::{AnyConnection, Row};

use crate::catalog::Catalog;
use crate::error::{Error, Result};
use crate::packed::{Packer, unpack};
use crate::recording::{About, SegmentPlace, StoredCommand, StoredLine, StoredReplay};
use crate::rows;

impl Catalog {
    /// Stores replays in one transaction; an older one of the same session goes, segments and all.
    ///
    /// Packing is done on the calling thread, before the transaction begins.
    ///
    /// # Errors
    /// [`Error::Busy`], [`Error::Unstorable`] or [`Error::Database`]; nothing has been stored then.
    pub async fn put_replays(&self, replays: &[StoredReplay]) -> Result<()> {
        let mut packer = Packer::new()?;
        let packed: Result<Vec<_>> =
            replays.iter().map(|replay| pack(replay, &mut packer)).collect();
        let mut packed = packed?;
        let mut transaction = self.begin().await?;
        remove(&mut transaction, replays).await?;
        let mut segments = Vec::new();
        for replay in &mut packed {
            segments.append(&mut replay.segments);
        }
        let into = "INSERT INTO replays (session, generation, about, commands, lines)";
        rows::insert(&mut transaction, into, 5, packed, |statement, replay| {
            Ok(statement
                .bind(replay.about.session.as_str().to_owned())
                .bind(replay.about.generation.clone())
                .bind(rows::json(replay.about)?)
                .bind(rows::json(replay.commands)?)
                .bind(replay.lines))
        })
        .await?;
        let into = "INSERT INTO segments (generation, number, at_us, at_offset, payload)";
        rows::insert(&mut transaction, into, 5, segments, |statement, segment| {
            let (generation, place, payload) = segment;
            Ok(statement
                .bind(generation.to_owned())
                .bind(i64::from(place.number))
                .bind(rows::integer(place.at_us)?)
                .bind(rows::integer(place.offset)?)
                .bind(payload))
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

struct Packed<'a> {
    about: &'a About,
    commands: &'a [StoredCommand],
    lines: Vec<u8>,
    segments: Vec<(&'a str, SegmentPlace, Vec<u8>)>,
}

fn pack<'a>(replay: &'a StoredReplay, packer: &mut Packer) -> Result<Packed<'a>> {
    let generation = replay.about.generation.as_str();
    let mut segments = Vec::with_capacity(replay.segments.len());
    for segment in &replay.segments {
        segments.push((generation, segment.place, packer.pack(&segment.payload)?));
    }
    let lines = packer.pack(rows::json(&replay.lines)?.as_bytes())?;
    Ok(Packed { about: &replay.about, commands: &replay.commands, lines, segments })
}

pub(crate) fn unpack_lines(packed: &[u8]) -> Result<Vec<StoredLine>> {
    let json = unpack("a list of lines", packed)?;
    let damaged =
        |error| Error::Damaged { what: format!("a list of lines cannot be read: {error}") };
    serde_json::from_slice(&json).map_err(damaged)
}

async fn remove(connection: &mut AnyConnection, replays: &[StoredReplay]) -> Result<()> {
    for chunk in replays.chunks(rows::AT_ONCE) {
        let sessions: Vec<_> =
            chunk.iter().map(|replay| replay.about.session.as_str().to_owned()).collect();
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
