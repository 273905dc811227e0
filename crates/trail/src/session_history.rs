//! What does `DescribeSessions` remember of a session?

use sekisho_domain::fact::{Fact, SessionHistory};
use sekisho_domain::id::{NodeId, SessionId};
use sekisho_domain::principal::Principal;
use serde::Deserialize;

use crate::field::{Time, optional, optional_time, required, text};
use crate::first::First;
use crate::problem::Problem;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "a session of DescribeSessions")]
struct Session {
    session_id: Option<String>,
    target: Option<String>,
    status: Option<String>,
    start_date: Option<Time>,
    end_date: Option<Time>,
    document_name: Option<String>,
    owner: Option<String>,
    reason: Option<String>,
    access_type: Option<String>,
}

pub(crate) fn sniff(first: &First<'_>) -> bool {
    let named = first.has("SessionId") && (first.listed || first.has("Target"));
    named || first.only_listed()
}

pub(crate) fn read(record: &str, doubts: &mut Vec<Problem>) -> Result<Option<Fact>, Problem> {
    let entry: Session =
        serde_json::from_str(record).map_err(|error| Problem::json("session", &error))?;
    Ok(Some(Fact::SessionHistory(SessionHistory {
        session: required("SessionId", entry.session_id, SessionId::new)?,
        node: optional("Target", entry.target, NodeId::new, doubts),
        status: text(entry.status),
        started: optional_time("StartDate", entry.start_date.as_ref(), doubts),
        ended: optional_time("EndDate", entry.end_date.as_ref(), doubts),
        document: text(entry.document_name),
        owner: text(entry.owner).map(Principal::new),
        reason: text(entry.reason),
        just_in_time: match entry.access_type.as_deref() {
            Some("JustInTime") => Some(true),
            Some("Standard") => Some(false),
            _ => None,
        },
    })))
}
