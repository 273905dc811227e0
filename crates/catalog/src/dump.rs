//! Is the whole derived state the same as another?

use sekisho_domain::evidence::Sha256;
use serde_json::{Value, json};
use sha2::Digest;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::catalog::Catalog;
use crate::error::Result;
use crate::packing::LINES_PER_BLOCK;
use crate::recording::{Mark, Marks, StoredLine};
use crate::replays::{segment_number, unpack_commands, unpack_lines, unpack_marks};
use crate::{rows, screen_texts};

/// The statement that gives the rows of a table, and what a row says; the word before the table names its lines.
type Table = (&'static str, &'static str, fn(&AnyRow) -> Result<Vec<Value>>);

/// What is derived, table by table. The numbers and times of ledger lines tell in which order originals arrived; they are
/// the archive's statement and not derived from its content, so they are left out.
const TABLES: &[Table] = &[
    ("meta", "SELECT name, value FROM meta", |row| {
        Ok(vec![text(row, "name")?, text(row, "value")?])
    }),
    ("object", "SELECT * FROM objects", object),
    ("trail-file", "SELECT file FROM trail_files", |row| Ok(vec![parsed(row, "file")?])),
    ("trail-proof", "SELECT completeness FROM trail_proofs", |row| {
        Ok(vec![parsed(row, "completeness")?])
    }),
    ("fact", "SELECT fact FROM facts", |row| Ok(vec![parsed(row, "fact")?])),
    ("access", "SELECT place, record FROM access_records", placed),
    ("request", "SELECT place, record FROM request_records", placed),
    ("node", "SELECT place, record FROM nodes", placed),
    ("screen", "SELECT original, about FROM screens", |row| {
        Ok(vec![text(row, "original")?, parsed(row, "about")?])
    }),
    ("sheet", "SELECT original, number, payload FROM sheets", |row| {
        let payload = hashed(&row.try_get::<Vec<u8>, _>("payload")?);
        Ok(vec![text(row, "original")?, number(row, "number")?, payload])
    }),
    ("screen-text", "SELECT original, about, scenes FROM screen_texts", |row| {
        let scenes = json!(screen_texts::scenes(row)?);
        Ok(vec![text(row, "original")?, parsed(row, "about")?, scenes])
    }),
    ("replay", "SELECT about, rhythm FROM replays", |row| {
        Ok(vec![parsed(row, "about")?, parsed(row, "rhythm")?])
    }),
];

impl Catalog {
    /// Everything derived, as text: one fact per line, sorted, so that two catalogs are equal when their texts are.
    ///
    /// It is made for stories and tests: the whole text is held in memory.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`] or [`crate::Error::Database`]
    pub async fn dump(&self) -> Result<String> {
        let mut facts = Vec::new();
        for (word, sql, says) in TABLES {
            for row in sqlx::query(*sql).fetch_all(&self.readers).await? {
                facts.push(fact(word, says(&row)?));
            }
        }
        let blocks = "SELECT generation, number, payload FROM line_blocks";
        for row in sqlx::query(blocks).fetch_all(&self.readers).await? {
            let generation = text(&row, "generation")?;
            let first = rows::count(row.try_get("number")?)? * LINES_PER_BLOCK as u64;
            let lines = unpack_lines(row.try_get("payload")?)?;
            facts.extend((first..).zip(lines).map(|(nth, line)| shown(&generation, nth, line)));
        }
        let blocks = "SELECT generation, payload FROM command_blocks";
        for row in sqlx::query(blocks).fetch_all(&self.readers).await? {
            let commands = unpack_commands(row.try_get("payload")?)?.into_iter();
            let generation = text(&row, "generation")?;
            facts.extend(commands.map(|one| fact("command", vec![generation.clone(), json!(one)])));
        }
        let blocks = "SELECT generation, payload FROM mark_blocks";
        for row in sqlx::query(blocks).fetch_all(&self.readers).await? {
            let Marks { secrets, hidden } = unpack_marks(row.try_get("payload")?)?;
            let generation = text(&row, "generation")?;
            let mark = |word| {
                let generation = generation.clone();
                move |mark: Mark| fact(word, vec![generation.clone(), json!(mark)])
            };
            facts.extend(secrets.into_iter().map(mark("secret")));
            facts.extend(hidden.into_iter().map(mark("hidden")));
        }
        let places = "SELECT generation, number, at_us, at_offset FROM segments";
        for row in sqlx::query(places).fetch_all(&self.readers).await? {
            facts.push(fact("segment", self.segment_facts(&row).await?));
        }
        // Sorted here and not by the database: each sorts text by its own rules.
        facts.sort_unstable();
        Ok(facts.concat())
    }

    async fn segment_facts(&self, row: &AnyRow) -> Result<Vec<Value>> {
        let number_of = segment_number(row.try_get("number")?)?;
        let payload = self.segment(row.try_get("generation")?, number_of).await?;
        let payload = payload.unwrap_or_default();
        Ok(vec![
            text(row, "generation")?,
            number(row, "number")?,
            number(row, "at_us")?,
            number(row, "at_offset")?,
            json!(payload.len()),
            hashed(&payload),
        ])
    }
}

fn shown(generation: &Value, nth: u64, line: StoredLine) -> String {
    let StoredLine { offset, at, text, seen } = line;
    fact(
        "line",
        vec![generation.clone(), json!(nth), json!(offset), json!(at), json!(seen), json!(text)],
    )
}

/// A JSON text never holds a raw newline, so a fact is one line whatever its values are.
fn fact(word: &str, says: Vec<Value>) -> String {
    let mut line = word.to_owned();
    for value in says {
        line.push(' ');
        line.push_str(&value.to_string());
    }
    line.push('\n');
    line
}

fn object(row: &AnyRow) -> Result<Vec<Value>> {
    let version: Option<String> = row.try_get("version")?;
    Ok(vec![
        text(row, "source")?,
        text(row, "locator")?,
        json!(version),
        text(row, "original")?,
        number(row, "size_bytes")?,
        text(row, "kind")?,
        text(row, "state")?,
        parsed(row, "rejected")?,
    ])
}

fn placed(row: &AnyRow) -> Result<Vec<Value>> {
    Ok(vec![number(row, "place")?, parsed(row, "record")?])
}

fn text(row: &AnyRow, column: &str) -> Result<Value> {
    Ok(Value::String(row.try_get(column)?))
}

fn number(row: &AnyRow, column: &str) -> Result<Value> {
    Ok(json!(row.try_get::<i64, _>(column)?))
}

fn hashed(payload: &[u8]) -> Value {
    json!(Sha256::from_bytes(sha2::Sha256::digest(payload).into()).to_string())
}

fn parsed(row: &AnyRow, column: &str) -> Result<Value> {
    rows::value(column, row.try_get(column)?)
}
