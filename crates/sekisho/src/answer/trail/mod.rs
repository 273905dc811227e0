//! Is the trail complete?

mod explained;

use sekisho_domain::trail::{Break, ChainProof, Completeness, KeyUsed, Stretch, Unlisted};

use super::{AnswerError, Desk};
use crate::shape::trail::{
    BreakShape, ChainShape, KeyShape, StretchShape, TrailShape, UnlistedShape,
};

/// What was proved when files last came.
pub(crate) async fn completeness(desk: &Desk) -> Result<TrailShape, AnswerError> {
    desk.state().await?;
    let proved = desk.holdings.catalog.completeness().await?.ok_or(AnswerError::NotDerived)?;
    Ok(shape(&proved))
}

/// A proof as it is written.
pub(crate) fn shape(proved: &Completeness) -> TrailShape {
    TrailShape {
        whole: proved.is_whole(),
        chains: proved.chains.iter().map(chain).collect(),
        unlisted: proved.unlisted.iter().map(unlisted).collect(),
        keys: proved.keys.iter().map(key).collect(),
    }
}

fn chain(proof: &ChainProof) -> ChainShape {
    let chain = &proof.chain;
    ChainShape {
        account: chain.account.to_string(),
        region: chain.region.to_string(),
        trail: chain.trail.clone(),
        home_region: chain.home.to_string(),
        backfill: chain.backfill,
        complete_up_to: proof.newest().map(|newest| newest.to.to_string()),
        complete: proof.complete.iter().map(stretch).collect(),
        older_not_held: proof.older_not_held,
        digests: proof.digests,
        logs: proof.logs,
        breaks: proof.breaks.iter().map(broken).collect(),
    }
}

fn stretch(stretch: &Stretch) -> StretchShape {
    StretchShape { from: stretch.from.to_string(), to: stretch.to.to_string() }
}

fn broken(broken: &Break) -> BreakShape {
    let (meaning, hint) = explained::why(broken.why);
    BreakShape {
        hours: stretch(&broken.hours),
        verdict: broken.why.verdict().name(),
        why: broken.why.name(),
        file: broken.file.clone(),
        meaning,
        hint,
    }
}

fn unlisted(unlisted: &Unlisted) -> UnlistedShape {
    let (meaning, hint) = explained::unlisted(unlisted.why);
    UnlistedShape {
        account: unlisted.account.to_string(),
        region: unlisted.region.to_string(),
        why: unlisted.why.name(),
        logs: unlisted.logs,
        places: unlisted.places.clone(),
        meaning,
        hint,
    }
}

fn key(used: &KeyUsed) -> KeyShape {
    KeyShape { fingerprint: used.fingerprint.clone(), sha256: used.key.to_string() }
}
