//! Is it a CloudTrail digest?
//!
//! A digest proves other files; it tells nothing about accesses.

use sekisho_domain::fact::Fact;

use crate::first::First;
use crate::problem::Problem;

pub(crate) fn sniff(first: &First<'_>) -> bool {
    first.has("digestStartTime") && first.has("digestEndTime")
}

pub(crate) fn read(record: &str, _doubts: &mut Vec<Problem>) -> Result<Option<Fact>, Problem> {
    match serde_json::from_str::<serde::de::IgnoredAny>(record) {
        Ok(_) => Ok(None),
        Err(error) => Err(Problem::json("digest", &error)),
    }
}
