//! Which objects lie in a bucket, and which of them are not archived yet?
//!
//! Listing is the truth: it finds what a notification did not tell. All versions are listed, so that in a bucket that keeps
//! them, what was overwritten or deleted is taken in as well.

use std::collections::BTreeSet;
use std::time::Duration;

use aws_sdk_s3::Client;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::types::{
    ObjectStorageClass, ObjectVersionStorageClass, OptionalObjectAttributes, RestoreStatus,
};
use futures_util::future::BoxFuture;
use futures_util::stream::{self, StreamExt};
use jiff::Timestamp;
use sekisho_archive::Origin;
use sekisho_domain::id::Region;
use sekisho_domain::source::{Brings, Destination};
use sekisho_trail::proof;

use super::claim::Claim;
use super::object::{Wanted, fetch, identity};
use super::{Absence, Item, Pulled, Sink, Source, Tells, ignored, origin};
use crate::aws::trouble::{Trouble, TroubleCode};
use crate::estate::{Bucket, Holds};
use crate::named::session_named;

/// The name this source has in the ledger.
pub(crate) const NAME: &str = "s3";

/// So many objects are read at once. S3 answers after some 50 to 200 milliseconds however small an object is, so this many
/// keep one core busy with 60 KB logs.
const WINDOW: usize = 32;

/// How long between two listings. Notifications make this the slow way.
const REST: Duration = Duration::from_secs(600);

/// A bucket whose objects are taken in.
pub(crate) struct Objects {
    pub(crate) bucket: Bucket,
    pub(crate) client: Client,
    /// Of which regions digests were listed.
    pub(crate) digests: BTreeSet<Region>,
}

/// An object as it is listed.
#[derive(Debug, Clone)]
struct Listed {
    wanted: Wanted,
    is_archived: bool,
    is_deleted: bool,
}

impl Listed {
    fn object(wanted: Wanted, class: Option<&str>, restored: Option<&RestoreStatus>) -> Self {
        let is_archived = class.is_some_and(is_archive) && !restored.is_some_and(is_restored);
        Self { wanted, is_archived, is_deleted: false }
    }
}

fn wanted(key: Option<&str>, version: Option<&str>, etag: Option<&str>) -> Wanted {
    Wanted {
        key: key.unwrap_or_default().to_owned(),
        version: version.map(str::to_owned),
        etag: etag.map(str::to_owned),
    }
}

impl Source for Objects {
    /// A bucket may hold several things below different prefixes, each read and lagging for itself.
    fn name(&self) -> String {
        let below = match self.bucket.prefixes.as_slice() {
            [prefix] if prefix.is_empty() => String::new(),
            [prefix] => format!("/{prefix}"),
            prefixes => format!("/{{{}}}", prefixes.join(",")),
        };
        format!("{NAME} {}{below}", self.bucket.name)
    }

    fn tells(&self) -> Tells {
        let brings = match self.bucket.holds {
            Holds::CloudTrail => Brings::Trail,
            Holds::SessionLogs => Brings::SessionLogs,
            Holds::RdpRecordings => Brings::RdpRecordings,
            Holds::CloudWatchLogs => Brings::CloudwatchLogs,
        };
        let destination = Some(Destination::Bucket(self.bucket.name.clone()));
        // AWS delivers to one bucket from any account, unless the configuration says from which.
        let (accounts, prefixes) = (self.bucket.accounts.clone(), self.bucket.prefixes.clone());
        Tells { brings, accounts, destination, prefixes, ..Tells::default() }
    }

    fn rest(&self) -> Duration {
        REST
    }

    fn pull<'a>(&'a mut self, sink: &'a Sink) -> BoxFuture<'a, Result<Pulled, Trouble>> {
        Box::pin(async move {
            // What is delivered while the listing runs may be missed by it.
            let asked_at = Timestamp::now();
            let mut pulled = Pulled { complete_up_to: Some(asked_at), ..Pulled::default() };
            for prefix in self.bucket.prefixes.clone() {
                let before = pulled.listed;
                match self.list_versions(&prefix, sink, &mut pulled).await {
                    // Servers that know no versions say so at the first page. Later, the versions after it would be lost.
                    Err(Trouble { code: TroubleCode::Unknown, .. }) if pulled.listed == before => {
                        self.list(&prefix, sink, &mut pulled).await?;
                    }
                    done => done?,
                }
                let below = format!("{}/{prefix}", self.bucket.name);
                sink.give(Item::Listed { below, since: asked_at }).await;
            }
            Ok(pulled)
        })
    }
}

impl Objects {
    async fn list(
        &mut self,
        prefix: &str,
        sink: &Sink,
        pulled: &mut Pulled,
    ) -> Result<(), Trouble> {
        let mut pages = self
            .client
            .list_objects_v2()
            .bucket(&self.bucket.name)
            .prefix(prefix)
            .expected_bucket_owner(self.bucket.account.as_str())
            .optional_object_attributes(OptionalObjectAttributes::RestoreStatus)
            .into_paginator()
            .send();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| self.listing_failed(prefix, &error))?;
            let listed = page.contents().iter().map(|object| {
                let class = object.storage_class().map(ObjectStorageClass::as_str);
                let wanted = wanted(object.key(), None, object.e_tag());
                Listed::object(wanted, class, object.restore_status())
            });
            self.take_all(listed.collect(), sink, pulled).await;
        }
        Ok(())
    }

    async fn list_versions(
        &mut self,
        prefix: &str,
        sink: &Sink,
        pulled: &mut Pulled,
    ) -> Result<(), Trouble> {
        let (mut key, mut version) = (None, None);
        loop {
            let request = self
                .client
                .list_object_versions()
                .bucket(&self.bucket.name)
                .prefix(prefix)
                .expected_bucket_owner(self.bucket.account.as_str())
                .optional_object_attributes(OptionalObjectAttributes::RestoreStatus);
            let page = request.set_key_marker(key).set_version_id_marker(version).send().await;
            let page = page.map_err(|error| self.listing_failed(prefix, &error))?;
            let versions = page.versions().iter().map(|object| {
                let class = object.storage_class().map(ObjectVersionStorageClass::as_str);
                let wanted = wanted(object.key(), object.version_id(), object.e_tag());
                Listed::object(wanted, class, object.restore_status())
            });
            let markers = page.delete_markers().iter().map(|marker| Listed {
                wanted: wanted(marker.key(), marker.version_id(), None),
                is_archived: false,
                is_deleted: true,
            });
            self.take_all(versions.chain(markers).collect(), sink, pulled).await;
            if page.is_truncated() != Some(true) {
                return Ok(());
            }
            (key, version) = (page.next_key_marker, page.next_version_id_marker);
        }
    }

    fn listing_failed<E>(&self, prefix: &str, error: &SdkError<E>) -> Trouble
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        Trouble::of(&format!("listing {}/{prefix}", self.bucket.name), error)
    }

    /// Takes in a page. Only one page is ever held.
    async fn take_all(&mut self, listed: Vec<Listed>, sink: &Sink, pulled: &mut Pulled) {
        pulled.listed += listed.len() as u64;
        let keys = listed.iter().map(|listed| &listed.wanted.key);
        self.digests.extend(keys.filter_map(|key| proof::region_of_digest(key)));
        let this = &*self;
        let taken = stream::iter(listed).map(|listed| this.take(listed, sink));
        let mut taken = taken.buffer_unordered(WINDOW);
        while let Some(outcome) = taken.next().await {
            outcome.count(pulled);
        }
    }

    async fn take(&self, listed: Listed, sink: &Sink) -> Taken {
        let Listed { wanted, is_archived, is_deleted } = listed;
        let locator = format!("{}/{}", self.bucket.name, wanted.key);
        if !is_record(&wanted.key, &locator) {
            return Taken::Left;
        }
        if !self.bucket.takes(&wanted.key) {
            return Taken::Unnamed;
        }
        let version = identity(wanted.version.as_deref(), wanted.etag.as_deref());
        let origin = origin(NAME, locator, version);
        let Some(claim) = sink.claim(&origin).await else { return Taken::Known };
        let trouble = match (is_deleted, is_archived) {
            (true, _) => Some((TroubleCode::Deleted, "a delete marker stands over it")),
            (_, true) => Some((TroubleCode::Archived, "it lies in an archive storage class")),
            _ => None,
        };
        match trouble {
            Some((code, what)) => {
                // What was deleted after it had been read is told, and nothing of it is missing.
                let is_held = is_deleted && sink.holds(&origin);
                let trouble = Trouble::new(code, format!("{}: {what}", origin.locator));
                sink.give(Item::Absent(Absence { origin, trouble })).await;
                if is_held { Taken::Known } else { self.absent(&wanted.key) }
            }
            None => self.read(wanted, origin, claim, sink).await,
        }
    }

    /// Whether an object is taken in at all.
    pub(super) fn is_read(&self, key: &str, locator: &str) -> bool {
        self.bucket.takes(key) && is_record(key, locator)
    }

    fn absent(&self, key: &str) -> Taken {
        Taken::Absent { is_named: is_named(self.bucket.holds, key) }
    }

    /// Reads an object that the archive does not have, or says why it could not.
    pub(super) async fn read(
        &self,
        mut wanted: Wanted,
        mut origin: Origin,
        claim: Claim,
        sink: &Sink,
    ) -> Taken {
        loop {
            match fetch(&self.client, &self.bucket, &wanted, &sink.spool).await {
                Ok(fetched) => {
                    origin.version = fetched.version;
                    origin.metadata = fetched.metadata;
                    origin.uploaded = fetched.uploaded;
                    sink.give_claimed(origin, fetched.content, claim).await;
                    return Taken::New;
                }
                Err(trouble) => {
                    let is_overwritten = trouble.code == TroubleCode::Overwritten;
                    let absence = Absence { origin: origin.clone(), trouble };
                    sink.give(Item::Absent(absence)).await;
                    if !is_overwritten {
                        return self.absent(&wanted.key);
                    }
                    // What was listed is gone for good; what stands there now is taken in.
                    wanted.etag = None;
                }
            }
        }
    }
}

/// Of which session, or of which calls, an object is, where its name tells that.
fn is_named(holds: Holds, key: &str) -> bool {
    match holds {
        Holds::SessionLogs => key.ends_with(".log") && session_named(key).is_some(),
        Holds::CloudTrail => proof::delivered(key).is_some(),
        Holds::RdpRecordings | Holds::CloudWatchLogs => false,
    }
}

/// A folder that somebody made in the console is an empty object whose name ends with a slash.
fn is_record(key: &str, locator: &str) -> bool {
    ignored(locator).is_none() && !key.ends_with('/')
}

/// What became of a listed object.
pub(super) enum Taken {
    Known,
    Left,
    Unnamed,
    New,
    Absent { is_named: bool },
}

impl Taken {
    /// Takes note of it.
    pub(super) fn count(self, pulled: &mut Pulled) {
        match self {
            Self::Known => pulled.known += 1,
            Self::Left => pulled.left += 1,
            Self::Unnamed => {
                pulled.left += 1;
                pulled.unnamed += 1;
            }
            Self::Absent { is_named } => {
                pulled.absent += 1;
                pulled.named += u64::from(is_named);
            }
            Self::New => {}
        }
    }
}

/// The classes from which nothing can be read before it is restored. Objects in them are not asked for: each refusal costs
/// a request.
fn is_archive(class: &str) -> bool {
    matches!(class, "GLACIER" | "DEEP_ARCHIVE")
}

/// A restored object keeps its class; only this tells that it can be read for some days.
fn is_restored(status: &RestoreStatus) -> bool {
    status.restore_expiry_date().is_some() && status.is_restore_in_progress() != Some(true)
}
