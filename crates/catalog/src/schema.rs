//! Which tables are there, and how did they come about?

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// Every file of `migrations/`, in order. They run once each, on SQLite and PostgreSQL alike.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "catalog", include_str!("../migrations/0001_catalog.sql")),
    (2, "line_blocks", include_str!("../migrations/0002_line_blocks.sql")),
    (3, "rhythm", include_str!("../migrations/0003_rhythm.sql")),
    (4, "marks", include_str!("../migrations/0004_marks.sql")),
    (5, "trail", include_str!("../migrations/0005_trail.sql")),
    (6, "sources", include_str!("../migrations/0006_sources.sql")),
    (7, "blocks", include_str!("../migrations/0007_blocks.sql")),
    (8, "screens", include_str!("../migrations/0008_screens.sql")),
    (9, "screen_texts", include_str!("../migrations/0009_screen_texts.sql")),
];

/// The tables whose rows are derived, for wiping.
pub(crate) const TABLES: &[&str] = &[
    "objects",
    "facts",
    "access_records",
    "request_records",
    "nodes",
    "replays",
    "segments",
    "line_blocks",
    "command_blocks",
    "mark_blocks",
    "screens",
    "sheets",
    "screen_texts",
    "trail_files",
    "trail_proofs",
];

/// The tables that tell of sources, and of the rest. They are not derived as a whole, so wiping leaves what is not.
#[cfg(test)]
const KEPT: &[&str] = &["meta", "sources", "cursors", "absences"];

/// What brings an empty or older database up to date.
pub(crate) fn migrator() -> Migrator {
    let migrations = MIGRATIONS.iter().map(|&(version, name, sql)| {
        Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    Migrator::with_migrations(migrations.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_and_every_table_is_listed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .expect("the folder is there")
            .map(|entry| entry.expect("it can be listed").file_name().into_string())
            .collect::<Result<_, _>>()
            .expect("plain names");
        files.sort();
        let listed: Vec<_> = MIGRATIONS
            .iter()
            .map(|(version, name, _)| format!("{version:04}_{name}.sql"))
            .collect();
        assert_eq!(files, listed);

        let created = MIGRATIONS.iter().flat_map(|(_, _, sql)| sql.split("CREATE TABLE ").skip(1));
        let mut created: Vec<_> =
            created.map(|rest| rest.split(' ').next().unwrap_or_default()).collect();
        let mut listed = [TABLES, KEPT].concat();
        created.sort_unstable();
        listed.sort_unstable();
        assert_eq!(created, listed);
    }
}
