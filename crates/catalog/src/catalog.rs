//! Where is the catalog, and how is it opened, wiped and closed?

use std::path::Path;
use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::{Any, AnyConnection, AnyPool, AssertSqlSafe, Connection, Executor, Transaction};

use crate::error::{Error, Result};
use crate::meta::FOLDERS_READ;
use crate::schema;

/// SQLite allows one writer, and PostgreSQL needs no more: derived state is written in large transactions.
const WRITERS: u32 = 1;
const READERS: u32 = 4;

/// Write-ahead logging lets readers go on while a writer writes. A power cut may lose the last transactions but damages
/// nothing, and what is lost is derived again.
const SQLITE_SETTINGS: &str =
    "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;";

/// Replays are large: with less room, pages of one transaction are written out several times.
const SQLITE_WRITER_SETTINGS: &str = "PRAGMA cache_size = -32768;";

/// What has been derived from the archive, in SQLite or PostgreSQL. Clones share their connections.
#[derive(Debug, Clone)]
pub struct Catalog {
    pub(crate) readers: AnyPool,
    writer: AnyPool,
}

impl Catalog {
    /// Opens the catalog at an address and brings its tables up to date.
    ///
    /// `sqlite:///path/catalog.sqlite?mode=rwc` creates a missing file; `postgres://host/database` needs an existing
    /// database.
    ///
    /// # Errors
    /// [`Error::Address`], [`Error::Open`], [`Error::Newer`], [`Error::Busy`] or [`Error::Damaged`].
    pub async fn open(url: &str) -> Result<Self> {
        let is_sqlite = url.starts_with("sqlite://");
        if !is_sqlite && !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(Error::Address { url: without_password(url) });
        }
        sqlx::any::install_default_drivers();
        // A pool would try a connection that cannot work again and again; a single one says at once what is wrong.
        prepare(url, is_sqlite).await.map_err(|error| match error {
            Error::Database(source) => Error::Open { url: without_password(url), source },
            other => other,
        })?;
        let settings = |more| is_sqlite.then(|| format!("{SQLITE_SETTINGS}{more}"));
        Ok(Self {
            readers: pool(url, READERS, settings(""))?,
            writer: pool(url, WRITERS, settings(SQLITE_WRITER_SETTINGS))?,
        })
    }

    /// Opens the SQLite catalog in a file, creating it where there is none.
    ///
    /// # Errors
    /// As [`Catalog::open`].
    pub async fn open_file(path: &Path) -> Result<Self> {
        let Some(text) = path.to_str() else {
            return Err(Error::Address { url: path.display().to_string() });
        };
        Self::open(&format!("sqlite://{}?mode=rwc", escaped(text))).await
    }

    /// Forgets everything that can be derived again.
    ///
    /// # Errors
    /// [`Error::Busy`] or [`Error::Database`]; nothing has been forgotten then.
    pub async fn wipe(&self) -> Result<()> {
        let mut transaction = self.begin().await?;
        for table in schema::TABLES {
            let sql = format!("DELETE FROM {table}");
            transaction.execute(AssertSqlSafe(sql)).await?;
        }
        // What was seen once cannot be derived again.
        let derived = format!("DELETE FROM meta WHERE name <> '{FOLDERS_READ}'");
        transaction.execute(AssertSqlSafe(derived)).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Waits for the work that is under way and closes all connections.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// Begins to write. The first statement has to be a write: a SQLite transaction that has read before it writes
    /// fails at once when another process wrote in between, however long it would be willing to wait.
    pub(crate) async fn begin(&self) -> Result<Transaction<'static, Any>> {
        Ok(self.writer.begin().await?)
    }
}

/// Creates a missing file and brings the tables up to date.
async fn prepare(url: &str, is_sqlite: bool) -> Result<()> {
    let mut connection = AnyConnection::connect(url).await?;
    if is_sqlite {
        connection.execute(SQLITE_SETTINGS).await?;
    }
    schema::migrator().run(&mut connection).await?;
    connection.close().await?;
    Ok(())
}

fn pool(url: &str, connections: u32, settings: Option<String>) -> Result<AnyPool> {
    let options = AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(30))
        .after_connect(move |connection: &mut AnyConnection, _| {
            let settings = settings.clone();
            Box::pin(async move {
                if let Some(settings) = settings {
                    connection.execute(AssertSqlSafe(settings)).await?;
                }
                Ok(())
            })
        });
    Ok(options.connect_lazy(url)?)
}

/// The address as it may be shown: what stands before an `@`, and any `password=`, is left out.
fn without_password(url: &str) -> String {
    let url = match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, rest))) => format!("{scheme}://{rest}"),
        _ => url.to_owned(),
    };
    match url.split_once("password=") {
        Some((before, after)) => {
            let rest = after.split_once('&').map_or("", |(_, rest)| rest);
            format!("{before}{rest}")
        }
        None => url,
    }
}

/// A path as part of an address, in which `?`, `#` and `%` mean something else.
fn escaped(path: &str) -> String {
    let mut escaped = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_shown() {
        let check = |url: &str, expected: &str| assert_eq!(without_password(url), expected);
        check("sqlite:///data/catalog.sqlite", "sqlite:///data/catalog.sqlite");
        check("postgres://u:p@host/db", "postgres://host/db");
        check("postgres://u:p@ss@host/db", "postgres://host/db");
        check("postgres:///db?host=/run&password=p&user=u", "postgres:///db?host=/run&user=u");
        check("postgres:///db?password=p", "postgres:///db?");
    }
}
