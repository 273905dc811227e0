//! How is a replay stored?

use sekisho_domain::session::SessionKey;
use sqlx::AnyConnection;

use crate::catalog::Catalog;
use crate::error::Result;
use crate::packed::Packer;
use crate::recording::{SegmentPlace, StoredLine, StoredReplay};
use crate::{lines, rows};

/// A replay as it is stored.
#[derive(Debug)]
pub struct PackedReplay {
    session: SessionKey,
    generation: String,
    about: String,
    commands: String,
    rhythm: String,
    marks: String,
    lines: Vec<LineBlock>,
    segments: Vec<(SegmentPlace, Vec<u8>)>,
}

/// Lines that are stored together, and the place of the first one.
#[derive(Debug)]
struct LineBlock {
    played_us: u64,
    offset: u64,
    packed: Vec<u8>,
}

/// So many lines are stored and read together: some 20 KB, unpacked in a fraction of a millisecond.
pub const LINES_PER_BLOCK: usize = 1_000;

impl Packer {
    /// Packs a replay. It is much of the work of storing one, and needs no catalog.
    ///
    /// # Errors
    /// [`crate::Error::Unstorable`]
    pub fn pack_replay(&mut self, replay: &StoredReplay) -> Result<PackedReplay> {
        let payloads = replay.segments.iter().map(|segment| segment.payload.as_slice());
        let payloads = self.pack_alike(payloads)?;
        let places = replay.segments.iter().map(|segment| segment.place);
        Ok(PackedReplay {
            session: replay.about.session.clone(),
            generation: replay.about.generation.clone(),
            about: rows::json(&replay.about)?,
            commands: rows::json(&replay.commands)?,
            rhythm: rows::json(&replay.rhythm)?,
            marks: rows::json(&replay.marks)?,
            lines: self.pack_lines(&replay.lines)?,
            segments: places.zip(payloads).collect(),
        })
    }

    fn pack_lines(&mut self, lines: &[StoredLine]) -> Result<Vec<LineBlock>> {
        let mut blocks = Vec::with_capacity(lines.len().div_ceil(LINES_PER_BLOCK));
        for chunk in lines.chunks(LINES_PER_BLOCK) {
            blocks.push(LineBlock {
                played_us: chunk[0].at.played_us,
                offset: chunk[0].offset,
                packed: self.pack(&lines::encode(chunk)?)?,
            });
        }
        Ok(blocks)
    }
}

impl Catalog {
    /// Stores replays in one transaction; an older one of the same session goes, segments and all.
    ///
    /// # Errors
    /// [`crate::Error::Busy`], [`crate::Error::Unstorable`] or [`crate::Error::Database`]; nothing has been stored then.
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
        let mut blocks = Vec::new();
        for replay in &mut replays {
            let of_replay = (0_u64..).zip(std::mem::take(&mut replay.lines));
            let generation = &replay.generation;
            blocks.extend(of_replay.map(|(number, block)| (generation.clone(), number, block)));
        }
        let into = "INSERT INTO line_blocks (generation, number, played_us, at_offset, payload)";
        rows::insert(
            &mut transaction,
            into,
            5,
            blocks,
            |statement, (generation, number, block)| {
                Ok(statement
                    .bind(generation)
                    .bind(rows::integer(number)?)
                    .bind(rows::integer(block.played_us)?)
                    .bind(rows::integer(block.offset)?)
                    .bind(block.packed))
            },
        )
        .await?;
        let into = "INSERT INTO replays (session, generation, about, commands, rhythm, marks)";
        rows::insert(&mut transaction, into, 6, replays, |statement, replay| {
            Ok(statement
                .bind(replay.session.as_str().to_owned())
                .bind(replay.generation)
                .bind(replay.about)
                .bind(replay.commands)
                .bind(replay.rhythm)
                .bind(replay.marks))
        })
        .await?;
        transaction.commit().await?;
        Ok(())
    }
}

async fn remove(connection: &mut AnyConnection, replays: &[PackedReplay]) -> Result<()> {
    for chunk in replays.chunks(rows::AT_ONCE) {
        let sessions: Vec<_> =
            chunk.iter().map(|replay| replay.session.as_str().to_owned()).collect();
        for table in ["segments", "line_blocks"] {
            let sql = format!(
                "DELETE FROM {table} WHERE generation IN \
                 (SELECT generation FROM replays WHERE session IN $keys)"
            );
            rows::among(&sql, sessions.clone()).execute(&mut *connection).await?;
        }
        let replays = "DELETE FROM replays WHERE session IN $keys";
        rows::among(replays, sessions).execute(&mut *connection).await?;
    }
    Ok(())
}
