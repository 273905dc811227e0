//! What was each node called, and since when?

use std::collections::BTreeMap;

use sekisho_domain::fact::NodeSeen;
use sekisho_domain::id::NodeId;
use sekisho_domain::node::{Node, NodeName};

/// Listed nodes by id.
pub(crate) type Nodes<'a> = BTreeMap<&'a NodeId, Node>;

/// Every listed node with its names in order of time. A name that comes back is listed again.
pub(crate) fn fold<'a>(seen: &BTreeMap<&'a NodeId, Vec<&'a NodeSeen>>) -> Nodes<'a> {
    seen.iter().map(|(id, sightings)| (*id, node(id, sightings))).collect()
}

fn node(id: &NodeId, sightings: &[&NodeSeen]) -> Node {
    let mut sightings = sightings.to_vec();
    sightings.sort_by(|a, b| (a.seen, &a.name, &a.platform).cmp(&(b.seen, &b.name, &b.platform)));
    let mut names: Vec<NodeName> = Vec::new();
    for sighting in &sightings {
        if let Some(name) = &sighting.name
            && names.last().is_none_or(|last| last.name != *name)
        {
            names.push(NodeName { name: name.clone(), seen: sighting.seen });
        }
    }
    let platform = sightings.iter().rev().find_map(|s| s.platform.clone());
    Node { id: id.clone(), names, platform }
}
