//! What has been sealed so far, and what would one more be?

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use sekisho_domain::evidence::Sha256;

use crate::batch::Outcome;
use crate::entry::{Entry, Origin, What};

/// An original at one of its origins, as one line of the ledger names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// The ledger line.
    pub number: u64,
    /// When it was first seen there.
    pub first_seen: Timestamp,
    /// Where it was found.
    pub origin: Origin,
    /// The SHA-256 of its raw bytes.
    pub original: Sha256,
    /// How many raw bytes.
    pub size_bytes: u64,
}

/// Everything the ledger has named, for quick answers.
#[derive(Debug, Default)]
pub(crate) struct Known {
    sealed: Vec<Original>,
    by_locator: HashMap<String, Vec<usize>>,
    /// Where each original stands for the first time.
    firsts: BTreeMap<Sha256, usize>,
}

impl Known {
    /// Takes in one line of the ledger.
    pub(crate) fn learn(&mut self, entry: Entry) {
        let What::Sealed { origin, original, size_bytes } = entry.what else {
            return;
        };
        self.by_locator.entry(origin.locator.clone()).or_default().push(self.sealed.len());
        self.firsts.entry(original).or_insert(self.sealed.len());
        self.sealed.push(Original {
            number: entry.number,
            first_seen: entry.at,
            origin,
            original,
            size_bytes,
        });
    }

    /// What sealing `original` from `origin` means now.
    pub(crate) fn judge(&self, origin: &Origin, original: &Sha256) -> Outcome {
        let here: Vec<_> =
            self.at(&origin.locator).filter(|known| known.origin.source == origin.source).collect();
        if here.iter().any(|known| known.original == *original && known.origin.tells_all_of(origin))
        {
            return Outcome::Known;
        }
        let mut with: Vec<_> =
            here.iter().map(|known| known.original).filter(|other| other != original).collect();
        with.sort_unstable();
        with.dedup();
        if with.is_empty() { Outcome::New } else { Outcome::Conflict { with } }
    }

    /// The originals at a locator, in ledger order.
    pub(crate) fn at(&self, locator: &str) -> impl Iterator<Item = &Original> {
        self.by_locator.get(locator).into_iter().flatten().map(|&at| &self.sealed[at])
    }

    /// Every original at every origin, in ledger order.
    pub(crate) fn sealed(&self) -> &[Original] {
        &self.sealed
    }

    /// The size of an original that the ledger names.
    pub(crate) fn size_bytes(&self, original: &Sha256) -> Option<u64> {
        self.first(original).map(|first| first.size_bytes)
    }

    /// An original at the first of its origins.
    pub(crate) fn first(&self, original: &Sha256) -> Option<&Original> {
        self.firsts.get(original).map(|&at| &self.sealed[at])
    }

    /// Every original once, with its size, by hash.
    pub(crate) fn sizes(&self) -> BTreeMap<Sha256, u64> {
        let sizes =
            self.firsts.iter().map(|(original, &at)| (*original, self.sealed[at].size_bytes));
        sizes.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_more_is_new_known_or_in_conflict() {
        fn origin((source, locator, version): (&str, &str, Option<&str>)) -> Origin {
            Origin {
                source: source.into(),
                locator: locator.into(),
                version: version.map(Into::into),
                metadata: BTreeMap::new(),
                uploaded: None,
            }
        }
        let hash = |byte: u8| Sha256::from_bytes([byte; 32]);
        let mut known = Known::default();
        for (number, place, byte) in [
            (1, ("folder", "a", None), 1),
            (2, ("folder", "b", None), 2),
            (3, ("folder", "b", None), 3),
            (4, ("s3", "c", Some("v1")), 4),
        ] {
            known.learn(Entry {
                number,
                at: Timestamp::UNIX_EPOCH,
                previous: None,
                what: What::Sealed {
                    origin: origin(place),
                    original: hash(byte),
                    size_bytes: u64::from(byte),
                },
            });
        }
        let check = |place, byte, expected: Outcome| {
            assert_eq!(known.judge(&origin(place), &hash(byte)), expected, "{place:?} {byte}");
        };
        let conflict =
            |bytes: &[u8]| Outcome::Conflict { with: bytes.iter().map(|&b| hash(b)).collect() };
        check(("folder", "a", None), 1, Outcome::Known);
        check(("folder", "a", None), 2, conflict(&[1]));
        check(("folder", "new", None), 1, Outcome::New);
        check(("s3", "a", None), 9, Outcome::New);
        check(("folder", "b", None), 2, Outcome::Known);
        check(("folder", "b", None), 9, conflict(&[2, 3]));
        check(("s3", "c", Some("v1")), 4, Outcome::Known);
        check(("s3", "c", Some("v2")), 4, Outcome::New);
        check(("s3", "c", Some("v2")), 5, conflict(&[4]));
    }

    #[test]
    fn metadata_that_was_not_known_is_new_and_metadata_that_was_lost_is_not() {
        let origin = |signature: &[&str]| Origin {
            source: "s3".into(),
            locator: "digest".into(),
            version: None,
            metadata: signature.iter().map(|s| ("signature".into(), (*s).into())).collect(),
            uploaded: None,
        };
        let original = Sha256::from_bytes([1; 32]);
        let check = |sealed: &[&str], again: &[&str], expected: Outcome| {
            let mut known = Known::default();
            let what = What::Sealed { origin: origin(sealed), original, size_bytes: 1 };
            known.learn(Entry { number: 1, at: Timestamp::UNIX_EPOCH, previous: None, what });
            assert_eq!(known.judge(&origin(again), &original), expected, "{sealed:?} {again:?}");
        };
        check(&["a"], &["a"], Outcome::Known);
        check(&["a"], &[], Outcome::Known);
        check(&[], &["a"], Outcome::New);
        check(&["a"], &["b"], Outcome::New);
    }
}
