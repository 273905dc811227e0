//! What does CloudTrail deliver to a bucket, and with which keys is it proved?
//!
//! One bucket may hold the digests of a whole organisation, from regions that nothing else is read of. The listing tells
//! which they are; the keys of each are asked for right after it, so that one run is enough to prove what it took in.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use sekisho_domain::id::{AccountId, Region};

use super::bucket::Objects;
use super::public_keys::PublicKeys;
use super::{Pulled, Sink, Source, Tells};
use crate::aws::Entrances;
use crate::aws::trouble::Trouble;

/// A bucket of CloudTrail.
pub(crate) struct TrailBucket {
    pub(crate) objects: Objects,
    pub(crate) entrances: Arc<Entrances>,
    /// Where the keys are asked for anyway.
    pub(crate) asked: BTreeSet<(AccountId, Region)>,
}

impl Source for TrailBucket {
    fn name(&self) -> String {
        self.objects.name()
    }

    fn tells(&self) -> Tells {
        self.objects.tells()
    }

    fn rest(&self) -> Duration {
        self.objects.rest()
    }

    fn pull<'a>(&'a mut self, sink: &'a Sink) -> BoxFuture<'a, Result<Pulled, Trouble>> {
        Box::pin(async move {
            let pulled = self.objects.pull(sink).await?;
            let account = &self.objects.bucket.account;
            for region in &self.objects.digests {
                if !self.asked.contains(&(account.clone(), region.clone())) {
                    let client = self.entrances.cloudtrail(account, region).await;
                    let (account, region) = (account.clone(), region.clone());
                    // Its trouble is its own: the bucket was read all the same.
                    sink.ask(&mut PublicKeys { account, region, client }).await;
                }
            }
            Ok(pulled)
        })
    }
}
