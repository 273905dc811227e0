//! Does the catalog give the same answers on SQLite and on PostgreSQL?
#![allow(clippy::unwrap_used)]

mod cases;
mod databases;

use std::panic::{AssertUnwindSafe, catch_unwind};

use cases::{CASES, Case};
use databases::Database;

#[test]
fn both_databases_give_the_same_answers() {
    let databases = Database::both();
    let mut failures = Vec::new();
    for case in CASES {
        let dumps: Vec<_> = databases.iter().map(|database| run(case, database)).collect();
        if dumps.contains(&None) {
            failures.push(format!("{} failed", case.0));
        } else if dumps[0] != dumps[1] {
            failures.push(format!("{} leaves different catalogs:\n{dumps:#?}", case.0));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Runs a case on an empty catalog, and gives what it left there unless it failed.
fn run((name, case): &Case, database: &Database) -> Option<String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let url = database.url(name);
    let left = catch_unwind(AssertUnwindSafe(|| runtime.block_on(case(url))));
    if left.is_err() {
        #[allow(clippy::print_stderr)]
        {
            eprintln!("^ {name} on {}", database.name());
        }
    }
    left.ok()
}
