//! How is one object of a bucket read, so that every byte is what S3 holds?

use std::collections::BTreeMap;
use std::io::{Seek, Write};
use std::path::Path;
use std::time::Duration;

use aws_sdk_s3::Client;
use aws_sdk_s3::operation::get_object::GetObjectOutput;
use aws_sdk_s3::types::{ChecksumMode, ServerSideEncryption};
use jiff::Timestamp;
use md5::{Digest, Md5};

use super::Content;
use crate::aws::trouble::{Trouble, TroubleCode};
use crate::estate::Bucket;

/// Larger content waits on disk, so that many objects under way do not fill the memory.
const HELD_BYTES: usize = 1 << 20;

/// The client tries a request again by itself, but not a body that broke off.
const TRIES: u32 = 3;

/// An object to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) key: String,
    /// The version, in a bucket that keeps them.
    pub(crate) version: Option<String>,
    /// The entity tag it had when it was listed.
    pub(crate) etag: Option<String>,
}

/// An object that was read.
pub(crate) struct Fetched {
    pub(crate) content: Content,
    /// What tells this state of the object from others: see [`identity`].
    pub(crate) version: Option<String>,
    /// Its user metadata, names in lower case.
    pub(crate) metadata: BTreeMap<String, String>,
    /// When all of it was there, where that is known.
    pub(crate) uploaded: Option<Timestamp>,
}

/// What tells one state of an object from its others: the version id, or the entity tag where there is none. Objects that
/// were put before a bucket kept versions all have the version `null`.
pub(crate) fn identity(version: Option<&str>, etag: Option<&str>) -> Option<String> {
    let version = version.filter(|version| is_fixed(Some(version)));
    version.or(etag.map(|etag| etag.trim_matches('"'))).map(str::to_owned)
}

/// Whether what lies under a version can never change.
fn is_fixed(version: Option<&str>) -> bool {
    version.is_some_and(|version| version != "null")
}

/// Reads an object; what broke off or does not agree with its checksum is read again.
pub(crate) async fn fetch(
    client: &Client,
    bucket: &Bucket,
    wanted: &Wanted,
    spool: &Path,
) -> Result<Fetched, Trouble> {
    let mut tries = 0;
    loop {
        tries += 1;
        match read(client, bucket, wanted, spool).await {
            Err(Trouble { code: TroubleCode::Damaged | TroubleCode::Unreachable, .. })
                if tries < TRIES =>
            {
                tokio::time::sleep(Duration::from_millis(200) * 4_u32.pow(tries - 1)).await;
            }
            done => return done,
        }
    }
}

async fn read(
    client: &Client,
    bucket: &Bucket,
    wanted: &Wanted,
    spool: &Path,
) -> Result<Fetched, Trouble> {
    let asked = format!("GetObject {}/{}", bucket.name, wanted.key);
    let request = client
        .get_object()
        .bucket(&bucket.name)
        .key(&wanted.key)
        .set_version_id(wanted.version.clone())
        .set_if_match(wanted.etag.clone().filter(|_| !is_fixed(wanted.version.as_deref())))
        .expected_bucket_owner(bucket.account.as_str())
        .checksum_mode(ChecksumMode::Enabled);
    let answer = request.send().await.map_err(|error| Trouble::of(&asked, &error))?;
    let version = identity(answer.version_id(), answer.e_tag());
    let metadata = answer.metadata().into_iter().flatten();
    let metadata = metadata.map(|(name, value)| (name.to_ascii_lowercase(), value.clone()));
    let metadata = metadata.collect();
    let uploaded = uploaded(&answer);
    let content = body(answer, &asked, spool).await?;
    Ok(Fetched { content, version, metadata, uploaded })
}

/// When all of an object was there. One that was put there in parts, whose ETag ends in their number, has the time at which
/// that was begun.
fn uploaded(answer: &GetObjectOutput) -> Option<Timestamp> {
    let is_of_parts = answer.e_tag()?.contains('-');
    let at = answer.last_modified().filter(|_| !is_of_parts)?.to_millis().ok()?;
    Timestamp::from_millisecond(at).ok()
}

async fn body(answer: GetObjectOutput, asked: &str, spool: &Path) -> Result<Content, Trouble> {
    let damaged = |what: String| Trouble::new(TroubleCode::Damaged, format!("{asked}: {what}"));
    let length = answer.content_length().and_then(|length| u64::try_from(length).ok());
    let md5 = md5_of(&answer);
    let mut stream = answer.body;
    let mut taken = Taken { held: Vec::new(), file: None, length: 0, md5: Md5::new() };
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|error| damaged(format!("its body broke off: {error}")))?;
        taken.take(&chunk, spool).map_err(|error| {
            let what = format!("cannot keep what {asked} gave in {}: {error}", spool.display());
            Trouble::told(TroubleCode::Other, what, "make room on that disk")
        })?;
    }
    if length.is_some_and(|length| length != taken.length) {
        let length = length.unwrap_or_default();
        return Err(damaged(format!("{} bytes came of {length}", taken.length)));
    }
    let found = hex::encode(taken.md5.clone().finalize());
    if md5.is_some_and(|expected| expected != found) {
        return Err(damaged(format!(
            "its bytes have the MD5 {found}, which is not its entity tag"
        )));
    }
    taken.finish().map_err(|error| damaged(format!("it cannot be read back: {error}")))
}

/// The MD5 that the entity tag is, for an object that was put in one piece and is not encrypted with a key of KMS. Objects
/// with a checksum of a newer kind are checked by the client.
fn md5_of(answer: &GetObjectOutput) -> Option<String> {
    let by_kms = matches!(
        answer.server_side_encryption(),
        Some(ServerSideEncryption::AwsKms | ServerSideEncryption::AwsKmsDsse)
    );
    let tag = answer.e_tag()?.trim_matches('"');
    let is_md5 = tag.len() == 32 && tag.bytes().all(|b| b.is_ascii_hexdigit()) && !by_kms;
    (is_md5 && answer.sse_customer_algorithm().is_none()).then(|| tag.to_ascii_lowercase())
}

/// What has come of a body.
struct Taken {
    held: Vec<u8>,
    file: Option<std::fs::File>,
    length: u64,
    md5: Md5,
}

impl Taken {
    fn take(&mut self, chunk: &[u8], spool: &Path) -> std::io::Result<()> {
        self.length += chunk.len() as u64;
        self.md5.update(chunk);
        if let Some(file) = &mut self.file {
            return file.write_all(chunk);
        }
        self.held.extend_from_slice(chunk);
        if self.held.len() > HELD_BYTES {
            std::fs::create_dir_all(spool)?;
            let mut file = tempfile::tempfile_in(spool)?;
            file.write_all(&self.held)?;
            self.held = Vec::new();
            self.file = Some(file);
        }
        Ok(())
    }

    fn finish(self) -> std::io::Result<Content> {
        Ok(match self.file {
            None => Content::Held(self.held),
            Some(mut file) => {
                file.rewind()?;
                Content::Spooled(file)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_of_an_object_has_one_name() {
        let check = |version, etag, expected: Option<&str>| {
            assert_eq!(identity(version, etag).as_deref(), expected);
        };
        check(Some("v1"), Some("\"e\""), Some("v1"));
        check(Some("null"), Some("\"e\""), Some("e"));
        check(None, Some("\"e-2\""), Some("e-2"));
        check(None, None, None);
    }
}
