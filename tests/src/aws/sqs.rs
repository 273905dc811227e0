//! Which messages wait in a queue?
//!
//! Imitates the JSON 1.0 protocol of SQS: a received message is hidden until its time is over, and comes again unless it
//! was deleted with the receipt of its latest delivery. There is no order, no delay and no dead-letter queue; that S3
//! really fills a queue is tried with moto ([`super::Moto`]).

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use s3s::crypto::{Checksum as _, Md5};
use serde_json::{Value, json};

use super::held;
use super::refusal::{QUEUE_MISSING, Refusal};

/// Queues by the path of their URL, `/<account>/<name>`.
#[derive(Default)]
pub(super) struct Queues(Mutex<BTreeMap<String, Vec<Message>>>);

struct Message {
    id: u64,
    body: String,
    visible: Instant,
    received: u64,
}

/// How often a waiting receiver looks again.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

impl Queues {
    pub(super) fn send(&self, path: &str, body: String) {
        let mut queues = held(&self.0);
        let id = queues.values().map(Vec::len).sum::<usize>() as u64 + 1;
        let queue = queues.entry(path.to_owned()).or_default();
        let id = queue.iter().map(|message| message.id + 1).max().unwrap_or(0).max(id);
        queue.push(Message { id, body, visible: Instant::now(), received: 0 });
    }

    /// Makes an empty queue, if there is none.
    pub(super) fn create(&self, path: &str) {
        held(&self.0).entry(path.to_owned()).or_default();
    }

    pub(super) fn paths(&self) -> Vec<String> {
        held(&self.0).keys().cloned().collect()
    }

    /// How many messages nobody has deleted yet.
    pub(super) fn waiting(&self, path: &str) -> usize {
        held(&self.0).get(path).map_or(0, Vec::len)
    }

    fn with<T>(&self, ask: &Value, act: impl FnOnce(&mut Vec<Message>) -> T) -> Result<T, Refusal> {
        let url = ask["QueueUrl"].as_str().unwrap_or_default();
        let path = url.split_once("//").and_then(|(_, rest)| Some(&rest[rest.find('/')?..]));
        let mut queues = held(&self.0);
        let queue = path
            .and_then(|path| queues.get_mut(path))
            .ok_or_else(|| Refusal::bad(QUEUE_MISSING, "The specified queue does not exist."))?;
        Ok(act(queue))
    }
}

/// `None` when the operation is not imitated.
pub(super) async fn answer(
    queues: &Queues,
    operation: &str,
    ask: &Value,
) -> Option<Result<Value, Refusal>> {
    Some(match operation {
        "ReceiveMessage" => receive(queues, ask).await,
        "DeleteMessage" => queues.with(ask, |queue| delete(queue, &ask["ReceiptHandle"])),
        "ChangeMessageVisibility" => {
            let wait = Duration::from_secs(ask["VisibilityTimeout"].as_u64().unwrap_or_default());
            queues.with(ask, |queue| hide(queue, &ask["ReceiptHandle"], wait))
        }
        "GetQueueAttributes" => queues.with(ask, |queue| {
            let now = Instant::now();
            let hidden = queue.iter().filter(|message| message.visible > now).count();
            json!({ "Attributes": {
                "ApproximateNumberOfMessages": (queue.len() - hidden).to_string(),
                "ApproximateNumberOfMessagesNotVisible": hidden.to_string(),
            }})
        }),
        _ => return None,
    })
}

async fn receive(queues: &Queues, ask: &Value) -> Result<Value, Refusal> {
    let wait = Duration::from_secs(ask["WaitTimeSeconds"].as_u64().unwrap_or_default());
    let until = Instant::now() + wait;
    loop {
        let messages = queues.with(ask, |queue| take(queue, ask))?;
        if !messages.is_empty() {
            return Ok(json!({ "Messages": messages }));
        }
        if Instant::now() >= until {
            return Ok(json!({}));
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

fn take(queue: &mut [Message], ask: &Value) -> Vec<Value> {
    let most = ask["MaxNumberOfMessages"].as_u64().unwrap_or(1) as usize;
    let hidden = Duration::from_secs(ask["VisibilityTimeout"].as_u64().unwrap_or(30));
    let now = Instant::now();
    let visible = queue.iter_mut().filter(|message| message.visible <= now).take(most);
    let messages = visible.map(|message| {
        message.visible = now + hidden;
        message.received += 1;
        json!({
            "MessageId": format!("00000000-0000-4000-9000-{:012x}", message.id),
            "ReceiptHandle": message.receipt(),
            "MD5OfBody": hex::encode(Md5::checksum(message.body.as_bytes())),
            "Body": message.body,
            "Attributes": { "ApproximateReceiveCount": message.received.to_string() },
        })
    });
    messages.collect()
}

impl Message {
    /// Each delivery has its own receipt.
    fn receipt(&self) -> String {
        format!("{}/{}", self.id, self.received)
    }
}

/// Deleting what is gone, or with an old receipt, succeeds and does nothing.
fn delete(queue: &mut Vec<Message>, receipt: &Value) -> Value {
    queue.retain(|message| message.receipt() != *receipt);
    json!({})
}

fn hide(queue: &mut [Message], receipt: &Value, wait: Duration) -> Value {
    if let Some(message) = queue.iter_mut().find(|message| message.receipt() == *receipt) {
        message.visible = Instant::now() + wait;
    }
    json!({})
}
