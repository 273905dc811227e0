//! Which credentials were issued for a session?
//!
//! `AssumeRole` is the most frequent call of many accounts, so only the ones that can belong to just-in-time access are
//! facts: those of the token role, those that Systems Manager made itself (a policy may name another token role), and
//! those that name a request. The caller of `AssumeRole` chooses most of what its record says, so correlation believes
//! the name of a request only for the token role.

use sekisho_domain::fact::{CredentialsIssued, Fact};
use sekisho_domain::id::AccessKeyId;
use sekisho_domain::principal::TOKEN_ROLE;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::record::Record;
use super::request_id;
use crate::field::{required, resource, text};
use crate::problem::Problem;

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, expecting = "the parameters of AssumeRole")]
struct Parameters {
    role_arn: Option<String>,
    role_session_name: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, expecting = "the response of AssumeRole")]
struct Response<'a> {
    #[serde(borrow)]
    credentials: Option<&'a RawValue>,
}

/// The only field of credentials that is ever read; key and token beside it are secrets.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Credentials {
    access_key_id: Option<String>,
}

/// The access key, unless AWS wrote a text such as `HIDDEN_DUE_TO_SECURITY_REASONS` in place of the credentials.
pub(super) fn issued_key(credentials: &RawValue) -> Option<String> {
    let credentials: Credentials = serde_json::from_str(credentials.get()).ok()?;
    text(credentials.access_key_id)
}

pub(super) fn assume(
    record: &Record<'_>,
    doubts: &mut Vec<Problem>,
) -> Result<Option<Fact>, Problem> {
    let asked: Parameters = record.parameters()?;
    let answer: Response<'_> = record.response()?;
    let role = asked.role_arn.as_deref().map_or("", resource).to_owned();
    let Some(key) = answer.credentials.and_then(issued_key) else { return Ok(None) };
    let request = request_id::recorded(record, &[])?;
    if !role.contains(TOKEN_ROLE) && !record.by_systems_manager() && request.is_none() {
        return Ok(None);
    }
    Ok(Some(Fact::Credentials(CredentialsIssued {
        call: record.call(doubts)?,
        role,
        session_name: text(asked.role_session_name),
        issued: required("credentials.accessKeyId", Some(key), AccessKeyId::new)?,
        request,
    })))
}
