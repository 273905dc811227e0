//! What has been written to the streams of a CloudWatch log group?
//!
//! Session Manager gives each session a stream of its own, named after the session. A stream is read on from where the
//! last reading ended; what came since is one document, with AWS's own bytes of each event on a line.

use std::time::Duration;

use aws_sdk_cloudwatchlogs::Client;
use aws_sdk_cloudwatchlogs::types::OrderBy;
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use sekisho_domain::source::{Brings, Destination};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::one_by_one::OneByOne;
use super::{Item, Pulled, Sink, Source, Tells, origin};
use crate::aws::answer::Verbatim;
use crate::aws::trouble::Trouble;
use crate::estate::LogGroup;
use crate::hash;

/// The name this source has in the ledger.
const NAME: &str = "logs";

/// AWS tells the time of a stream's last event up to an hour late, so a stream that was quiet for longer is complete.
const LATE_MS: i64 = 3_600_000;

const REST: Duration = Duration::from_secs(30);

/// The streams of one log group.
pub(crate) struct Streams {
    pub(crate) group: LogGroup,
    pub(crate) client: Client,
}

impl Source for Streams {
    fn name(&self) -> String {
        format!("{NAME} {}/{}{}", self.group.account, self.group.region, slashed(&self.group.name))
    }

    fn tells(&self) -> Tells {
        let place = Some((self.group.account.clone(), self.group.region.clone()));
        let destination = Some(Destination::LogGroup(self.group.name.clone()));
        Tells { brings: Brings::CloudwatchLogs, place, destination, ..Tells::default() }
    }

    fn rest(&self) -> Duration {
        REST
    }

    fn pull<'a>(&'a mut self, sink: &'a Sink) -> BoxFuture<'a, Result<Pulled, Trouble>> {
        Box::pin(async move {
            let asked_at = Timestamp::now();
            let reached = sink.cursor(&self.name()).await.and_then(|at| at.parse::<i64>().ok());
            let mut pulled = Pulled { complete_up_to: Some(asked_at), ..Pulled::default() };
            let request = self.client.describe_log_streams().log_group_name(&self.group.name);
            let request = request.order_by(OrderBy::LastEventTime).descending(true);
            let mut streams = request.into_paginator().items().send();
            let mut read = OneByOne::default();
            while let Some(stream) = streams.next().await {
                let stream = stream.map_err(|e| Trouble::of("DescribeLogStreams", &e))?;
                let last = stream.last_event_timestamp.unwrap_or(i64::MAX);
                if reached.is_some_and(|reached| last < reached - LATE_MS) {
                    break;
                }
                if let Some(name) = stream.log_stream_name {
                    pulled.listed += 1;
                    read.take(self.read(&name, sink).await)?;
                }
            }
            read.finish()?;
            let at = asked_at.as_millisecond().to_string();
            sink.give(Item::Reached { cursor: self.name(), at }).await;
            Ok(pulled)
        })
    }
}

/// The part of an answer that is archived.
#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    events: Vec<&'a RawValue>,
}

impl Streams {
    /// Reads a stream on from the token of the last reading.
    async fn read(&self, stream: &str, sink: &Sink) -> Result<(), Trouble> {
        let cursor = format!("{} {stream}", self.name());
        let mut token = sink.cursor(&cursor).await;
        let verbatim = Verbatim::default();
        loop {
            let request = self.client.get_log_events().log_group_name(&self.group.name);
            let request = request
                .log_stream_name(stream)
                .start_from_head(true)
                .set_next_token(token.clone())
                .customize()
                .interceptor(verbatim.clone());
            let page = request.send().await;
            let page = page.map_err(|e| Trouble::of(&format!("GetLogEvents {stream}"), &e))?;
            self.give(stream, &verbatim.take(), sink).await;
            let next = page.next_forward_token;
            // The same token again means that nothing more is there now.
            if next.is_none() || next == token {
                return Ok(());
            }
            token = next;
            let at = token.clone().unwrap_or_default();
            sink.give(Item::Reached { cursor: cursor.clone(), at }).await;
        }
    }

    async fn give(&self, stream: &str, answer: &[u8], sink: &Sink) {
        let document = lines(answer).unwrap_or_else(|| answer.to_vec());
        if document.is_empty() {
            return;
        }
        let group = &self.group;
        let name = hash(&document).to_string();
        let locator = format!(
            "{}/{}{}/{stream}/{}.ndjson",
            group.account,
            group.region,
            slashed(&group.name),
            &name[..16],
        );
        let origin = origin(NAME, locator, None);
        sink.give_new(origin, document).await;
    }
}

/// The events of an answer, each on a line; `None` when it is no such answer.
fn lines(answer: &[u8]) -> Option<Vec<u8>> {
    let answer: Answer<'_> = serde_json::from_slice(answer).ok()?;
    let mut lines = Vec::new();
    for event in answer.events {
        lines.extend_from_slice(event.get().as_bytes());
        lines.push(b'\n');
    }
    Some(lines)
}

fn slashed(group: &str) -> String {
    format!("/{}", group.trim_start_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_keep_their_bytes() {
        let check = |answer: &str, expected: Option<&str>| {
            let lines = lines(answer.as_bytes());
            assert_eq!(
                lines.map(|l| String::from_utf8_lossy(&l).into_owned()).as_deref(),
                expected
            );
        };
        check(r#"{"events":[],"nextForwardToken":"f/1"}"#, Some(""));
        check(
            r#"{"events":[{"timestamp":1,"message":"{\"a\": 1}","ingestionTime":2},{"timestamp":3}]}"#,
            Some(
                "{\"timestamp\":1,\"message\":\"{\\\"a\\\": 1}\",\"ingestionTime\":2}\n{\"timestamp\":3}\n",
            ),
        );
        check("{", None);
    }
}
