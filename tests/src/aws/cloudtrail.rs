//! What does CloudTrail answer?
//!
//! Imitates LookupEvents with its limits – one attribute, 50 events a page, newest first, two requests a second for an
//! account and region – and ListPublicKeys and DescribeTrails (reference/aws-formats.md §7). AWS forgets after 90 days;
//! this remembers everything.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::page::Paging;
use super::refusal::Refusal;
use super::region::{Region, newest_first};
use super::world::Place;

const PAGING: Paging =
    Paging { service: "cloudtrail", token: "NextToken", limit: "MaxResults", most: 50 };

/// `None` when the operation is not imitated.
pub(super) fn answer(
    operation: &str,
    ask: &Value,
    region: &mut Region,
    now: f64,
) -> Option<Result<Value, Refusal>> {
    Some(match operation {
        "LookupEvents" => lookup(ask, region, now),
        "ListPublicKeys" => Ok(json!({ "PublicKeyList": public_keys(ask, region) })),
        "DescribeTrails" => Ok(json!({ "trailList": region.trails })),
        _ => return None,
    })
}

/// Notes the trail that delivered to a bucket, once.
pub(super) fn learn_trail(trails: &mut Vec<Value>, (account, region): &Place, bucket: &str) {
    if trails.iter().any(|trail| trail["S3BucketName"] == bucket) {
        return;
    }
    trails.push(json!({
        "Name": "management-events",
        "S3BucketName": bucket,
        "HomeRegion": region,
        "TrailARN": format!("arn:aws:cloudtrail:{region}:{account}:trail/management-events"),
        "IncludeGlobalServiceEvents": true,
        "IsMultiRegionTrail": false,
        "IsOrganizationTrail": false,
        "LogFileValidationEnabled": true,
    }));
}

/// When an account and region were last asked: two requests are answered in every second.
#[derive(Default)]
pub(super) struct Pace(VecDeque<Instant>);

impl Pace {
    fn too_fast(&mut self) -> bool {
        let now = Instant::now();
        self.0.retain(|asked| now.duration_since(*asked) < Duration::from_secs(1));
        let too_fast = self.0.len() >= 2;
        if !too_fast {
            self.0.push_back(now);
        }
        too_fast
    }
}

fn lookup(ask: &Value, region: &mut Region, now: f64) -> Result<Value, Refusal> {
    if region.pace.too_fast() {
        return Err(Refusal::bad("ThrottlingException", "Rate exceeded"));
    }
    let attributes = ask["LookupAttributes"].as_array().map_or(&[][..], Vec::as_slice);
    if attributes.len() > 1 {
        let text = "You can only specify one lookup attribute in your request.";
        return Err(Refusal::bad("InvalidLookupAttributesException", text));
    }
    let from = ask["StartTime"].as_f64().unwrap_or(f64::MIN);
    let to = ask["EndTime"].as_f64().unwrap_or(f64::MAX).min(now);
    if from > to {
        let text = "The start time must be before the end time.";
        return Err(Refusal::bad("InvalidTimeRangeException", text));
    }
    let within = |event: &&Value| {
        let time = event["EventTime"].as_f64().unwrap_or_default();
        (from..=to).contains(&time) && attributes.iter().all(|attribute| has(event, attribute))
    };
    let mut events: Vec<_> = region.events.iter().filter(within).cloned().collect();
    newest_first(&mut events, "EventTime");
    PAGING.answer(ask, "Events", events)
}

fn has(event: &Value, attribute: &Value) -> bool {
    let value = &attribute["AttributeValue"];
    let resource = |field: &str| {
        event["Resources"]
            .as_array()
            .into_iter()
            .flatten()
            .any(|resource| &resource[field] == value)
    };
    match attribute["AttributeKey"].as_str().unwrap_or_default() {
        name @ ("ResourceType" | "ResourceName") => resource(name),
        name => &event[name] == value,
    }
}

/// Those that were valid in the range that is asked for.
fn public_keys<'a>(ask: &Value, region: &'a Region) -> Vec<&'a Value> {
    let from = ask["StartTime"].as_f64().unwrap_or(f64::MIN);
    let to = ask["EndTime"].as_f64().unwrap_or(f64::MAX);
    let valid = |key: &&Value| {
        key["ValidityStartTime"].as_f64().is_some_and(|start| start <= to)
            && key["ValidityEndTime"].as_f64().is_some_and(|end| end >= from)
    };
    region.public_keys.iter().filter(valid).collect()
}
