//! Which sessions does DescribeSessions list?
//!
//! Imitates: State decides between running and ended ones, filters are and-ed, newest first, at most 200 a page
//! (reference/aws-formats.md §6). AWS forgets after 30 days; this remembers everything.

use serde_json::{Value, json};

use super::{Region, instant, newest_first};
use crate::aws::page::Paging;
use crate::aws::refusal::Refusal;

pub(super) fn describe(ask: &Value, region: &Region, now: f64) -> Result<Value, Refusal> {
    let active = match ask["State"].as_str() {
        Some("Active") => true,
        Some("History") => false,
        _ => return Err(Refusal::bad("ValidationException", "State must be Active or History")),
    };
    let mut found = Vec::new();
    for session in region.sessions.values() {
        let Some(session) = as_of(session, now) else { continue };
        if session["EndDate"].is_null() == active && passes(&session, &ask["Filters"])? {
            found.push(session);
        }
    }
    newest_first(&mut found, "StartDate");
    Paging::ssm(200).answer(ask, "Sessions", found)
}

/// The entry as it was at a time: none before the start, no end before the end.
fn as_of(session: &Value, now: f64) -> Option<Value> {
    if session["StartDate"].as_f64()? > now {
        return None;
    }
    let mut session = session.clone();
    if session["EndDate"].as_f64().is_some_and(|end| end > now) {
        session.as_object_mut()?.remove("EndDate");
        session["Status"] = json!("Connected");
    }
    Some(session)
}

fn passes(session: &Value, filters: &Value) -> Result<bool, Refusal> {
    for filter in filters.as_array().into_iter().flatten() {
        let value = filter["value"].as_str().unwrap_or_default();
        let started = session["StartDate"].as_f64().unwrap_or_default();
        let passed = match filter["key"].as_str().unwrap_or_default() {
            "InvokedAfter" => started > instant(value)?,
            "InvokedBefore" => started < instant(value)?,
            key @ ("Target" | "Owner" | "Status" | "SessionId" | "AccessType") => {
                session[key] == value
            }
            key => return Err(Refusal::bad("InvalidFilterKey", format!("{key} is no filter key"))),
        };
        if !passed {
            return Ok(false);
        }
    }
    Ok(true)
}
