//! What does a policy or a session preference say?
//!
//! The output of `GetDocument`: approval policies, and `SSM-SessionManagerRunShell` with the session preferences of an
//! account and region. Each is kept with its version; of the preferences alone a fact follows.

use sekisho_domain::fact::{Fact, Preferences};
use sekisho_domain::session::PREFERENCES;
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

/// What the content of session preferences says; other fields are about how a shell behaves.
#[derive(Deserialize)]
#[serde(expecting = "session preferences")]
struct Content {
    inputs: Inputs,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", expecting = "the inputs of session preferences")]
struct Inputs {
    s3_bucket_name: Option<String>,
    s3_key_prefix: Option<String>,
    cloud_watch_log_group_name: Option<String>,
}

pub(crate) fn sniff(first: &First<'_>) -> bool {
    first.has("DocumentVersion") && first.has("Content")
}

/// A document without its version could not be told from another state of itself. Preferences that cannot be read are
/// kept and say nothing.
pub(crate) fn read(record: &str, doubts: &mut Vec<Problem>) -> Result<Option<Fact>, Problem> {
    let document: Document =
        serde_json::from_str(record).map_err(|error| Problem::json("document", &error))?;
    let needed =
        |field: &str, value: Option<String>| text(value).ok_or_else(|| Problem::missing(field));
    let name = needed("Name", document.name)?;
    needed("DocumentVersion", document.document_version)?;
    let content = needed("Content", document.content)?;
    if name != PREFERENCES {
        return Ok(None);
    }
    Ok(match serde_json::from_str::<Content>(&content) {
        Ok(Content { inputs }) => Some(Fact::Preferences(Preferences {
            bucket: text(inputs.s3_bucket_name),
            prefix: text(inputs.s3_key_prefix),
            log_group: text(inputs.cloud_watch_log_group_name),
        })),
        Err(error) => {
            doubts.push(Problem::json("Content", &error));
            None
        }
    })
}
