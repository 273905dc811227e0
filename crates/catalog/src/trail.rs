//! Is the trail complete, and from which files is that known?

use sekisho_domain::trail::{Completeness, TrailFile};
use sqlx::{AnyConnection, Row};

use crate::catalog::Catalog;
use crate::error::Result;
use crate::objects::Reading;
use crate::rows;

/// A file of a trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrailObject {
    /// The ledger line that names it.
    pub number: u64,
    /// The place inside its source.
    pub locator: String,
    /// What it is to the trail.
    pub file: TrailFile,
}

impl Catalog {
    /// Every file of every trail, in ledger order.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`] or [`crate::Error::Database`]
    pub async fn trail_files(&self) -> Result<Vec<TrailObject>> {
        let sql = "SELECT number, locator, file FROM trail_files \
             JOIN objects ON object = number ORDER BY number";
        let rows = sqlx::query(sql).fetch_all(&self.readers).await?;
        let object = |row: &sqlx::any::AnyRow| {
            Ok(TrailObject {
                number: rows::count(row.try_get(0)?)?,
                locator: row.try_get(1)?,
                file: rows::value("a file of a trail", row.try_get(2)?)?,
            })
        };
        rows.iter().map(object).collect()
    }

    /// What the trail's files prove; `None` where nothing was proved, or files came since.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`] or [`crate::Error::Database`]
    pub async fn completeness(&self) -> Result<Option<Completeness>> {
        let sql = "SELECT completeness FROM trail_proofs \
             WHERE files = (SELECT COUNT(*) FROM trail_files)";
        let row = sqlx::query(sql).fetch_optional(&self.readers).await?;
        row.map(|row| rows::value("the proof of the trail", row.try_get(0)?)).transpose()
    }

    /// Replaces what `files` files of the trail prove.
    ///
    /// # Errors
    /// [`crate::Error::Busy`], [`crate::Error::Unstorable`] or [`crate::Error::Database`]
    pub async fn set_completeness(&self, files: u64, proved: &Completeness) -> Result<()> {
        let mut transaction = self.begin().await?;
        sqlx::query("DELETE FROM trail_proofs").execute(&mut *transaction).await?;
        sqlx::query("INSERT INTO trail_proofs (files, completeness) VALUES ($1, $2)")
            .bind(rows::integer(files)?)
            .bind(rows::json(proved)?)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// Adds what objects are to a trail that have nothing there yet.
pub(crate) async fn insert(connection: &mut AnyConnection, readings: &[Reading]) -> Result<()> {
    let files = readings
        .iter()
        .filter_map(|reading| Some((reading.object.number, reading.trail.as_ref()?)));
    let into = "INSERT INTO trail_files (object, file)";
    rows::insert(connection, into, 2, files.collect(), |statement, (object, file)| {
        Ok(statement.bind(rows::integer(object)?).bind(rows::json(file)?))
    })
    .await
}
