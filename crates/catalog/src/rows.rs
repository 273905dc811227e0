//! How do many rows, or many keys, go into one statement that both databases take?

use sekisho_domain::evidence::Sha256;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, AssertSqlSafe, Encode, Row, Type};

use crate::error::{Error, Result};

/// Both databases take tens of thousands of values in a statement, but SQLite looks for each `$n` among all of them, so
/// that the time grows with the square: 100 rows were three times as fast as 500, and 32 a twentieth faster than 100.
pub(crate) const AT_ONCE: usize = 32;

/// A statement whose values are still being bound.
pub(crate) type Statement = Query<'static, Any, AnyArguments>;

/// Inserts all rows, many per statement.
///
/// `into` is the statement up to its values, such as `INSERT INTO meta (name, value)`, and `bind` binds the `columns`
/// values of one row, in order.
pub(crate) async fn insert<Row>(
    connection: &mut AnyConnection,
    into: &str,
    columns: usize,
    rows: Vec<Row>,
    bind: impl Fn(Statement, Row) -> Result<Statement>,
) -> Result<()> {
    let mut rows = rows.into_iter();
    while rows.len() > 0 {
        let count = rows.len().min(AT_ONCE);
        let mut statement =
            prepared(format!("{into} VALUES {}", placeholders(count, columns)), count);
        for row in rows.by_ref().take(count) {
            statement = bind(statement, row)?;
        }
        statement.execute(&mut *connection).await?;
    }
    Ok(())
}

/// A statement about up to [`AT_ONCE`] keys, which stand in `sql` as `$keys`: `… WHERE session IN $keys`.
pub(crate) fn among<Key>(sql: &str, keys: Vec<Key>) -> Statement
where
    Key: for<'q> Encode<'q, Any> + Type<Any>,
{
    let sql = sql.replace("$keys", &placeholders(1, keys.len()));
    let count = keys.len();
    keys.into_iter().fold(prepared(sql, count), Query::bind)
}

/// `($1, $2), ($3, $4)` for two rows of two columns. PostgreSQL takes no `?`.
fn placeholders(rows: usize, columns: usize) -> String {
    let row = |row: usize| {
        let values: Vec<_> = (1..=columns).map(|n| format!("${}", row * columns + n)).collect();
        format!("({})", values.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

/// The text is made of literals and numbers of ours; values only ever go through `bind`. Only the text for a full
/// number of rows is ever met again; keeping the others would push it out of the statement cache.
fn prepared(sql: String, rows: usize) -> Statement {
    sqlx::query(AssertSqlSafe(sql)).persistent(rows == AT_ONCE)
}

/// The stored form of a count, a size or an offset.
pub(crate) fn integer(number: u64) -> Result<i64> {
    i64::try_from(number).map_err(|error| Error::Unstorable { what: format!("{number} ({error})") })
}

/// The count, size or offset of a stored form.
pub(crate) fn count(stored: i64) -> Result<u64> {
    let damaged = |_| Error::Damaged { what: format!("{stored} where a count was stored") };
    u64::try_from(stored).map_err(damaged)
}

/// The original that the first column of a row names.
pub(crate) fn original(row: &AnyRow) -> Result<Sha256> {
    let hash: String = row.try_get(0)?;
    Sha256::from_hex(&hash).map_err(|error| Error::Damaged { what: error.to_string() })
}

/// The stored form of a value.
pub(crate) fn json<Value: Serialize + ?Sized>(value: &Value) -> Result<String> {
    let unstorable = |error: serde_json::Error| Error::Unstorable { what: error.to_string() };
    serde_json::to_string(value).map_err(unstorable)
}

/// The value of a stored form. `what` names it in the error.
pub(crate) fn value<Value: DeserializeOwned>(what: &str, stored: &str) -> Result<Value> {
    serde_json::from_str(stored)
        .map_err(|error| Error::Damaged { what: format!("{what} cannot be read: {error}") })
}
