//! What has CloudTrail kept of the last ninety days?
//!
//! `LookupEvents` needs no trail, so it is the way to begin with, and to fill a gap. It answers by one event name at a time,
//! newest first, and allows two questions a second in each account and region.

use std::time::Duration;

use aws_sdk_cloudtrail::Client;
use aws_sdk_cloudtrail::primitives::DateTime;
use aws_sdk_cloudtrail::types::{LookupAttribute, LookupAttributeKey};
use futures_util::future::BoxFuture;
use jiff::{SignedDuration, Timestamp, ToSpan};
use sekisho_domain::id::{AccountId, Region};
use sekisho_domain::source::Brings;
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::{Item, Pulled, Sink, Source, Tells, origin};
use crate::aws::answer::{Verbatim, pieces};
use crate::aws::trouble::Trouble;
use crate::hash;

/// The name this source has in the ledger.
const NAME: &str = "cloudtrail";

/// The calls that an access audit needs. The whole of Systems Manager would be mostly the agents' own calls.
pub(crate) const EVENTS: &[&str] = &[
    "StartSession",
    "ResumeSession",
    "TerminateSession",
    "StartAccessRequest",
    "GetAccessToken",
    "SendAutomationSignal",
    "StartConnection",
    "StopInstances",
    "TerminateInstances",
];

/// CloudTrail allows two questions a second; a little less, because its clock is not ours.
const PACE: Duration = Duration::from_millis(550);

/// How long AWS remembers.
const REMEMBERED_DAYS: i64 = 90;

/// A call is found by `LookupEvents` some minutes after it was made, so the last hour is always asked for again.
const LATE_MINUTES: i64 = 60;

/// One question asks for so much at most: a run that is cut off goes on with the span it was in.
const SPAN_DAYS: i64 = 30;

const REST: Duration = Duration::from_secs(300);

/// From when on CloudTrail tells of calls that no trail has delivered.
#[must_use]
pub fn remembered_from(now: Timestamp) -> Timestamp {
    now.checked_sub((REMEMBERED_DAYS * 24).hours()).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The events of one account and region.
pub(crate) struct Lookup {
    account: AccountId,
    region: Region,
    client: Client,
    pace: Interval,
    /// A stretch that an administrator asked for, instead of going on from where the last run came to.
    wanted: Option<(Timestamp, Timestamp)>,
}

impl Lookup {
    pub(crate) fn new(
        account: AccountId,
        region: Region,
        client: Client,
        wanted: Option<(Timestamp, Timestamp)>,
    ) -> Self {
        let mut pace = interval(PACE);
        pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { account, region, client, pace, wanted }
    }
}

impl Source for Lookup {
    fn name(&self) -> String {
        format!("{NAME} {}/{} lookup", self.account, self.region)
    }

    fn tells(&self) -> Tells {
        let place = Some((self.account.clone(), self.region.clone()));
        let remembered = Some(SignedDuration::from_hours(REMEMBERED_DAYS * 24));
        Tells { brings: Brings::Trail, place, remembered, ..Tells::default() }
    }

    fn rest(&self) -> Duration {
        REST
    }

    fn pull<'a>(&'a mut self, sink: &'a Sink) -> BoxFuture<'a, Result<Pulled, Trouble>> {
        Box::pin(async move {
            let now = Timestamp::now();
            let mut pulled = Pulled::default();
            for event in EVENTS {
                self.catch_up(event, now, sink, &mut pulled).await?;
            }
            let late = now.checked_sub(LATE_MINUTES.minutes());
            pulled.complete_up_to = late.ok().filter(|_| self.wanted.is_none());
            Ok(pulled)
        })
    }
}

impl Lookup {
    /// Asks for one event name, span by span from the oldest, so that everything before the cursor has been seen.
    async fn catch_up(
        &mut self,
        event: &str,
        now: Timestamp,
        sink: &Sink,
        pulled: &mut Pulled,
    ) -> Result<(), Trouble> {
        let cursor = format!("{} {event}", self.name());
        let reached = sink.cursor(&cursor).await.and_then(|at| at.parse::<Timestamp>().ok());
        let (mut from, end) = match self.wanted {
            Some(wanted) => wanted,
            None => (start(reached, now), now),
        };
        while from < end {
            let to = from.checked_add((SPAN_DAYS * 24).hours()).map_or(end, |to| to.min(end));
            self.ask(event, from, to, sink, pulled).await?;
            if self.wanted.is_none() {
                let at = to.to_string();
                sink.give(Item::Reached { cursor: cursor.clone(), at }).await;
            }
            from = to;
        }
        Ok(())
    }

    async fn ask(
        &mut self,
        event: &str,
        from: Timestamp,
        to: Timestamp,
        sink: &Sink,
        pulled: &mut Pulled,
    ) -> Result<(), Trouble> {
        let verbatim = Verbatim::default();
        let mut next = None;
        loop {
            self.pace.tick().await;
            let request = self.client.lookup_events().lookup_attributes(named(event)?);
            let request = request
                .start_time(DateTime::from_secs(from.as_second()))
                .end_time(DateTime::from_secs(to.as_second()))
                .set_next_token(next)
                .customize()
                .interceptor(verbatim.clone());
            let page = request.send().await;
            let page = page.map_err(|e| Trouble::of(&format!("LookupEvents {event}"), &e))?;
            self.give(event, verbatim.take(), sink, pulled).await;
            next = page.next_token.filter(|token| !token.is_empty());
            if next.is_none() {
                return Ok(());
            }
        }
    }

    async fn give(&self, event: &str, answer: Vec<u8>, sink: &Sink, pulled: &mut Pulled) {
        let folder = format!("{}/{}/lookup-events/{event}", self.account, self.region);
        let documents = match pieces(answer, "Events", "EventId") {
            Ok(pieces) => pieces.into_iter().map(|piece| (piece.id, piece.document)).collect(),
            Err(answer) => vec![(format!("unreadable-{}", hash(&answer)), answer)],
        };
        for (id, document) in documents {
            let locator = format!("{folder}/{id}.json");
            let origin = origin(NAME, locator, None);
            pulled.count(sink.give_new(origin, document).await);
        }
    }
}

/// Where to begin: an hour before the end of the last run, or as far back as AWS remembers.
fn start(reached: Option<Timestamp>, now: Timestamp) -> Timestamp {
    let oldest = remembered_from(now);
    let again = reached.and_then(|reached| reached.checked_sub(LATE_MINUTES.minutes()).ok());
    again.map_or(oldest, |again| again.max(oldest))
}

fn named(event: &str) -> Result<LookupAttribute, Trouble> {
    let attribute = LookupAttribute::builder()
        .attribute_key(LookupAttributeKey::EventName)
        .attribute_value(event);
    Ok(attribute.build()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_goes_on_where_the_last_one_came_to() {
        let time = |text: &str| text.parse::<Timestamp>().expect("a time");
        let check = |reached: Option<&str>, expected: &str| {
            let now = time("2026-11-24T05:00:00Z");
            assert_eq!(start(reached.map(time), now), time(expected), "{reached:?}");
        };
        check(None, "2026-08-26T05:00:00Z");
        check(Some("2026-11-24T04:00:00Z"), "2026-11-24T03:00:00Z");
        check(Some("2026-01-01T00:00:00Z"), "2026-08-26T05:00:00Z");
    }
}
