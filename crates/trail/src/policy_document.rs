//! What does a policy or a session preference say?
//!
//! The output of `GetDocument`: approval policies, and `SSM-SessionManagerRunShell` with the session preferences of an
//! account and region. It is kept with its version; no fact follows from it.

use sekisho_domain::fact::Fact;
use serde::Deserialize;

use crate::field::text;
use crate::first::First;
use crate::problem::Problem;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "the output of GetDocument")]
struct Document {
    name: Option<String>,
    document_version: Option<String>,
    content: Option<String>,
}

pub(crate) fn sniff(first: &First<'_>) -> bool {
    first.has("DocumentVersion") && first.has("Content")
}

/// A document without its version could not be told from another state of itself.
pub(crate) fn read(record: &str, _doubts: &mut Vec<Problem>) -> Result<Option<Fact>, Problem> {
    let document: Document =
        serde_json::from_str(record).map_err(|error| Problem::json("document", &error))?;
    for (field, value) in [
        ("Name", document.name),
        ("DocumentVersion", document.document_version),
        ("Content", document.content),
    ] {
        text(value).ok_or_else(|| Problem::missing(field))?;
    }
    Ok(None)
}
