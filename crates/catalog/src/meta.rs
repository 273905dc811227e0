//! Which code derived the catalog, and as of when?

use sqlx::Row;

use crate::catalog::Catalog;
use crate::error::Result;

/// The name of the version of the code that derived the rest.
pub const DERIVATION: &str = "derivation";

/// The name of the instant that the last correlation was told is now.
pub const AS_OF: &str = "as-of";

/// The name of how many sessions could not be judged then, as not all sources had been read that far.
pub const UNJUDGED: &str = "unjudged";

/// The name of how many videos belonged to no session then.
pub const UNATTACHED: &str = "unattached";

/// The name of the instant at which a folder was read last, as far as it can be told.
pub const FOLDERS_READ: &str = "folders-read";

impl Catalog {
    /// A value that was set, or none.
    ///
    /// # Errors
    /// [`crate::Error::Database`]
    pub async fn meta(&self, name: &str) -> Result<Option<String>> {
        let query = sqlx::query("SELECT value FROM meta WHERE name = $1").bind(name.to_owned());
        let row = query.fetch_optional(&self.readers).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    /// Sets a value, such as [`DERIVATION`].
    ///
    /// # Errors
    /// [`crate::Error::Busy`] or [`crate::Error::Database`]
    pub async fn set_meta(&self, name: &str, value: &str) -> Result<()> {
        let mut transaction = self.begin().await?;
        sqlx::query(
            "INSERT INTO meta (name, value) VALUES ($1, $2) \
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )
        .bind(name.to_owned())
        .bind(value.to_owned())
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }
}
