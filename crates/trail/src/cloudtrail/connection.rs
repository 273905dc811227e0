//! Which remote desktop was opened?
//!
//! Form: <https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-cloudtrail-logs.html>. The other calls
//! of that service have no documented form.

use sekisho_domain::fact::{Fact, SessionStart};
use sekisho_domain::id::{NodeId, SessionId};
use serde::Deserialize;

use super::record::Record;
use super::request_id;
use crate::field::{optional, required};
use crate::problem::Problem;

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default, expecting = "the parameters of StartConnection")]
struct Parameters {
    instance_id: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default, expecting = "an object with a ConnectionArn")]
struct Answer {
    connection_arn: Option<String>,
}

/// Whatever is made of names that a person chooses.
const TYPED: &[&str] = &["ConnectionKey", "ClientToken"];

pub(super) fn start(
    record: &Record<'_>,
    doubts: &mut Vec<Problem>,
) -> Result<Option<Fact>, Problem> {
    let asked: Parameters = record.parameters()?;
    let answer: Answer = record.response()?;
    let session = if record.refused() {
        None
    } else {
        Some(required("responseElements.ConnectionArn", answer.connection_arn, connection)?)
    };
    Ok(Some(Fact::SessionStart(SessionStart {
        call: record.call(doubts)?,
        session,
        desktop: true,
        node: optional("requestParameters.InstanceId", asked.instance_id, NodeId::new, doubts),
        document: None,
        reason: None,
        tunnel: None,
        request: request_id::recorded(record, TYPED)?,
    })))
}

/// The connection that `arn:aws:ssm-guiconnect:<region>:<account>:connection/<uuid>` names.
fn connection(arn: String) -> Result<SessionId, sekisho_domain::id::Malformed> {
    SessionId::new(arn.rsplit_once("connection/").map_or(arn.as_str(), |(_, id)| id))
}
