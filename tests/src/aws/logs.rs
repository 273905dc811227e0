//! What does CloudWatch Logs answer?
//!
//! Imitates the JSON 1.1 protocol of `logs/2014-03-28` – names in camelCase, times in milliseconds – as far as streams
//! of sessions need it (reference/aws-formats.md §2). The end of a stream is reached when GetLogEvents gives the token
//! back that it was asked with: it never leaves the token out.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::page::Paging;
use super::refusal::Refusal;
use super::region::Region;

/// Events by the names of their log group and stream, each stream in the order of time.
pub(super) type Streams = BTreeMap<(String, String), Vec<Value>>;

const fn paging(most: usize) -> Paging {
    Paging { service: "logs", token: "nextToken", limit: "limit", most }
}

/// `None` when the operation is not imitated.
pub(super) fn answer(
    operation: &str,
    ask: &Value,
    region: &Region,
    now: f64,
) -> Option<Result<Value, Refusal>> {
    let now = (now * 1000.0) as i64;
    Some(match operation {
        "DescribeLogGroups" => groups(ask, region),
        "DescribeLogStreams" => streams(ask, region, now),
        "GetLogEvents" => events(ask, region, now),
        "FilterLogEvents" => filter(ask, region, now),
        _ => return None,
    })
}

/// Takes in a batch of a subscription: the events of one stream.
pub(super) fn learn(streams: &mut Streams, batch: &Value) {
    let name = |field: &str| batch[field].as_str().unwrap_or_default().to_owned();
    let stream = streams.entry((name("logGroup"), name("logStream"))).or_default();
    stream.extend(batch["logEvents"].as_array().into_iter().flatten().cloned());
    stream.sort_by_key(time);
}

fn groups(ask: &Value, region: &Region) -> Result<Value, Refusal> {
    let prefix = ask["logGroupNamePrefix"].as_str().unwrap_or_default();
    let mut names: Vec<_> = region.streams.keys().map(|(group, _)| group).collect();
    names.dedup();
    let names = names.into_iter().filter(|name| name.starts_with(prefix));
    let groups = names.map(|name| json!({ "logGroupName": name })).collect();
    paging(50).answer(ask, "logGroups", groups)
}

fn streams(ask: &Value, region: &Region, now: i64) -> Result<Value, Refusal> {
    let prefix = ask["logStreamNamePrefix"].as_str().unwrap_or_default();
    let mut streams: Vec<_> = of_group(ask, region)?
        .filter(|(name, _)| name.starts_with(prefix))
        .filter_map(|(name, events)| {
            let known = events.iter().map(time).filter(|time| *time <= now);
            let (first, last) = (known.clone().min()?, known.max()?);
            Some(json!({
                "logStreamName": name,
                "creationTime": first,
                "firstEventTimestamp": first,
                "lastEventTimestamp": last,
                "lastIngestionTime": last + LAG,
            }))
        })
        .collect();
    if ask["orderBy"] == "LastEventTime" {
        streams.sort_by_key(|stream| stream["lastEventTimestamp"].as_i64());
    }
    if ask["descending"] == true {
        streams.reverse();
    }
    paging(50).answer(ask, "logStreams", streams)
}

fn events(ask: &Value, region: &Region, now: i64) -> Result<Value, Refusal> {
    let name = ask["logStreamName"].as_str().unwrap_or_default();
    let (_, events) = of_group(ask, region)?
        .find(|(stream, _)| *stream == name)
        .ok_or_else(|| missing("The specified log stream does not exist."))?;
    let events: Vec<_> = events.iter().filter(|event| asked(ask, event, now)).collect();
    let limit = ask["limit"].as_u64().unwrap_or(10_000) as usize;
    let from = match ask["nextToken"].as_str() {
        Some(token) => {
            token.trim_start_matches("f/").trim_start_matches("b/").parse::<usize>().map_err(
                |_| {
                    Refusal::bad("InvalidParameterException", "The specified nextToken is invalid.")
                },
            )?
        }
        None if ask["startFromHead"] == true => 0,
        None => events.len().saturating_sub(limit),
    };
    let backward = ask["nextToken"].as_str().is_some_and(|token| token.starts_with("b/"));
    let (from, to) = match backward {
        true => (from.saturating_sub(limit), from.min(events.len())),
        false => (from.min(events.len()), (from + limit).min(events.len())),
    };
    let page = events[from..to].iter().map(|event| {
        let time = time(event);
        json!({ "timestamp": time, "message": event["message"], "ingestionTime": time + LAG })
    });
    Ok(json!({
        "events": page.collect::<Vec<_>>(),
        "nextForwardToken": format!("f/{to:024}"),
        "nextBackwardToken": format!("b/{from:024}"),
    }))
}

fn filter(ask: &Value, region: &Region, now: i64) -> Result<Value, Refusal> {
    let prefix = ask["logStreamNamePrefix"].as_str().unwrap_or_default();
    let names = ask["logStreamNames"].as_array();
    let wanted = |name: &str| {
        name.starts_with(prefix) && names.is_none_or(|names| names.iter().any(|one| one == name))
    };
    let mut events: Vec<_> = of_group(ask, region)?
        .filter(|(name, _)| wanted(name))
        .flat_map(|(name, events)| events.iter().map(move |event| (name, event)))
        .filter(|(_, event)| asked(ask, event, now))
        .collect();
    events.sort_by_key(|(_, event)| time(event));
    let events = events.into_iter().map(|(name, event)| {
        json!({
            "logStreamName": name,
            "timestamp": event["timestamp"],
            "message": event["message"],
            "ingestionTime": time(event) + LAG,
            "eventId": event["id"],
        })
    });
    let mut answer = paging(10_000).answer(ask, "events", events.collect())?;
    answer["searchedLogStreams"] = json!([]);
    Ok(answer)
}

/// Milliseconds between an event and its arrival.
const LAG: i64 = 300;

fn of_group<'a>(
    ask: &Value,
    region: &'a Region,
) -> Result<impl Iterator<Item = (&'a str, &'a Vec<Value>)>, Refusal> {
    let group = ask["logGroupName"].as_str().or_else(|| {
        let arn = ask["logGroupIdentifier"].as_str()?;
        arn.split(":log-group:").last()
    });
    let group = group.unwrap_or_default().to_owned();
    if !region.streams.keys().any(|(name, _)| *name == group) {
        return Err(missing("The specified log group does not exist."));
    }
    let streams = region.streams.iter().filter(move |((name, _), _)| *name == group);
    Ok(streams.map(|((_, stream), events)| (stream.as_str(), events)))
}

fn asked(ask: &Value, event: &Value, now: i64) -> bool {
    let from = ask["startTime"].as_i64().unwrap_or(i64::MIN);
    let to = ask["endTime"].as_i64().unwrap_or(i64::MAX);
    (from..to).contains(&time(event)) && time(event) <= now
}

fn time(event: &Value) -> i64 {
    event["timestamp"].as_i64().unwrap_or_default()
}

fn missing(text: &str) -> Refusal {
    Refusal::bad("ResourceNotFoundException", text)
}
