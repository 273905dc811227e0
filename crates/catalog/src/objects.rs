//! What has been ingested, and what became of each piece?

use std::collections::HashSet;

use futures_util::TryStreamExt;
use jiff::Timestamp;
use sekisho_domain::evidence::Sha256;
use sekisho_domain::fact::Evidenced;
use sekisho_domain::trail::TrailFile;
use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::catalog::Catalog;
use crate::error::{Error, Result};
use crate::facts;
use crate::rows;
use crate::trail;

/// An original at one of its origins, and what reading it gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// The ledger line that names it.
    pub number: u64,
    /// The SHA-256 of its raw bytes.
    pub original: Sha256,
    /// The kind of source, such as `folder`.
    pub source: String,
    /// The place inside the source.
    pub locator: String,
    /// The version the source gave it, where it has versions.
    pub version: Option<String>,
    /// How many raw bytes.
    pub size_bytes: u64,
    /// When the ledger first named it, to the microsecond.
    pub first_seen: Timestamp,
    /// What it is, such as `cloudtrail`, `session-log` or `unknown`.
    pub kind: String,
    /// What became of it.
    pub state: ReadState,
    /// What could not be read, and why.
    pub rejected: Vec<Rejected>,
}

/// What became of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReadState {
    /// All of it was read.
    Read,
    /// Some of it was read, and the rest is listed.
    Partly,
    /// None of it could be read; its bytes are kept.
    Quarantined,
}

/// A part of an object that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    /// Where: `record 3`, `line 12`, `byte 881`, `document`.
    pub at: String,
    /// Why, as a stable word such as `not-json`.
    pub code: String,
    /// Why, in a sentence.
    pub reason: String,
}

/// An object, the facts it states, and what it is to a trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The object.
    pub object: Object,
    /// Its facts, in its own order.
    pub facts: Vec<Evidenced>,
    /// For digests, log files and public keys.
    pub trail: Option<TrailFile>,
}

/// An object as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The object.
    pub object: Object,
    /// The same source and locator also gave other bytes.
    pub in_conflict: bool,
}

/// How many objects there are in each state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ObjectCounts {
    /// Wholly read.
    pub read: u64,
    /// Partly read.
    pub partly: u64,
    /// Quarantined.
    pub quarantined: u64,
}

impl Catalog {
    /// Stores what was read, facts and all, in one transaction. A second reading of the same object replaces the first.
    ///
    /// # Errors
    /// [`Error::Busy`], [`Error::Unstorable`] or [`Error::Database`]; nothing has been stored then.
    pub async fn put_readings(&self, readings: &[Reading]) -> Result<()> {
        let mut transaction = self.begin().await?;
        for chunk in readings.chunks(rows::AT_ONCE) {
            let numbers = numbers(chunk)?;
            rows::among("DELETE FROM objects WHERE number IN $keys", numbers.clone())
                .execute(&mut *transaction)
                .await?;
            rows::among("DELETE FROM facts WHERE object IN $keys", numbers.clone())
                .execute(&mut *transaction)
                .await?;
            rows::among("DELETE FROM trail_files WHERE object IN $keys", numbers)
                .execute(&mut *transaction)
                .await?;
        }
        let objects = readings.iter().map(|reading| &reading.object).collect();
        let into = "INSERT INTO objects (number, original, source, locator, version, size_bytes, \
             first_seen_us, kind, state, rejected)";
        rows::insert(&mut transaction, into, 10, objects, bind).await?;
        facts::insert(&mut transaction, readings).await?;
        trail::insert(&mut transaction, readings).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// The ledger lines of all objects.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn object_numbers(&self) -> Result<HashSet<u64>> {
        let mut rows = sqlx::query("SELECT number FROM objects").fetch(&self.readers);
        let mut numbers = HashSet::new();
        while let Some(row) = rows.try_next().await? {
            numbers.insert(rows::count(row.try_get(0)?)?);
        }
        Ok(numbers)
    }

    /// All objects, in ledger order.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn objects(&self) -> Result<Vec<Listed>> {
        let rows = sqlx::query(
            "SELECT *, CASE WHEN MIN(original) OVER (PARTITION BY source, locator) \
                <> MAX(original) OVER (PARTITION BY source, locator) THEN 1 ELSE 0 END AS in_conflict \
             FROM objects ORDER BY number",
        )
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(listed).collect()
    }

    /// An original at all of its origins, in ledger order.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn objects_of(&self, original: &Sha256) -> Result<Vec<Listed>> {
        let rows = sqlx::query(
            "SELECT o.*, CASE WHEN EXISTS (SELECT 1 FROM objects other WHERE other.locator = o.locator \
                AND other.source = o.source AND other.original <> o.original) THEN 1 ELSE 0 END AS in_conflict \
             FROM objects o WHERE o.original = $1 ORDER BY o.number",
        )
        .bind(original.to_string())
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(listed).collect()
    }

    /// How many objects there are in each state.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn object_counts(&self) -> Result<ObjectCounts> {
        let query = sqlx::query("SELECT state, COUNT(*) FROM objects GROUP BY state");
        let mut counts = ObjectCounts::default();
        for row in query.fetch_all(&self.readers).await? {
            let number = rows::count(row.try_get(1)?)?;
            match ReadState::of_name(row.try_get(0)?)? {
                ReadState::Read => counts.read = number,
                ReadState::Partly => counts.partly = number,
                ReadState::Quarantined => counts.quarantined = number,
            }
        }
        Ok(counts)
    }
}

impl ReadState {
    /// The word used in queries, columns and the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Partly => "partly",
            Self::Quarantined => "quarantined",
        }
    }

    fn of_name(name: &str) -> Result<Self> {
        let states = [Self::Read, Self::Partly, Self::Quarantined];
        let found = states.into_iter().find(|state| state.name() == name);
        found.ok_or_else(|| Error::Damaged { what: format!("an object is {name:?}") })
    }
}

fn numbers(readings: &[Reading]) -> Result<Vec<i64>> {
    readings.iter().map(|reading| rows::integer(reading.object.number)).collect()
}

fn bind(statement: rows::Statement, object: &Object) -> Result<rows::Statement> {
    Ok(statement
        .bind(rows::integer(object.number)?)
        .bind(object.original.to_string())
        .bind(object.source.clone())
        .bind(object.locator.clone())
        .bind(object.version.clone())
        .bind(rows::integer(object.size_bytes)?)
        .bind(object.first_seen.as_microsecond())
        .bind(object.kind.clone())
        .bind(object.state.name())
        .bind(rows::json(&object.rejected)?))
}

fn listed(row: &AnyRow) -> Result<Listed> {
    let original: String = row.try_get("original")?;
    let damaged = |what: String| Error::Damaged { what };
    let object = Object {
        number: rows::count(row.try_get("number")?)?,
        original: Sha256::from_hex(&original).map_err(|error| damaged(error.to_string()))?,
        source: row.try_get("source")?,
        locator: row.try_get("locator")?,
        version: row.try_get("version")?,
        size_bytes: rows::count(row.try_get("size_bytes")?)?,
        first_seen: Timestamp::from_microsecond(row.try_get("first_seen_us")?)
            .map_err(|error| damaged(error.to_string()))?,
        kind: row.try_get("kind")?,
        state: ReadState::of_name(row.try_get("state")?)?,
        rejected: rows::value("a list of rejections", row.try_get("rejected")?)?,
    };
    let in_conflict: i64 = row.try_get("in_conflict")?;
    Ok(Listed { object, in_conflict: in_conflict == 1 })
}
