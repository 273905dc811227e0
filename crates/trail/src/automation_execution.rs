//! What does the automation execution of a manual approval say?
//!
//! It is kept and proves nothing: no real one has been published, so what its steps would tell of approvers is inferred.
//! Who decided is taken from CloudTrail's `SendAutomationSignal` alone.

use sekisho_domain::fact::Fact;
use serde::Deserialize;

use crate::field::text;
use crate::first::First;
use crate::problem::Problem;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "an AutomationExecution")]
struct Execution {
    automation_execution_id: Option<String>,
}

pub(crate) fn sniff(first: &First<'_>) -> bool {
    first.has("AutomationExecutionId") || first.only_listed()
}

pub(crate) fn read(record: &str, _doubts: &mut Vec<Problem>) -> Result<Option<Fact>, Problem> {
    let execution: Execution = serde_json::from_str(record)
        .map_err(|error| Problem::json("AutomationExecution", &error))?;
    match text(execution.automation_execution_id) {
        Some(_) => Ok(None),
        None => Err(Problem::missing("AutomationExecutionId")),
    }
}
