//! Which access requests are there, and what does each say?
//!
//! Imitates OpsItems of type `/aws/accessrequest`: DescribeOpsItems gives summaries, at most 50 a page, without version
//! and notifications; GetOpsItem gives the newest version (reference/aws-formats.md §5).

use serde_json::{Value, json};

use super::{Region, instant, newest_first, pick};
use crate::aws::page::Paging;
use crate::aws::refusal::Refusal;

const SUMMARY: &[&str] = &[
    "CreatedBy",
    "CreatedTime",
    "LastModifiedBy",
    "LastModifiedTime",
    "Priority",
    "Source",
    "Status",
    "OpsItemId",
    "Title",
    "OperationalData",
    "Category",
    "Severity",
    "OpsItemType",
];

pub(super) fn describe(ask: &Value, region: &Region, now: f64) -> Result<Value, Refusal> {
    let mut found = Vec::new();
    for item in region.ops_items.values().filter_map(|item| item.at(now)) {
        if passes(item, &ask["OpsItemFilters"])? {
            found.push(pick(item, SUMMARY));
        }
    }
    newest_first(&mut found, "LastModifiedTime");
    Paging::ssm(50).answer(ask, "OpsItemSummaries", found)
}

pub(super) fn get(ask: &Value, region: &Region, now: f64) -> Result<Value, Refusal> {
    let id = ask["OpsItemId"].as_str().unwrap_or_default();
    let item = region.ops_items.get(id).and_then(|item| item.at(now)).ok_or_else(|| {
        Refusal::bad("OpsItemNotFoundException", format!("OpsItem ID {id} not found"))
    })?;
    Ok(json!({ "OpsItem": item }))
}

/// The change history of one item: its versions, oldest first. Which changes AWS lists has not been published.
pub(super) fn events(ask: &Value, region: &Region, now: f64) -> Result<Value, Refusal> {
    let of = |filter: &Value| filter["Key"] == "OpsItemId";
    let filter = ask["Filters"].as_array().into_iter().flatten().find(|filter| of(filter));
    let id = filter.and_then(|filter| filter["Values"][0].as_str()).unwrap_or_default();
    let versions = region.ops_items.get(id).into_iter().flat_map(|item| item.until(now));
    let summaries = versions.map(|item| {
        json!({
            "OpsItemId": id,
            "EventId": format!("{id}/{}", item["Version"].as_str().unwrap_or_default()),
            "Source": "aws.ssm",
            "DetailType": "OpsItem Update",
            "Detail": json!({ "status": item["Status"] }).to_string(),
            "CreatedBy": { "Arn": item["LastModifiedBy"] },
            "CreatedTime": item["LastModifiedTime"],
        })
    });
    Paging::ssm(50).answer(ask, "Summaries", summaries.collect())
}

/// Filters are and-ed, the values of one are or-ed.
fn passes(item: &Value, filters: &Value) -> Result<bool, Refusal> {
    for filter in filters.as_array().into_iter().flatten() {
        let key = filter["Key"].as_str().unwrap_or_default();
        let operator = filter["Operator"].as_str().unwrap_or("Equal");
        let mut passed = false;
        for value in filter["Values"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            passed |= match (key, operator) {
                ("CreatedTime" | "LastModifiedTime", "GreaterThan") => {
                    item[key].as_f64() > Some(instant(value)?)
                }
                ("CreatedTime" | "LastModifiedTime", "LessThan") => {
                    item[key].as_f64() < Some(instant(value)?)
                }
                (_, "Equal") => field(item, key)?.as_deref() == Some(value),
                (_, "Contains") => field(item, key)?.is_some_and(|field| field.contains(value)),
                _ => return Err(no_filter(key, operator)),
            };
        }
        if !passed {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What a filter key looks at. Access requests keep their own fields as JSON in `OperationalData`.
fn field(item: &Value, key: &str) -> Result<Option<String>, Refusal> {
    let inner = |part: &str| {
        let text = item["OperationalData"][part]["Value"].as_str().unwrap_or_default();
        serde_json::from_str::<Value>(text).unwrap_or_default()
    };
    let value = match key {
        "OpsItemId" | "OpsItemType" | "Source" | "Status" | "Title" | "CreatedBy" => {
            item[key].clone()
        }
        "AccessRequestByTargetResourceId" => {
            let context = inner("/aws/accessrequest/context");
            let arn = context["targets"]["instanceId"].as_str().unwrap_or_default();
            arn.rsplit('/').next().into()
        }
        _ => {
            let Some(name) = key.strip_prefix("AccessRequestBy") else {
                return Err(no_filter(key, "Equal"));
            };
            let requester = inner("/aws/accessrequest")["requester"].clone();
            match name {
                "RequesterArn" => requester["arn"].clone(),
                "RequesterId" => requester["id"].clone(),
                "IsReplica" => requester["isReplica"].clone(),
                "SourceAccountId" => requester["sourceAccountId"].clone(),
                "SourceOpsItemId" => requester["sourceOpsItemId"].clone(),
                "SourceRegion" => requester["sourceRegion"].clone(),
                _ => return Err(no_filter(key, "Equal")),
            }
        }
    };
    Ok(value.as_str().map(str::to_owned))
}

fn no_filter(key: &str, operator: &str) -> Refusal {
    let text = format!("the filter {key} with operator {operator} is not imitated");
    Refusal::bad("OpsItemInvalidParameterException", text)
}
