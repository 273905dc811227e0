//! What did S3 say of the objects that were copied into a folder, besides their bytes?
//!
//! Copying a bucket loses the user metadata of its objects, and CloudTrail keeps the signature of a digest there and
//! nowhere else. A file named [`NAME`] anywhere in the folder brings it back: a JSON object whose names are
//! `bucket/key`, or the end of an object's path below the folder, and whose values are the metadata as `head-object`
//! prints it. What it says becomes part of the ledger's line about each object.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// The name of the file.
pub(crate) const NAME: &str = "object-metadata.json";

/// Why it is no object of its own.
pub(crate) const WHY: &str =
    "metadata of other objects; it stands in the ledger beside each of them";

type Metadata = BTreeMap<String, String>;

/// The metadata of a folder, by the end of a locator.
#[derive(Debug, Default)]
pub(crate) struct Sidecar {
    objects: HashMap<String, Metadata>,
}

impl Sidecar {
    /// Takes in a file; the error says why it cannot be used.
    pub(crate) fn add(&mut self, file: &Path) -> Result<(), String> {
        let bytes = std::fs::read(file).map_err(|error| error.to_string())?;
        self.take(&bytes)
    }

    fn take(&mut self, json: &[u8]) -> Result<(), String> {
        let objects: HashMap<String, Metadata> = serde_json::from_slice(json).map_err(|error| {
            format!("it should map `bucket/key` to names and texts, so no metadata was taken from it: {error}")
        })?;
        self.objects.extend(objects.into_iter().map(|(name, metadata)| (name, plain(metadata))));
        Ok(())
    }

    /// The metadata of an object; empty where nothing is known. The longest name that fits is meant.
    pub(crate) fn of(&self, locator: &str) -> Metadata {
        let inner = locator.match_indices('/').map(|(at, _)| &locator[at + 1..]);
        let found = std::iter::once(locator).chain(inner).find_map(|name| self.objects.get(name));
        found.cloned().unwrap_or_default()
    }
}

/// Names as every source writes them: S3 ignores their case, and some tools print the header's prefix.
fn plain(metadata: Metadata) -> Metadata {
    let plain = metadata.into_iter().map(|(name, value)| {
        let name = name.to_ascii_lowercase();
        (name.strip_prefix("x-amz-meta-").unwrap_or(&name).to_owned(), value)
    });
    plain.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_is_found_by_the_end_of_the_path() {
        let mut sidecar = Sidecar::default();
        let json = br#"{"bucket/a/key": {"Signature": "1"}, "key": {"x-amz-meta-signature": "2"}}"#;
        sidecar.take(json).expect("names and texts");
        let check = |locator: &str, expected: Option<&str>| {
            let found = sidecar.of(locator);
            assert_eq!(found.get("signature").map(String::as_str), expected, "{locator}");
        };
        check("s3/bucket/a/key", Some("1"));
        check("bucket/a/key", Some("1"));
        check("s3/other/a/key", Some("2"));
        check("key", Some("2"));
        check("monkey", None);
        check("key/below", None);
    }

    #[test]
    fn what_is_no_metadata_is_refused() {
        let refused = |json: &str| assert!(Sidecar::default().take(json.as_bytes()).is_err());
        refused("");
        refused("[]");
        refused(r#"{"key": "text"}"#);
        refused(r#"{"key": {"signature": 7}}"#);
    }
}
