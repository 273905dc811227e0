//! What do the events found by CloudTrail `LookupEvents` say?
//!
//! Each event carries the record as a JSON text; the fields around it only repeat parts of it.

use sekisho_domain::fact::Fact;
use serde::Deserialize;

use crate::cloudtrail;
use crate::first::First;
use crate::problem::Problem;

#[derive(Deserialize)]
#[serde(expecting = "an event of LookupEvents")]
struct Event {
    #[serde(rename = "CloudTrailEvent")]
    record: Option<String>,
}

pub(crate) fn sniff(first: &First<'_>) -> bool {
    first.has("CloudTrailEvent") || first.only_listed()
}

pub(crate) fn read(record: &str, doubts: &mut Vec<Problem>) -> Result<Option<Fact>, Problem> {
    let event: Event =
        serde_json::from_str(record).map_err(|error| Problem::json("event", &error))?;
    let record = event.record.ok_or_else(|| Problem::missing("CloudTrailEvent"))?;
    cloudtrail::read(&record, doubts)
}
