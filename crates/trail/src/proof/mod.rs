//! Is the trail complete, and what is not proven?
//!
//! Every digest is judged by its own signature, and one whose signature or key is not held by the digest after it. What a
//! digest says counts only when it is proven. The verdicts are those of `aws cloudtrail validate-logs`; where that calls
//! a file invalid because a key or a signature is not at hand, it is undeterminable here.

mod chain;
mod file;
mod judged;
mod name;
mod shelf;
mod signature;
mod stretch;
mod unlisted;

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use sekisho_domain::trail::{Completeness, PublicKey};

pub use file::{file, keys};
pub use name::{Delivered, delivered, region_of_digest};
pub use shelf::Held;
pub use stretch::stretches;

use shelf::Shelf;
use signature::Keys;

/// Proves what can be proved of `held` with `keys`. The order of neither matters, nor does holding a file twice.
#[must_use]
pub fn prove<'a>(held: &[Held<'_>], keys: impl IntoIterator<Item = &'a PublicKey>) -> Completeness {
    let shelf = Shelf::new(held);
    let judged = judged::judge(held, &Keys::new(keys));
    let used = judged.values().flatten().filter_map(|judged| judged.key.clone());
    let used: BTreeSet<_> = used.collect();
    let followed = judged.iter().map(|(chain, digests)| chain::follow(chain, digests, &shelf));
    let chains: Vec<_> = followed.collect();
    let unlisted = unlisted::unlisted(held, &judged, &chains);
    Completeness { chains, unlisted, keys: used.into_iter().collect() }
}

/// Times in files are hostile until they are proven, and the end of the calendar is one of them.
fn shifted(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_add(by).unwrap_or(at)
}
