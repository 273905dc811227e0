//! Which nodes were stopped or terminated?
//!
//! A node that goes away takes the log of its sessions with it. Form: CloudTrail records of EC2,
//! `responseElements.instancesSet.items[]` with `instanceId` and `previousState.name`, as the EC2 API reference has the
//! answer of both calls.

use sekisho_domain::fact::{Fact, NodeStop};
use sekisho_domain::id::NodeId;
use serde::Deserialize;

use super::record::Record;
use crate::field::optional;
use crate::problem::Problem;

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, expecting = "an object with an instancesSet")]
struct Answer {
    instances_set: Instances,
}

#[derive(Default, Deserialize)]
#[serde(default, expecting = "an instancesSet with items")]
struct Instances {
    items: Vec<Instance>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, expecting = "an item with an instanceId")]
struct Instance {
    instance_id: Option<String>,
    previous_state: State,
}

#[derive(Default, Deserialize)]
#[serde(default, expecting = "a state with a name")]
struct State {
    name: Option<String>,
}

impl Instance {
    /// Whether it may have run until then; a stop of one that did not run changes nothing.
    fn may_have_run(&self) -> bool {
        !matches!(self.previous_state.name.as_deref(), Some("stopped" | "terminated"))
    }
}

pub(super) fn stop(
    record: &Record<'_>,
    doubts: &mut Vec<Problem>,
) -> Result<Option<Fact>, Problem> {
    taken_away(record, false, doubts)
}

pub(super) fn terminate(
    record: &Record<'_>,
    doubts: &mut Vec<Problem>,
) -> Result<Option<Fact>, Problem> {
    taken_away(record, true, doubts)
}

/// AWS answers a call that it refuses, or only tries for, without instances.
fn taken_away(
    record: &Record<'_>,
    terminated: bool,
    doubts: &mut Vec<Problem>,
) -> Result<Option<Fact>, Problem> {
    let answer: Answer = record.response()?;
    let mut node = |instance: Instance| {
        optional("responseElements.instancesSet", instance.instance_id, NodeId::new, doubts)
    };
    let running = answer.instances_set.items.into_iter().filter(Instance::may_have_run);
    let nodes: Vec<_> = running.filter_map(&mut node).collect();
    if nodes.is_empty() {
        return Ok(None);
    }
    let call = record.call(doubts)?;
    Ok(Some(Fact::NodeStop(NodeStop { call, nodes, terminated })))
}
