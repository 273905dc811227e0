//! What was asked for, and what became of it, as correlation last saw it?

use sekisho_domain::id::RequestId;
use sekisho_domain::record::RequestRecord;
use sqlx::{AnyConnection, Executor, Row};

use crate::catalog::Catalog;
use crate::error::Result;
use crate::rows;

impl Catalog {
    /// One request.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`] or [`crate::Error::Database`]
    pub async fn request(&self, id: &RequestId) -> Result<Option<RequestRecord>> {
        let query = sqlx::query("SELECT record FROM request_records WHERE request = $1");
        let row = query.bind(id.as_str().to_owned()).fetch_optional(&self.readers).await?;
        row.map(|row| rows::value("a request", row.try_get(0)?)).transpose()
    }

    /// All requests, in the order of correlation.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`] or [`crate::Error::Database`]
    pub async fn requests(&self) -> Result<Vec<RequestRecord>> {
        let query = sqlx::query("SELECT record FROM request_records ORDER BY place");
        let rows = query.fetch_all(&self.readers).await?;
        rows.iter().map(|row| rows::value("a request", row.try_get(0)?)).collect()
    }
}

pub(crate) async fn replace(
    connection: &mut AnyConnection,
    requests: &[RequestRecord],
) -> Result<()> {
    connection.execute("DELETE FROM request_records").await?;
    let requests = (0_u64..).zip(requests).collect();
    let into = "INSERT INTO request_records (request, place, record)";
    rows::insert(connection, into, 3, requests, |statement, (place, record)| {
        Ok(statement
            .bind(record.request.id.as_str().to_owned())
            .bind(rows::integer(place)?)
            .bind(rows::json(record)?))
    })
    .await
}
