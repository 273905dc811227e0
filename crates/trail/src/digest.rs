//! What does a CloudTrail digest say?
//!
//! A digest proves other files; it tells nothing about accesses.

use sekisho_domain::evidence::Sha256;
use sekisho_domain::fact::Fact;
use sekisho_domain::trail::{Digest, ListedLog, Place};
use serde::Deserialize;

use crate::field::{Time, required_time, text};
use crate::first::First;
use crate::problem::Problem;

/// The fields of a digest; the first digest of a chain has `null` for all of `previous…`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", expecting = "a CloudTrail digest")]
struct Written {
    digest_start_time: Option<String>,
    digest_end_time: Option<String>,
    digest_s3_bucket: Option<String>,
    digest_s3_object: Option<String>,
    digest_public_key_fingerprint: Option<String>,
    previous_digest_s3_bucket: Option<String>,
    previous_digest_s3_object: Option<String>,
    previous_digest_hash_value: Option<String>,
    previous_digest_signature: Option<String>,
    log_files: Option<Vec<WrittenLog>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", expecting = "an entry of logFiles")]
struct WrittenLog {
    s3_bucket: Option<String>,
    s3_object: Option<String>,
    hash_value: Option<String>,
}

pub(crate) fn sniff(first: &First<'_>) -> bool {
    first.has("digestStartTime") && first.has("digestEndTime")
}

pub(crate) fn read(record: &str, _doubts: &mut Vec<Problem>) -> Result<Option<Fact>, Problem> {
    parse(record).map(|_| None)
}

/// Reads a digest whole or not at all: half a list of log files would prove the wrong thing.
pub(crate) fn parse(json: &str) -> Result<Digest, Problem> {
    let written: Written =
        serde_json::from_str(json).map_err(|error| Problem::json("digest", &error))?;
    let end = needed("digestEndTime", written.digest_end_time)?;
    let previous_hash = text(written.previous_digest_hash_value);
    let logs = written.log_files.into_iter().flatten().map(WrittenLog::parse);
    Ok(Digest {
        start: instant("digestStartTime", &needed("digestStartTime", written.digest_start_time)?)?,
        end: instant("digestEndTime", &end)?,
        end_as_written: end,
        place: Place {
            bucket: needed("digestS3Bucket", written.digest_s3_bucket)?,
            key: needed("digestS3Object", written.digest_s3_object)?,
        },
        fingerprint: needed("digestPublicKeyFingerprint", written.digest_public_key_fingerprint)?,
        previous: place(written.previous_digest_s3_bucket, written.previous_digest_s3_object),
        previous_hash: previous_hash
            .map(|value| hash("previousDigestHashValue", &value))
            .transpose()?,
        previous_signature: written.previous_digest_signature,
        logs: logs.collect::<Result<_, _>>()?,
    })
}

impl WrittenLog {
    fn parse(self) -> Result<ListedLog, Problem> {
        let place = Place {
            bucket: needed("logFiles.s3Bucket", self.s3_bucket)?,
            key: needed("logFiles.s3Object", self.s3_object)?,
        };
        let value = needed("logFiles.hashValue", self.hash_value)?;
        Ok(ListedLog { place, hash: hash("logFiles.hashValue", &value)? })
    }
}

fn place(bucket: Option<String>, key: Option<String>) -> Option<Place> {
    Some(Place { bucket: text(bucket)?, key: text(key)? })
}

fn needed(field: &str, value: Option<String>) -> Result<String, Problem> {
    text(value).ok_or_else(|| Problem::missing(field))
}

fn instant(field: &str, value: &str) -> Result<jiff::Timestamp, Problem> {
    required_time(field, Some(&Time::Text(value.to_owned())))
}

fn hash(field: &str, value: &str) -> Result<Sha256, Problem> {
    Sha256::from_hex(value).map_err(|malformed| Problem::id(field, &malformed))
}
