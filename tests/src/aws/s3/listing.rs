//! Which objects are in a bucket, in which order, and a thousand at a time?

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Mutex;
use std::time::SystemTime;

use s3s::dto::{
    ETag, ListObjectVersionsOutput, ListObjectsV2Input, ListObjectsV2Output, ObjectStorageClass,
    ObjectVersion, ObjectVersionStorageClass, Timestamp,
};
use s3s::{S3Result, s3_error};

use crate::aws::held;

/// What a listing says of an object.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) size: u64,
    pub(super) e_tag: String,
    pub(super) modified: SystemTime,
    pub(super) archived: bool,
}

#[derive(Default)]
pub(in crate::aws) struct Listing(Mutex<BTreeMap<String, Bucket>>);

#[derive(Default)]
struct Bucket {
    owner: String,
    objects: BTreeMap<String, Entry>,
}

/// How many objects a bucket has, and whose it is.
pub(in crate::aws) struct Summary {
    pub(in crate::aws) bucket: String,
    pub(in crate::aws) owner: String,
    pub(in crate::aws) objects: usize,
}

impl Listing {
    /// Says whose a bucket is.
    pub(in crate::aws) fn own(&self, bucket: &str, account: &str) {
        account.clone_into(&mut held(&self.0).entry(bucket.to_owned()).or_default().owner);
    }

    /// The owner, if the bucket is there and somebody owns it.
    pub(in crate::aws) fn owner(&self, bucket: &str) -> Option<String> {
        held(&self.0)
            .get(bucket)
            .map(|bucket| bucket.owner.clone())
            .filter(|owner| !owner.is_empty())
    }

    pub(in crate::aws) fn summaries(&self) -> Vec<Summary> {
        let buckets = held(&self.0);
        let summary = |(name, bucket): (&String, &Bucket)| Summary {
            bucket: name.clone(),
            owner: bucket.owner.clone(),
            objects: bucket.objects.len(),
        };
        buckets.iter().map(summary).collect()
    }

    pub(super) fn put(&self, bucket: &str, key: &str, entry: Entry) {
        let mut buckets = held(&self.0);
        buckets.entry(bucket.to_owned()).or_default().objects.insert(key.to_owned(), entry);
    }

    pub(super) fn remove(&self, bucket: &str, key: &str) {
        if let Some(bucket) = held(&self.0).get_mut(bucket) {
            bucket.objects.remove(key);
        }
    }

    pub(super) fn find(&self, bucket: &str, key: &str) -> Option<Entry> {
        held(&self.0).get(bucket)?.objects.get(key).cloned()
    }

    /// Up to `most` objects after a key, and whether there are more.
    fn page(&self, bucket: &str, prefix: &str, after: &str, most: usize) -> S3Result<Page> {
        let buckets = held(&self.0);
        let objects = &buckets.get(bucket).ok_or_else(|| s3_error!(NoSuchBucket))?.objects;
        let from = match after < prefix {
            true => Bound::Included(prefix.to_owned()),
            false => Bound::Excluded(after.to_owned()),
        };
        let below = objects.range((from, Bound::Unbounded));
        let mut below = below.take_while(|(key, _)| key.starts_with(prefix));
        let page = below.by_ref().take(most).map(|(key, entry)| (key.clone(), entry.clone()));
        let page: Vec<_> = page.collect();
        let more = most > 0 && below.next().is_some();
        Ok((page, more))
    }

    pub(super) fn objects(&self, ask: ListObjectsV2Input) -> S3Result<ListObjectsV2Output> {
        let most = ask.max_keys.unwrap_or(1000).clamp(0, 1000);
        let prefix = ask.prefix.clone().unwrap_or_default();
        let after = match (&ask.continuation_token, &ask.start_after) {
            (Some(token), _) => key_of(token)?,
            (None, start) => start.clone().unwrap_or_default(),
        };
        let (page, more) = self.page(&ask.bucket, &prefix, &after, most as usize)?;
        let next = page.last().filter(|_| more).map(|(key, _)| hex::encode(key));
        let contents: Vec<_> = page.into_iter().map(|(key, entry)| object(key, entry)).collect();
        Ok(ListObjectsV2Output {
            key_count: i32::try_from(contents.len()).ok(),
            contents: Some(contents),
            is_truncated: Some(more),
            max_keys: Some(most),
            name: Some(ask.bucket),
            next_continuation_token: next,
            continuation_token: ask.continuation_token,
            prefix: ask.prefix,
            start_after: ask.start_after,
            ..ListObjectsV2Output::default()
        })
    }

    /// The versions of a bucket that never had versioning: every object once, its version id `null`.
    pub(super) fn versions(
        &self,
        bucket: &str,
        prefix: &str,
        after: &str,
    ) -> S3Result<ListObjectVersionsOutput> {
        let (page, more) = self.page(bucket, prefix, after, 1000)?;
        let last = page.last().filter(|_| more).map(|(key, _)| key.clone());
        Ok(ListObjectVersionsOutput {
            name: Some(bucket.to_owned()),
            is_truncated: Some(more),
            next_version_id_marker: last.as_ref().map(|_| "null".to_owned()),
            next_key_marker: last,
            versions: Some(page.into_iter().map(|(key, entry)| version(key, entry)).collect()),
            ..ListObjectVersionsOutput::default()
        })
    }
}

type Page = (Vec<(String, Entry)>, bool);

/// Tokens are opaque to callers, as in AWS.
fn key_of(token: &str) -> S3Result<String> {
    let key = hex::decode(token).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    key.ok_or_else(|| s3_error!(InvalidArgument, "The continuation token provided is incorrect"))
}

fn object(key: String, entry: Entry) -> s3s::dto::Object {
    let class =
        if entry.archived { ObjectStorageClass::GLACIER } else { ObjectStorageClass::STANDARD };
    s3s::dto::Object {
        key: Some(key),
        e_tag: Some(ETag::Strong(entry.e_tag)),
        size: i64::try_from(entry.size).ok(),
        last_modified: Some(Timestamp::from(entry.modified)),
        storage_class: Some(ObjectStorageClass::from_static(class)),
        ..s3s::dto::Object::default()
    }
}

fn version(key: String, entry: Entry) -> ObjectVersion {
    ObjectVersion {
        key: Some(key),
        e_tag: Some(ETag::Strong(entry.e_tag)),
        size: i64::try_from(entry.size).ok(),
        last_modified: Some(Timestamp::from(entry.modified)),
        storage_class: Some(ObjectVersionStorageClass::from_static(
            ObjectVersionStorageClass::STANDARD,
        )),
        version_id: Some("null".to_owned()),
        is_latest: Some(true),
        ..ObjectVersion::default()
    }
}
