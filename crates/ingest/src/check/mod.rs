//! May everything be read that the estate names?

mod place;
mod tried;
mod way_in;

use std::sync::Arc;

use futures_util::future::BoxFuture;
use futures_util::stream::{self, StreamExt};
use sekisho_domain::id::AccountId;

use crate::aws::trouble::Trouble;
use crate::aws::{Entrances, Patience};
use crate::estate::{Estate, Holds};

/// What trying one call came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The account whose role was used.
    pub account: AccountId,
    /// What was asked: the place.
    pub place: String,
    /// The permission it takes, such as `s3:GetObject`.
    pub action: &'static str,
    /// Whether it was answered.
    pub outcome: Outcome,
}

/// Whether a call was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was.
    Allowed,
    /// There is nothing yet to try it on, so nothing is known.
    Untried(&'static str),
    /// What it could be tried on could not be listed, so nothing is known.
    Unlisted,
    /// It was refused or failed.
    Refused(Trouble),
}

/// So many places are tried at once: a person waits.
const AT_ONCE: usize = 8;

/// Tries one call for each permission, changing nothing. Of an account that cannot be entered nothing else is tried.
///
/// `sqs:DeleteMessage` and the calls that read one thing can only be tried on a thing; where there is none, they are
/// untried.
pub async fn check(estate: &Estate, told: &(dyn Fn(&Checked) + Sync)) -> Vec<Checked> {
    let entrances = Entrances::new(estate, Patience::OfAPerson, Arc::default());
    let ways = estate.accounts.iter().filter_map(|account| {
        Some(Box::pin(way_in::account(&entrances, account, estate.region_of(account)?)) as Trying)
    });
    let mut checked = tell_all(ways.collect(), told).await;
    let refused: Vec<_> =
        checked.iter().filter(|way| way.is_refused()).map(|way| way.account.clone()).collect();
    let entered = |account: &AccountId| !refused.contains(account);
    let mut places: Vec<Trying<'_>> = Vec::new();
    for (account, region) in estate.places().filter(|(account, _)| entered(&account.id)) {
        places.push(Box::pin(place::region(&entrances, account, region)));
    }
    for bucket in estate.buckets.iter().filter(|bucket| entered(&bucket.account)) {
        places.push(Box::pin(place::bucket(&entrances, bucket)));
        let is_tried = estate.is_place(&bucket.account, &bucket.region);
        if bucket.holds == Holds::CloudTrail && !is_tried {
            places.push(Box::pin(place::keys(&entrances, bucket)));
        }
        if let Some(queue) = &bucket.queue {
            places.push(Box::pin(place::queue(&entrances, bucket, queue)));
        }
    }
    for group in estate.log_groups.iter().filter(|group| entered(&group.account)) {
        places.push(Box::pin(place::log_group(&entrances, group)));
    }
    checked.extend(tell_all(places, told).await);
    checked
}

type Trying<'a> = BoxFuture<'a, Vec<Checked>>;

/// Tries several at once and tells of them in their order.
async fn tell_all(trying: Vec<Trying<'_>>, told: &(dyn Fn(&Checked) + Sync)) -> Vec<Checked> {
    let mut checked = Vec::new();
    let mut done = stream::iter(trying).buffered(AT_ONCE);
    while let Some(of_place) = done.next().await {
        of_place.iter().for_each(told);
        checked.extend(of_place);
    }
    checked
}

impl Checked {
    /// Whether it was refused or failed.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        matches!(self.outcome, Outcome::Refused(_))
    }
}
