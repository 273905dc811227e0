//! Which log files does no proven digest list?

use std::collections::{BTreeMap, HashSet};

use jiff::SignedDuration;
use sekisho_domain::id::{AccountId, Region};
use sekisho_domain::trail::{Chain, ChainProof, Stretch, TrailFile, Unlisted, WhyUnlisted};

use super::judged::Judged;
use super::name::{LogName, last_part};
use super::shelf::Held;
use super::shifted;

/// So many places are told of each kind.
const PLACES: usize = 20;

/// A file is listed by the digest of the hour it was delivered in or of the next one, so an hour tells what is foreign
/// only when the one after it is proven too.
const LISTED_LATER: SignedDuration = SignedDuration::from_hours(1);

/// Groups the log files that no digest of `judged` lists although it is proven.
pub(crate) fn unlisted(
    held: &[Held<'_>],
    judged: &BTreeMap<Chain, Vec<Judged<'_>>>,
    proofs: &[ChainProof],
) -> Vec<Unlisted> {
    let proven = judged.values().flatten().filter_map(Judged::proven);
    let logs = proven.flat_map(|digest| &digest.logs);
    let listed: HashSet<&str> = logs.map(|log| last_part(&log.place.key)).collect();
    let mut groups: BTreeMap<(AccountId, Region, WhyUnlisted), Vec<&str>> = BTreeMap::new();
    for file in held.iter().filter(|held| matches!(held.file, TrailFile::Log(_))) {
        if listed.contains(last_part(file.locator)) {
            continue;
        }
        let Some(name) = LogName::of(file.locator) else { continue };
        let why = why(&name, proofs);
        groups.entry((name.account, name.region, why)).or_default().push(file.locator);
    }
    let told = groups.into_iter().map(|((account, region, why), mut places)| {
        places.sort_unstable();
        places.dedup();
        let logs = places.len() as u64;
        let places = places.into_iter().take(PLACES).map(str::to_owned).collect();
        Unlisted { account, region, why, logs, places }
    });
    told.collect()
}

fn why(name: &LogName, proofs: &[ChainProof]) -> WhyUnlisted {
    let own = |proof: &&ChainProof| {
        proof.chain.account == name.account && proof.chain.region == name.region
    };
    let later = shifted(name.delivered, LISTED_LATER);
    let within = |hours: &Stretch| hours.from <= name.delivered && name.delivered < hours.to;
    // Files that were delivered belatedly are listed apart, so a backfill digest tells nothing of the others.
    let regular = proofs.iter().filter(own).filter(|proof| !proof.chain.backfill);
    let stretches: Vec<&Stretch> = regular.flat_map(|proof| &proof.complete).collect();
    let Some(newest) = stretches.iter().map(|hours| hours.to).max() else {
        return WhyUnlisted::NoDigest;
    };
    let mut breaks = proofs.iter().filter(own).flat_map(|proof| &proof.breaks);
    if later > newest {
        WhyUnlisted::Pending
    } else if breaks.any(|broken| within(&broken.hours)) {
        WhyUnlisted::Open
    } else if stretches.iter().any(|hours| within(hours) && later <= hours.to) {
        WhyUnlisted::Foreign
    } else {
        WhyUnlisted::Open
    }
}
