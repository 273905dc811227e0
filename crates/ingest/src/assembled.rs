//! Which sources does an estate have?

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use sekisho_catalog::{Catalog, SourceState};
use sekisho_domain::id::{AccountId, Region};

use crate::IngestError;
use crate::aws::{Entrances, Patience};
use crate::estate::{Bucket, Estate, Holds};
use crate::holdings::Holdings;
use crate::progress::Progress;
use crate::report::Report;
use crate::source::Source;
use crate::source::bucket::Objects;
use crate::source::log_group::Streams;
use crate::source::lookup::Lookup;
use crate::source::public_keys::PublicKeys;
use crate::source::queue::Queue;
use crate::source::systems_manager::{Documents, Nodes, Place, Requests, Sessions};
use crate::source::trail_bucket::TrailBucket;
use crate::until::Until;
use crate::worker;

/// Takes in whatever the accounts of `estate` have and the archive has not, until the run ends, and derives what follows.
///
/// # Errors
/// [`IngestError::Filled`] when another does the same. Those of the archive, the catalog and the index mean that this
/// machine failed. What AWS refuses is in the report and in the catalog, and does not stop what it does not refuse.
pub async fn pull(
    holdings: &Holdings,
    estate: &Estate,
    until: Until,
    now: &(dyn Fn() -> Timestamp + Sync),
    progress: &Progress<'_>,
) -> Result<Report, IngestError> {
    let _only = holdings.fill()?;
    let drains = matches!(until, Until::Drained);
    let entrances =
        Arc::new(Entrances::new(estate, Patience::OfAWorker, Arc::clone(&holdings.flow)));
    let sources = sources(estate, &entrances, drains).await;
    configure(&holdings.catalog, &sources).await?;
    worker::run(holdings, estate, sources, until, now, progress).await
}

/// Asks CloudTrail for a stretch of the past, lists all buckets again, and derives what follows.
///
/// It may be done while another pulls.
///
/// # Errors
/// Those of the archive, the catalog and the index, as of [`pull`].
pub async fn backfill(
    holdings: &Holdings,
    estate: &Estate,
    stretch: (Timestamp, Timestamp),
    now: &(dyn Fn() -> Timestamp + Sync),
    progress: &Progress<'_>,
) -> Result<Report, IngestError> {
    let entrances =
        Arc::new(Entrances::new(estate, Patience::OfAWorker, Arc::clone(&holdings.flow)));
    // Without word of the others, what they have would count as read.
    let others = sources(estate, &entrances, true).await;
    let named =
        others.iter().map(|source| (source.name(), source.tells().noted(Default::default())));
    holdings.catalog.add_sources(&named.collect::<Vec<_>>()).await?;
    let mut sources = listings(estate, &entrances).await;
    for (account, region) in estate.places() {
        sources.extend(cloudtrail(&entrances, &account.id, region, Some(stretch)).await);
    }
    worker::run(holdings, estate, sources, Until::Drained, now, progress).await
}

/// Notes which sources are read from now on: one that never answers counts as well, and one that is not read any more no
/// longer does.
async fn configure(
    catalog: &Catalog,
    sources: &[Box<dyn Source>],
) -> Result<(), sekisho_catalog::Error> {
    let mut known: BTreeMap<_, _> = catalog.sources().await?.into_iter().collect();
    let configured = sources.iter().map(|source| {
        let state = known.remove(&source.name()).unwrap_or_default();
        (source.name(), source.tells().noted(state))
    });
    let configured: Vec<_> = configured.collect();
    let retired = known
        .into_iter()
        .map(|(name, state)| (name, SourceState { is_configured: false, trouble: None, ..state }));
    catalog.put_sources(&retired.chain(configured).collect::<Vec<_>>()).await
}

async fn sources(
    estate: &Estate,
    entrances: &Arc<Entrances>,
    drains: bool,
) -> Vec<Box<dyn Source>> {
    let mut sources = listings(estate, entrances).await;
    for ((url, account, region), buckets) in queues(estate) {
        let client = entrances.sqs(&account, &region).await;
        let mut named = Vec::new();
        for bucket in buckets {
            named.push(objects(bucket, entrances).await);
        }
        sources.push(Box::new(Queue { url, account, region, client, buckets: named, drains }));
    }
    for (account, region) in estate.places() {
        let client = entrances.ssm(&account.id, region).await;
        let place = Place { account: account.id.clone(), region: region.clone(), client };
        sources.push(Box::new(Sessions(place.clone())));
        sources.push(Box::new(Requests::new(place.clone())));
        sources.push(Box::new(Nodes::new(place.clone(), account.is_delegated_administrator)));
        sources.push(Box::new(Documents(place)));
        sources.extend(cloudtrail(entrances, &account.id, region, None).await);
    }
    for group in &estate.log_groups {
        let client = entrances.logs(&group.account, &group.region).await;
        sources.push(Box::new(Streams { group: group.clone(), client }));
    }
    sources
}

/// What CloudTrail itself tells, without a trail.
async fn cloudtrail(
    entrances: &Entrances,
    account: &AccountId,
    region: &Region,
    wanted: Option<(Timestamp, Timestamp)>,
) -> [Box<dyn Source>; 2] {
    let client = entrances.cloudtrail(account, region).await;
    let place = || (account.clone(), region.clone());
    let (account, region) = place();
    let keys = PublicKeys { account, region, client: client.clone() };
    let (account, region) = place();
    [Box::new(keys), Box::new(Lookup::new(account, region, client, wanted))]
}

/// Every bucket, as its listing tells of it.
async fn listings(estate: &Estate, entrances: &Arc<Entrances>) -> Vec<Box<dyn Source>> {
    let mut sources: Vec<Box<dyn Source>> = Vec::new();
    for bucket in &estate.buckets {
        let objects = objects(bucket, entrances).await;
        sources.push(match bucket.holds {
            Holds::CloudTrail => Box::new(TrailBucket {
                objects,
                entrances: Arc::clone(entrances),
                asked: estate
                    .places()
                    .map(|(account, r)| (account.id.clone(), r.clone()))
                    .collect(),
            }),
            Holds::SessionLogs | Holds::RdpRecordings | Holds::CloudWatchLogs => Box::new(objects),
        });
    }
    sources
}

pub(crate) async fn objects(bucket: &Bucket, entrances: &Entrances) -> Objects {
    let client = entrances.s3(bucket).await;
    Objects { bucket: bucket.clone(), client, digests: BTreeSet::new() }
}

type QueueAt = (String, AccountId, Region);

/// Each queue once, with all buckets that tell it.
fn queues(estate: &Estate) -> BTreeMap<QueueAt, Vec<&Bucket>> {
    let mut queues: BTreeMap<QueueAt, Vec<&Bucket>> = BTreeMap::new();
    for bucket in &estate.buckets {
        if let Some(url) = &bucket.queue {
            let at = (url.clone(), bucket.account.clone(), bucket.region.clone());
            queues.entry(at).or_default().push(bucket);
        }
    }
    queues
}
