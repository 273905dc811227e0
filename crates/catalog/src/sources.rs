//! How far has each source been read, and what of it could not be had?

use jiff::{SignedDuration, Timestamp};
use sekisho_domain::id::{AccountId, Region};
use sekisho_domain::source::{Brings, Destination, Reach};
use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::catalog::Catalog;
use crate::error::{Error, Result};
use crate::rows;

/// What is known of a source after it was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceState {
    /// What it brings.
    #[serde(default)]
    pub brings: Brings,
    /// The only account and region it tells of; `None` where it may tell of any.
    #[serde(default)]
    pub place: Option<(AccountId, Region)>,
    /// The only accounts whose sessions it brings; none where it may bring those of any.
    #[serde(default)]
    pub accounts: Vec<AccountId>,
    /// The bucket or log group that it reads.
    #[serde(default)]
    pub destination: Option<Destination>,
    /// Below which prefixes it reads a bucket.
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// Whether the configuration still names it.
    #[serde(default = "yes")]
    pub is_configured: bool,
    /// Since when it tells of everything, where AWS remembers for a known time.
    #[serde(default)]
    pub since: Option<Timestamp>,
    /// When it was last asked.
    pub asked: Option<Timestamp>,
    /// When it last answered everything it was asked.
    pub answered: Option<Timestamp>,
    /// Everything that AWS had delivered by then has been seen.
    pub complete_up_to: Option<Timestamp>,
    /// Things it had when it last answered.
    pub listed: u64,
    /// Those among them that were left there: no records, or not named by the configuration.
    #[serde(default)]
    pub left: u64,
    /// Those among these that no key pattern of the configuration names; `None` where nobody counted them.
    #[serde(default)]
    pub unnamed: Option<u64>,
    /// Why it did not answer the last time.
    pub trouble: Option<TroubleKept>,
}

/// Why something could not be had, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TroubleKept {
    /// A stable word, such as `denied`.
    pub code: String,
    /// What was asked and what the answer was.
    pub what: String,
    /// What to do.
    pub next: String,
}

/// A thing that a source has and does not give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absent {
    /// The kind of source, such as `s3`.
    pub source: String,
    /// The place inside the source.
    pub locator: String,
    /// The version, where it has versions.
    pub version: Option<String>,
    /// Why.
    pub trouble: TroubleKept,
    /// How often it was asked for.
    pub tries: u64,
    /// When it was first missed.
    pub first: Timestamp,
    /// When it was last missed.
    pub last: Timestamp,
}

impl Default for SourceState {
    /// A source that was not asked yet.
    fn default() -> Self {
        Self {
            brings: Brings::default(),
            place: None,
            accounts: Vec::new(),
            destination: None,
            prefixes: Vec::new(),
            is_configured: yes(),
            since: None,
            asked: None,
            answered: None,
            complete_up_to: None,
            listed: 0,
            left: 0,
            unnamed: None,
            trouble: None,
        }
    }
}

/// Whoever takes in what is new once a day has asked since then; longer ago, nobody does.
const LATELY: SignedDuration = SignedDuration::from_hours(48);

fn yes() -> bool {
    true
}

impl SourceState {
    /// How it stands with it `now`, in one stable word: that of its trouble, or `ok`.
    #[must_use]
    pub fn standing(&self, now: Timestamp) -> &str {
        match (&self.trouble, self.asked) {
            (Some(trouble), _) => &trouble.code,
            _ if !self.is_configured => "not-read-any-more",
            (None, None) => "not-asked-yet",
            (None, Some(_)) if self.is_forgotten(now) => "not-asked-lately",
            (None, Some(_)) => "ok",
        }
    }

    /// Whether nobody has asked it `now` for longer than anybody waits who still does, though it is to be read and answered
    /// the last time.
    #[must_use]
    pub fn is_forgotten(&self, now: Timestamp) -> bool {
        let is_well = self.is_configured && self.trouble.is_none();
        is_well && self.asked.is_some_and(|asked| now.duration_since(asked) > LATELY)
    }

    /// How far it has been read.
    #[must_use]
    pub fn reach(&self) -> Reach {
        Reach {
            brings: self.brings,
            place: self.place.clone(),
            accounts: self.accounts.clone(),
            destination: self.destination.clone(),
            prefixes: self.prefixes.clone(),
            leaves_some: self.unnamed.unwrap_or(self.left) > 0,
            is_configured: self.is_configured,
            since: self.since,
            complete_up_to: self.complete_up_to,
        }
    }
}

impl Catalog {
    /// How far a source has been read.
    ///
    /// # Errors
    /// [`Error::Database`]
    pub async fn cursor(&self, name: &str) -> Result<Option<String>> {
        let query = sqlx::query("SELECT at FROM cursors WHERE name = $1").bind(name.to_owned());
        let row = query.fetch_optional(&self.readers).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    /// Moves cursors. What lies before them must be durable by now.
    ///
    /// # Errors
    /// [`Error::Busy`] or [`Error::Database`]; none has been moved then.
    pub async fn set_cursors(&self, cursors: &[(String, String)]) -> Result<()> {
        let mut transaction = self.begin().await?;
        for (name, at) in cursors {
            sqlx::query(
                "INSERT INTO cursors (name, at) VALUES ($1, $2) \
                 ON CONFLICT (name) DO UPDATE SET at = excluded.at",
            )
            .bind(name.clone())
            .bind(at.clone())
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Every source that was ever configured, by name.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn sources(&self) -> Result<Vec<(String, SourceState)>> {
        let query = sqlx::query("SELECT name, state FROM sources ORDER BY name");
        let rows = query.fetch_all(&self.readers).await?;
        let source = |row: &AnyRow| {
            let state = rows::value("the state of a source", row.try_get("state")?)?;
            Ok((row.try_get("name")?, state))
        };
        rows.iter().map(source).collect()
    }

    /// Notes of several sources at once what is known of them.
    ///
    /// # Errors
    /// [`Error::Busy`] or [`Error::Database`]; nothing has been noted then.
    pub async fn put_sources(&self, sources: &[(String, SourceState)]) -> Result<()> {
        self.note_sources(sources, "UPDATE SET state = excluded.state").await
    }

    /// As [`put_sources`](Self::put_sources), only for those of which nothing is noted yet.
    ///
    /// # Errors
    /// As of [`put_sources`](Self::put_sources).
    pub async fn add_sources(&self, sources: &[(String, SourceState)]) -> Result<()> {
        self.note_sources(sources, "NOTHING").await
    }

    async fn note_sources(
        &self,
        sources: &[(String, SourceState)],
        of_known: &'static str,
    ) -> Result<()> {
        let note = format!(
            "INSERT INTO sources (name, state) VALUES ($1, $2) ON CONFLICT (name) DO {of_known}"
        );
        let mut transaction = self.begin().await?;
        for (name, state) in sources {
            let note = sqlx::query(sqlx::AssertSqlSafe(note.as_str()));
            note.bind(name.clone()).bind(rows::json(state)?).execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Everything that is missed, by place.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn absences(&self) -> Result<Vec<Absent>> {
        let query = sqlx::query("SELECT * FROM absences ORDER BY source, locator, version");
        query.fetch_all(&self.readers).await?.iter().map(absent).collect()
    }

    /// Notes that things are missed. One that was missed before counts one try more.
    ///
    /// # Errors
    /// [`Error::Busy`] or [`Error::Database`]; nothing has been noted then.
    pub async fn put_absences(&self, absences: &[Absent]) -> Result<()> {
        let mut transaction = self.begin().await?;
        for absent in absences {
            sqlx::query(
                "INSERT INTO absences \
                 (source, locator, version, code, what, next, tries, first_us, last_us) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
                 ON CONFLICT (source, locator, version) DO UPDATE SET code = excluded.code, \
                 what = excluded.what, next = excluded.next, \
                 tries = absences.tries + excluded.tries, last_us = excluded.last_us",
            )
            .bind(absent.source.clone())
            .bind(absent.locator.clone())
            .bind(absent.version.clone().unwrap_or_default())
            .bind(absent.trouble.code.clone())
            .bind(absent.trouble.what.clone())
            .bind(absent.trouble.next.clone())
            .bind(rows::integer(absent.tries)?)
            .bind(absent.first.as_microsecond())
            .bind(absent.last.as_microsecond())
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Forgets what is missed for the reason `code` below `prefix`, and was not missed again since `since`.
    ///
    /// # Errors
    /// [`Error::Busy`] or [`Error::Database`]; nothing has been forgotten then.
    pub async fn remove_unlisted(
        &self,
        source: &str,
        code: &str,
        prefix: &str,
        since: Timestamp,
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        sqlx::query(FORGET_UNLISTED)
            .bind(source.to_owned())
            .bind(code.to_owned())
            .bind(prefix.to_owned())
            .bind(since.as_microsecond())
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Notes that things are missed no longer.
    ///
    /// # Errors
    /// [`Error::Busy`] or [`Error::Database`]; nothing has been forgotten then.
    pub async fn remove_absences(
        &self,
        arrived: &[(String, String, Option<String>)],
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        for (source, locator, version) in arrived {
            sqlx::query("DELETE FROM absences WHERE source = $1 AND locator = $2 AND version = $3")
                .bind(source.clone())
                .bind(locator.clone())
                .bind(version.clone().unwrap_or_default())
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

/// Whether a locator lies below a prefix is asked without `LIKE`, to which some of its characters would mean something.
const FORGET_UNLISTED: &str = "DELETE FROM absences WHERE source = $1 AND code = $2 \
    AND SUBSTR(locator, 1, LENGTH($3)) = $3 AND last_us < $4";

fn absent(row: &AnyRow) -> Result<Absent> {
    let time = |name: &str| -> Result<Timestamp> {
        let damaged = |error: jiff::Error| Error::Damaged { what: error.to_string() };
        Timestamp::from_microsecond(row.try_get(name)?).map_err(damaged)
    };
    let version: String = row.try_get("version")?;
    Ok(Absent {
        source: row.try_get("source")?,
        locator: row.try_get("locator")?,
        version: Some(version).filter(|version| !version.is_empty()),
        trouble: TroubleKept {
            code: row.try_get("code")?,
            what: row.try_get("what")?,
            next: row.try_get("next")?,
        },
        tries: rows::count(row.try_get("tries")?)?,
        first: time("first_us")?,
        last: time("last_us")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What an earlier version wrote vouches for nothing that it did not know.
    #[test]
    fn an_older_state_is_read() {
        let older = r#"{"brings":"recordings","place":null,"since":null,"asked":"2026-11-24T05:00:00Z",
            "answered":"2026-11-24T05:00:00Z","complete_up_to":"2026-11-24T05:00:00Z","listed":9,"left":5,
            "trouble":null}"#;
        let state: SourceState = serde_json::from_str(older).expect("a state");
        assert_eq!((state.brings, state.standing(Timestamp::UNIX_EPOCH)), (Brings::Other, "ok"));
        assert!(state.reach().leaves_some && state.is_configured);
    }
}
