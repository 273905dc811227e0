//! Which machines are there, and what were they called when?

use sekisho_domain::node::Node;
use sqlx::{AnyConnection, Executor, Row};

use crate::catalog::Catalog;
use crate::error::Result;
use crate::rows;

impl Catalog {
    /// All nodes, in the order of correlation.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`] or [`crate::Error::Database`]
    pub async fn nodes(&self) -> Result<Vec<Node>> {
        let query = sqlx::query("SELECT record FROM nodes ORDER BY place");
        let rows = query.fetch_all(&self.readers).await?;
        rows.iter().map(|row| rows::value("a node", row.try_get(0)?)).collect()
    }
}

pub(crate) async fn replace(connection: &mut AnyConnection, nodes: &[Node]) -> Result<()> {
    connection.execute("DELETE FROM nodes").await?;
    let nodes = (0_u64..).zip(nodes).collect();
    let into = "INSERT INTO nodes (node, place, record)";
    rows::insert(connection, into, 3, nodes, |statement, (place, node)| {
        Ok(statement
            .bind(node.id.as_str().to_owned())
            .bind(rows::integer(place)?)
            .bind(rows::json(node)?))
    })
    .await
}
