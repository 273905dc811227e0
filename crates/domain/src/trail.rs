//! What proves that a trail is complete, and what was found?
//!
//! CloudTrail signs, hour by hour and for each region, a **digest**: the list of the log files it delivered in that hour,
//! with their hashes, and the digest of the hour before. Digest by digest this shows that nothing was altered or left out.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::evidence::Sha256;
use crate::id::{AccountId, Region};

/// One chain of digests. A trail of several regions has one chain for each, and an organization's one for each account
/// too.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Chain {
    /// Whose calls it records.
    pub account: AccountId,
    /// Where they were made.
    pub region: Region,
    /// The name of the trail.
    pub trail: String,
    /// The region the trail was created in.
    pub home: Region,
    /// Whether it proves files that CloudTrail delivered belatedly; those digests have a chain of their own.
    pub backfill: bool,
}

/// A file, as far as it proves something or is proved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TrailFile {
    /// Records of calls.
    Log(Content),
    /// A digest, with what its object's metadata says.
    Digest(Box<SignedDigest>),
    /// Public keys that CloudTrail's `ListPublicKeys` gave.
    Keys(Vec<PublicKey>),
}

/// The content of a file after its compression is undone: what CloudTrail's hashes are of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Content {
    /// Its hash.
    Hashed(Sha256),
    /// It is not one whole gzip and nothing more.
    Damaged,
}

/// A digest and its signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedDigest {
    /// What is signed.
    pub content: Content,
    /// What it says; `None` when it is not the JSON of a digest.
    pub digest: Option<Digest>,
    /// The metadata `signature`, hexadecimal. Unchecked.
    pub signature: Option<String>,
    /// The metadata `backfill-generation-timestamp`: when a backfill digest was signed.
    pub generated: Option<Timestamp>,
}

/// What a digest says. Unchecked until its signature is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// `digestStartTime`
    pub start: Timestamp,
    /// `digestEndTime`
    pub end: Timestamp,
    /// `digestEndTime` as written, which is part of what is signed.
    pub end_as_written: String,
    /// `digestS3Bucket` and `digestS3Object`: where CloudTrail put it.
    pub place: Place,
    /// `digestPublicKeyFingerprint`
    pub fingerprint: String,
    /// The digest before; a chain starts without one.
    pub previous: Option<Place>,
    /// `previousDigestHashValue`
    pub previous_hash: Option<Sha256>,
    /// `previousDigestSignature`, hexadecimal.
    pub previous_signature: Option<String>,
    /// `logFiles`
    pub logs: Vec<ListedLog>,
}

/// A log file as a digest lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedLog {
    /// `s3Bucket` and `s3Object`
    pub place: Place,
    /// `hashValue`
    pub hash: Sha256,
}

/// An object in S3.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The bucket.
    pub bucket: String,
    /// The key.
    pub key: String,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "s3://{}/{}", self.bucket, self.key)
    }
}

/// A key that CloudTrail signs digests with, in one region and for some time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PublicKey {
    /// `Fingerprint`
    pub fingerprint: String,
    /// `Value`: DER of PKCS #1, in base64.
    pub value: String,
    /// `ValidityStartTime`
    pub valid_from: Timestamp,
    /// `ValidityEndTime`
    pub valid_to: Timestamp,
}

/// What is proved of a trail's files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completeness {
    /// One per chain, by chain.
    pub chains: Vec<ChainProof>,
    /// Log files that no proven digest lists, by account, region and reason.
    pub unlisted: Vec<Unlisted>,
    /// The keys that proved something. Whoever can forge a trail can also put a key beside it, so these have to be
    /// compared with AWS's own.
    pub keys: Vec<KeyUsed>,
}

/// A key that proved something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct KeyUsed {
    /// What AWS calls it. A forged key can be called the same.
    pub fingerprint: String,
    /// The hash of its DER.
    pub key: Sha256,
}

/// What is proved of one chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainProof {
    /// Which.
    pub chain: Chain,
    /// Stretches of time for which every digest and every log file is proved, in order; the times are those of delivery.
    pub complete: Vec<Stretch>,
    /// Everything that is not proved, in order of time.
    pub breaks: Vec<Break>,
    /// Whether the oldest digest names one before it that is not held.
    pub older_not_held: bool,
    /// Digests proved.
    pub digests: u64,
    /// Log files proved.
    pub logs: u64,
}

/// `from` inclusive, `to` exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stretch {
    /// The first instant.
    pub from: Timestamp,
    /// The first instant after.
    pub to: Timestamp,
}

/// Something that is not proved.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Break {
    /// The hours it leaves open; an empty stretch where no time is known to be missing.
    pub hours: Stretch,
    /// Why.
    pub why: Why,
    /// The file concerned, as `s3://bucket/key`, or its place here; `None` where AWS wrote none.
    pub file: Option<String>,
}

/// Why something is not proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// A proven digest names this one, and it is not held.
    DigestAbsent,
    /// It is not the gzip of a digest.
    DigestDamaged,
    /// It says that it belongs elsewhere.
    DigestMoved,
    /// It is not what was signed, or the signature is not the one that was made.
    DigestSignature,
    /// The key it names was not in use when it was signed.
    DigestKeyTime,
    /// The key it names is held, and is no RSA key in the DER of PKCS #1.
    DigestKeyDamaged,
    /// The key it names is not held.
    DigestKeyUnknown,
    /// Its signature is not held.
    DigestUnsigned,
    /// A proven digest lists this log file, and it is not held.
    LogAbsent,
    /// The log file is not what the digest lists.
    LogAltered,
    /// The log file is not one whole gzip and nothing more.
    LogDamaged,
    /// AWS began a new chain after a pause: the trail, or its file validation, was off.
    NotRecorded,
    /// No digest is held, and the one after it that would name it is not proven.
    Unknown,
}

/// What a break means for the trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It is not what CloudTrail wrote.
    Invalid,
    /// CloudTrail wrote it, and it is not here.
    Absent,
    /// What is held does not suffice to tell.
    Undeterminable,
}

/// Log files of one account and region that no proven digest lists.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Unlisted {
    /// By their names.
    pub account: AccountId,
    /// By their names.
    pub region: Region,
    /// Why none lists them.
    pub why: WhyUnlisted,
    /// How many.
    pub logs: u64,
    /// Where the first of them lie here; not all, as it can be every log file there is.
    pub places: Vec<String>,
}

/// Why no proven digest lists a log file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhyUnlisted {
    /// The hour is proven, and its digests would list what their trails delivered.
    Foreign,
    /// No digest of the account and region is proven.
    NoDigest,
    /// The hour is not proven; its breaks say why.
    Open,
    /// It is newer than the newest proven digest, which is written an hour later.
    Pending,
}

impl Why {
    /// The word used in columns and the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::DigestAbsent => "digest-absent",
            Self::DigestDamaged => "digest-damaged",
            Self::DigestMoved => "digest-moved",
            Self::DigestSignature => "digest-signature",
            Self::DigestKeyTime => "digest-key-time",
            Self::DigestKeyDamaged => "digest-key-damaged",
            Self::DigestKeyUnknown => "digest-key-unknown",
            Self::DigestUnsigned => "digest-unsigned",
            Self::LogAbsent => "log-absent",
            Self::LogAltered => "log-altered",
            Self::LogDamaged => "log-damaged",
            Self::NotRecorded => "not-recorded",
            Self::Unknown => "unknown",
        }
    }

    /// What it means for the trail.
    #[must_use]
    pub fn verdict(self) -> Verdict {
        match self {
            Self::DigestAbsent | Self::LogAbsent | Self::NotRecorded => Verdict::Absent,
            Self::DigestDamaged
            | Self::DigestMoved
            | Self::DigestSignature
            | Self::DigestKeyTime
            | Self::LogAltered
            | Self::LogDamaged => Verdict::Invalid,
            Self::DigestKeyUnknown
            | Self::DigestKeyDamaged
            | Self::DigestUnsigned
            | Self::Unknown => Verdict::Undeterminable,
        }
    }
}

impl Verdict {
    /// The word used in columns and the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Invalid => "invalid",
            Self::Absent => "absent",
            Self::Undeterminable => "undeterminable",
        }
    }
}

impl ChainProof {
    /// The newest stretch that is wholly proved: the trail is complete up to its end.
    #[must_use]
    pub fn newest(&self) -> Option<Stretch> {
        self.complete.last().copied()
    }
}

impl WhyUnlisted {
    /// The word used in columns and the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Foreign => "foreign",
            Self::NoDigest => "no-digest",
            Self::Open => "open",
            Self::Pending => "pending",
        }
    }
}

impl Completeness {
    /// Whether something is held, all of it is proved, and no log file is there that a digest should know of.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let expected = |unlisted: &Unlisted| unlisted.why == WhyUnlisted::Pending;
        !self.chains.is_empty()
            && self.chains.iter().all(|chain| chain.breaks.is_empty())
            && self.unlisted.iter().all(expected)
    }
}
