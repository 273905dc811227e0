//! What was each node called, and since when?

use std::collections::BTreeMap;

use sekisho_domain::fact::NodeSeen;
use sekisho_domain::id::NodeId;
use sekisho_domain::node::{Node, NodeName};

/// Listed nodes by id.
pub(crate) type Nodes<'a> = BTreeMap<&'a NodeId, Node>;

/// Every listed node with its names in order of time. A name that comes back is listed again. What a machine calls itself
/// counts where nobody ever named it: some listings leave out the name that people gave.
pub(crate) fn fold<'a>(seen: &BTreeMap<&'a NodeId, Vec<&'a NodeSeen>>) -> Nodes<'a> {
    seen.iter().map(|(id, sightings)| (*id, node(id, sightings))).collect()
}

fn node(id: &NodeId, sightings: &[&NodeSeen]) -> Node {
    let mut sightings = sightings.to_vec();
    sightings.sort_by(|a, b| order(a).cmp(&order(b)));
    let is_named = sightings.iter().any(|sighting| sighting.name.is_some());
    let mut names: Vec<NodeName> = Vec::new();
    for sighting in &sightings {
        let name = if is_named { &sighting.name } else { &sighting.computer };
        if let Some(name) = name
            && names.last().is_none_or(|last| last.name != *name)
        {
            names.push(NodeName { name: name.clone(), seen: sighting.seen });
        }
    }
    let platform = sightings.iter().rev().find_map(|s| s.platform.clone());
    Node { id: id.clone(), names, platform }
}

fn order(sighting: &NodeSeen) -> impl Ord {
    let NodeSeen { node: _, name, computer, seen, platform } = sighting;
    (*seen, name, computer, platform)
}
