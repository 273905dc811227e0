//! What does `DescribeInstanceInformation` say a node is called?

use sekisho_domain::fact::{Fact, NodeSeen};
use sekisho_domain::id::NodeId;
use serde::Deserialize;

use crate::field::{Time, required, required_time, text};
use crate::first::First;
use crate::problem::Problem;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "an entry of DescribeInstanceInformation")]
struct Instance {
    instance_id: Option<String>,
    name: Option<String>,
    computer_name: Option<String>,
    last_ping_date_time: Option<Time>,
    platform_type: Option<String>,
}

pub(crate) fn sniff(first: &First<'_>) -> bool {
    let named = first.has("InstanceId") && (first.listed || first.has("PingStatus"));
    named || first.only_listed()
}

/// An entry without the time of its last ping is refused: a name without a time cannot be placed.
pub(crate) fn read(record: &str, _doubts: &mut Vec<Problem>) -> Result<Option<Fact>, Problem> {
    let entry: Instance =
        serde_json::from_str(record).map_err(|error| Problem::json("instance", &error))?;
    Ok(Some(Fact::Node(NodeSeen {
        node: required("InstanceId", entry.instance_id, NodeId::new)?,
        name: text(entry.name),
        computer: label(entry.computer_name),
        seen: required_time("LastPingDateTime", entry.last_ping_date_time.as_ref())?,
        platform: text(entry.platform_type),
    })))
}

/// The first label of what a machine calls itself.
pub(crate) fn label(computer: Option<String>) -> Option<String> {
    text(computer).as_deref().and_then(|name| name.split('.').next()).map(str::to_owned)
}
