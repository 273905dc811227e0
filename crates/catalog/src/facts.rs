//! Which facts have been read?

use futures_util::TryStreamExt;
use sekisho_domain::evidence::Sha256;
use sekisho_domain::fact::Evidenced;
use sqlx::{AnyConnection, Row};

use crate::catalog::Catalog;
use crate::error::Result;
use crate::objects::Reading;
use crate::rows;

impl Catalog {
    /// Every fact, by object and by its order in the object. An original at two origins states its facts twice.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`] or [`crate::Error::Database`]
    pub async fn all_facts(&self) -> Result<Vec<Evidenced>> {
        // A row takes more memory than its fact, so only one is held at a time.
        let query = sqlx::query("SELECT fact FROM facts ORDER BY object, position");
        let mut rows = query.fetch(&self.readers);
        let mut facts = Vec::new();
        while let Some(row) = rows.try_next().await? {
            facts.push(rows::value("a fact", row.try_get(0)?)?);
        }
        Ok(facts)
    }

    /// The facts that these originals state, in the order of [`Catalog::all_facts`].
    ///
    /// # Errors
    /// [`crate::Error::Damaged`] or [`crate::Error::Database`]
    pub async fn facts_of(&self, originals: &[Sha256]) -> Result<Vec<Evidenced>> {
        let mut facts = Vec::new();
        for chunk in originals.chunks(rows::AT_ONCE) {
            let hashes = chunk.iter().map(ToString::to_string).collect();
            let sql = "SELECT fact FROM facts WHERE object IN \
                 (SELECT number FROM objects WHERE original IN $keys) ORDER BY object, position";
            for row in rows::among(sql, hashes).fetch_all(&self.readers).await? {
                facts.push(rows::value("a fact", row.try_get(0)?)?);
            }
        }
        Ok(facts)
    }
}

/// Adds the facts of objects that have none yet.
pub(crate) async fn insert(connection: &mut AnyConnection, readings: &[Reading]) -> Result<()> {
    let facts = readings
        .iter()
        .flat_map(|reading| {
            let facts = (0_u64..).zip(&reading.facts);
            facts.map(move |(position, fact)| (reading.object.number, position, fact))
        })
        .collect();
    let into = "INSERT INTO facts (object, position, fact)";
    rows::insert(connection, into, 3, facts, |statement, (object, position, fact)| {
        Ok(statement
            .bind(rows::integer(object)?)
            .bind(rows::integer(position)?)
            .bind(rows::json(fact)?))
    })
    .await
}
