//! Are objects and facts what was read, all of it or nothing?

use sekisho_catalog::{Catalog, Error, ObjectCounts, ReadState};

use super::sample::{TROUBLE, hash, reading, rejected};

pub(crate) async fn come_back(url: String) -> String {
    let catalog = Catalog::open(&url).await.unwrap();
    let mut readings: Vec<_> =
        (1..=1203).map(|n| reading(n, &format!("key {n}"), (n % 250) as u8, 2)).collect();
    readings[0].object.locator = TROUBLE.into();
    readings[0].object.version = Some("v1".into());
    readings[1].object.state = ReadState::Partly;
    readings[1].object.rejected = rejected();
    readings[2].object.state = ReadState::Quarantined;
    catalog.put_readings(&readings).await.unwrap();

    let listed = catalog.objects().await.unwrap();
    assert!(listed.iter().all(|listed| !listed.in_conflict));
    let objects: Vec<_> = listed.into_iter().map(|listed| listed.object).collect();
    assert!(objects.iter().eq(readings.iter().map(|reading| &reading.object)));
    let facts: Vec<_> = readings.iter().flat_map(|reading| reading.facts.clone()).collect();
    assert!(catalog.all_facts().await.unwrap() == facts);
    let expected = ObjectCounts { read: 1201, partly: 1, quarantined: 1 };
    assert_eq!(catalog.object_counts().await.unwrap(), expected);
    let everywhere = catalog.objects_of(&hash(3)).await.unwrap();
    let numbers: Vec<_> = everywhere.iter().map(|listed| listed.object.number).collect();
    assert_eq!(numbers, [3, 253, 503, 753, 1003]);
    let stated = readings.iter().filter(|reading| reading.object.original == hash(3));
    let stated: Vec<_> = stated.flat_map(|reading| reading.facts.clone()).collect();
    assert!(catalog.facts_of(&[hash(3), hash(251)]).await.unwrap() == stated);
    catalog.dump().await.unwrap()
}

pub(crate) async fn in_conflict(url: String) -> String {
    let catalog = Catalog::open(&url).await.unwrap();
    let mut elsewhere = reading(5, "a", 5, 0);
    elsewhere.object.source = "s3".into();
    let readings = [
        reading(1, "a", 1, 0),
        reading(2, "a", 2, 0),
        reading(3, "b", 1, 0),
        reading(4, "c", 4, 0),
        elsewhere,
    ];
    catalog.put_readings(&readings).await.unwrap();
    let flags = |listed: Vec<sekisho_catalog::Listed>| -> Vec<_> {
        listed.iter().map(|listed| (listed.object.number, listed.in_conflict)).collect()
    };
    let expected = [(1, true), (2, true), (3, false), (4, false), (5, false)];
    assert_eq!(flags(catalog.objects().await.unwrap()), expected);
    assert_eq!(flags(catalog.objects_of(&hash(1)).await.unwrap()), [(1, true), (3, false)]);
    catalog.dump().await.unwrap()
}

pub(crate) async fn are_replaced(url: String) -> String {
    let catalog = Catalog::open(&url).await.unwrap();
    let (first, mut second, third) =
        (reading(1, "a", 1, 5), reading(2, "b", 2, 5), reading(3, "c", 3, 1));
    catalog.put_readings(&[first.clone(), second.clone(), third.clone()]).await.unwrap();
    second.facts.truncate(2);
    second.object.kind = "unknown".into();
    catalog.put_readings(&[second.clone()]).await.unwrap();
    let objects = catalog.objects().await.unwrap();
    assert_eq!(objects.len(), 3);
    assert_eq!(objects[1].object, second.object);
    assert!(
        catalog.all_facts().await.unwrap() == [first.facts, second.facts, third.facts].concat()
    );
    catalog.dump().await.unwrap()
}

pub(crate) async fn all_or_nothing(url: String) -> String {
    let catalog = Catalog::open(&url).await.unwrap();
    catalog.put_readings(&[reading(1, "a", 1, 1)]).await.unwrap();
    let before = catalog.dump().await.unwrap();
    let mut too_large = reading(2, "b", 2, 1);
    too_large.object.size_bytes = u64::MAX;
    let error = catalog.put_readings(&[reading(1, "a", 1, 3), too_large]).await.unwrap_err();
    assert!(matches!(error, Error::Unstorable { .. }), "{error}");
    let twice = [reading(3, "c", 3, 1), reading(3, "c", 3, 1)];
    let error = catalog.put_readings(&twice).await.unwrap_err();
    assert!(matches!(error, Error::Database(_)), "{error}");
    assert_eq!(catalog.dump().await.unwrap(), before);
    before
}
