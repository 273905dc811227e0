//! What is this file to a trail?

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use aws_lc_rs::digest::{SHA256, digest as hash_of};
use sekisho_domain::evidence::Sha256;
use sekisho_domain::trail::{Content, PublicKey, SignedDigest, TrailFile};

use super::name::{DigestName, LogName};
use crate::{Kind, digest, public_keys, split, without_mark};

/// What S3's user metadata calls the signature of a digest.
const SIGNATURE: &str = "signature";

/// … and the time at which a backfill digest was signed.
const GENERATED: &str = "backfill-generation-timestamp";

/// What `content` is to a trail, if it is anything. It is what a gzip holds, or `None` when that is not one whole gzip
/// and nothing more: a file that is named like a digest or a log must be accounted for however damaged it is.
///
/// `kind` is what [`crate::sniff`] said of it, `metadata` what its source says besides its bytes.
#[must_use]
pub fn file(
    locator: &str,
    kind: Option<Kind>,
    content: Option<&[u8]>,
    metadata: &BTreeMap<String, String>,
) -> Option<TrailFile> {
    if DigestName::of(locator).is_some() || kind == Some(Kind::CloudTrailDigest) {
        return Some(TrailFile::Digest(Box::new(digest_file(content, metadata))));
    }
    if LogName::of(locator).is_some() {
        return Some(TrailFile::Log(hashed(content)));
    }
    if kind == Some(Kind::CloudTrailPublicKeys) {
        return content.map(|content| TrailFile::Keys(keys(content)));
    }
    None
}

/// The keys in the output of `list-public-keys`; what cannot be read is left out, as its rejection says.
#[must_use]
pub fn keys(content: &[u8]) -> Vec<PublicKey> {
    let Ok(text) = std::str::from_utf8(content) else { return Vec::new() };
    let mut keys = Vec::new();
    split::split(without_mark(text), &[public_keys::LIST], &mut |_, record| {
        keys.extend(record.ok().and_then(|record| public_keys::parse(record).ok()));
        ControlFlow::Continue(())
    });
    keys
}

fn digest_file(content: Option<&[u8]>, metadata: &BTreeMap<String, String>) -> SignedDigest {
    let text = content.and_then(|content| std::str::from_utf8(content).ok());
    SignedDigest {
        content: hashed(content),
        digest: text.and_then(|text| digest::parse(text).ok()),
        signature: metadata.get(SIGNATURE).cloned(),
        generated: metadata.get(GENERATED).and_then(|at| at.parse().ok()),
    }
}

fn hashed(content: Option<&[u8]>) -> Content {
    content.map_or(Content::Damaged, |content| Content::Hashed(hash(content)))
}

pub(crate) fn hash(content: &[u8]) -> Sha256 {
    let mut bytes = [0; 32];
    bytes.copy_from_slice(hash_of(&SHA256, content).as_ref());
    Sha256::from_bytes(bytes)
}
