//! What does one line of the ledger say?

use std::collections::BTreeMap;

use jiff::Timestamp;
use sekisho_domain::evidence::Sha256;
use serde::{Deserialize, Serialize};

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its place, counted from 1.
    pub number: u64,
    /// When it was written, by the clock of the writer's caller.
    pub at: Timestamp,
    /// The SHA-256 of the line before, newline included; absent from the first line only.
    pub previous: Option<Sha256>,
    /// What happened.
    #[serde(flatten)]
    pub what: What,
}

/// What a line of the ledger states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum What {
    /// An original was seen at an origin for the first time and sealed.
    Sealed {
        /// Where it was seen.
        #[serde(flatten)]
        origin: Origin,
        /// The SHA-256 of its raw bytes.
        original: Sha256,
        /// How many raw bytes.
        size_bytes: u64,
    },
    /// Somebody was about to be given recorded content.
    Read(ContentRead),
}

/// Where an original was found.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Origin {
    /// The kind of source, such as `folder`.
    pub source: String,
    /// The place inside the source, with forward slashes: `s3/bucket/key`.
    pub locator: String,
    /// The version the source gave it, where it has versions.
    pub version: Option<String>,
    /// What the source says of it besides its bytes: the user metadata of an S3 object, names in lower case and without
    /// `x-amz-meta-`. CloudTrail keeps the signature of a digest here and nowhere else.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub metadata: BTreeMap<String, String>,
    /// When all of it was there, where the source keeps that: the `LastModified` of an S3 object, but not of one that was
    /// put there in parts, as that is when the first of them was asked for. A copy is younger than what it is a copy of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uploaded: Option<Timestamp>,
}

/// Who reads which recorded content, and in what form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentRead {
    /// The reader.
    pub who: String,
    /// What is read, such as a session key.
    pub subject: String,
    /// In what form, such as `replay` or `cast`.
    pub how: String,
    /// Why, where that has to be said: for masked secrets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Origin {
    /// Whether `other` is the same place and says nothing new of it. A copy that lost its metadata contradicts nothing.
    pub(crate) fn tells_all_of(&self, other: &Self) -> bool {
        let same_place = (&self.source, &self.locator, &self.version)
            == (&other.source, &other.locator, &other.version);
        same_place && (other.metadata.is_empty() || self.metadata == other.metadata)
    }
}

impl Entry {
    /// The line, with its newline. JSON escapes every newline inside, so a line is always one line.
    pub(crate) fn to_line(&self) -> serde_json::Result<Vec<u8>> {
        let mut line = serde_json::to_vec(self)?;
        line.push(b'\n');
        Ok(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_read_like_this_for_ever() {
        fn check(entry: &Entry, expected: &str) {
            let line = entry.to_line().expect("an entry without maps");
            assert_eq!(String::from_utf8_lossy(&line), format!("{expected}\n"));
            assert_eq!(&serde_json::from_slice::<Entry>(&line).expect("its own line"), entry);
        }
        let at = "2026-11-16T01:00:00Z".parse().expect("a time");
        let original = Sha256::from_bytes([0xab; 32]);
        let sealed = |origin| Entry {
            number: 1,
            at,
            previous: None,
            what: What::Sealed { origin, original, size_bytes: 12 },
        };
        check(
            &sealed(Origin {
                source: "folder".into(),
                locator: "s3/監査/a\nb".into(),
                version: None,
                metadata: BTreeMap::new(),
                uploaded: None,
            }),
            &format!(
                r#"{{"number":1,"at":"2026-11-16T01:00:00Z","previous":null,"what":"sealed","source":"folder","locator":"s3/監査/a\nb","version":null,"original":"{original}","size_bytes":12}}"#
            ),
        );
        check(
            &sealed(Origin {
                source: "s3".into(),
                locator: "bucket/key".into(),
                version: Some("v1".into()),
                metadata: BTreeMap::from([("signature".into(), "7bf7".into())]),
                uploaded: None,
            }),
            &format!(
                r#"{{"number":1,"at":"2026-11-16T01:00:00Z","previous":null,"what":"sealed","source":"s3","locator":"bucket/key","version":"v1","metadata":{{"signature":"7bf7"}},"original":"{original}","size_bytes":12}}"#
            ),
        );
        check(
            &sealed(Origin {
                source: "s3".into(),
                locator: "bucket/key".into(),
                version: Some("v1".into()),
                metadata: BTreeMap::new(),
                uploaded: Some(at),
            }),
            &format!(
                r#"{{"number":1,"at":"2026-11-16T01:00:00Z","previous":null,"what":"sealed","source":"s3","locator":"bucket/key","version":"v1","uploaded":"2026-11-16T01:00:00Z","original":"{original}","size_bytes":12}}"#
            ),
        );
        check(
            &Entry {
                number: 2,
                at,
                previous: Some(original),
                what: What::Read(ContentRead {
                    who: "auditor".into(),
                    subject: "alice-0e34".into(),
                    how: "replay".into(),
                    reason: None,
                }),
            },
            &format!(
                r#"{{"number":2,"at":"2026-11-16T01:00:00Z","previous":"{original}","what":"read","who":"auditor","subject":"alice-0e34","how":"replay"}}"#
            ),
        );
        check(
            &Entry {
                number: 3,
                at,
                previous: Some(original),
                what: What::Read(ContentRead {
                    who: "auditor".into(),
                    subject: "alice-0e34".into(),
                    how: "secrets".into(),
                    reason: Some("INC-4821".into()),
                }),
            },
            &format!(
                r#"{{"number":3,"at":"2026-11-16T01:00:00Z","previous":"{original}","what":"read","who":"auditor","subject":"alice-0e34","how":"secrets","reason":"INC-4821"}}"#
            ),
        );
    }
}
