//! What does DescribeInstanceInformation say about the nodes?

use jiff::Timestamp;
use serde_json::{Value, json};

use super::session::NODES;

/// A listing of every node, as the CLI prints it.
#[must_use]
pub(super) fn listing(seen: Timestamp) -> Value {
    let nodes = NODES.iter().enumerate().map(|(number, node)| {
        json!({
            "InstanceId": node.id,
            "PingStatus": "Online",
            "LastPingDateTime": seen.strftime("%Y-%m-%dT%H:%M:%S.000000+00:00").to_string(),
            "AgentVersion": "3.3.3185.0",
            "IsLatestVersion": true,
            "PlatformType": "Linux",
            "PlatformName": "Debian GNU/Linux",
            "PlatformVersion": "12",
            "ResourceType": "EC2Instance",
            "IPAddress": format!("10.0.1.{}", 10 + number),
            "ComputerName": node.name,
            "SourceId": node.id,
            "SourceType": "AWS::EC2::Instance",
        })
    });
    json!({ "InstanceInformationList": nodes.collect::<Vec<_>>() })
}
