//! What is there: keys, buckets, what each account and region holds, and what was asked so far?

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::call::Call;
use super::fault::Faults;
use super::feed::{Output, Stored};
use super::keys::Keys;
use super::notification::Via;
use super::region::{Region, epoch};
use super::s3::Buckets;
use super::sqs::Queues;
use super::{cloudtrail, delivered, held};

pub(super) struct World {
    pub(super) keys: Arc<Keys>,
    pub(super) faults: Faults,
    pub(super) log: Log,
    pub(super) buckets: Buckets,
    pub(super) queues: Queues,
    subscriptions: Mutex<Vec<Subscription>>,
    pub(super) regions: Mutex<BTreeMap<Place, Region>>,
    /// How long the keys of a role's session are valid.
    pub(super) role_life: Mutex<Duration>,
    /// What nobody may know yet happens later than this.
    pub(super) now: Mutex<Option<Timestamp>>,
}

/// Who is told of the objects of a bucket.
struct Subscription {
    queue: String,
    bucket: String,
    via: Via,
}

/// An account and a region.
pub(super) type Place = (String, String);

impl World {
    pub(super) fn new(buckets: Buckets, keys: Arc<Keys>) -> Self {
        Self {
            keys,
            buckets,
            faults: Faults::default(),
            log: Log::default(),
            queues: Queues::default(),
            subscriptions: Mutex::default(),
            regions: Mutex::default(),
            role_life: Mutex::new(Duration::from_secs(3600)),
            now: Mutex::default(),
        }
    }

    /// Tells a queue of every object that is put into a bucket from now on.
    pub(super) fn subscribe(&self, queue: &str, bucket: &str, via: Via) {
        let (queue, bucket) = (queue.to_owned(), bucket.to_owned());
        held(&self.subscriptions).push(Subscription { queue, bucket, via });
    }

    /// Tells those who want to know that an object was put.
    pub(super) fn tell(&self, bucket: &str, key: &str) {
        let subscriptions = held(&self.subscriptions);
        for of in subscriptions.iter().filter(|of| of.bucket == bucket) {
            if let Some(news) = self.buckets.shelf.news(bucket, key, of.via) {
                self.queues.send(&of.queue, news);
            }
        }
    }

    /// Takes in what a call answered.
    pub(super) fn learn_output(&self, output: &Output, bytes: &[u8]) -> anyhow::Result<()> {
        let place = (output.account.clone(), output.region.clone());
        held(&self.regions).entry(place).or_default().learn(&output.operation, bytes)
    }

    /// Takes in what a delivered object tells about the APIs that hold the same.
    pub(super) fn learn_object(&self, object: &Stored, bytes: &[u8]) {
        let mut regions = held(&self.regions);
        if let Some(place) = trail_place(&object.key) {
            let region = regions.entry(place.clone()).or_default();
            delivered::records(bytes).iter().for_each(|record| region.learn_record(record));
            cloudtrail::learn_trail(&mut region.trails, &place, &object.bucket);
        } else if !object.key.ends_with(".log") {
            for batch in delivered::batches(bytes) {
                let place = delivered::batch_place(&batch);
                regions.entry(place).or_default().learn_batch(&batch);
            }
        }
    }

    /// When a session of any account ended.
    pub(super) fn ended(&self, session: &str) -> Option<f64> {
        let regions = held(&self.regions);
        regions.values().find_map(|region| region.sessions.get(session)?["EndDate"].as_f64())
    }

    pub(super) fn accounts(&self) -> BTreeSet<String> {
        held(&self.regions).keys().map(|(account, _)| account.clone()).collect()
    }

    /// The regions of an account, each with its log groups.
    pub(super) fn regions_of(&self, account: &str) -> Value {
        let regions = held(&self.regions);
        let own = regions.iter().filter(|((owner, _), _)| owner == account);
        let own = own.map(|((_, name), region)| {
            let groups: BTreeSet<_> = region.streams.keys().map(|(group, _)| group).collect();
            json!({ "region": name, "log_groups": groups })
        });
        own.collect()
    }

    /// Seconds since 1970, as the JSON services write them; without a clock, after everything that is known.
    pub(super) fn now(&self) -> f64 {
        held(&self.now).map_or(f64::MAX, epoch)
    }
}

/// The account and region in `[prefix/]AWSLogs/[<organisation>/]<account>/CloudTrail/<region>/…`.
fn trail_place(key: &str) -> Option<Place> {
    let (owner, rest) = key.split_once("AWSLogs/")?.1.split_once("/CloudTrail/")?;
    let account = owner.rsplit('/').next()?;
    Some((account.to_owned(), rest.split('/').next()?.to_owned()))
}

/// Every call, in the order of arrival.
#[derive(Default)]
pub(super) struct Log(Mutex<Vec<Call>>);

impl Log {
    /// Notes a call and gives the id of its answer.
    pub(super) fn add(&self, call: Call) -> String {
        let mut calls = held(&self.0);
        calls.push(call);
        format!("00000000-0000-4000-8000-{:012x}", calls.len())
    }

    pub(super) fn calls(&self) -> Vec<Call> {
        held(&self.0).clone()
    }

    pub(super) fn clear(&self) {
        held(&self.0).clear();
    }
}
