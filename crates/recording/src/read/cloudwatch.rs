//! What does a CloudWatch stream of a session say, and when did each line arrive?
//!
//! A stream's events reach us exported one per line, as bare messages, as subscription envelopes
//! that Firehose concatenated, or as the lines of an export task. A message is the agent's JSON
//! object with complete lines, or plain text when the group only receives the finished log.

mod export;
mod polls;
mod stream;

use jiff::Timestamp;
use memchr::memmem;
use serde::Deserialize;
use serde_json::Value;

use self::stream::Streams;
use super::{Limits, Position, Reading, json_stream};

/// How many documents are looked at before a file is judged to be something else.
const SNIFFED: usize = 8;

pub(super) fn matches(bytes: &[u8]) -> bool {
    if export::is_stamped(bytes) {
        let mut events = export::events(bytes).take(SNIFFED);
        return events.any(|event| stream::is_of_a_session(event.message));
    }
    // Without one of these names no document is known, and looking for them is cheap.
    let is_likely = [&b"\"message"[..], b"\"sessionData\""];
    if is_likely.iter().all(|name| memmem::find(bytes, name).is_none()) {
        return false;
    }
    json_stream::documents(bytes)
        .take(SNIFFED)
        .filter_map(|(_, document)| document.ok())
        .any(|raw| serde_json::from_str::<Document>(raw.get()).is_ok_and(|d| d.is_known()))
}

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Reading {
    read_stream(&[bytes], limits)
}

/// Reads several objects of one CloudWatch stream, in any order and with duplicates.
///
/// A delivery is cut wherever it happens to end, so only all of them together are a session.
#[must_use]
pub fn read_stream(objects: &[&[u8]], limits: &Limits) -> Reading {
    let mut reading = Reading::default();
    let mut streams = Streams::default();
    for object in objects {
        match export::is_stamped(object) {
            true => read_lines(object, limits, &mut streams, &mut reading),
            false => read_documents(object, limits, &mut streams, &mut reading),
        }
    }
    if streams.is_empty() && reading.rejected.is_empty() {
        reading.reject(Position::Byte(0), "empty", "no log event of a session in this file");
    }
    streams.finish(&mut reading);
    reading
}

fn read_lines(bytes: &[u8], limits: &Limits, streams: &mut Streams, reading: &mut Reading) {
    for event in export::events(bytes) {
        if event.message.len() > limits.line {
            let reason = format!("an event of {} bytes, above the limit", event.message.len());
            reading.reject(event.at, "too-large", reason);
            continue;
        }
        if streams.taken >= limits.events {
            let reason = format!("stopped after {} events", limits.events);
            return reading.reject(event.at, "too-large", reason);
        }
        let message = String::from_utf8_lossy(event.message).into_owned();
        streams.take("", None, Some(event.written), message);
    }
}

fn read_documents(bytes: &[u8], limits: &Limits, streams: &mut Streams, reading: &mut Reading) {
    for (at, document) in json_stream::documents(bytes) {
        let raw = match document {
            Ok(raw) => raw.get(),
            Err(error) => {
                reading.reject(at, "bad-json", error.to_string());
                continue;
            }
        };
        if raw.len() > limits.line {
            let reason = format!("a document of {} bytes, above the limit", raw.len());
            reading.reject(at, "too-large", reason);
            continue;
        }
        match serde_json::from_str::<Document>(raw) {
            Ok(document) if document.is_known() => document.file(raw, streams),
            _ => reading.reject(at, "unknown-shape", "JSON, but not a log event of a session"),
        }
        if streams.taken > limits.events {
            let reason = format!("stopped after {} events", limits.events);
            return reading.reject(at, "too-large", reason);
        }
    }
}

/// Every shape a document can have; unknown fields are ignored.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    message_type: Option<String>,
    log_stream: Option<String>,
    log_events: Option<Vec<LogEvent>>,
    id: Option<String>,
    timestamp: Option<i64>,
    message: Option<Value>,
    session_data: Option<Value>,
}

/// One event of a subscription envelope.
#[derive(Deserialize)]
struct LogEvent {
    id: Option<String>,
    timestamp: i64,
    message: String,
}

impl Document {
    fn is_known(&self) -> bool {
        let envelope = self.message_type.is_some() && self.log_events.is_some();
        let exported = self.message.is_some() && self.timestamp.is_some();
        envelope || exported || self.session_data.is_some()
    }

    fn file(self, raw: &str, streams: &mut Streams) {
        let written = |millis| Timestamp::from_millisecond(millis).ok();
        let name = self.log_stream.unwrap_or_default();
        if let Some(events) = self.log_events {
            if self.message_type.as_deref() != Some("CONTROL_MESSAGE") {
                for event in events {
                    streams.take(&name, event.id, written(event.timestamp), event.message);
                }
            }
            return;
        }
        let message = match self.message {
            Some(Value::String(message)) => message,
            Some(object) => object.to_string(),
            None => raw.to_owned(),
        };
        streams.take(&name, self.id, self.timestamp.and_then(written), message);
    }
}
