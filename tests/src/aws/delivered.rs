//! What do the objects that AWS delivered to S3 say about the APIs that hold the same?
//!
//! In AWS, LookupEvents finds what a trail delivers, and a log stream holds what Firehose took from it. The stories have
//! the delivered side; this reads back the other. What it cannot read it leaves out: stories contain broken files too.

use std::io::Read;

use serde_json::{Deserializer, Value, json};

use super::world::Place;

/// The CloudTrail records of an object: `{"Records": […]}`, a list, or one a line.
pub(super) fn records(bytes: &[u8]) -> Vec<Value> {
    let documents = documents(bytes).into_iter();
    let records = documents.flat_map(|document| match document {
        Value::Array(records) => records,
        Value::Object(mut fields) => match fields.get_mut("Records").map(Value::take) {
            Some(Value::Array(records)) => records,
            _ => vec![Value::Object(fields)],
        },
        _ => Vec::new(),
    });
    records.filter(|record| record["eventID"].is_string()).collect()
}

/// The batches of a CloudWatch Logs subscription in an object that Firehose wrote.
pub(super) fn batches(bytes: &[u8]) -> Vec<Value> {
    let documents = documents(bytes).into_iter();
    documents.filter(|document| document["messageType"] == "DATA_MESSAGE").collect()
}

/// The account and region of a batch: its own, and that of the first event that names one.
pub(super) fn batch_place(batch: &Value) -> Place {
    let messages = batch["logEvents"].as_array().into_iter().flatten();
    let region = messages.filter_map(|event| event["message"].as_str()).find_map(|message| {
        let message: Value = serde_json::from_str(message).ok()?;
        message["awsRegion"].as_str().map(str::to_owned)
    });
    let owner = batch["owner"].as_str().unwrap_or_default();
    (owner.to_owned(), region.unwrap_or_default())
}

/// A record as LookupEvents gives it.
pub(super) fn event(record: &Value) -> Value {
    let identity = &record["userIdentity"];
    let name = identity["userName"].as_str().or_else(|| {
        let principal = identity["principalId"].as_str()?;
        principal.split_once(':').map(|(_, session)| session)
    });
    json!({
        "EventId": record["eventID"],
        "EventName": record["eventName"],
        "ReadOnly": record["readOnly"].as_bool().unwrap_or_default().to_string(),
        "AccessKeyId": identity["accessKeyId"],
        "EventTime": record["eventTime"],
        "EventSource": record["eventSource"],
        "Username": name,
        "Resources": [],
        "CloudTrailEvent": record.to_string(),
    })
}

/// JSON documents one after the other, with anything or nothing between them, gzip undone.
fn documents(bytes: &[u8]) -> Vec<Value> {
    let mut plain = Vec::new();
    let bytes = match bytes.starts_with(&[0x1f, 0x8b]) {
        // As much as can be read: the rest of a broken file holds nothing anyway.
        true => match flate2::read::MultiGzDecoder::new(bytes).read_to_end(&mut plain) {
            Ok(_) | Err(_) => &plain[..],
        },
        false => bytes,
    };
    Deserializer::from_slice(bytes).into_iter().map_while(Result::ok).collect()
}
