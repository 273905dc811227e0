//! What do CloudTrail records say about sessions, requests, credentials and nodes?
//!
//! Each call that matters has one line in [`reader`]; a record of any other call states nothing. A refused call is a fact
//! too, with its error: it is correlation that must not take a refused approval for one.

mod connection;
mod credentials;
mod node;
mod record;
mod request;
mod request_id;
mod session;

use std::borrow::Cow;

use sekisho_domain::fact::Fact;
use sekisho_domain::session::GUI_CONNECT;
use serde::Deserialize;

use crate::first::First;
use crate::problem::Problem;
use record::Record;

const SSM: &str = "ssm.amazonaws.com";
const EC2: &str = "ec2.amazonaws.com";
const STS: &str = "sts.amazonaws.com";

/// Categories of records that tell of calls without being the call: how often it was made, or over which network.
const ABOUT_CALLS: &[&str] = &["Insight", "NetworkActivity"];

/// The fields that tell whether the rest of a record is worth reading.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", expecting = "a CloudTrail record")]
struct Head<'a> {
    #[serde(borrow, default)]
    event_source: Cow<'a, str>,
    #[serde(borrow, default)]
    event_name: Cow<'a, str>,
    /// Absent from records of versions before 1.08.
    #[serde(borrow, default)]
    event_category: Option<Cow<'a, str>>,
}

/// The call that a record tells of.
pub(crate) struct Call<'a> {
    pub(crate) source: &'a str,
    pub(crate) name: &'a str,
    pub(crate) category: Option<&'a str>,
}

impl Call<'_> {
    /// Whether the record only tells of calls.
    fn is_told_of(&self) -> bool {
        self.category.is_some_and(|category| ABOUT_CALLS.contains(&category))
    }
}

/// Event batches of S3, SQS and Kinesis stand under the same key and have the same fields; their sources begin with
/// `aws:`.
pub(crate) fn sniff(first: &First<'_>) -> bool {
    let source = first.value("eventSource");
    if source.is_some_and(|source| source.starts_with("\"aws:")) {
        return false;
    }
    let (source, name) = (source.is_some(), first.has("eventName"));
    (source && name) || (first.listed && (source || name)) || first.only_listed()
}

pub(crate) fn read(record: &str, doubts: &mut Vec<Problem>) -> Result<Option<Fact>, Problem> {
    let head: Head<'_> =
        serde_json::from_str(record).map_err(|error| Problem::json("record", &error))?;
    let call = Call {
        source: &head.event_source,
        name: &head.event_name,
        category: head.event_category.as_deref(),
    };
    if call.is_told_of() {
        return Ok(None);
    }
    match (call.source, call.name) {
        ("", _) => Err(Problem::missing("eventSource")),
        (_, "") => Err(Problem::missing("eventName")),
        _ => reader(&call).map_or(Ok(None), |reader| read_with(reader, record, doubts)),
    }
}

/// Reads a record of which a reader is known.
pub(crate) fn read_with(
    reader: Reader,
    record: &str,
    doubts: &mut Vec<Problem>,
) -> Result<Option<Fact>, Problem> {
    reader(&Record::parse(record)?, doubts)
}

pub(crate) type Reader = fn(&Record<'_>, &mut Vec<Problem>) -> Result<Option<Fact>, Problem>;

/// The calls that matter, one line each; a record of any other states nothing, whatever else is in it.
pub(crate) fn reader(call: &Call<'_>) -> Option<Reader> {
    if call.is_told_of() {
        return None;
    }
    Some(match (call.source, call.name) {
        (SSM, "StartSession") => session::start,
        (SSM, "TerminateSession") => session::terminate,
        (SSM, "StartAccessRequest") => request::start,
        (SSM, "GetAccessToken") => request::token,
        (SSM, "SendAutomationSignal") => request::signal,
        (GUI_CONNECT, "StartConnection") => connection::start,
        (STS, "AssumeRole") => credentials::assume,
        (EC2, "StopInstances") => node::stop,
        (EC2, "TerminateInstances") => node::terminate,
        _ => return None,
    })
}
