//! What does one account hold in one region, and what of it was known when?
//!
//! Everything is kept as it goes over the wire: names as the service writes them, times as seconds since 1970 with a
//! fraction.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::cloudtrail::Pace;
use super::delivered;
use super::logs::{self, Streams};

#[derive(Default)]
pub(super) struct Region {
    /// DescribeSessions, by session id.
    pub(super) sessions: BTreeMap<String, Value>,
    /// GetOpsItem, by OpsItem id.
    pub(super) ops_items: BTreeMap<String, History>,
    /// DescribeInstanceInformation, by node id.
    pub(super) nodes: BTreeMap<String, History>,
    /// GetDocument, by name.
    pub(super) documents: BTreeMap<String, History>,
    /// CloudTrail records of SendAutomationSignal.
    pub(super) signals: Vec<Value>,
    /// LookupEvents, in no order.
    pub(super) events: Vec<Value>,
    /// What trails delivered, as LookupEvents would give it.
    pub(super) delivered: Vec<Value>,
    /// ListPublicKeys.
    pub(super) public_keys: Vec<Value>,
    /// DescribeTrails.
    pub(super) trails: Vec<Value>,
    /// CloudWatch Logs.
    pub(super) streams: Streams,
    pub(super) pace: Pace,
}

/// Versions of one thing, oldest first.
#[derive(Default)]
pub(super) struct History(Vec<(f64, Value)>);

impl History {
    fn add(&mut self, since: f64, version: Value) {
        let place = self.0.partition_point(|(at, _)| *at <= since);
        self.0.insert(place, (since, version));
    }

    /// The version that was there at a time.
    pub(super) fn at(&self, now: f64) -> Option<&Value> {
        self.until(now).last()
    }

    /// The versions that came until a time, oldest first.
    pub(super) fn until(&self, now: f64) -> impl Iterator<Item = &Value> {
        self.0.iter().take_while(move |(since, _)| *since <= now).map(|(_, version)| version)
    }
}

impl Region {
    /// Takes in the output of a call, as the AWS CLI prints it. Pages and copies of later times are merged.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn learn(&mut self, operation: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let mut output: Value = serde_json::from_slice(bytes)?;
        on_the_wire(&mut output);
        match operation {
            "describe-sessions" => {
                for session in list(&output, "Sessions")? {
                    self.learn_session(session)?;
                }
            }
            "get-ops-item" => {
                remember(&mut self.ops_items, &output["OpsItem"], "OpsItemId", "LastModifiedTime")?;
            }
            "describe-instance-information" => {
                for node in list(&output, "InstanceInformationList")? {
                    remember(&mut self.nodes, node, "InstanceId", "LastPingDateTime")?;
                }
            }
            "get-document" => remember(&mut self.documents, &output, "Name", "CreatedDate")?,
            "lookup-events" => self.events.extend(list(&output, "Events")?.iter().cloned()),
            "list-public-keys" => {
                self.public_keys.extend(list(&output, "PublicKeyList")?.iter().cloned());
            }
            other => anyhow::bail!("no operation {other} is imitated from its output"),
        }
        Ok(())
    }

    /// An entry with an end says more than one without.
    fn learn_session(&mut self, session: &Value) -> anyhow::Result<()> {
        seconds(session, "StartDate")?;
        let known = self.sessions.entry(text(session, "SessionId")?).or_default();
        if known["EndDate"].is_null() {
            *known = session.clone();
        }
        Ok(())
    }

    /// Takes in a CloudTrail record that a trail delivered.
    pub(super) fn learn_record(&mut self, record: &Value) {
        if record["eventName"] == "SendAutomationSignal" {
            self.signals.push(record.clone());
        }
        let mut event = delivered::event(record);
        on_the_wire(&mut event);
        self.delivered.push(event);
    }

    /// Takes in a batch that a log group's subscription sent.
    pub(super) fn learn_batch(&mut self, batch: &Value) {
        logs::learn(&mut self.streams, batch);
    }

    /// Lets LookupEvents find what trails delivered, each event once.
    pub(super) fn look_up_delivered(&mut self) {
        let id = |event: &Value| event["EventId"].as_str().unwrap_or_default().to_owned();
        let mut known: BTreeSet<_> = self.events.iter().map(id).collect();
        let new = self.delivered.drain(..).filter(|event| known.insert(id(event)));
        self.events.extend(new);
    }
}

fn remember(
    histories: &mut BTreeMap<String, History>,
    value: &Value,
    id: &str,
    since: &str,
) -> anyhow::Result<()> {
    let (id, since) = (text(value, id)?, seconds(value, since)?);
    histories.entry(id).or_default().add(since, value.clone());
    Ok(())
}

/// Turns the times of the CLI's output, RFC 3339, into those of the wire.
fn on_the_wire(value: &mut Value) {
    match value {
        Value::Object(fields) => fields.iter_mut().for_each(|(name, value)| {
            let time = (name.ends_with("Date") || name.ends_with("Time"))
                .then(|| value.as_str()?.parse::<Timestamp>().ok());
            match time.flatten() {
                Some(time) => *value = epoch(time).into(),
                None => on_the_wire(value),
            }
        }),
        Value::Array(items) => items.iter_mut().for_each(on_the_wire),
        _ => {}
    }
}

/// Seconds since 1970 with a fraction.
pub(super) fn epoch(time: Timestamp) -> f64 {
    time.as_microsecond() as f64 / 1e6
}

/// These fields of an object, as far as it has them.
pub(super) fn pick(value: &Value, names: &[&str]) -> Value {
    let found = names.iter().filter_map(|name| {
        let field = value.get(*name)?;
        Some(((*name).to_owned(), field.clone()))
    });
    Value::Object(found.collect::<Map<_, _>>())
}

/// Newest first, by a field that holds a time.
pub(super) fn newest_first(values: &mut [Value], field: &str) {
    let time = |value: &Value| value[field].as_f64().unwrap_or_default();
    values.sort_by(|a, b| time(b).total_cmp(&time(a)));
}

fn list<'a>(output: &'a Value, name: &str) -> anyhow::Result<&'a Vec<Value>> {
    output[name].as_array().ok_or_else(|| anyhow::anyhow!("{name} is no list"))
}

fn text(value: &Value, name: &str) -> anyhow::Result<String> {
    let text = value[name].as_str().ok_or_else(|| anyhow::anyhow!("{name} is missing"))?;
    Ok(text.to_owned())
}

fn seconds(value: &Value, name: &str) -> anyhow::Result<f64> {
    value[name].as_f64().ok_or_else(|| anyhow::anyhow!("{name} is missing or no time"))
}
