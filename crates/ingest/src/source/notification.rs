//! Which objects does a message about a bucket name?
//!
//! S3 tells SQS directly, through SNS, or through EventBridge. The shapes are those of aws-formats.md §7: keys are
//! form-encoded in S3's own messages, and plain in those of EventBridge.

use percent_encoding::percent_decode_str;
use serde::Deserialize;

/// An object that was put into a bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) bucket: String,
    pub(crate) key: String,
    pub(crate) version: Option<String>,
    /// The entity tag, by which a bucket without versions tells one state from another.
    pub(crate) etag: Option<String>,
}

#[derive(Deserialize)]
struct Message {
    /// S3's own form.
    #[serde(rename = "Records")]
    records: Option<Vec<Record>>,
    /// SNS wraps any of the other forms as text.
    #[serde(rename = "Message")]
    message: Option<String>,
    /// EventBridge's form.
    detail: Option<Detail>,
    /// CloudTrail's own notifications.
    #[serde(rename = "s3Bucket")]
    trail_bucket: Option<String>,
    #[serde(rename = "s3ObjectKey", default)]
    trail_keys: Vec<String>,
    /// The message by which S3 tests a new subscription.
    #[serde(rename = "Event")]
    event: Option<String>,
}

#[derive(Deserialize)]
struct Record {
    s3: Option<InS3>,
    #[serde(rename = "eventName", default)]
    event_name: String,
}

#[derive(Deserialize)]
struct InS3 {
    bucket: Named,
    object: Object,
}

#[derive(Deserialize)]
struct Detail {
    bucket: Named,
    object: Object,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

#[derive(Deserialize)]
struct Object {
    key: String,
    #[serde(rename = "versionId", alias = "version-id")]
    version: Option<String>,
    #[serde(rename = "eTag", alias = "etag")]
    etag: Option<String>,
}

/// The objects that `body` names; none for a test or for a deletion. `None` when it is no such message.
pub(crate) fn read(body: &str) -> Option<Vec<Told>> {
    read_nested(body, 2)
}

fn read_nested(body: &str, depth: u8) -> Option<Vec<Told>> {
    let message: Message = serde_json::from_str(body).ok()?;
    if let Some(records) = message.records {
        return Some(records.into_iter().filter_map(Record::created).collect());
    }
    if let Some(Detail { bucket, object }) = message.detail {
        return Some(vec![object.in_bucket(bucket, false)]);
    }
    if let Some(bucket) = message.trail_bucket {
        let told = |key| Told { bucket: bucket.clone(), key, version: None, etag: None };
        return Some(message.trail_keys.into_iter().map(told).collect());
    }
    if message.event.as_deref() == Some("s3:TestEvent") {
        return Some(Vec::new());
    }
    read_nested(&message.message?, depth.checked_sub(1)?)
}

impl Record {
    fn created(self) -> Option<Told> {
        let InS3 { bucket, object } = self.s3?;
        self.event_name.starts_with("ObjectCreated").then(|| object.in_bucket(bucket, true))
    }
}

impl Object {
    fn in_bucket(self, bucket: Named, is_encoded: bool) -> Told {
        let key = if is_encoded { decoded(&self.key) } else { self.key };
        Told { bucket: bucket.name, key, version: self.version, etag: self.etag }
    }
}

/// Undoes the encoding of HTML forms, in which a space is a plus sign.
fn decoded(key: &str) -> String {
    percent_decode_str(&key.replace('+', " ")).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_telling_names_the_same_object() {
        let direct = r#"{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"logs"},
            "object":{"key":"ssm/%E7%9B%A3+a%2Bb.log","size":3,"versionId":"v1","eTag":"e","sequencer":"0A"}}}]}"#;
        let through_sns =
            serde_json::json!({"Type": "Notification", "Message": direct}).to_string();
        let bridged = r#"{"detail-type":"Object Created","source":"aws.s3","detail":{"bucket":{"name":"logs"},
            "object":{"key":"ssm/監 a+b.log","version-id":"v1","etag":"e"},"reason":"PutObject"}}"#;
        let told = Told {
            bucket: "logs".into(),
            key: "ssm/監 a+b.log".into(),
            version: Some("v1".into()),
            etag: Some("e".into()),
        };
        for body in [direct, &through_sns, bridged] {
            assert_eq!(read(body), Some(vec![told.clone()]), "{body}");
        }
        let check = |body: &str, expected: Option<usize>| {
            assert_eq!(read(body).map(|told| told.len()), expected, "{body}");
        };
        check(r#"{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"logs"}"#, Some(0));
        check(r#"{"s3Bucket":"trail","s3ObjectKey":["a","b"]}"#, Some(2));
        check(&direct.replace("ObjectCreated:Put", "ObjectRemoved:Delete"), Some(0));
        check("{}", None);
        check("hello", None);
        check(r#"{"Message":"{\"Message\":\"{\\\"Message\\\":\\\"x\\\"}\"}"}"#, None);
    }
}
