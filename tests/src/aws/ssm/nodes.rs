//! Which nodes are managed, and what are they called?
//!
//! Imitates DescribeInstanceInformation and ListNodes, up to 50 a page; only machines outside EC2 have a `Name`
//! (reference/aws-formats.md §6). With a `SyncName`, ListNodes answers for all accounts and regions.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Region, pick};
use crate::aws::page::Paging;
use crate::aws::refusal::Refusal;
use crate::aws::world::Place;

pub(super) fn describe(ask: &Value, region: &Region, now: f64) -> Result<Value, Refusal> {
    let mut found = Vec::new();
    for node in region.nodes.values().filter_map(|node| node.at(now)) {
        if passes(node, &ask["Filters"])? {
            found.push(node.clone());
        }
    }
    Paging::ssm(50).answer(ask, "InstanceInformationList", found)
}

pub(super) fn list(
    ask: &Value,
    place: &Place,
    regions: &BTreeMap<Place, Region>,
    now: f64,
) -> Result<Value, Refusal> {
    let everywhere = ask["SyncName"].is_string();
    let asked = regions.iter().filter(|(of, _)| everywhere || *of == place);
    let nodes = asked.flat_map(|(of, region)| {
        let nodes = region.nodes.values().filter_map(|node| node.at(now));
        nodes.map(|node| listed(node, of))
    });
    Paging::ssm(50).answer(ask, "Nodes", nodes.collect())
}

/// A node as ListNodes gives it.
fn listed(node: &Value, (account, region): &Place) -> Value {
    let mut instance = pick(
        node,
        &[
            "AgentVersion",
            "ComputerName",
            "Name",
            "PlatformType",
            "PlatformName",
            "PlatformVersion",
            "ResourceType",
        ],
    );
    instance["IpAddress"] = node["IPAddress"].clone();
    instance["ManagedStatus"] = json!("Managed");
    json!({
        "CaptureTime": node["LastPingDateTime"],
        "Id": node["InstanceId"],
        "Owner": { "AccountId": account },
        "Region": region,
        "NodeType": { "Instance": instance },
    })
}

fn passes(node: &Value, filters: &Value) -> Result<bool, Refusal> {
    for filter in filters.as_array().into_iter().flatten() {
        let field = match filter["Key"].as_str().unwrap_or_default() {
            "InstanceIds" => &node["InstanceId"],
            "PlatformTypes" => &node["PlatformType"],
            key @ ("PingStatus" | "AgentVersion" | "ResourceType" | "IamRole") => &node[key],
            key => {
                let text = format!("the filter {key} is not imitated");
                return Err(Refusal::bad("InvalidInstanceInformationFilterValue", text));
            }
        };
        if !filter["Values"].as_array().into_iter().flatten().any(|value| value == field) {
            return Ok(false);
        }
    }
    Ok(true)
}
