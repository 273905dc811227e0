//! Is what is missed forgotten only where it was looked for, and only for the reason that is gone?

use jiff::Timestamp;
use sekisho_catalog::{Absent, Catalog, TroubleKept};

fn absent(locator: &str, code: &str, last: Timestamp) -> Absent {
    let trouble = TroubleKept { code: code.into(), what: "a marker".into(), next: "wait".into() };
    let (locator, version) = (locator.to_owned(), Some("v1".to_owned()));
    Absent { source: "s3".into(), locator, version, trouble, tries: 1, first: last, last }
}

pub(crate) async fn unlisted_are_forgotten(url: String) -> String {
    let catalog = Catalog::open(&url).await.unwrap();
    let at = |second| Timestamp::from_second(second).unwrap();
    let kept = [
        absent("logs/other/b", "deleted", at(10)),
        absent("logs/ssm/_%again", "deleted", at(20)),
        absent("logs/ssm/denied", "denied", at(10)),
    ];
    catalog.put_absences(&kept).await.unwrap();
    catalog.put_absences(&[absent("logs/ssm/日本語", "deleted", at(10))]).await.unwrap();
    catalog.remove_unlisted("s3", "deleted", "logs/ssm/", at(20)).await.unwrap();
    assert_eq!(catalog.absences().await.unwrap(), kept);
    catalog.remove_unlisted("s3", "deleted", "logs/ssm/_%", at(21)).await.unwrap();
    assert_eq!(catalog.absences().await.unwrap(), [kept[0].clone(), kept[2].clone()]);
    catalog.dump().await.unwrap()
}
