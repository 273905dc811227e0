//! What does `ListNodes` say a node is called?

use sekisho_domain::fact::{Fact, NodeSeen};
use sekisho_domain::id::NodeId;
use serde::Deserialize;

use crate::field::{Time, required, required_time, text};
use crate::first::First;
use crate::node_information::label;
use crate::problem::Problem;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "an entry of ListNodes")]
struct Listed {
    id: Option<String>,
    capture_time: Option<Time>,
    node_type: Option<NodeType>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "the type of a node")]
struct NodeType {
    instance: Option<Instance>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "what is known of an instance")]
struct Instance {
    name: Option<String>,
    computer_name: Option<String>,
    platform_type: Option<String>,
}

pub(crate) fn sniff(first: &First<'_>) -> bool {
    first.has("NodeType") && first.has("Id") || first.only_listed()
}

/// An entry without the time at which it was captured is refused: a name without a time cannot be placed.
pub(crate) fn read(record: &str, _doubts: &mut Vec<Problem>) -> Result<Option<Fact>, Problem> {
    let entry: Listed =
        serde_json::from_str(record).map_err(|error| Problem::json("node", &error))?;
    let Some(instance) = entry.node_type.and_then(|kind| kind.instance) else { return Ok(None) };
    Ok(Some(Fact::Node(NodeSeen {
        node: required("Id", entry.id, NodeId::new)?,
        name: text(instance.name),
        computer: label(instance.computer_name),
        seen: required_time("CaptureTime", entry.capture_time.as_ref())?,
        platform: text(instance.platform_type),
    })))
}
