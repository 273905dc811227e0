//! Which held file lies where a digest says?

use std::collections::HashMap;

use sekisho_domain::trail::{Place, TrailFile};

use super::name::last_part;

/// A file that is held.
#[derive(Debug, Clone, Copy)]
pub struct Held<'a> {
    /// Its place here: a path that ends with the object's key, or `…/s3/<bucket>/<key>`.
    pub locator: &'a str,
    /// What it is to a trail.
    pub file: &'a TrailFile,
}

/// Held files, findable by their places in S3.
pub(crate) struct Shelf<'a> {
    by_name: HashMap<&'a str, Vec<Held<'a>>>,
}

impl<'a> Shelf<'a> {
    pub(crate) fn new(held: &[Held<'a>]) -> Self {
        let mut by_name: HashMap<&str, Vec<Held<'_>>> = HashMap::with_capacity(held.len());
        for file in held {
            by_name.entry(last_part(file.locator)).or_default().push(*file);
        }
        Self { by_name }
    }

    /// Everything that lies there: several where a copy was taken twice or an object was overwritten.
    pub(crate) fn at(&self, place: &Place) -> impl Iterator<Item = Held<'a>> {
        let named = self.by_name.get(last_part(&place.key)).into_iter().flatten();
        named.copied().filter(|held| lies_at(held.locator, place))
    }
}

/// Whether a locator is the place of an object, as far as it tells: a copy of one bucket need not be named after it.
pub(crate) fn lies_at(locator: &str, place: &Place) -> bool {
    let Some(before) = locator.strip_suffix(place.key.as_str()) else { return false };
    let Some(folder) = before.strip_suffix('/') else { return before.is_empty() };
    let (above, bucket) = folder.rsplit_once('/').unwrap_or(("", folder));
    last_part(above) != "s3" || bucket == place.bucket
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locator_ends_with_the_key_and_may_name_the_bucket() {
        let place = Place { bucket: "audit".into(), key: "AWSLogs/1/a.json.gz".into() };
        let check = |locator: &str, expected: bool| {
            assert_eq!(lies_at(locator, &place), expected, "{locator}");
        };
        check("AWSLogs/1/a.json.gz", true);
        check("copy/AWSLogs/1/a.json.gz", true);
        check("s3/audit/AWSLogs/1/a.json.gz", true);
        check("day/s3/audit/AWSLogs/1/a.json.gz", true);
        check("s3/other/AWSLogs/1/a.json.gz", false);
        check("s3/audit/prefix/AWSLogs/1/a.json.gz", true);
        check("xAWSLogs/1/a.json.gz", false);
        check("1/a.json.gz", false);
        check("AWSLogs/2/a.json.gz", false);
    }
}
