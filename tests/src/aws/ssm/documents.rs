//! Which policies and session preferences are there, and what did each version say?
//!
//! Imitates ListDocuments, ListDocumentVersions, DescribeDocument and GetDocument; document types and contents as in
//! reference/aws-formats.md §5 and §6.

use serde_json::{Value, json};

use super::{Region, newest_first, pick};
use crate::aws::page::Paging;
use crate::aws::refusal::Refusal;
use crate::aws::region::History;

const IDENTIFIER: &[&str] = &[
    "Name",
    "CreatedDate",
    "Owner",
    "DocumentVersion",
    "DocumentType",
    "SchemaVersion",
    "DocumentFormat",
];
const VERSION: &[&str] =
    &["Name", "DocumentVersion", "CreatedDate", "DocumentFormat", "Status", "IsDefaultVersion"];
const CONTENT: &[&str] = &[
    "Name",
    "CreatedDate",
    "DocumentVersion",
    "Status",
    "Content",
    "DocumentType",
    "DocumentFormat",
];

pub(super) fn list(ask: &Value, region: &Region, now: f64) -> Result<Value, Refusal> {
    let mut found = Vec::new();
    for document in region.documents.values().filter_map(|versions| versions.at(now)) {
        if passes(document, &ask["Filters"])? {
            found.push(pick(document, IDENTIFIER));
        }
    }
    Paging::ssm(50).answer(ask, "DocumentIdentifiers", found)
}

pub(super) fn versions(ask: &Value, region: &Region, now: f64) -> Result<Value, Refusal> {
    let history = find(ask, region)?;
    let default = &history.at(now).ok_or_else(missing)?["DocumentVersion"];
    let mut versions: Vec<_> = history
        .until(now)
        .map(|version| {
            let mut version = pick(version, VERSION);
            version["IsDefaultVersion"] = (&version["DocumentVersion"] == default).into();
            version
        })
        .collect();
    newest_first(&mut versions, "CreatedDate");
    Paging::ssm(50).answer(ask, "DocumentVersions", versions)
}

pub(super) fn describe(ask: &Value, region: &Region, now: f64) -> Result<Value, Refusal> {
    let history = find(ask, region)?;
    let latest = history.at(now).ok_or_else(missing)?;
    let version = version(ask, history, now)?;
    let mut description = pick(version, &[IDENTIFIER, &["Status"]].concat());
    description["LatestVersion"] = latest["DocumentVersion"].clone();
    description["DefaultVersion"] = latest["DocumentVersion"].clone();
    Ok(json!({ "Document": description }))
}

pub(super) fn get(ask: &Value, region: &Region, now: f64) -> Result<Value, Refusal> {
    Ok(pick(version(ask, find(ask, region)?, now)?, CONTENT))
}

fn find<'a>(ask: &Value, region: &'a Region) -> Result<&'a History, Refusal> {
    let name = ask["Name"].as_str().unwrap_or_default();
    region.documents.get(name).ok_or_else(missing)
}

/// The version asked for; `$LATEST` and `$DEFAULT` are the same here.
fn version<'a>(ask: &Value, history: &'a History, now: f64) -> Result<&'a Value, Refusal> {
    match ask["DocumentVersion"].as_str() {
        None | Some("$LATEST" | "$DEFAULT") => history.at(now).ok_or_else(missing),
        Some(number) => {
            let mut versions = history.until(now);
            versions.find(|version| version["DocumentVersion"] == number).ok_or_else(|| {
                let text = "The specified document version is not valid or does not exist.";
                Refusal::bad("InvalidDocumentVersion", text)
            })
        }
    }
}

fn missing() -> Refusal {
    Refusal::bad("InvalidDocument", "The specified SSM document does not exist.")
}

fn passes(document: &Value, filters: &Value) -> Result<bool, Refusal> {
    for filter in filters.as_array().into_iter().flatten() {
        let mut values = filter["Values"].as_array().into_iter().flatten();
        let passed = match filter["Key"].as_str().unwrap_or_default() {
            // Everything here belongs to the account; nothing is published by Amazon.
            "Owner" => values.any(|value| value == "Self" || value == "Private" || value == "All"),
            key @ ("Name" | "DocumentType") => values.any(|value| value == &document[key]),
            key => return Err(Refusal::bad("InvalidFilterKey", format!("{key} is no filter key"))),
        };
        if !passed {
            return Ok(false);
        }
    }
    Ok(true)
}
