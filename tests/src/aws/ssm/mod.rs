//! What does Systems Manager answer?
//!
//! Imitates the JSON 1.1 protocol of `ssm/2014-11-06`; reference/aws-formats.md §5 and §6 have the shapes and limits.

mod automation;
mod documents;
mod nodes;
mod ops_items;
mod sessions;

use std::collections::BTreeMap;

use serde_json::Value;

use super::refusal::Refusal;
use super::region::{Region, epoch, newest_first, pick};
use super::world::Place;

/// `None` when the operation is not imitated.
pub(super) fn answer(
    operation: &str,
    ask: &Value,
    place: &Place,
    regions: &mut BTreeMap<Place, Region>,
    now: f64,
) -> Option<Result<Value, Refusal>> {
    if operation == "ListNodes" {
        return Some(nodes::list(ask, place, regions, now));
    }
    let region = &*regions.entry(place.clone()).or_default();
    Some(match operation {
        "DescribeSessions" => sessions::describe(ask, region, now),
        "DescribeOpsItems" => ops_items::describe(ask, region, now),
        "GetOpsItem" => ops_items::get(ask, region, now),
        "ListOpsItemEvents" => ops_items::events(ask, region, now),
        "DescribeInstanceInformation" => nodes::describe(ask, region, now),
        "DescribeAutomationExecutions" => automation::describe(ask, region, now),
        "GetAutomationExecution" => automation::get(ask, region, now),
        "ListDocuments" => documents::list(ask, region, now),
        "ListDocumentVersions" => documents::versions(ask, region, now),
        "DescribeDocument" => documents::describe(ask, region, now),
        "GetDocument" => documents::get(ask, region, now),
        _ => return None,
    })
}

/// The time in a filter's value: ISO 8601, as the API wants it.
fn instant(value: &str) -> Result<f64, Refusal> {
    let time = value.parse().map_err(|_| {
        Refusal::bad("InvalidFilterValue", format!("{value} is no time in ISO 8601"))
    })?;
    Ok(epoch(time))
}
