//! Are records, requests and nodes what correlation found, in the order that was asked for?

use sekisho_catalog::{Catalog, Correlated, RecordOrder};
use sekisho_domain::evidence::Evidence;
use sekisho_domain::id::RequestId;
use sekisho_domain::session::SessionKey;

use super::sample::{hash, key, node, record, request};

pub(crate) async fn come_back(url: String) -> String {
    let catalog = Catalog::open(&url).await.unwrap();
    let mut records: Vec<_> =
        (0..1203).map(|n| record(&format!("s-{n}"), Some("alice"), None, None)).collect();
    records[7].evidence.push(Evidence { original: hash(7), at: "the whole".into() });
    let requests = [request("oi-ffffffffffff"), request("oi-000000000000")];
    let nodes = [node("i-2", "web"), node("i-1", "prod-db")];
    let correlated = Correlated { records: &records, requests: &requests, nodes: &nodes };
    catalog.replace_correlated(correlated).await.unwrap();

    assert_eq!(catalog.record(&key("s-7")).await.unwrap().as_ref(), Some(&records[7]));
    assert_eq!(catalog.record(&key("s-9999")).await.unwrap(), None);
    let mut asked: Vec<_> = (0..1203).rev().map(|n| key(&format!("s-{n}"))).collect();
    asked.insert(1, key("unknown"));
    asked.insert(2, key("s-0"));
    let found = catalog.records(&asked).await.unwrap();
    assert_eq!(found.len(), 1205);
    assert_eq!(found[0].as_ref(), Some(&records[1202]));
    assert_eq!((&found[1], found[2].as_ref()), (&None, Some(&records[0])));
    assert!(found[3..].iter().flatten().eq(records[..1202].iter().rev()));
    assert_eq!(catalog.records(&[]).await.unwrap(), []);
    assert_eq!(catalog.records_of(&hash(7)).await.unwrap(), records[7..8]);
    assert_eq!(catalog.records_of(&hash(8)).await.unwrap(), []);

    assert_eq!(catalog.requests().await.unwrap(), requests);
    let id = RequestId::new("oi-000000000000").unwrap();
    assert_eq!(catalog.request(&id).await.unwrap().as_ref(), Some(&requests[1]));
    let id = RequestId::new("oi-111111111111").unwrap();
    assert_eq!(catalog.request(&id).await.unwrap(), None);
    assert_eq!(catalog.nodes().await.unwrap(), nodes);
    catalog.dump().await.unwrap()
}

pub(crate) async fn are_replaced(url: String) -> String {
    let catalog = Catalog::open(&url).await.unwrap();
    let (a, b) = (record("a", None, None, None), record("b", None, None, None));
    let requests = [request("oi-ffffffffffff")];
    let nodes = [node("i-2", "web")];
    let first = Correlated { records: &[a, b.clone()], requests: &requests, nodes: &nodes };
    catalog.replace_correlated(first).await.unwrap();
    let second = Correlated { records: std::slice::from_ref(&b), requests: &[], nodes: &[] };
    catalog.replace_correlated(second).await.unwrap();
    assert_eq!(catalog.record_keys(RecordOrder::Correlation).await.unwrap(), [key("b")]);
    assert_eq!(catalog.record(&key("a")).await.unwrap(), None);
    assert_eq!(catalog.record(&key("b")).await.unwrap(), Some(b));
    assert!(catalog.requests().await.unwrap().is_empty());
    assert!(catalog.nodes().await.unwrap().is_empty());
    catalog.dump().await.unwrap()
}

pub(crate) async fn are_ordered(url: String) -> String {
    let catalog = Catalog::open(&url).await.unwrap();
    let records = [
        record("1", Some("bob"), Some("web-2"), Some(10)),
        record("2", Some("Zoe"), Some("_old"), None),
        record("3", None, None, Some(3600)),
        record("4", Some("émile"), Some("Web-1"), Some(10)),
        record("5", Some("Alice"), Some("web 1"), Some(0)),
        record("6", Some("alice"), Some("監査"), Some(-5)),
    ];
    let correlated = Correlated { records: &records, requests: &[], nodes: &[] };
    catalog.replace_correlated(correlated).await.unwrap();
    for (order, expected) in [
        (RecordOrder::Correlation, "123456"),
        (RecordOrder::Person, "561243"),
        (RecordOrder::Node, "254163"),
        (RecordOrder::Longest, "314562"),
    ] {
        let keys = catalog.record_keys(order).await.unwrap();
        let found: Vec<_> = keys.iter().map(SessionKey::as_str).collect();
        assert_eq!(found.concat(), expected, "{order:?}");
    }
    catalog.dump().await.unwrap()
}
