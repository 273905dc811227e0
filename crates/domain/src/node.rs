//! Which machine is it, and what was it called then?

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::NodeId;

/// A managed node with the names it had over time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// Its id, the only thing about it that never changes.
    pub id: NodeId,
    /// Names with the first time each was seen, oldest first.
    pub names: Vec<NodeName>,
    /// `Linux`, `Windows` or `MacOS`, as last seen.
    pub platform: Option<String>,
}

/// A name and since when we have seen it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodeName {
    /// The name an auditor would type.
    pub name: String,
    /// The first listing that showed it.
    pub seen: Timestamp,
}

impl Node {
    /// The name the node had at `at`.
    ///
    /// Before the first listing the oldest name stands in: a listing always comes later than the node it lists.
    #[must_use]
    pub fn name_at(&self, at: Timestamp) -> Option<&str> {
        let known = self.names.iter().rev().find(|n| n.seen <= at);
        known.or(self.names.first()).map(|n| n.name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_renamed_node_keeps_the_name_it_had() {
        let at = |day: i64| Timestamp::from_second(86_400 * day).expect("a small number of days");
        let node = Node {
            id: NodeId::new("i-0123456789abcdef0").expect("a node id"),
            names: vec![
                NodeName { name: "batch-1".into(), seen: at(10) },
                NodeName { name: "prod-db".into(), seen: at(20) },
            ],
            platform: None,
        };
        for (day, expected) in
            [(1, "batch-1"), (10, "batch-1"), (19, "batch-1"), (20, "prod-db"), (99, "prod-db")]
        {
            assert_eq!(node.name_at(at(day)), Some(expected), "day {day}");
        }
    }
}
