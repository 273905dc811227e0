//! Which new objects was a queue told of?
//!
//! A notification is only speed: it may come twice, late, out of order, or not at all. Whatever it names is asked of the
//! archive first, and a message is acknowledged only when everything it names is durable and derived, or its absence is
//! on record.

use std::time::Duration;

use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::Message;
use futures_util::future::BoxFuture;
use sekisho_domain::id::{AccountId, Region};

use super::bucket::{self, Objects};
use super::notification::{self, Told};
use super::object::{Wanted, identity};
use super::{Absence, Item, Pulled, Sink, Source, Tells, origin};
use crate::aws::trouble::{Trouble, TroubleCode};

/// How long a question waits for a message, in seconds. Longer than nothing: it costs fewer requests and finds messages
/// on every server of the queue.
const WAIT: i32 = 20;

/// As many as SQS gives at once.
const AT_ONCE: i32 = 10;

/// A queue that is told of new objects in buckets.
pub(crate) struct Queue {
    pub(crate) url: String,
    /// The account and the region of its buckets.
    pub(crate) account: AccountId,
    pub(crate) region: Region,
    pub(crate) client: Client,
    /// The buckets it may name. What it says of others is refused: anyone who can write to the queue could name them.
    pub(crate) buckets: Vec<Objects>,
    /// Whether to come back as soon as the queue is empty.
    pub(crate) drains: bool,
}

/// The right to acknowledge one message.
#[derive(Clone)]
pub(crate) struct Receipt {
    client: Client,
    url: String,
    handle: String,
}

impl Receipt {
    /// Tells the queue that the message need not come again. A failure means that it does, which changes nothing.
    pub(crate) async fn acknowledge(self) {
        let request = self.client.delete_message().queue_url(self.url);
        let _ = request.receipt_handle(self.handle).send().await;
    }
}

impl Source for Queue {
    fn name(&self) -> String {
        let named = self.url.rsplit('/').next().unwrap_or_default();
        format!("sqs {}/{}/{named}", self.account, self.region)
    }

    /// Only speed: what it does not tell of is found by listing, so it vouches for nothing.
    fn tells(&self) -> Tells {
        Tells::default()
    }

    fn rest(&self) -> Duration {
        Duration::ZERO
    }

    fn pull<'a>(&'a mut self, sink: &'a Sink) -> BoxFuture<'a, Result<Pulled, Trouble>> {
        Box::pin(async move {
            let mut pulled = Pulled::default();
            loop {
                let messages = self.receive().await?;
                let is_empty = messages.is_empty();
                for message in messages {
                    self.take(message, sink, &mut pulled).await?;
                }
                if is_empty || !self.drains {
                    return Ok(pulled);
                }
            }
        })
    }
}

impl Queue {
    async fn receive(&self) -> Result<Vec<Message>, Trouble> {
        let request = self.client.receive_message().queue_url(&self.url);
        let request = request.max_number_of_messages(AT_ONCE);
        let answer = request.wait_time_seconds(if self.drains { 1 } else { WAIT }).send().await;
        let answer =
            answer.map_err(|e| Trouble::of(&format!("ReceiveMessage {}", self.url), &e))?;
        Ok(answer.messages.unwrap_or_default())
    }

    async fn take(
        &self,
        message: Message,
        sink: &Sink,
        pulled: &mut Pulled,
    ) -> Result<(), Trouble> {
        let body = message.body.unwrap_or_default();
        // A message that is not understood is left to the queue's own rule for such messages.
        let Some(told) = notification::read(&body) else {
            let id = message.message_id.unwrap_or_default();
            sink.give(Item::Absent(not_understood(&self.url, &id))).await;
            pulled.absent += 1;
            return Ok(());
        };
        for told in told {
            pulled.listed += 1;
            self.object(told, sink).await?.count(pulled);
        }
        if let Some(handle) = message.receipt_handle {
            let receipt = Receipt { client: self.client.clone(), url: self.url.clone(), handle };
            sink.give(Item::Told(receipt)).await;
        }
        Ok(())
    }

    async fn object(&self, told: Told, sink: &Sink) -> Result<bucket::Taken, Trouble> {
        let locator = format!("{}/{}", told.bucket, told.key);
        let reads = |objects: &&Objects| {
            objects.bucket.name == told.bucket && objects.is_read(&told.key, &locator)
        };
        let Some(objects) = self.buckets.iter().find(reads) else { return Ok(bucket::Taken::Left) };
        let version = identity(told.version.as_deref(), told.etag.as_deref());
        let origin = origin(bucket::NAME, locator, version);
        let Some(claim) = sink.claim(&origin).await else { return Ok(bucket::Taken::Known) };
        let wanted = Wanted { key: told.key, version: told.version, etag: told.etag };
        Ok(objects.read(wanted, origin, claim, sink).await)
    }
}

fn not_understood(url: &str, message: &str) -> Absence {
    let what = format!("message {message} in {url} names no object");
    let next = "see what else writes to the queue; its dead-letter queue will take it";
    let origin = origin("sqs", format!("{url}/{message}"), None);
    Absence { origin, trouble: Trouble::told(TroubleCode::Other, what, next) }
}
