//! Is the trail's proof the last one, and is it known when it is out of date?

use sekisho_catalog::{Catalog, TrailObject};
use sekisho_domain::id::{AccountId, Region};
use sekisho_domain::trail::{Completeness, Unlisted, WhyUnlisted};

use super::sample::{TROUBLE, reading};

pub(crate) async fn is_proved_again(url: String) -> String {
    let catalog = Catalog::open(&url).await.unwrap();
    assert_eq!(catalog.completeness().await.unwrap(), None);
    let readings = [reading(1, TROUBLE, 1, 0), reading(2, "b", 2, 0), reading(3, "c", 3, 0)];
    catalog.put_readings(&readings).await.unwrap();
    let expected = readings.iter().filter_map(|reading| {
        let (number, locator) = (reading.object.number, reading.object.locator.clone());
        Some(TrailObject { number, locator, file: reading.trail.clone()? })
    });
    let files = catalog.trail_files().await.unwrap();
    assert_eq!(files, expected.collect::<Vec<_>>());
    assert_eq!(files.len(), 2);
    assert_eq!(catalog.completeness().await.unwrap(), None);

    let unlisted = Unlisted {
        account: AccountId::new("111122223333").unwrap(),
        region: Region::new("ap-northeast-1").unwrap(),
        why: WhyUnlisted::NoDigest,
        logs: 2,
        places: vec![TROUBLE.into()],
    };
    let proved = Completeness { unlisted: vec![unlisted], ..Completeness::default() };
    catalog.set_completeness(2, &Completeness::default()).await.unwrap();
    catalog.set_completeness(2, &proved).await.unwrap();
    assert_eq!(catalog.completeness().await.unwrap(), Some(proved.clone()));

    catalog.put_readings(&[reading(4, "no file of a trail", 4, 0)]).await.unwrap();
    assert_eq!(catalog.completeness().await.unwrap(), Some(proved));
    catalog.put_readings(&[reading(5, "a later file", 5, 0)]).await.unwrap();
    assert_eq!(catalog.completeness().await.unwrap(), None);
    catalog.dump().await.unwrap()
}
