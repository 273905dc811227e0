//! Did CloudTrail sign this digest?
//!
//! The text that is signed is the end of the hour as written, `bucket/key`, the hexadecimal SHA-256 of the digest, and
//! the signature of the digest before or `null`, joined by newlines; the signature is RSA PKCS #1 v1.5 with SHA-256. The
//! source is `awscli/customizations/cloudtrail/validation.py`.

use std::collections::BTreeMap;

use aws_lc_rs::signature::{ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use jiff::{SignedDuration, Timestamp};
use sekisho_domain::evidence::Sha256;
use sekisho_domain::trail::{Digest, KeyUsed, PublicKey, SignedDigest, Why};

use super::file::hash;
use super::shifted;

/// How much later than the end of its hour a digest is signed. It is what the official validator allows.
const SIGNED_LATER: SignedDuration = SignedDuration::from_hours(2);

/// How far from the time it was generated the key of a backfill digest is looked for. The same.
const SIGNED_AROUND: SignedDuration = SignedDuration::from_hours(1);

/// The public keys at hand, by fingerprint.
pub(crate) struct Keys(BTreeMap<String, Vec<Key>>);

struct Key {
    valid_from: Timestamp,
    valid_to: Timestamp,
    used: KeyUsed,
    /// `None` when it is no key of the right form.
    parsed: Option<ParsedPublicKey>,
}

impl Keys {
    pub(crate) fn new<'a>(keys: impl IntoIterator<Item = &'a PublicKey>) -> Self {
        let mut known: BTreeMap<String, Vec<Key>> = BTreeMap::new();
        for key in keys {
            let same = known.entry(key.fingerprint.clone()).or_default();
            let parsed = Key::parse(key);
            if !same.iter().any(|known| known.is(&parsed)) {
                same.push(parsed);
            }
        }
        Self(known)
    }

    /// The key that proves the digest, or why none does.
    pub(crate) fn prove(
        &self,
        signed: &SignedDigest,
        digest: &Digest,
        content: &Sha256,
    ) -> Result<KeyUsed, Why> {
        let signature = signed.signature.as_deref().ok_or(Why::DigestUnsigned)?;
        let signature = hex::decode(signature).map_err(|_| Why::DigestSignature)?;
        let named = self.0.get(&digest.fingerprint).ok_or(Why::DigestKeyUnknown)?;
        let in_use = named.iter().filter(|key| key.is_in_use(signed, digest));
        let mut parsed = in_use.clone().filter_map(|key| Some((key, key.parsed.as_ref()?)));
        let message = message(digest, content);
        match parsed.clone().find(|(_, key)| key.verify_sig(message.as_bytes(), &signature).is_ok())
        {
            Some((key, _)) => Ok(key.used.clone()),
            None if parsed.next().is_some() => Err(Why::DigestSignature),
            None if in_use.clone().next().is_some() => Err(Why::DigestKeyDamaged),
            None => Err(Why::DigestKeyTime),
        }
    }
}

impl Key {
    fn parse(key: &PublicKey) -> Self {
        let der = BASE64_STANDARD.decode(key.value.trim()).unwrap_or_default();
        Self {
            valid_from: key.valid_from,
            valid_to: key.valid_to,
            used: KeyUsed { fingerprint: key.fingerprint.clone(), key: hash(&der) },
            parsed: ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &der).ok(),
        }
    }

    fn is(&self, other: &Self) -> bool {
        let all = |key: &Self| (key.used.clone(), key.valid_from, key.valid_to);
        all(self) == all(other)
    }

    fn is_in_use(&self, signed: &SignedDigest, digest: &Digest) -> bool {
        let (first, last) = match signed.generated {
            Some(at) => (shifted(at, -SIGNED_AROUND), shifted(at, SIGNED_AROUND)),
            None => (digest.start, shifted(digest.end, SIGNED_LATER)),
        };
        self.valid_from <= last && first <= self.valid_to
    }
}

fn message(digest: &Digest, content: &Sha256) -> String {
    // The literal is what the Java implementation of CloudTrail writes for nothing.
    let previous = digest.previous_signature.as_deref().unwrap_or("null");
    let Digest { end_as_written, place, .. } = digest;
    format!("{end_as_written}\n{}/{}\n{content}\n{previous}", place.bucket, place.key)
}
