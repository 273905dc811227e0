//! Which names occur in the records?

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use sekisho_catalog::{Catalog, RecordOrder};
use sekisho_domain::id::NodeId;
use sekisho_domain::node::Node;
use sekisho_query::Vocabulary;

/// Names of nodes over time, and every name a sentence may refer to.
pub(crate) struct Names {
    nodes: HashMap<NodeId, Node>,
    pub(crate) vocabulary: Vocabulary,
}

impl Names {
    /// Reads them off the catalog.
    pub(crate) async fn load(catalog: &Catalog) -> Result<Self, sekisho_catalog::Error> {
        let nodes: HashMap<_, _> =
            catalog.nodes().await?.into_iter().map(|node| (node.id.clone(), node)).collect();
        let mut node_names: BTreeSet<String> = nodes
            .values()
            .flat_map(|node| node.names.iter().map(|named| named.name.clone()))
            .collect();
        let mut people = BTreeSet::new();
        let keys = catalog.record_keys(RecordOrder::Correlation).await?;
        for record in catalog.records(&keys).await?.into_iter().flatten() {
            people.extend(record.session.person.map(|person| person.name));
            node_names.extend(record.session.tunnel.and_then(|tunnel| tunnel.host));
        }
        let vocabulary = Vocabulary {
            nodes: node_names.into_iter().collect(),
            people: people.into_iter().collect(),
        };
        Ok(Self { nodes, vocabulary })
    }

    /// The name a node had at `at`, or its latest.
    pub(crate) fn at(&self, node: &NodeId, at: Option<Timestamp>) -> Option<String> {
        let name = self.nodes.get(node)?.name_at(at.unwrap_or(Timestamp::MAX));
        name.map(str::to_owned)
    }
}
