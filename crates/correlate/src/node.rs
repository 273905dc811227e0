//! What was each node called, and since when?

use std::collections::BTreeMap;

use jiff::SignedDuration;
use sekisho_domain::fact::NodeSeen;
use sekisho_domain::id::NodeId;
use sekisho_domain::node::{Node, NodeName};

/// Listed nodes by id.
pub(crate) type Nodes<'a> = BTreeMap<&'a NodeId, Node>;

/// Every listed node with its names in order of time. A name that comes back is listed again. What a machine calls itself
/// counts until people named it, as some listings leave out the name that they gave.
pub(crate) fn fold<'a>(seen: &BTreeMap<&'a NodeId, Vec<&'a NodeSeen>>) -> Nodes<'a> {
    seen.iter().map(|(id, sightings)| (*id, node(id, sightings))).collect()
}

fn node(id: &NodeId, sightings: &[&NodeSeen]) -> Node {
    let mut sightings = sightings.to_vec();
    sightings.sort_by(|a, b| order(a).cmp(&order(b)));
    let named = sightings.iter().find(|sighting| sighting.name.is_some());
    let named_from = named.and_then(|named| named.seen.checked_sub(ONE_ROUND).ok());
    let is_its_own = |sighting: &NodeSeen| named_from.is_none_or(|from| sighting.seen < from);
    let mut names: Vec<NodeName> = Vec::new();
    for sighting in &sightings {
        let own = sighting.computer.as_ref().filter(|_| is_its_own(sighting));
        if let Some(name) = sighting.name.as_ref().or(own)
            && names.last().is_none_or(|last| last.name != *name)
        {
            names.push(NodeName { name: name.clone(), seen: sighting.seen });
        }
    }
    let platform = sightings.iter().rev().find_map(|s| s.platform.clone());
    Node { id: id.clone(), names, platform }
}

/// Two listings of one time say when they saw a node, up to so long apart.
const ONE_ROUND: SignedDuration = SignedDuration::from_hours(24);

fn order(sighting: &NodeSeen) -> impl Ord {
    let NodeSeen { node: _, name, computer, seen, platform } = sighting;
    (*seen, name, computer, platform)
}
