//! Who asked for access, who decided, and who took the token?

use sekisho_domain::fact::{DecisionCall, Fact, RequestCall, TokenCall};
use sekisho_domain::id::{AccessKeyId, ExecutionId, NodeId, RequestId};
use sekisho_domain::request::Decision;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::credentials::issued_key;
use super::record::Record;
use crate::field::{optional, required, resource, text};
use crate::problem::Problem;

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, expecting = "the parameters of StartAccessRequest")]
struct StartParameters {
    reason: Option<String>,
    targets: Option<Vec<Target>>,
}

#[derive(Default, Deserialize)]
#[serde(default, expecting = "a target with key and values")]
struct Target {
    #[serde(alias = "Key")]
    key: String,
    #[serde(alias = "Values")]
    values: Vec<String>,
}

/// The response of `StartAccessRequest`, and the parameters of `GetAccessToken`.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, expecting = "an object with an accessRequestId")]
struct Named {
    access_request_id: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, expecting = "the response of GetAccessToken")]
struct Token<'a> {
    access_request_status: Option<String>,
    #[serde(borrow)]
    credentials: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, expecting = "the parameters of SendAutomationSignal")]
struct Signal<'a> {
    automation_execution_id: Option<String>,
    signal_type: Option<String>,
    #[serde(borrow)]
    payload: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Payload {
    #[serde(rename = "Comment", alias = "comment")]
    comment: Vec<String>,
}

pub(super) fn start(
    record: &Record<'_>,
    doubts: &mut Vec<Problem>,
) -> Result<Option<Fact>, Problem> {
    let asked: StartParameters = record.parameters()?;
    let answer: Named = record.response()?;
    let request = if record.refused() {
        None
    } else {
        let id = answer.access_request_id;
        Some(required("responseElements.accessRequestId", id, RequestId::new)?)
    };
    let nodes = asked.targets.into_iter().flatten().filter(|target| target.key == "InstanceIds");
    let targets = nodes
        .flat_map(|target| target.values)
        .filter_map(|node| {
            let node = resource(&node).to_owned();
            optional("requestParameters.targets", Some(node), NodeId::new, doubts)
        })
        .collect();
    let call = record.call(doubts)?;
    Ok(Some(Fact::RequestCall(RequestCall { call, request, reason: text(asked.reason), targets })))
}

/// No token was taken where AWS answered that the request is not approved, which is no error.
pub(super) fn token(
    record: &Record<'_>,
    doubts: &mut Vec<Problem>,
) -> Result<Option<Fact>, Problem> {
    let asked: Named = record.parameters()?;
    let answer: Token<'_> = record.response()?;
    if answer.access_request_status.is_some_and(|status| status != "Approved") {
        return Ok(None);
    }
    let key = answer.credentials.and_then(issued_key);
    Ok(Some(Fact::Token(TokenCall {
        call: record.call(doubts)?,
        request: required(
            "requestParameters.accessRequestId",
            asked.access_request_id,
            RequestId::new,
        )?,
        issued: optional("credentials.accessKeyId", key, AccessKeyId::new, doubts),
    })))
}

/// Signals such as `StartStep` steer an automation and decide nothing.
pub(super) fn signal(
    record: &Record<'_>,
    doubts: &mut Vec<Problem>,
) -> Result<Option<Fact>, Problem> {
    let asked: Signal<'_> = record.parameters()?;
    let decision = match asked.signal_type.as_deref() {
        Some("Approve") => Decision::Approve,
        // The user guide says `Deny`, the service model `Reject`.
        Some("Reject" | "Deny") => Decision::Reject,
        Some("Revoke") => Decision::Revoke,
        _ => return Ok(None),
    };
    let payload = asked.payload.and_then(|json| serde_json::from_str::<Payload>(json.get()).ok());
    Ok(Some(Fact::Decision(DecisionCall {
        call: record.call(doubts)?,
        execution: required(
            "requestParameters.automationExecutionId",
            asked.automation_execution_id,
            ExecutionId::new,
        )?,
        decision,
        comment: text(payload.map(|payload| payload.comment.join("\n"))),
    })))
}
