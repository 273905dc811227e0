//! What can go wrong with the catalog, and what can be done about it?

use sqlx::migrate::MigrateError;

/// The result of a catalog operation.
pub type Result<T> = std::result::Result<T, Error>;

/// Why the catalog did not answer. Nothing that only the catalog holds can be lost: it is derived from the archive.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The text is not the address of a catalog.
    #[error(
        "{url:?} is no catalog; give sqlite:///path/catalog.sqlite?mode=rwc or postgres://host/database"
    )]
    Address {
        /// The text without any password.
        url: String,
    },
    /// The database cannot be reached or does not let us in.
    #[error(
        "cannot open the catalog {url:?}: {source}; check the path or the server, then try again"
    )]
    Open {
        /// The address without any password.
        url: String,
        /// What the database said.
        source: sqlx::Error,
    },
    /// A newer version of Sekisho made it.
    #[error(
        "the catalog was made by a newer version of Sekisho; use that version, or another catalog and `sekisho rebuild`"
    )]
    Newer,
    /// Another process has been writing for too long.
    #[error("the catalog is busy with another writer; try again when it has finished")]
    Busy,
    /// There is no room left where it lies.
    #[error("the catalog has no room left; free space on its disk, then try again")]
    Full,
    /// Something in it is not what was stored.
    #[error("the catalog is damaged ({what}); remove it and run `sekisho rebuild`")]
    Damaged {
        /// What was found, as a short clause.
        what: String,
    },
    /// A value has no stored form.
    #[error("cannot store {what}; this is a fault of Sekisho, please report it")]
    Unstorable {
        /// Which value, and why.
        what: String,
    },
    /// Anything else that the database refuses: no permission, a lost connection.
    #[error("the catalog does not answer: {0}; check its disk and its server, then try again")]
    Database(sqlx::Error),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let code = error.as_database_error().and_then(|database| database.code());
        match code.as_deref() {
            // SQLITE_BUSY and its extended codes, SQLITE_LOCKED; lock_not_available and deadlock_detected.
            Some("5" | "261" | "517" | "6" | "262" | "55P03" | "40P01") => Self::Busy,
            // SQLITE_FULL; disk_full.
            Some("13" | "53100") => Self::Full,
            // SQLITE_CORRUPT and SQLITE_NOTADB; data_corrupted and index_corrupted.
            Some("11" | "26" | "XX001" | "XX002") => Self::Damaged { what: error.to_string() },
            _ => match error {
                sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => {
                    Self::Damaged { what: error.to_string() }
                }
                other => Self::Database(other),
            },
        }
    }
}

impl From<MigrateError> for Error {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::VersionMissing(_) => Self::Newer,
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            other => Self::Damaged { what: other.to_string() },
        }
    }
}
