//! For which hours is a chain complete, and where is it broken?

use jiff::Timestamp;
use sekisho_domain::trail::{Break, Chain, ChainProof, Digest, Stretch, Why};

use super::judged::{Judged, judge_log};
use super::shelf::Shelf;

/// A chain being followed from its oldest digest to its newest.
struct Followed<'a> {
    proof: ChainProof,
    /// Where the digests met so far end, proven or not.
    reach: Option<Timestamp>,
    /// Whether what comes next continues the last complete stretch.
    unbroken: bool,
    shelf: &'a Shelf<'a>,
}

/// Follows a chain; `digests` are in order of time.
pub(crate) fn follow<'a>(
    chain: &Chain,
    digests: &[Judged<'a>],
    shelf: &'a Shelf<'a>,
) -> ChainProof {
    let proof = ChainProof {
        chain: chain.clone(),
        complete: Vec::new(),
        breaks: Vec::new(),
        older_not_held: false,
        digests: 0,
        logs: 0,
    };
    let mut followed = Followed { proof, reach: None, unbroken: false, shelf };
    for judged in digests {
        followed.link(judged);
        followed.take(judged);
    }
    followed.proof.breaks.sort();
    followed.proof
}

impl Followed<'_> {
    /// What lies between the digests met so far and this one.
    fn link(&mut self, judged: &Judged<'_>) {
        let from = judged.hours().from;
        let previous = judged.proven().and_then(|digest| digest.previous.as_ref());
        // One that is damaged, or is another's, is told where it lies.
        let absent = previous.filter(|previous| self.shelf.at(previous).next().is_none());
        let Some(reach) = self.reach else {
            self.proof.older_not_held = absent.is_some();
            return;
        };
        let hours = Stretch { from: reach.min(from), to: from };
        match absent {
            Some(absent) => self.break_off(hours, Why::DigestAbsent, Some(absent.to_string())),
            None if reach >= from => {}
            None if judged.why.is_none() => self.break_off(hours, Why::NotRecorded, None),
            None => self.break_off(hours, Why::Unknown, None),
        }
    }

    /// What the digest itself proves.
    fn take(&mut self, judged: &Judged<'_>) {
        let hours = judged.hours();
        match (judged.proven(), judged.why) {
            (Some(digest), _) => self.check(digest, hours),
            (None, why) => {
                let why = why.unwrap_or(Why::DigestDamaged);
                // A moved digest lies elsewhere than it says, so only its place here tells which file is meant.
                let said = judged.place().filter(|_| why != Why::DigestMoved);
                let file = said.map_or_else(|| judged.locator.to_owned(), ToString::to_string);
                self.break_off(hours, why, Some(file));
            }
        }
        self.reach = self.reach.max(Some(hours.to));
    }

    fn check(&mut self, digest: &Digest, hours: Stretch) {
        let broken_before = self.proof.breaks.len();
        self.proof.digests += 1;
        for listed in &digest.logs {
            match judge_log(listed, self.shelf) {
                None => self.proof.logs += 1,
                Some(why) => self.break_off(hours, why, Some(listed.place.to_string())),
            }
        }
        if self.proof.breaks.len() > broken_before {
            return;
        }
        match self.proof.complete.last_mut().filter(|_| self.unbroken) {
            Some(last) => last.to = last.to.max(hours.to),
            None => self.proof.complete.push(hours),
        }
        self.unbroken = true;
    }

    fn break_off(&mut self, hours: Stretch, why: Why, file: Option<String>) {
        self.unbroken = false;
        self.proof.breaks.push(Break { hours, why, file });
    }
}
