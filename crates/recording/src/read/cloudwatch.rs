//! What does a CloudWatch stream of a session say, and when did each line arrive?
//!
//! A stream's events reach us exported one per line, as bare messages, or as subscription
//! envelopes that Firehose concatenated. A message is the agent's JSON object with complete
//! lines, or plain text when the group only receives the finished log.

use std::collections::{HashMap, HashSet};

use jiff::{SignedDuration, Timestamp};
use memchr::memmem;
use serde::Deserialize;
use serde_json::Value;

use super::{Kind, Limits, Position, Reading, json_stream, session_log};
use crate::recording::{Anchor, Clock, Recording};

/// The agent polls for complete lines every second; the rest allows for a late wake-up.
const POLL: SignedDuration = SignedDuration::from_millis(2_000);

/// The agent closes an event at 33,000 bytes. One that comes near may have left a backlog, and
/// then the lines of the next one can be older than the last poll.
const FULL: usize = 32_000;

/// How many documents are looked at before a file is judged to be something else.
const SNIFFED: usize = 8;

pub(super) fn matches(bytes: &[u8]) -> bool {
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
    let mut reading = Reading::default();
    let mut streams = Streams::default();
    let mut taken = 0;
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
            Ok(document) if document.is_known() => taken += streams.take(document, raw),
            _ => reading.reject(at, "unknown-shape", "JSON, but not a log event of a session"),
        }
        if taken > limits.events {
            let reason = format!("stopped after {} events", limits.events);
            reading.reject(at, "too-large", reason);
            break;
        }
    }
    if streams.order.is_empty() && reading.rejected.is_empty() {
        reading.reject(Position::Byte(0), "empty", "no log event of a session in this file");
    }
    reading.recordings = streams.order.into_iter().map(Stream::finish).collect();
    reading
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

impl Document {
    fn is_known(&self) -> bool {
        let envelope = self.message_type.is_some() && self.log_events.is_some();
        let exported = self.message.is_some() && self.timestamp.is_some();
        envelope || exported || self.session_data.is_some()
    }
}

/// One event of a subscription envelope.
#[derive(Deserialize)]
struct LogEvent {
    id: Option<String>,
    timestamp: i64,
    message: String,
}

/// The agent's own JSON object inside an event.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Message {
    event_time: Option<Timestamp>,
    target: Option<Target>,
    user_identity: Option<UserIdentity>,
    run_as_user: Option<String>,
    session_id: Option<String>,
    session_data: Vec<String>,
}

#[derive(Deserialize)]
struct Target {
    id: Option<String>,
}

#[derive(Deserialize)]
struct UserIdentity {
    arn: Option<String>,
}

/// The streams found so far, in order of first appearance.
#[derive(Default)]
struct Streams {
    order: Vec<Stream>,
    by_name: HashMap<String, usize>,
}

impl Streams {
    /// Files the events of one document and says how many there were.
    fn take(&mut self, document: Document, raw: &str) -> usize {
        let name = document.log_stream.unwrap_or_default();
        if let Some(events) = document.log_events {
            if document.message_type.as_deref() == Some("CONTROL_MESSAGE") {
                return 0;
            }
            let count = events.len();
            for event in events {
                self.file(&name, event.id, Some(event.timestamp), event.message);
            }
            return count;
        }
        let message = match document.message {
            Some(Value::String(message)) => message,
            Some(object) => object.to_string(),
            None => raw.to_owned(),
        };
        self.file(&name, document.id, document.timestamp, message);
        1
    }

    fn file(&mut self, name: &str, id: Option<String>, millis: Option<i64>, message: String) {
        let parsed = serde_json::from_str::<Message>(&message).ok();
        let named = parsed.as_ref().and_then(|message| message.session_id.clone());
        let name = named.unwrap_or_else(|| name.to_owned());
        let index = *self.by_name.entry(name.clone()).or_insert_with(|| {
            self.order.push(Stream::new(name));
            self.order.len() - 1
        });
        let written = millis.and_then(|millis| Timestamp::from_millisecond(millis).ok());
        self.order[index].file(id, written, message, parsed);
    }
}

/// The events of one session.
struct Stream {
    name: String,
    seen: HashSet<(Option<Timestamp>, String)>,
    events: Vec<Event>,
    node_id: Option<String>,
    owner: Option<String>,
    run_as: Option<String>,
}

/// One event: complete lines, or a piece of plain text.
struct Event {
    /// The batch was built between these two instants, by the node's clock.
    built: Option<(Timestamp, Timestamp)>,
    body: Body,
}

enum Body {
    Lines(Vec<String>),
    Text(String),
}

impl Stream {
    fn new(name: String) -> Stream {
        let (seen, events) = (HashSet::new(), Vec::new());
        Stream { name, seen, events, node_id: None, owner: None, run_as: None }
    }

    fn file(
        &mut self,
        id: Option<String>,
        written: Option<Timestamp>,
        text: String,
        parsed: Option<Message>,
    ) {
        // CloudWatch's own id is the only proof that two deliveries are one event; without it,
        // equal time and equal text are.
        let key = match id {
            Some(id) => (None, id),
            None => (written, text.clone()),
        };
        if !self.seen.insert(key) {
            return;
        }
        let Some(message) = parsed else {
            let built = written.map(|written| (written, written));
            self.events.push(Event { built, body: Body::Text(text) });
            return;
        };
        let built = match (written, message.event_time) {
            (Some(written), _) => Some((written, written)),
            // `eventTime` has whole seconds: the batch was built within the second it names.
            (None, Some(time)) => {
                Some((time, time.saturating_add(SignedDuration::from_secs(1)).unwrap_or(time)))
            }
            (None, None) => None,
        };
        self.node_id = self.node_id.take().or(message.target.and_then(|target| target.id));
        self.owner = self.owner.take().or(message.user_identity.and_then(|user| user.arn));
        self.run_as = self.run_as.take().or(message.run_as_user.filter(|user| !user.is_empty()));
        self.events.push(Event { built, body: Body::Lines(message.session_data) });
    }

    fn finish(mut self) -> Recording {
        // Stable, so events of one millisecond keep the order in which they were delivered.
        self.events.sort_by_key(|event| event.built);
        let count = self.events.len();
        let is_text = self.events.iter().all(|event| matches!(event.body, Body::Text(_)));
        let mut recording = match is_text {
            true => uploaded(self.events),
            false => streamed(self.events),
        };
        recording.events = Some(count);
        recording.session_id =
            Some(self.name).filter(|name| !name.is_empty()).or(recording.session_id);
        recording.node_id = self.node_id.or(recording.node_id);
        recording.owner = self.owner;
        recording.run_as = self.run_as;
        recording
    }
}

/// The finished log, pushed as text after the end: its event times say nothing about its lines.
fn uploaded(events: Vec<Event>) -> Recording {
    let mut text = String::new();
    for event in events {
        if let Body::Text(piece) = event.body {
            text.push_str(&piece);
        }
    }
    let read = session_log::read(text.as_bytes(), &Limits::DEFAULT).recordings.pop();
    let mut recording = read.unwrap_or_else(|| Recording::bare(Kind::CloudWatchStream, Vec::new()));
    recording.kind = Kind::CloudWatchStream;
    recording
}

/// Lines that were sent while the session ran, each event one anchor.
fn streamed(events: Vec<Event>) -> Recording {
    let mut output = Vec::new();
    let mut anchors: Vec<Anchor> = Vec::new();
    let mut backlog: Option<Timestamp> = None;
    for event in events {
        let from = output.len();
        match &event.body {
            Body::Lines(lines) => {
                for line in lines {
                    output.extend_from_slice(line.as_bytes());
                    output.extend_from_slice(b"\r\n");
                }
            }
            Body::Text(text) => output.extend_from_slice(text.as_bytes()),
        }
        let Some((earliest, latest)) = event.built else { continue };
        if output.len() == from || matches!(event.body, Body::Text(_)) {
            continue;
        }
        let polled = earliest.saturating_sub(POLL).unwrap_or(earliest);
        let not_before = backlog.map_or(polled, |since| since.min(polled));
        backlog = (output.len() - from >= FULL).then_some(not_before);
        anchors.push(Anchor {
            from: from as u64,
            to: output.len() as u64,
            not_before,
            not_after: latest,
        });
    }
    let mut recording = Recording::bare(Kind::CloudWatchStream, output);
    recording.clock = Clock::Lines { anchors };
    recording
}
