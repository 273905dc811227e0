//! Which session began or ended?

use std::collections::BTreeMap;

use sekisho_domain::fact::{Fact, SessionEnd, SessionStart};
use sekisho_domain::id::{NodeId, SessionId};
use sekisho_domain::session::Tunnel;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::record::Record;
use super::request_id;
use crate::field::{optional, required, text};
use crate::problem::Problem;

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, expecting = "the parameters of StartSession")]
struct StartParameters<'a> {
    target: Option<String>,
    document_name: Option<String>,
    reason: Option<String>,
    #[serde(borrow)]
    parameters: Option<&'a RawValue>,
}

/// Parameters of `TerminateSession`, and the response of both calls.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, expecting = "an object with a sessionId")]
struct Named {
    session_id: Option<String>,
}

/// What the person types, and what is made of the role session name that the person chose: a request id in these
/// would be a claim, not a record.
const TYPED: &[&str] =
    &["reason", "parameters", "documentName", "sessionId", "streamUrl", "tokenValue"];

pub(super) fn start(
    record: &Record<'_>,
    doubts: &mut Vec<Problem>,
) -> Result<Option<Fact>, Problem> {
    let asked: StartParameters<'_> = record.parameters()?;
    let answer: Named = record.response()?;
    let session = if record.refused() {
        None
    } else {
        Some(required("responseElements.sessionId", answer.session_id, SessionId::new)?)
    };
    Ok(Some(Fact::SessionStart(SessionStart {
        call: record.call(doubts)?,
        session,
        desktop: false,
        node: optional("requestParameters.target", asked.target, NodeId::new, doubts),
        document: text(asked.document_name),
        reason: text(asked.reason),
        tunnel: asked.parameters.and_then(tunnel),
        request: request_id::recorded(record, TYPED)?,
    })))
}

pub(super) fn terminate(
    record: &Record<'_>,
    doubts: &mut Vec<Problem>,
) -> Result<Option<Fact>, Problem> {
    let asked: Named = record.parameters()?;
    let answer: Named = record.response()?;
    let session = text(asked.session_id).or(answer.session_id);
    Ok(Some(Fact::SessionEnd(SessionEnd {
        call: record.call(doubts)?,
        session: required("requestParameters.sessionId", session, SessionId::new)?,
    })))
}

/// Where the session leads on. Each parameter is a list with one element, whatever the document.
fn tunnel(parameters: &RawValue) -> Option<Tunnel> {
    let lists: BTreeMap<String, Vec<String>> = serde_json::from_str(parameters.get()).ok()?;
    let first = |name: &str| text(lists.get(name)?.first().cloned());
    let (host, port) = (first("host"), first("portNumber"));
    (host.is_some() || port.is_some()).then_some(Tunnel { host, port })
}
