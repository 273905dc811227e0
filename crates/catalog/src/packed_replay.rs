//! How is a replay stored?

use sqlx::AnyConnection;

use crate::catalog::Catalog;
use crate::error::Result;
use crate::packing::{Block, PackedPart, PackedReplay};
use crate::rows;

/// The tables that hold the parts of a replay.
const TABLES: [&str; 4] = ["segments", "line_blocks", "command_blocks", "mark_blocks"];

impl Catalog {
    /// Stores a part of a replay that is too large to be stored at once. [`Catalog::put_replays`] makes it visible with
    /// the rest. The first part takes the place of what an earlier attempt left; a generation that is visible has no
    /// parts to come.
    ///
    /// # Errors
    /// [`crate::Error::Busy`], [`crate::Error::Unstorable`] or [`crate::Error::Database`]; the part has not been stored
    /// then.
    pub async fn put_part(&self, part: PackedPart) -> Result<()> {
        let mut transaction = self.begin().await?;
        insert(&mut transaction, vec![part]).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Stores replays in one transaction; an older one of the same session goes, segments and all.
    ///
    /// # Errors
    /// [`crate::Error::Busy`], [`crate::Error::Unstorable`] or [`crate::Error::Database`]; nothing has been stored then.
    pub async fn put_replays(&self, mut replays: Vec<PackedReplay>) -> Result<()> {
        let mut transaction = self.begin().await?;
        remove(&mut transaction, &replays).await?;
        let parts = replays.iter_mut().map(|replay| {
            let generation = replay.rest.generation.clone();
            std::mem::replace(&mut replay.rest, PackedPart { generation, ..PackedPart::default() })
        });
        insert(&mut transaction, parts.collect()).await?;
        let into = "INSERT INTO replays (session, generation, about, rhythm)";
        rows::insert(&mut transaction, into, 4, replays, |statement, replay| {
            Ok(statement
                .bind(replay.session)
                .bind(replay.rest.generation)
                .bind(replay.about)
                .bind(replay.rhythm))
        })
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Forgets the parts of replays that were never stored whole. Whoever stores parts must not do so meanwhile.
    ///
    /// # Errors
    /// [`crate::Error::Busy`] or [`crate::Error::Database`]
    pub async fn remove_unfinished(&self) -> Result<()> {
        let mut transaction = self.begin().await?;
        for table in TABLES {
            let sql = format!(
                "DELETE FROM {table} WHERE generation NOT IN (SELECT generation FROM replays)"
            );
            rows::among::<String>(&sql, Vec::new()).execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

async fn insert(connection: &mut AnyConnection, parts: Vec<PackedPart>) -> Result<()> {
    let first = parts.iter().filter(|part| part.is_first).map(|part| part.generation.clone());
    let first: Vec<_> = first.collect();
    for generations in first.chunks(rows::AT_ONCE) {
        for table in TABLES {
            let sql = format!("DELETE FROM {table} WHERE generation IN $keys");
            rows::among(&sql, generations.to_vec()).execute(&mut *connection).await?;
        }
    }
    let (mut segments, mut blocks) = (Vec::new(), Vec::new());
    let (mut commands, mut marks) = (Vec::new(), Vec::new());
    for part in parts {
        let PackedPart { generation, lines, segments: packed, .. } = part;
        commands.extend(part.commands.into_iter().map(|block| (generation.clone(), block)));
        marks.extend(part.marks.into_iter().map(|block| (generation.clone(), block)));
        segments.extend(packed.into_iter().map(|packed| (generation.clone(), packed)));
        blocks.extend(lines.into_iter().map(|block| (generation.clone(), block)));
    }
    let into = "INSERT INTO segments (generation, number, at_us, at_offset, payload)";
    rows::insert(connection, into, 5, segments, |statement, (generation, (place, packed))| {
        Ok(statement
            .bind(generation)
            .bind(i64::from(place.number))
            .bind(rows::integer(place.at_us)?)
            .bind(rows::integer(place.offset)?)
            .bind(packed))
    })
    .await?;
    let into = "INSERT INTO line_blocks (generation, number, played_us, at_offset, payload)";
    rows::insert(connection, into, 5, blocks, |statement, (generation, block)| {
        Ok(statement
            .bind(generation)
            .bind(rows::integer(block.number)?)
            .bind(rows::integer(block.played_us)?)
            .bind(rows::integer(block.offset)?)
            .bind(block.packed))
    })
    .await?;
    insert_blocks(connection, "command_blocks", commands).await?;
    insert_blocks(connection, "mark_blocks", marks).await
}

async fn insert_blocks(
    connection: &mut AnyConnection,
    table: &str,
    blocks: Vec<(String, Block)>,
) -> Result<()> {
    let into = format!("INSERT INTO {table} (generation, number, payload)");
    rows::insert(connection, &into, 3, blocks, |statement, (generation, block)| {
        let number = rows::integer(block.number)?;
        Ok(statement.bind(generation).bind(number).bind(block.packed))
    })
    .await
}

/// Removes what the sessions of these replays have now.
async fn remove(connection: &mut AnyConnection, replays: &[PackedReplay]) -> Result<()> {
    for chunk in replays.chunks(rows::AT_ONCE) {
        let sessions: Vec<_> = chunk.iter().map(|replay| replay.session.clone()).collect();
        for table in TABLES {
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
