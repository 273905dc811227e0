//! How does CloudTrail fill a bucket?
//!
//! It imitates CloudTrail's delivery with keys of its own, as nobody has CloudTrail's private keys: log files, a digest
//! for each hour, and signatures in the objects' metadata, all in CloudTrail's own form.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::OnceLock;

use aws_lc_rs::digest::{SHA256, digest as hash};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::RSA_PKCS1_SHA256;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use jiff::{SignedDuration, Timestamp};
use sekisho_domain::trail::Place;
use serde_json::{Value, json};

pub(crate) const ACCOUNT: &str = "111122223333";
pub(crate) const REGION: &str = "ap-northeast-1";

/// An object: its bytes and its user metadata.
#[derive(Clone, Default)]
pub(crate) struct Object {
    pub(crate) bytes: Vec<u8>,
    pub(crate) metadata: BTreeMap<String, String>,
}

/// Everything in S3, and the public keys that were saved.
#[derive(Clone, Default)]
pub(crate) struct Buckets {
    pub(crate) objects: BTreeMap<Place, Object>,
    pub(crate) keys: Vec<Value>,
}

/// Who signs: CloudTrail, or somebody else.
pub(crate) struct Signer {
    pair: KeyPair,
    pub(crate) fingerprint: &'static str,
}

/// CloudTrail's key of the region.
pub(crate) fn cloudtrail() -> &'static Signer {
    static SIGNER: OnceLock<Signer> = OnceLock::new();
    SIGNER.get_or_init(|| Signer::new("8eba5db5bea9b640d1c96a77256fe7f2"))
}

/// The key of somebody else.
pub(crate) fn forger() -> &'static Signer {
    static SIGNER: OnceLock<Signer> = OnceLock::new();
    SIGNER.get_or_init(|| Signer::new("00000000000000000000000000000bad"))
}

impl Signer {
    fn new(fingerprint: &'static str) -> Self {
        Self { pair: KeyPair::generate(KeySize::Rsa2048).expect("a key"), fingerprint }
    }

    fn sign(&self, message: &str) -> String {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature)
            .expect("a signature");
        hex::encode(signature)
    }

    /// As `ListPublicKeys` gives it, valid for all of July 2023, under any name.
    pub(crate) fn public(&self, fingerprint: &str) -> Value {
        use aws_lc_rs::signature::KeyPair as _;
        let der = self.pair.public_key().as_ref();
        json!({
            "Value": BASE64_STANDARD.encode(der),
            "ValidityStartTime": "2023-07-01T00:00:00Z",
            "ValidityEndTime": "2023-08-01T00:00:00Z",
            "Fingerprint": fingerprint,
        })
    }
}

/// One chain of digests as it is delivered.
pub(crate) struct Delivery {
    pub(crate) account: &'static str,
    pub(crate) region: &'static str,
    /// The name of the trail, and the region it was created in.
    pub(crate) trail: &'static str,
    pub(crate) home: &'static str,
    /// Before `AWSLogs/`, and the organization after it.
    pub(crate) prefix: &'static str,
    pub(crate) organization: &'static str,
    pub(crate) bucket: &'static str,
    pub(crate) backfill: bool,
    pub(crate) signer: &'static Signer,
    /// The digest before.
    pub(crate) previous: Option<Place>,
}

impl Delivery {
    pub(crate) fn new() -> Self {
        Self {
            account: ACCOUNT,
            region: REGION,
            trail: "audit_trail",
            home: REGION,
            prefix: "",
            organization: "",
            bucket: "audit-trail",
            backfill: false,
            signer: cloudtrail(),
            previous: None,
        }
    }

    /// An hour of the day: its log files, and the digest that lists them.
    pub(crate) fn hour(&mut self, buckets: &mut Buckets, hour: i64, logs: u32) -> &mut Self {
        let listed = (0..logs).map(|nth| self.log(buckets, hour, nth)).collect();
        self.digest(buckets, hour, listed);
        self
    }

    /// Begins a new chain, as CloudTrail does after a pause.
    pub(crate) fn pause(&mut self) -> &mut Self {
        self.previous = None;
        self
    }

    /// The place of the digest of an hour.
    pub(crate) fn digest_place(&self, hour: i64) -> Place {
        let Self { account, region, trail, home, .. } = self;
        let suffix = if self.backfill { "_backfill" } else { "" };
        let end = at(hour + 1).strftime("%Y%m%dT%H%M%SZ");
        let name =
            format!("{account}_CloudTrail-Digest_{region}_{trail}_{home}_{end}{suffix}.json.gz");
        self.place("CloudTrail-Digest", &name)
    }

    /// The place of a log file.
    pub(crate) fn log_place(&self, hour: i64, nth: u32) -> Place {
        let (account, region) = (self.account, self.region);
        let delivered = at(hour) + SignedDuration::from_mins(5 + i64::from(nth) * 5);
        let delivered = delivered.strftime("%Y%m%dT%H%MZ");
        let tail = format!("{}{nth:015}", if self.backfill { 'b' } else { 'a' });
        self.place(
            "CloudTrail",
            &format!("{account}_CloudTrail_{region}_{delivered}_{tail}.json.gz"),
        )
    }

    fn place(&self, folder: &str, name: &str) -> Place {
        let Self { prefix, organization, account, region, .. } = self;
        let key =
            format!("{prefix}AWSLogs/{organization}{account}/{folder}/{region}/2023/07/10/{name}");
        Place { bucket: self.bucket.to_owned(), key }
    }

    fn log(&self, buckets: &mut Buckets, hour: i64, nth: u32) -> Value {
        let place = self.log_place(hour, nth);
        let content = json!({ "Records": [{
            "eventSource": "s3.amazonaws.com", "eventName": "GetObject", "eventID": place.key,
        }] });
        let content = content.to_string();
        let listed = json!({
            "s3Bucket": place.bucket,
            "s3Object": place.key,
            "hashValue": sha256(content.as_bytes()),
            "hashAlgorithm": "SHA-256",
            "newestEventTime": at(hour).to_string(),
            "oldestEventTime": at(hour).to_string(),
        });
        let bytes = gzip(content.as_bytes());
        buckets.objects.insert(place, Object { bytes, ..Object::default() });
        listed
    }

    fn digest(&mut self, buckets: &mut Buckets, hour: i64, logs: Vec<Value>) {
        let place = self.digest_place(hour);
        let previous = self.previous.replace(place.clone());
        let before = previous.as_ref().and_then(|place| buckets.objects.get(place));
        let signature = before.and_then(|object| object.metadata.get("signature"));
        let digest = json!({
            "awsAccountId": self.account,
            "digestStartTime": at(hour).to_string(),
            "digestEndTime": at(hour + 1).to_string(),
            "digestS3Bucket": place.bucket,
            "digestS3Object": place.key,
            "digestPublicKeyFingerprint": self.signer.fingerprint,
            "digestSignatureAlgorithm": "SHA256withRSA",
            "newestEventTime": null,
            "oldestEventTime": null,
            "previousDigestS3Bucket": previous.as_ref().map(|place| &place.bucket),
            "previousDigestS3Object": previous.as_ref().map(|place| &place.key),
            "previousDigestHashValue": before.map(|object| sha256(&gunzip(&object.bytes))),
            "previousDigestHashAlgorithm": before.map(|_| "SHA-256"),
            "previousDigestSignature": signature,
            "logFiles": logs,
        });
        let object = signed(&digest, self.signer, self.backfill.then(|| at(hour + 30)));
        buckets.objects.insert(place, object);
    }
}

/// A digest, signed as CloudTrail does.
pub(crate) fn signed(digest: &Value, signer: &Signer, generated: Option<Timestamp>) -> Object {
    let text = |field: &str| digest[field].as_str().unwrap_or("null").to_owned();
    let content = digest.to_string();
    let message = format!(
        "{}\n{}/{}\n{}\n{}",
        text("digestEndTime"),
        text("digestS3Bucket"),
        text("digestS3Object"),
        sha256(content.as_bytes()),
        text("previousDigestSignature"),
    );
    let mut metadata = BTreeMap::from([
        ("signature".to_owned(), signer.sign(&message)),
        ("signature-algorithm".to_owned(), "SHA256withRSA".to_owned()),
    ]);
    if let Some(generated) = generated {
        metadata.insert("backfill-generation-timestamp".to_owned(), generated.to_string());
    }
    Object { bytes: gzip(content.as_bytes()), metadata }
}

impl Buckets {
    /// A copy of buckets, as `trail verify --from` reads it.
    pub(crate) fn load(folder: &Path) -> Self {
        let json = |name| std::fs::read(folder.join(name)).expect("it is part of the sample");
        let metadata: BTreeMap<String, BTreeMap<String, String>> =
            serde_json::from_slice(&json("object-metadata.json")).expect("metadata");
        let mut listed: Value = serde_json::from_slice(&json("public-keys.json")).expect("keys");
        let keys = serde_json::from_value(listed["PublicKeyList"].take()).expect("keys");
        let root = folder.join("s3");
        let mut objects = BTreeMap::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let name = path.strip_prefix(&root).expect("below").to_str().expect("plain");
                let (bucket, key) = name.split_once('/').expect("in a bucket");
                let place = Place { bucket: bucket.to_owned(), key: key.to_owned() };
                let metadata = metadata.get(name).cloned().unwrap_or_default();
                let bytes = std::fs::read(&path).expect("a file");
                objects.insert(place, Object { bytes, metadata });
            }
        }
        Self { objects, keys }
    }

    pub(crate) fn object(&mut self, place: &Place) -> &mut Object {
        self.objects.get_mut(place).expect("it was delivered")
    }

    /// Changes the content of a file, and compresses it again.
    pub(crate) fn rewrite(&mut self, place: &Place, change: impl FnOnce(String) -> String) {
        let object = self.object(place);
        let content = String::from_utf8(gunzip(&object.bytes)).expect("text");
        object.bytes = gzip(change(content).as_bytes());
    }
}

/// An hour of 10 July 2023.
pub(crate) fn at(hour: i64) -> Timestamp {
    Timestamp::from_second(1_688_947_200 + hour * 3_600).expect("a time of this century")
}

pub(crate) fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).expect("memory is writable");
    encoder.finish().expect("memory is writable")
}

pub(crate) fn gunzip(bytes: &[u8]) -> Vec<u8> {
    let mut content = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut content).expect("a gzip of ours");
    content
}

fn sha256(content: &[u8]) -> String {
    hex::encode(hash(&SHA256, content))
}
