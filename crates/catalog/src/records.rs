//! Who had access to what, as correlation last saw it?

use std::collections::HashMap;

use sekisho_domain::evidence::Sha256;
use sekisho_domain::node::Node;
use sekisho_domain::record::{AccessRecord, RequestRecord};
use sekisho_domain::session::{Session, SessionKey};
use sqlx::{AnyConnection, Executor, Row};

use crate::catalog::Catalog;
use crate::error::{Error, Result};
use crate::{nodes, requests, rows};

/// All that one correlation found. Each list is kept in the order given.
#[derive(Debug, Clone, Copy)]
pub struct Correlated<'a> {
    /// Sessions and attempts.
    pub records: &'a [AccessRecord],
    /// Access requests.
    pub requests: &'a [RequestRecord],
    /// Nodes.
    pub nodes: &'a [Node],
}

/// In which order records are wanted. Within equals, and where the value is not known (always last), the order is that
/// of correlation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordOrder {
    /// As correlation gave them: newest first.
    Correlation,
    /// By the person's name, or the principal where no person is known, without regard to case.
    Person,
    /// By the node's name at that time, or its id, without regard to case.
    Node,
    /// Longest first.
    Longest,
}

impl Catalog {
    /// Replaces the result of the last correlation by a newer one, all of it at once.
    ///
    /// # Errors
    /// [`Error::Busy`], [`Error::Unstorable`] or [`Error::Database`]; the older result stands then.
    pub async fn replace_correlated(&self, correlated: Correlated<'_>) -> Result<()> {
        let mut transaction = self.begin().await?;
        replace(&mut transaction, correlated.records).await?;
        requests::replace(&mut transaction, correlated.requests).await?;
        nodes::replace(&mut transaction, correlated.nodes).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// One record.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn record(&self, key: &SessionKey) -> Result<Option<AccessRecord>> {
        Ok(self.records(std::slice::from_ref(key)).await?.pop().flatten())
    }

    /// The records of many keys, each at the place of its key. None stands where the catalog has no such record, as when
    /// the index has already seen a newer correlation.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn records(&self, keys: &[SessionKey]) -> Result<Vec<Option<AccessRecord>>> {
        let mut found = HashMap::with_capacity(keys.len());
        for chunk in keys.chunks(rows::AT_ONCE) {
            let texts = chunk.iter().map(|key| key.as_str().to_owned()).collect();
            let sql = "SELECT session, record FROM access_records WHERE session IN $keys";
            let query = rows::among::<String>(sql, texts);
            for row in query.fetch_all(&self.readers).await? {
                let record: AccessRecord = rows::value("an access record", row.try_get(1)?)?;
                found.insert(row.try_get::<String, _>(0)?, record);
            }
        }
        // A key may be asked for twice, so the records are not taken out of the map.
        Ok(keys.iter().map(|key| found.get(key.as_str()).cloned()).collect())
    }

    /// The records that name an original, as one that shows them or states something about them.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn records_of(&self, original: &Sha256) -> Result<Vec<AccessRecord>> {
        let sql = "SELECT record FROM access_records WHERE record LIKE $1 ORDER BY place";
        let query = sqlx::query(sql).bind(format!("%{original}%"));
        let rows = query.fetch_all(&self.readers).await?;
        rows.iter().map(|row| rows::value("an access record", row.try_get(0)?)).collect()
    }

    /// The keys of all records in an order.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn record_keys(&self, order: RecordOrder) -> Result<Vec<SessionKey>> {
        let query = match order {
            RecordOrder::Correlation => "SELECT session FROM access_records ORDER BY place",
            RecordOrder::Person => {
                "SELECT session FROM access_records ORDER BY person NULLS LAST, place"
            }
            RecordOrder::Node => {
                "SELECT session FROM access_records ORDER BY node NULLS LAST, place"
            }
            RecordOrder::Longest => {
                "SELECT session FROM access_records ORDER BY duration_us DESC NULLS LAST, place"
            }
        };
        let rows = sqlx::query(query).fetch_all(&self.readers).await?;
        let key = |text: String| {
            SessionKey::try_from(text).map_err(|error| Error::Damaged { what: error.to_string() })
        };
        rows.iter().map(|row| key(row.try_get(0)?)).collect()
    }
}

async fn replace(connection: &mut AnyConnection, records: &[AccessRecord]) -> Result<()> {
    connection.execute("DELETE FROM access_records").await?;
    let records = (0_u64..).zip(records).collect();
    let into = "INSERT INTO access_records (session, place, duration_us, person, node, record)";
    rows::insert(connection, into, 6, records, |statement, (place, record)| {
        Ok(statement
            .bind(record.session.key.as_str().to_owned())
            .bind(rows::integer(place)?)
            .bind(duration_us(&record.session))
            .bind(person(&record.session).map(sort_key))
            .bind(node(record).map(sort_key))
            .bind(rows::json(record)?))
    })
    .await
}

fn duration_us(session: &Session) -> Option<i64> {
    Some(session.ended.exact()?.as_microsecond() - session.started.exact()?.as_microsecond())
}

fn person(session: &Session) -> Option<&str> {
    let person = session.person.as_ref().map(|person| person.name.as_str());
    person.or(session.principal.as_ref().map(|principal| principal.as_str()))
}

fn node(record: &AccessRecord) -> Option<&str> {
    record.node_name.as_deref().or(record.session.node.as_ref().map(|node| node.as_str()))
}

fn sort_key(name: &str) -> Vec<u8> {
    name.to_lowercase().into_bytes()
}
