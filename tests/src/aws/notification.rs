//! What does S3 say when an object has been created?
//!
//! Imitates three ways in which the same news reaches a queue (reference/aws-formats.md §7): only EventBridge leaves the
//! key as it is, the others write it as a form does, with `+` for a space.

use serde_json::{Value, json};

/// The way from a bucket to a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// The bucket notifies the queue itself.
    Direct,
    /// Through an SNS topic, without raw delivery.
    Sns,
    /// Through an EventBridge rule.
    EventBridge,
}

/// What is said of an object.
pub(super) struct News<'a> {
    pub(super) bucket: &'a str,
    pub(super) key: &'a str,
    pub(super) size: u64,
    pub(super) e_tag: &'a str,
    pub(super) time: jiff::Timestamp,
}

impl News<'_> {
    /// The body of the message.
    pub(super) fn message(&self, via: Via) -> String {
        match via {
            Via::Direct => self.records().to_string(),
            Via::Sns => json!({
                "Type": "Notification",
                "MessageId": "00000000-0000-4000-a000-000000000000",
                "TopicArn": "arn:aws:sns:ap-northeast-1:111122223333:session-logs",
                "Subject": "Amazon S3 Notification",
                "Message": self.records().to_string(),
                "Timestamp": self.time,
            })
            .to_string(),
            Via::EventBridge => self.event().to_string(),
        }
    }

    fn records(&self) -> Value {
        let key = form(self.key);
        json!({ "Records": [{
            "eventVersion": "2.1",
            "eventSource": "aws:s3",
            "awsRegion": "ap-northeast-1",
            "eventTime": self.time,
            "eventName": "ObjectCreated:Put",
            "s3": {
                "s3SchemaVersion": "1.0",
                "configurationId": "to-sekisho",
                "bucket": { "name": self.bucket, "arn": format!("arn:aws:s3:::{}", self.bucket) },
                "object": { "key": key, "size": self.size, "eTag": self.e_tag, "sequencer": self.sequencer() },
            },
        }]})
    }

    fn event(&self) -> Value {
        json!({
            "version": "0",
            "id": "00000000-0000-4000-b000-000000000000",
            "detail-type": "Object Created",
            "source": "aws.s3",
            "account": "111122223333",
            "time": self.time,
            "region": "ap-northeast-1",
            "resources": [format!("arn:aws:s3:::{}", self.bucket)],
            "detail": {
                "version": "0",
                "bucket": { "name": self.bucket },
                "object": {
                    "key": self.key, "size": self.size, "etag": self.e_tag, "sequencer": self.sequencer(),
                },
                "reason": "PutObject",
            },
        })
    }

    /// Grows with time; compared only between versions of one key.
    fn sequencer(&self) -> String {
        format!("{:018X}", self.time.as_microsecond())
    }
}

/// A key as AWS writes it into notifications: `/` stays, a space becomes `+`.
fn form(key: &str) -> String {
    key.bytes()
        .map(|byte| match byte {
            b' ' => "+".to_owned(),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'*' => {
                char::from(byte).to_string()
            }
            byte => format!("%{byte:02X}"),
        })
        .collect()
}
