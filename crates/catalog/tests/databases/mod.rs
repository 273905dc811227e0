//! Where do the two databases of a test come from?

mod postgres;

use tempfile::TempDir;

use postgres::Postgres;

/// A place that has an empty catalog for each test case.
pub(crate) enum Database {
    /// One file per case.
    Sqlite(TempDir),
    /// One database per case, in a server of our own.
    Postgres(Postgres),
}

impl Database {
    /// Both databases, ready for use.
    pub(crate) fn both() -> [Self; 2] {
        let folder = tempfile::tempdir().expect("a temporary directory");
        [Self::Sqlite(folder), Self::Postgres(Postgres::start())]
    }

    /// The name to be shown when a case fails.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }

    /// The address of a catalog that nobody has opened yet.
    pub(crate) fn url(&self, case: &str) -> String {
        match self {
            Self::Sqlite(folder) => {
                format!("sqlite://{}/{case}.sqlite?mode=rwc", folder.path().display())
            }
            Self::Postgres(server) => server.url(case),
        }
    }
}
