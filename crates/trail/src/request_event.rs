//! What do EventBridge events say about access requests?

use sekisho_domain::fact::{Fact, RequestEvent};
use sekisho_domain::id::{AccountId, ExecutionId, NodeId, Region, RequestId};
use sekisho_domain::principal::Principal;
use sekisho_domain::request::RequestStatus;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::cloudtrail;
use crate::field::{Time, optional, required, required_time, resource, text};
use crate::first::First;
use crate::problem::Problem;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", expecting = "an EventBridge event")]
struct Envelope<'a> {
    detail_type: Option<String>,
    account: Option<String>,
    region: Option<String>,
    time: Option<Time>,
    #[serde(borrow)]
    detail: Option<&'a RawValue>,
}

/// The times inside are locale text in two formats and not read; the envelope has a good one.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "the detail of an access request event")]
struct Detail {
    ops_item_id: Option<String>,
    execution_id: Option<String>,
    target_resource_arn: Option<String>,
    requester: Option<String>,
    request_reason: Option<String>,
    approvers: Option<Vec<String>>,
    access_request_status: Option<String>,
    access_request_approval_level_status: Option<String>,
}

const BY_CLOUDTRAIL: &str = "AWS API Call via CloudTrail";

pub(crate) fn sniff(first: &First<'_>) -> bool {
    let source = first.value("source") == Some(r#""aws.ssm""#);
    let call =
        first.value("detail-type").is_some_and(|kind| kind.trim_matches('"') == BY_CLOUDTRAIL);
    (source || call) && first.has("detail")
}

pub(crate) fn read(record: &str, doubts: &mut Vec<Problem>) -> Result<Option<Fact>, Problem> {
    let envelope: Envelope<'_> =
        serde_json::from_str(record).map_err(|error| Problem::json("event", &error))?;
    let kind = envelope.detail_type.as_deref().ok_or_else(|| Problem::missing("detail-type"))?;
    let status: fn(&Detail) -> Result<RequestStatus, Problem> = match kind {
        "Requester Access Request Status Update" => request_status,
        // It tells the state of one approval level; the approvers it lists tell it apart.
        "Approver Access Request Status Update" => level_status,
        "JITNA Access Request Failed" => |_| Ok(RequestStatus::Failed),
        BY_CLOUDTRAIL => {
            let record = envelope.detail.ok_or_else(|| Problem::missing("detail"))?;
            return cloudtrail::read(record.get(), doubts);
        }
        _ => return Ok(None),
    };
    let detail = envelope.detail.ok_or_else(|| Problem::missing("detail"))?;
    let detail: Detail =
        serde_json::from_str(detail.get()).map_err(|error| Problem::json("detail", &error))?;
    let node = detail.target_resource_arn.as_deref().map(|arn| resource(arn).to_owned());
    Ok(Some(Fact::RequestEvent(RequestEvent {
        status: status(&detail)?,
        request: required("detail.OpsItemId", detail.ops_item_id, RequestId::new)?,
        at: required_time("time", envelope.time.as_ref())?,
        execution: optional("detail.ExecutionId", detail.execution_id, ExecutionId::new, doubts),
        node: optional("detail.TargetResourceArn", node, NodeId::new, doubts),
        requester: text(detail.requester).map(Principal::new),
        reason: text(detail.request_reason),
        eligible: detail.approvers.into_iter().flatten().map(Principal::new).collect(),
        account: optional("account", envelope.account, AccountId::new, doubts),
        region: optional("region", envelope.region, Region::new, doubts),
    })))
}

fn request_status(detail: &Detail) -> Result<RequestStatus, Problem> {
    read_status("detail.AccessRequestStatus", detail.access_request_status.as_deref())
}

fn level_status(detail: &Detail) -> Result<RequestStatus, Problem> {
    let status = detail.access_request_approval_level_status.as_deref();
    read_status("detail.AccessRequestApprovalLevelStatus", status)
}

fn read_status(field: &str, status: Option<&str>) -> Result<RequestStatus, Problem> {
    status.map(RequestStatus::read).ok_or_else(|| Problem::missing(field))
}
