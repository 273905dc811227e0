//! Which keys sign digests?
//!
//! The output of `aws cloudtrail list-public-keys`. A key proves files; it tells nothing about accesses.

use sekisho_domain::fact::Fact;
use sekisho_domain::trail::PublicKey;
use serde::Deserialize;

use crate::field::{Time, required_time, text};
use crate::first::First;
use crate::problem::Problem;

/// The key under which AWS lists them.
pub(crate) const LIST: &str = "PublicKeyList";

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "a public key of ListPublicKeys")]
struct Written {
    value: Option<String>,
    validity_start_time: Option<Time>,
    validity_end_time: Option<Time>,
    fingerprint: Option<String>,
}

pub(crate) fn sniff(first: &First<'_>) -> bool {
    (first.has("Value") && first.has("Fingerprint")) || first.only_listed()
}

pub(crate) fn read(record: &str, _doubts: &mut Vec<Problem>) -> Result<Option<Fact>, Problem> {
    parse(record).map(|_| None)
}

pub(crate) fn parse(record: &str) -> Result<PublicKey, Problem> {
    let written: Written =
        serde_json::from_str(record).map_err(|error| Problem::json("public key", &error))?;
    Ok(PublicKey {
        fingerprint: text(written.fingerprint).ok_or_else(|| Problem::missing("Fingerprint"))?,
        value: text(written.value).ok_or_else(|| Problem::missing("Value"))?,
        valid_from: required_time("ValidityStartTime", written.validity_start_time.as_ref())?,
        valid_to: required_time("ValidityEndTime", written.validity_end_time.as_ref())?,
    })
}
