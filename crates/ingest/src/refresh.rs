//! How is the derived state brought up to date with the archive?

use std::collections::BTreeSet;
use std::fmt::{self, Debug, Write};

use jiff::Timestamp;
use sekisho_catalog::{
    AS_OF, Correlated, DERIVATION as DERIVATION_NAME, SourceState, UNATTACHED, UNJUDGED,
};
use sekisho_correlate::{Correlation, Policy, correlate};
use sekisho_domain::evidence::Sha256;
use sekisho_domain::fact::{Evidenced, Fact};
use sekisho_domain::record::AccessRecord;
use sekisho_domain::recording::{RecordingSeen, SourceKind};
use sekisho_domain::session::SessionKey;
use sha2::Digest;

use crate::derive::derive_and_index;
use crate::holdings::Holdings;
use crate::known::Known;
use crate::progress::Progress;
use crate::report::Derived;
use crate::{IngestError, footage, intake, trail};

/// The version of everything that derives. Raise it when a reader, a rule or the replay changes what it says: the next
/// run then derives everything again.
pub(crate) const DERIVATION: &str = "21";

/// Set while the derived state is being changed, so that a run that was cut off is noticed.
pub(crate) const WHOLE: &str = "whole";

/// The version and a hash of all records, by which a reader sees that they can be read and that they changed.
pub(crate) const STATE: &str = "state";

/// Reads what is new, correlates all facts as of `now`, and derives and indexes what changed.
///
/// # Errors
/// Those of the archive, the catalog and the index. A run that failed is completed by the next one.
pub async fn refresh(
    holdings: &Holdings,
    now: Timestamp,
    progress: &Progress<'_>,
) -> Result<Derived, IngestError> {
    refresh_as_read(holdings, &[], now, progress).await
}

/// As [`refresh`], where some sources were read further than is noted yet: how far may be noted only when what they gave is
/// derived.
pub(crate) async fn refresh_as_read(
    holdings: &Holdings,
    reached: &[(String, SourceState)],
    now: Timestamp,
    progress: &Progress<'_>,
) -> Result<Derived, IngestError> {
    let _turn = holdings.lock().await?;
    if holdings.catalog.meta(DERIVATION_NAME).await?.as_deref() != Some(DERIVATION) {
        forget(holdings).await?;
    }
    bring_up(holdings, reached, now, progress).await
}

async fn bring_up(
    holdings: &Holdings,
    reached: &[(String, SourceState)],
    now: Timestamp,
    progress: &Progress<'_>,
) -> Result<Derived, IngestError> {
    let mut derived = Derived::default();
    let sources = Known::sources(&holdings.catalog, reached).await?;
    intake::read_new(holdings, &mut derived, progress).await?;
    trail::prove_again(holdings).await?;
    let facts = holdings.catalog.all_facts().await?;
    let known = Known::gather(&holdings.catalog, sources).await?;
    let correlation = correlate(&facts, &known.seen(), &Policy::documented(), now);
    derived.unattached = unattached(&facts, &correlation.records);
    drop((facts, known));
    let state = format!("{DERIVATION} {}", hash_of_debug(&correlation));
    if !holdings.is_current().await? || holdings.state().await?.as_ref() != Some(&state) {
        let changed = changed(holdings, &correlation).await?;
        if !holdings.is_current().await? {
            holdings.catalog.remove_unfinished().await?;
        }
        holdings.catalog.set_meta(WHOLE, "no").await?;
        store(holdings, &correlation).await?;
        derive_and_index(holdings, &changed, &mut derived, progress).await?;
        // A session may be none any more, as when it turns out to be the way that a remote desktop took.
        let keys = correlation.records.iter().map(|record| record.session.key.as_str());
        holdings.index.retain(&keys.collect())?;
        holdings.catalog.set_meta(STATE, &state).await?;
        holdings.catalog.set_meta(WHOLE, "yes").await?;
    }
    holdings.catalog.set_meta(AS_OF, &now.to_string()).await?;
    derived.sessions = correlation.records.len();
    derived.requests = correlation.requests.len();
    derived.findings = findings(&correlation);
    derived.unjudged = correlation.records.iter().filter(|record| record.is_unjudged()).count();
    holdings.catalog.set_meta(UNJUDGED, &derived.unjudged.to_string()).await?;
    holdings.catalog.set_meta(UNATTACHED, &derived.unattached.to_string()).await?;
    Ok(derived)
}

/// How many videos belong to no session.
fn unattached(facts: &[Evidenced], records: &[AccessRecord]) -> usize {
    let videos = facts.iter().filter_map(|evidenced| match &evidenced.fact {
        Fact::Recording(RecordingSeen { source, .. }) if source.kind == SourceKind::Video => {
            Some(source.original)
        }
        _ => None,
    });
    let mut videos: BTreeSet<Sha256> = videos.collect();
    for source in records.iter().flat_map(|record| record.recording.videos()) {
        videos.remove(&source.original);
    }
    videos.len()
}

/// Throws everything derived away and derives it again from the archive.
///
/// # Errors
/// As [`refresh`].
pub async fn rebuild(
    holdings: &Holdings,
    now: Timestamp,
    progress: &Progress<'_>,
) -> Result<Derived, IngestError> {
    let turn = holdings.lock().await?;
    forget(holdings).await?;
    let derived = bring_up(holdings, &[], now, progress).await?;
    drop(turn);
    footage::look_through(holdings, progress).await?;
    Ok(derived)
}

async fn forget(holdings: &Holdings) -> Result<(), IngestError> {
    holdings.catalog.wipe().await?;
    holdings.index.remove_all()?;
    holdings.catalog.set_meta(DERIVATION_NAME, DERIVATION).await?;
    Ok(())
}

/// The records that are not in the catalog as they are now; all of them after a run that was cut off.
async fn changed<'a>(
    holdings: &Holdings,
    correlation: &'a Correlation,
) -> Result<Vec<&'a AccessRecord>, IngestError> {
    if !holdings.is_current().await? {
        return Ok(correlation.records.iter().collect());
    }
    let mut changed = Vec::new();
    // All the older records at once would double the memory.
    for records in correlation.records.chunks(COMPARED) {
        let keys: Vec<SessionKey> = records.iter().map(|r| r.session.key.clone()).collect();
        let before = holdings.catalog.records(&keys).await?;
        let pairs = records.iter().zip(before);
        changed.extend(pairs.filter(|(now, before)| before.as_ref() != Some(now)).map(|(r, _)| r));
    }
    Ok(changed)
}

/// So many records are compared with their older states at a time.
const COMPARED: usize = 1_000;

/// The hash of what a value looks like, which is never held as a whole.
fn hash_of_debug(value: &impl Debug) -> Sha256 {
    struct Hashing(sha2::Sha256);
    impl fmt::Write for Hashing {
        fn write_str(&mut self, part: &str) -> fmt::Result {
            self.0.update(part);
            Ok(())
        }
    }
    let mut hashing = Hashing(sha2::Sha256::new());
    // Hashing fails never, and neither does what only derives `Debug`.
    let _ = write!(hashing, "{value:?}");
    Sha256::from_bytes(hashing.0.finalize().into())
}

async fn store(holdings: &Holdings, correlation: &Correlation) -> Result<(), IngestError> {
    let correlated = Correlated {
        records: &correlation.records,
        requests: &correlation.requests,
        nodes: &correlation.nodes,
    };
    holdings.catalog.replace_correlated(correlated).await?;
    Ok(())
}

/// Each finding once: the record of a session and that of its request may both carry it.
fn findings(correlation: &Correlation) -> usize {
    let of_sessions = correlation.records.iter().flat_map(|record| &record.findings);
    let of_requests = correlation.requests.iter().flat_map(|record| &record.findings);
    let unique: BTreeSet<_> =
        of_sessions.chain(of_requests).map(|f| (&f.rule, &f.subject)).collect();
    unique.len()
}
