//! Is each digest what CloudTrail wrote, and are the log files that it lists?

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use sekisho_domain::trail::{
    Chain, Content, Digest, KeyUsed, ListedLog, Place, SignedDigest, Stretch, TrailFile, Verdict,
    Why,
};

use super::name::{DigestName, last_part};
use super::shelf::{Held, Shelf, lies_at};
use super::shifted;
use super::signature::Keys;

/// A digest with what is known of it.
pub(crate) struct Judged<'a> {
    signed: &'a SignedDigest,
    pub(crate) locator: &'a str,
    /// The end of its hour, as its name says.
    end: Timestamp,
    /// Why it proves nothing; `None` when it does.
    pub(crate) why: Option<Why>,
    /// The key that proved it, unless the digest after it did.
    pub(crate) key: Option<KeyUsed>,
}

/// All held digests, judged, by chain and in order of time. Of several at one place the best counts: an object that was
/// overwritten in S3 is still held here as it was.
pub(crate) fn judge<'a>(held: &[Held<'a>], keys: &Keys) -> BTreeMap<Chain, Vec<Judged<'a>>> {
    let mut chains: BTreeMap<Chain, BTreeMap<(Timestamp, &str), Judged<'a>>> = BTreeMap::new();
    for file in held {
        let TrailFile::Digest(signed) = file.file else { continue };
        // A digest that was renamed is still told by the place it names.
        let named = DigestName::of(file.locator)
            .or_else(|| DigestName::of(&signed.digest.as_ref()?.place.key));
        let Some(DigestName { chain, end }) = named else { continue };
        let proof = prove(file.locator, signed, chain.backfill, keys);
        let (why, key) = (proof.as_ref().err().copied(), proof.ok());
        let judged = Judged { signed, locator: file.locator, end, why, key };
        let digests = chains.entry(chain).or_default();
        let place = (end, last_part(file.locator));
        if digests.get(&place).is_none_or(|known| judged.rank() > known.rank()) {
            digests.insert(place, judged);
        }
    }
    let chains = chains.into_iter().map(|(chain, digests)| {
        let mut digests: Vec<_> = digests.into_values().collect();
        prove_by_next(&mut digests);
        (chain, digests)
    });
    chains.collect()
}

impl<'a> Judged<'a> {
    /// What it says, if it is proven: nothing else that it says is believed.
    pub(crate) fn proven(&self) -> Option<&'a Digest> {
        if self.why.is_some() { None } else { self.signed.digest.as_ref() }
    }

    /// The hour it proves, or that its name claims.
    pub(crate) fn hours(&self) -> Stretch {
        match self.proven() {
            Some(digest) => Stretch { from: digest.start.min(digest.end), to: digest.end },
            None => {
                Stretch { from: shifted(self.end, -SignedDuration::from_hours(1)), to: self.end }
            }
        }
    }

    /// Where it says it lies, whether that is believed or not.
    pub(crate) fn place(&self) -> Option<&'a Place> {
        self.signed.digest.as_ref().map(|digest| &digest.place)
    }

    /// How well it is proved.
    fn rank(&self) -> impl Ord {
        let proved = match self.why.map(Why::verdict) {
            None => 2,
            Some(Verdict::Undeterminable) => 1,
            Some(Verdict::Invalid | Verdict::Absent) => 0,
        };
        // Between equals the place decides, so that the order in which files are met does not.
        (proved, Reverse(self.locator), self.why)
    }

    /// Whether `next` says that the digest before it has this one's place and hash.
    fn is_named_by(&self, next: &Digest) -> bool {
        let Content::Hashed(hash) = &self.signed.content else { return false };
        self.place() == next.previous.as_ref() && next.previous_hash.as_ref() == Some(hash)
    }
}

/// The key that proves the digest, or why none does; in the order in which the official validator asks.
fn prove(
    locator: &str,
    signed: &SignedDigest,
    backfill: bool,
    keys: &Keys,
) -> Result<KeyUsed, Why> {
    let (Content::Hashed(content), Some(digest)) = (&signed.content, &signed.digest) else {
        return Err(Why::DigestDamaged);
    };
    if !lies_at(locator, &digest.place) {
        return Err(Why::DigestMoved);
    }
    if signed.signature.is_none() || (backfill && signed.generated.is_none()) {
        return Err(Why::DigestUnsigned);
    }
    keys.prove(signed, digest, content)
}

/// Proves digests whose own signature or key is not held, from the newest to the oldest: what a proven digest says of the
/// one before it, its hash included, is signed as well.
fn prove_by_next(digests: &mut [Judged<'_>]) {
    for at in (1..digests.len()).rev() {
        let (before, after) = digests.split_at_mut(at);
        let Some(next) = after.first().and_then(Judged::proven) else { continue };
        let lacks = |why| matches!(why, Some(Why::DigestUnsigned | Why::DigestKeyUnknown));
        let named = before.iter_mut().rev().find(|previous| previous.is_named_by(next));
        if let Some(previous) = named.filter(|previous| lacks(previous.why)) {
            previous.why = None;
        }
    }
}

/// What is wrong with a log file that a proven digest lists.
pub(crate) fn judge_log(listed: &ListedLog, shelf: &Shelf<'_>) -> Option<Why> {
    let contents = shelf.at(&listed.place).filter_map(|held| match held.file {
        TrailFile::Log(content) => Some(content),
        TrailFile::Digest(_) | TrailFile::Keys(_) => None,
    });
    let mut worst = Why::LogAbsent;
    for content in contents {
        match content {
            Content::Hashed(hash) if *hash == listed.hash => return None,
            Content::Hashed(_) => worst = worst.max(Why::LogAltered),
            Content::Damaged => worst = worst.max(Why::LogDamaged),
        }
    }
    Some(worst)
}
