//! With which keys does CloudTrail sign the digests of a region?
//!
//! Each region has keys of its own, the same for every account. AWS gives them by the time at which they were in use;
//! each is archived alone, so that digests can be proved offline, also when AWS gives it no more.

use std::time::Duration;

use aws_sdk_cloudtrail::Client;
use aws_sdk_cloudtrail::primitives::DateTime;
use futures_util::future::BoxFuture;
use jiff::{Timestamp, ToSpan};
use sekisho_domain::id::{AccountId, Region};

use super::{Item, Pulled, Sink, Source, Tells, origin};
use crate::aws::answer::{Verbatim, pieces};
use crate::aws::trouble::Trouble;
use crate::hash;

/// The name this source has in the ledger.
const NAME: &str = "cloudtrail";

/// Digests come hourly, each perhaps the first with a new key.
const REST: Duration = Duration::from_secs(3600);

/// 2015-01-01: before CloudTrail signed the first digest, so what is asked from here on are all keys.
const FIRST: i64 = 1_420_070_400;

/// Keys of the last days are asked for again, should AWS tell of one late.
const AGAIN_DAYS: i64 = 7;

/// The keys of one region, as one account is told of them.
pub(crate) struct PublicKeys {
    pub(crate) account: AccountId,
    pub(crate) region: Region,
    pub(crate) client: Client,
}

impl Source for PublicKeys {
    fn name(&self) -> String {
        format!("{NAME} {}/{} public keys", self.account, self.region)
    }

    fn tells(&self) -> Tells {
        let place = Some((self.account.clone(), self.region.clone()));
        Tells { place, ..Tells::default() }
    }

    fn rest(&self) -> Duration {
        REST
    }

    fn pull<'a>(&'a mut self, sink: &'a Sink) -> BoxFuture<'a, Result<Pulled, Trouble>> {
        Box::pin(async move {
            let now = Timestamp::now();
            let mut pulled = Pulled { complete_up_to: Some(now), ..Pulled::default() };
            let from = start(sink.cursor(&self.name()).await.as_deref());
            let verbatim = Verbatim::default();
            let mut next = None;
            loop {
                let request = self.client.list_public_keys().set_next_token(next);
                let request = request
                    .start_time(DateTime::from_secs(from.as_second()))
                    .end_time(DateTime::from_secs(now.as_second()))
                    .customize()
                    .interceptor(verbatim.clone());
                let page = request.send().await.map_err(|e| Trouble::of("ListPublicKeys", &e))?;
                self.give(verbatim.take(), sink, &mut pulled).await;
                next = page.next_token.filter(|token| !token.is_empty());
                if next.is_none() {
                    break;
                }
            }
            sink.give(Item::Reached { cursor: self.name(), at: now.to_string() }).await;
            Ok(pulled)
        })
    }
}

impl PublicKeys {
    /// A key that AWS described anew, say with another end, is another document.
    async fn give(&self, answer: Vec<u8>, sink: &Sink, pulled: &mut Pulled) {
        let documents = match pieces(answer, "PublicKeyList", "Fingerprint") {
            Ok(pieces) => pieces.into_iter().map(|piece| (piece.id, piece.document)).collect(),
            Err(answer) => vec![("unreadable".to_owned(), answer)],
        };
        for (name, document) in documents {
            let (account, region) = (&self.account, &self.region);
            let state = &hash(&document).to_string()[..16];
            let locator = format!("{account}/{region}/list-public-keys/{name}/{state}.json");
            pulled.count(sink.give_new(origin(NAME, locator, None), document).await);
        }
    }
}

/// From when on keys are asked for, if all that AWS gave until `cursor` are held.
fn start(cursor: Option<&str>) -> Timestamp {
    let reached = cursor.and_then(|at| at.parse::<Timestamp>().ok());
    let again = reached.and_then(|at| at.checked_sub((AGAIN_DAYS * 24).hours()).ok());
    again.unwrap_or(Timestamp::constant(FIRST, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_keys_are_asked_for_once_and_new_ones_from_then_on() {
        let check = |cursor, expected: &str| assert_eq!(start(cursor).to_string(), expected);
        check(None, "2015-01-01T00:00:00Z");
        check(Some("2026-11-24T05:00:00Z"), "2026-11-17T05:00:00Z");
        check(Some("no time"), "2015-01-01T00:00:00Z");
    }
}
