//! What happens to a catalog that is a file?
#![allow(clippy::unwrap_used)]

use std::fs;

use sekisho_catalog::{Catalog, DERIVATION};
use sqlx::{Connection, Executor};

#[tokio::test]
async fn any_path_is_a_path() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["plain", "with space", "50%?mode=ro#x&y=z", "監査", "a'b\"c", "%41"] {
        let path = folder.path().join(name).with_extension("sqlite");
        let catalog = Catalog::open_file(&path).await.unwrap();
        catalog.set_meta(DERIVATION, name).await.unwrap();
        assert_eq!(catalog.meta(DERIVATION).await.unwrap().as_deref(), Some(name));
        catalog.close().await;
        assert!(path.is_file(), "{name}");
    }
}

#[tokio::test]
async fn what_is_no_catalog_is_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    let garbage = folder.path().join("garbage.sqlite");
    fs::write(&garbage, "this is a text file, whatever its name says ".repeat(100)).unwrap();
    let missing = format!("sqlite://{}/missing.sqlite", folder.path().display());
    let nowhere = format!("postgres:///none?host={}&password=secret", folder.path().display());
    let garbage = format!("sqlite://{}", garbage.display());
    for (url, expected) in [
        ("mysql://u:secret@host/db", "is no catalog"),
        ("catalog.sqlite", "is no catalog"),
        (&missing, "cannot open the catalog"),
        (&nowhere, "cannot open the catalog"),
        (&garbage, "remove it and run `sekisho rebuild`"),
    ] {
        let said = Catalog::open(url).await.unwrap_err().to_string();
        assert!(said.contains(expected), "{url}: {said}");
        assert!(!said.contains("secret"), "{said}");
    }
}

#[tokio::test]
async fn a_reader_does_not_wait_for_a_writer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("catalog.sqlite");
    let catalog = Catalog::open_file(&path).await.unwrap();
    catalog.set_meta(DERIVATION, "1").await.unwrap();
    let mut other =
        sqlx::AnyConnection::connect(&format!("sqlite://{}", path.display())).await.unwrap();
    other.execute("BEGIN IMMEDIATE; UPDATE meta SET value = '2'").await.unwrap();
    assert_eq!(catalog.meta(DERIVATION).await.unwrap().as_deref(), Some("1"));
    other.execute("COMMIT").await.unwrap();
    assert_eq!(catalog.meta(DERIVATION).await.unwrap().as_deref(), Some("2"));
}
