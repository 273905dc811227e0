//! What do the events of a stream make together?

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::polls::{FULL, Polls};
use crate::read::{Kind, Limits, Position, Reading, Rejected, powershell, session_log};
use crate::recording::{Clock, Recording};

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

/// Whether a message is one that the agent writes: an object with lines, or the start of a log.
pub(super) fn is_of_a_session(message: &[u8]) -> bool {
    serde_json::from_slice::<Message>(message).is_ok()
        || session_log::matches(message)
        || powershell::matches(message)
}

/// The streams found so far, in order of first appearance.
#[derive(Default)]
pub(super) struct Streams {
    order: Vec<Stream>,
    by_name: HashMap<String, usize>,
    /// How many events there were, those delivered twice included.
    pub(super) taken: usize,
}

impl Streams {
    pub(super) fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Files an event of the stream `name`.
    pub(super) fn take(
        &mut self,
        name: &str,
        id: Option<String>,
        written: Option<Timestamp>,
        message: String,
    ) {
        self.taken += 1;
        let parsed = serde_json::from_str::<Message>(&message).ok();
        let named = parsed.as_ref().and_then(|message| message.session_id.clone());
        let name = named.unwrap_or_else(|| name.to_owned());
        let index = *self.by_name.entry(name.clone()).or_insert_with(|| {
            self.order.push(Stream::new(name));
            self.order.len() - 1
        });
        self.order[index].file(id, written, message, parsed);
    }

    pub(super) fn finish(self, reading: &mut Reading) {
        for stream in self.order {
            let recording = stream.finish(reading);
            reading.recordings.push(recording);
        }
    }
}

/// The events of one session.
struct Stream {
    name: String,
    seen: Seen,
    events: Vec<Event>,
    node_id: Option<String>,
    owner: Option<String>,
    run_as: Option<String>,
}

/// What was delivered so far.
#[derive(Default)]
struct Seen {
    ids: HashSet<String>,
    /// Time and text, and whether all deliveries of it had an id.
    texts: HashMap<(Option<Timestamp>, String), bool>,
}

impl Seen {
    /// Whether an event is not one of those seen before, delivered again.
    ///
    /// CloudWatch's own id proves it. Not every form of delivery has one, and then equal time and
    /// equal text do. Two ids do not prove two events if these are equal, because the agent sends
    /// a batch again when it takes it for lost; only full events and pieces of a log can be equal.
    fn is_new(
        &mut self,
        id: Option<String>,
        key: (Option<Timestamp>, String),
        is_piece: bool,
    ) -> bool {
        let has_id = id.is_some();
        if id.is_some_and(|id| !self.ids.insert(id)) {
            return false;
        }
        match self.texts.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(has_id);
                true
            }
            Entry::Occupied(mut entry) => {
                let are_named = has_id && *entry.get();
                entry.insert(are_named);
                are_named && is_piece
            }
        }
    }
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
        let (seen, events) = (Seen::default(), Vec::new());
        Stream { name, seen, events, node_id: None, owner: None, run_as: None }
    }

    fn file(
        &mut self,
        id: Option<String>,
        written: Option<Timestamp>,
        text: String,
        parsed: Option<Message>,
    ) {
        let is_piece = parsed.is_none() || text.len() >= FULL;
        if !self.seen.is_new(id, (written, text.clone()), is_piece) {
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

    fn finish(mut self, reading: &mut Reading) -> Recording {
        // Stable, so events of one millisecond keep the order in which they were delivered.
        self.events.sort_by_key(|event| event.built);
        let count = self.events.len();
        let is_text = self.events.iter().all(|event| matches!(event.body, Body::Text(_)));
        let mut recording = match is_text {
            true => uploaded(&self.name, self.events, reading),
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
fn uploaded(name: &str, events: Vec<Event>, reading: &mut Reading) -> Recording {
    let mut text = String::new();
    for event in events {
        if let Body::Text(piece) = event.body {
            text.push_str(&piece);
        }
    }
    let read = match powershell::matches(text.as_bytes()) {
        true => powershell::read,
        false => session_log::read,
    };
    let Reading { mut recordings, rejected, .. } = read(text.as_bytes(), &Limits::DEFAULT);
    for Rejected { at, code, reason } in rejected {
        let reason = format!("in the log that was put into stream {name:?}, {at}: {reason}");
        reading.reject(Position::Byte(0), code, reason);
    }
    let recording = recordings.pop();
    let mut recording =
        recording.unwrap_or_else(|| Recording::bare(Kind::CloudWatchStream, Vec::new()));
    recording.kind = Kind::CloudWatchStream;
    recording
}

/// Lines that were sent while the session ran, each event one anchor.
fn streamed(events: Vec<Event>) -> Recording {
    let mut output = Vec::new();
    let mut polls = Polls::default();
    for event in events {
        let from = output.len();
        let lines = match event.body {
            Body::Lines(lines) => lines,
            Body::Text(text) => {
                output.extend_from_slice(text.as_bytes());
                continue;
            }
        };
        for line in &lines {
            output.extend_from_slice(line.as_bytes());
            output.extend_from_slice(b"\r\n");
        }
        if let (Some(built), Some(first)) = (event.built, lines.first()) {
            polls.take(built, from..output.len(), first.len());
        }
    }
    let mut recording = Recording::bare(Kind::CloudWatchStream, output);
    recording.clock = Clock::Lines { anchors: polls.finish() };
    recording
}
