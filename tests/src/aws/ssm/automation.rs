//! Who decided on an access request, as its automation execution tells?
//!
//! Imitates DescribeAutomationExecutions and GetAutomationExecution of manual approvals. Composed from the OpsItem, which
//! names the execution, and the SendAutomationSignal calls of the approvers. That step outputs hold the decisions is
//! inferred from `aws:approve` (reference/aws-formats.md §5): no real one has been published.

use serde_json::{Value, json};

use super::{Region, epoch, instant, newest_first, pick};
use crate::aws::page::Paging;
use crate::aws::refusal::Refusal;

const SUMMARY: &[&str] = &[
    "AutomationExecutionId",
    "DocumentName",
    "DocumentVersion",
    "AutomationExecutionStatus",
    "ExecutionStartTime",
    "ExecutionEndTime",
    "ExecutedBy",
    "AutomationSubtype",
    "OpsItemId",
];

pub(super) fn describe(ask: &Value, region: &Region, now: f64) -> Result<Value, Refusal> {
    let mut found = Vec::new();
    for execution in executions(region, now) {
        if passes(&execution, &ask["Filters"])? {
            found.push(pick(&execution, SUMMARY));
        }
    }
    newest_first(&mut found, "ExecutionStartTime");
    Paging::ssm(50).answer(ask, "AutomationExecutionMetadataList", found)
}

pub(super) fn get(ask: &Value, region: &Region, now: f64) -> Result<Value, Refusal> {
    let id = &ask["AutomationExecutionId"];
    let found = executions(region, now).find(|execution| &execution["AutomationExecutionId"] == id);
    let execution = found.ok_or_else(|| {
        let text = format!("Automation execution {id} does not exist");
        Refusal::bad("AutomationExecutionNotFoundException", text)
    })?;
    Ok(json!({ "AutomationExecution": execution }))
}

fn executions(region: &Region, now: f64) -> impl Iterator<Item = Value> {
    let items = region.ops_items.values().filter_map(move |item| item.at(now));
    items.filter_map(move |item| execution(item, region, now))
}

fn execution(item: &Value, region: &Region, now: f64) -> Option<Value> {
    let text = item["OperationalData"]["/aws/accessrequest"]["Value"].as_str()?;
    let request: Value = serde_json::from_str(text).ok()?;
    let id = request["automationExecutionId"].as_str().filter(|id| !id.is_empty())?;
    let steps: Vec<_> = region
        .signals
        .iter()
        .filter(|signal| signal["requestParameters"]["automationExecutionId"] == id)
        .filter_map(|signal| step(signal, now))
        .collect();
    let status = match item["Status"].as_str()? {
        "PendingApproval" => "Waiting",
        "Approved" => "Success",
        "Rejected" => "Rejected",
        _ => "Cancelled",
    };
    let mut execution = json!({
        "AutomationExecutionId": id,
        "DocumentName": request["approvalPolicy"],
        "DocumentVersion": request["approvalPolicyVersion"],
        "ExecutionStartTime": item["CreatedTime"],
        "AutomationExecutionStatus": status,
        "ExecutedBy": item["CreatedBy"],
        "AutomationSubtype": "AccessRequest",
        "OpsItemId": item["OpsItemId"],
        "StepExecutionsTruncated": false,
        "StepExecutions": steps,
    });
    if status != "Waiting" {
        execution["ExecutionEndTime"] = item["LastModifiedTime"].clone();
    }
    Some(execution)
}

/// One level of approval, as the call that decided it tells.
fn step(signal: &Value, now: f64) -> Option<Value> {
    let decided = epoch(signal["eventTime"].as_str()?.parse().ok()?);
    if decided > now {
        return None;
    }
    let request = &signal["requestParameters"];
    let (status, outcome) = match request["signalType"].as_str()? {
        "Approve" => ("Success", "Approved"),
        "Reject" | "Deny" => ("Failed", "Rejected"),
        _ => return None,
    };
    let approver = signal["userIdentity"]["arn"].as_str()?;
    let decision = json!({ "approver": approver, "decision": outcome, "comment": request["payload"]["Comment"][0] });
    Some(json!({
        "StepExecutionId": signal["eventID"],
        "StepName": "ManualApproval",
        "Action": "aws:approve",
        "StepStatus": status,
        "ExecutionEndTime": decided,
        "Outputs": { "ApprovalStatus": [outcome], "ApproverDecisions": [decision.to_string()] },
    }))
}

fn passes(execution: &Value, filters: &Value) -> Result<bool, Refusal> {
    for filter in filters.as_array().into_iter().flatten() {
        let mut values =
            filter["Values"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let started = execution["ExecutionStartTime"].as_f64().unwrap_or_default();
        let field = match filter["Key"].as_str().unwrap_or_default() {
            "StartTimeAfter" | "StartTimeBefore" => {
                let bound = instant(values.next().unwrap_or_default())?;
                let after = filter["Key"] == "StartTimeAfter";
                if after && started < bound || !after && started > bound {
                    return Ok(false);
                }
                continue;
            }
            "ExecutionId" => "AutomationExecutionId",
            "ExecutionStatus" => "AutomationExecutionStatus",
            "DocumentNamePrefix" => "DocumentName",
            key @ ("AutomationSubtype" | "OpsItemId") => key,
            key => return Err(Refusal::bad("InvalidFilterKey", format!("{key} is no filter key"))),
        };
        let text = execution[field].as_str().unwrap_or_default();
        let prefix = filter["Key"] == "DocumentNamePrefix";
        if !values.any(|value| value == text || prefix && text.starts_with(value)) {
            return Ok(false);
        }
    }
    Ok(true)
}
