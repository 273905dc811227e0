//! What does the OpsItem of an access request say?
//!
//! The operational data of an OpsItem are texts; `/aws/accessrequest` and its `context` hold JSON inside that text, in
//! which even `"false"` is a text. Real documents of automatic approvals are known, none of manual ones, so every field
//! but the id, the status and the version may be absent.

use std::collections::BTreeMap;

use sekisho_domain::fact::{Fact, RequestState};
use sekisho_domain::id::{AccountId, ExecutionId, NodeId, Region, RequestId};
use sekisho_domain::moment::Window;
use sekisho_domain::principal::{Identity, Principal};
use sekisho_domain::request::{Policy, RequestStatus};
use serde::Deserialize;
use serde_json::Value;

use crate::field::{Time, arn_place, duration, optional, optional_time, required, resource, text};
use crate::first::First;
use crate::problem::Problem;

/// What this reader needs of an OpsItem or of its summary, which lacks the version and the ARN.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "an OpsItem")]
struct OpsItem {
    ops_item_id: Option<String>,
    ops_item_type: Option<String>,
    ops_item_arn: Option<String>,
    status: Option<String>,
    version: Option<String>,
    created_by: Option<String>,
    created_time: Option<Time>,
    last_modified_time: Option<Time>,
    operational_data: Option<BTreeMap<String, Datum>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "an operational datum with its value")]
struct Datum {
    value: Option<String>,
}

/// The text of `/aws/accessrequest`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", expecting = "the details of an access request")]
struct Details {
    requester: Option<Requester>,
    approval_policy: Option<String>,
    approval_policy_version: Option<String>,
    automation_execution_id: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, expecting = "a requester")]
struct Requester {
    is_replica: Value,
    source_ops_item_id: Option<String>,
    source_account_id: Option<String>,
    source_region: Option<String>,
    id: Option<String>,
    arn: Option<String>,
}

/// The text of `/aws/accessrequest/context`.
#[derive(Default, Deserialize)]
#[serde(default, expecting = "the context of an access request")]
struct Context {
    targets: Value,
}

const TYPE: &str = "/aws/accessrequest";

pub(crate) fn sniff(first: &First<'_>) -> bool {
    (first.has("OpsItemId") && !first.has("detail")) || first.only_listed()
}

pub(crate) fn read(record: &str, doubts: &mut Vec<Problem>) -> Result<Option<Fact>, Problem> {
    let mut item: OpsItem =
        serde_json::from_str(record).map_err(|error| Problem::json("OpsItem", &error))?;
    let kind = item.ops_item_type.take().ok_or_else(|| Problem::missing("OpsItemType"))?;
    if kind != TYPE {
        return Ok(None);
    }
    let details = item.datum("").ok_or_else(|| Problem::missing(TYPE))?;
    let details: Details =
        serde_json::from_str(&details).map_err(|error| Problem::json(TYPE, &error))?;
    let asker = details.requester.unwrap_or_default();
    let targets = item.targets(doubts);
    let home = Home::of(&item, &asker, &targets);
    let version = item.version()?;
    let status = text(item.status.take()).ok_or_else(|| Problem::missing("Status"))?;
    Ok(Some(Fact::RequestState(RequestState {
        request: required(home.field, home.request, RequestId::new)?,
        version,
        status: RequestStatus::read(&status),
        created: optional_time("CreatedTime", item.created_time.as_ref(), doubts),
        requester: requester(asker, text(item.created_by.take())),
        reason: item.datum("/approvaldetails"),
        window: item.window(doubts),
        duration: item.datum("/accessduration").and_then(|text| {
            let read = duration(&text);
            if read.is_none() {
                doubts.push(Problem::time("/aws/accessrequest/accessduration"));
            }
            read
        }),
        policy: text(details.approval_policy)
            .map(|name| Policy { name, version: text(details.approval_policy_version) }),
        execution: optional(
            "automationExecutionId",
            details.automation_execution_id,
            ExecutionId::new,
            doubts,
        ),
        account: optional("account", home.account, AccountId::new, doubts),
        region: optional("region", home.region, Region::new, doubts),
        targets: nodes(&targets, doubts),
    })))
}

impl OpsItem {
    /// The text of `/aws/accessrequest` and `suffix`.
    fn datum(&mut self, suffix: &str) -> Option<String> {
        let datum = self.operational_data.as_mut()?.get_mut(&format!("{TYPE}{suffix}"))?;
        text(datum.value.take())
    }

    /// The version counts milliseconds; where it is absent, so does the time of the last change.
    fn version(&self) -> Result<u64, Problem> {
        if let Some(version) = &self.version {
            return version.parse().map_err(|_| Problem::time("Version"));
        }
        let changed = self.last_modified_time.as_ref().and_then(Time::instant);
        let milliseconds = changed.and_then(|at| u64::try_from(at.as_millisecond()).ok());
        milliseconds.ok_or_else(|| Problem::missing("Version"))
    }

    fn window(&mut self, doubts: &mut Vec<Problem>) -> Option<Window> {
        let mut time = |suffix: &str| {
            let time = Time::Text(self.datum(suffix)?);
            optional_time(&format!("{TYPE}{suffix}"), Some(&time), doubts)
        };
        let (start, end) = (time("/starttime"), time("/endtime"));
        let (start, end) = (start?, end?);
        let window = Window::new(start, end);
        if window.is_none() {
            doubts.push(Problem::time("/aws/accessrequest/endtime"));
        }
        window
    }

    /// Every text below `targets`, however it is nested: only the form with one node is known.
    fn targets(&mut self, doubts: &mut Vec<Problem>) -> Vec<String> {
        let Some(context) = self.datum("/context") else { return Vec::new() };
        match serde_json::from_str::<Context>(&context) {
            Ok(context) => texts(context.targets),
            Err(error) => {
                doubts.push(Problem::json("/aws/accessrequest/context", &error));
                Vec::new()
            }
        }
    }
}

/// Which request it is and where it was made; AWS copies requests to the delegated administrator's account.
struct Home {
    field: &'static str,
    request: Option<String>,
    account: Option<String>,
    region: Option<String>,
}

impl Home {
    /// The source of a replica, else the item itself. Request and nodes share account and region, so the ARN of a node
    /// stands in for what is absent.
    fn of(item: &OpsItem, requester: &Requester, targets: &[String]) -> Self {
        let replica = match &requester.is_replica {
            Value::Bool(flag) => *flag,
            Value::String(flag) => flag.eq_ignore_ascii_case("true"),
            _ => false,
        };
        let owned = |(region, account): (&str, &str)| {
            (text(Some(region.into())), text(Some(account.into())))
        };
        let node = targets.iter().find_map(|arn| arn_place(arn)).map(owned).unwrap_or_default();
        if replica {
            return Self {
                field: "requester.sourceOpsItemId",
                request: requester.source_ops_item_id.clone(),
                account: text(requester.source_account_id.clone()).or(node.1),
                region: text(requester.source_region.clone()).or(node.0),
            };
        }
        let arn = item.ops_item_arn.as_deref().and_then(arn_place).map(owned).unwrap_or_default();
        Self {
            field: "OpsItemId",
            request: item.ops_item_id.clone(),
            account: arn.1.or(node.1),
            region: arn.0.or(node.0),
        }
    }
}

/// The requester's ARN, else whoever created the item unless that is a service, else the Identity Center user id.
fn requester(requester: Requester, created_by: Option<String>) -> Option<Principal> {
    let person = |principal: &Principal| !matches!(principal.identity(), Identity::Service { .. });
    text(requester.arn)
        .map(Principal::new)
        .or_else(|| created_by.map(Principal::new).filter(person))
        .or_else(|| text(requester.id).map(Principal::new))
}

fn nodes(targets: &[String], doubts: &mut Vec<Problem>) -> Vec<NodeId> {
    let ids = targets.iter().map(|target| resource(target).to_owned());
    ids.filter_map(|id| optional("context.targets", Some(id), NodeId::new, doubts)).collect()
}

fn texts(value: Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(values) => values.into_iter().flat_map(texts).collect(),
        Value::Object(fields) => fields.into_iter().flat_map(|(_, value)| texts(value)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}
