//! Is the catalog as a whole the same again after everything that may happen to it?

use sekisho_catalog::{AS_OF, Catalog, Correlated, DERIVATION, Error, Reading};
use sekisho_domain::trail::Completeness;
use sqlx::{AnyConnection, Connection, Executor};

use super::sample::{hash, node, packed, reading, record, replay, request};
use super::screens::{screen, text};

/// Fills a catalog as ingest does.
async fn fill(catalog: &Catalog, readings: &[Reading]) {
    catalog.set_meta(DERIVATION, "1").await.unwrap();
    for chunk in readings.chunks(2) {
        catalog.put_readings(chunk).await.unwrap();
    }
    let records = [record("a", Some("alice"), Some("prod-db"), Some(10))];
    let (requests, nodes) = ([request("oi-ffffffffffff")], [node("i-1", "prod-db")]);
    let correlated = Correlated { records: &records, requests: &requests, nodes: &nodes };
    catalog.replace_correlated(correlated).await.unwrap();
    let replay = replay("a", "g", &["SELECT 1;".into()], &[b"x".to_vec()]);
    catalog.put_replays(packed(&[&replay])).await.unwrap();
    catalog.put_screen(&hash(1), screen()).await.unwrap();
    let (about, scenes) = text();
    catalog.put_screen_text(&hash(1), &about, &scenes).await.unwrap();
    let files = catalog.trail_files().await.unwrap().len();
    catalog.set_completeness(files as u64, &Completeness::default()).await.unwrap();
    catalog.set_meta(AS_OF, "2026-11-23T00:00:00Z").await.unwrap();
}

pub(crate) async fn is_the_same_again(url: String) -> String {
    let catalog = Catalog::open(&url).await.unwrap();
    let arrived = [reading(1, "a", 1, 2), reading(2, "a", 2, 0), reading(3, "b", 1, 1)];
    fill(&catalog, &arrived).await;
    let first = catalog.dump().await.unwrap();
    assert_eq!(first.lines().count(), 23, "{first}");

    catalog.wipe().await.unwrap();
    assert_eq!(catalog.dump().await.unwrap(), "");
    assert_eq!(catalog.meta(DERIVATION).await.unwrap(), None);
    let otherwise = [reading(1, "b", 1, 1), reading(2, "a", 2, 0), reading(3, "a", 1, 2)];
    fill(&catalog, &otherwise).await;
    assert_eq!(catalog.dump().await.unwrap(), first);

    catalog.put_readings(&[reading(4, "c", 4, 0)]).await.unwrap();
    assert_ne!(catalog.dump().await.unwrap(), first);
    first
}

pub(crate) async fn survives_reopening(url: String) -> String {
    let catalog = Catalog::open(&url).await.unwrap();
    fill(&catalog, &[reading(1, "a", 1, 2)]).await;
    let before = catalog.dump().await.unwrap();
    catalog.close().await;
    let again = Catalog::open(&url).await.unwrap();
    assert_eq!(again.dump().await.unwrap(), before);
    assert_eq!(again.meta(AS_OF).await.unwrap().as_deref(), Some("2026-11-23T00:00:00Z"));
    before
}

pub(crate) async fn takes_two_writers(url: String) -> String {
    let (one, two) = (Catalog::open(&url).await.unwrap(), Catalog::open(&url).await.unwrap());
    let write = async |catalog: Catalog, from: u64| {
        for number in from..from + 20 {
            let place = format!("key {number}");
            catalog.put_readings(&[reading(number, &place, number as u8, 3)]).await.unwrap();
            let listed = catalog.objects().await.unwrap();
            assert!(listed.iter().any(|listed| listed.object.number == number));
        }
    };
    let both = [tokio::spawn(write(one.clone(), 1)), tokio::spawn(write(two, 101))];
    for writer in both {
        writer.await.unwrap();
    }
    assert_eq!(one.objects().await.unwrap().len(), 40);
    one.dump().await.unwrap()
}

pub(crate) async fn refuses_the_future(url: String) -> String {
    Catalog::open(&url).await.unwrap().close().await;
    let mut connection = AnyConnection::connect(&url).await.unwrap();
    let future = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                  SELECT 9999, 'future', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1";
    connection.execute(future).await.unwrap();
    connection.close().await.unwrap();
    let error = Catalog::open(&url).await.unwrap_err();
    assert!(matches!(error, Error::Newer), "{error}");
    String::new()
}
