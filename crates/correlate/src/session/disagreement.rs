//! Where do the documents about one session contradict each other?

use sekisho_domain::id::NodeId;
use sekisho_domain::principal::{Principal, Sameness};
use sekisho_domain::recording::SourceKind;
use sekisho_domain::session::AccessType;

use crate::facts::SessionFacts;
use crate::identity;
use crate::policy::Policy;
use crate::session::access;

/// The property of which both values are archived whole, so that a reader may look at either.
pub(crate) const RECORDING: &str = "recording";

/// Two values for one property of a session. The kept one comes from the stronger document; of two session logs neither
/// is stronger, and the one with the lower hash is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// `node`, `owner`, `access type`, `recording` or `length`.
    pub about: &'static str,
    /// The value that the record shows.
    pub kept: String,
    /// The value that another document states.
    pub other: String,
}

/// Every node that is stated, strongest document first.
pub(crate) fn nodes<'a>(said: &SessionFacts<'a>) -> impl Iterator<Item = &'a NodeId> {
    let called = said.starts.iter().filter_map(|s| s.fact.node.as_ref());
    let listed = said.history.iter().rev().filter_map(|h| h.fact.node.as_ref());
    let recorded = said.recordings.iter().filter_map(|r| r.fact.node.as_ref());
    called.chain(listed).chain(recorded)
}

/// Every owner that is stated, strongest document first.
pub(crate) fn owners<'a>(said: &SessionFacts<'a>) -> impl Iterator<Item = &'a Principal> {
    let called = said.starts.iter().filter_map(|s| s.fact.call.principal.as_ref());
    let listed = said.history.iter().rev().filter_map(|h| h.fact.owner.as_ref());
    let recorded = said.recordings.iter().filter_map(|r| r.fact.owner.as_ref());
    called.chain(listed).chain(recorded)
}

/// All contradictions: by property, then by value, each once.
pub(crate) fn find(said: &SessionFacts<'_>, policy: &Policy) -> Vec<Disagreement> {
    let mut found = other_nodes(said);
    found.extend(other_owners(said));
    found.extend(other_access(said, policy));
    found.extend(other_logs(said));
    found.sort_by(|a, b| (a.about, &a.other).cmp(&(b.about, &b.other)));
    found.dedup();
    found
}

fn other_nodes(said: &SessionFacts<'_>) -> Vec<Disagreement> {
    let Some(kept) = nodes(said).next() else { return Vec::new() };
    nodes(said)
        .filter(|node| *node != kept)
        .map(|node| Disagreement { about: "node", kept: kept.to_string(), other: node.to_string() })
        .collect()
}

/// A role and an id that nobody looked up may be one person; only two ARNs with different names contradict.
fn other_owners(said: &SessionFacts<'_>) -> Vec<Disagreement> {
    let Some(kept) = identity::most_telling(owners(said)) else { return Vec::new() };
    owners(said)
        .filter(|owner| identity::account(kept).is_some() && identity::account(owner).is_some())
        .filter(|owner| owner.person().compare(&kept.person()) != Sameness::Same)
        .map(|owner| Disagreement {
            about: "owner",
            kept: kept.to_string(),
            other: owner.to_string(),
        })
        .collect()
}

fn other_access(said: &SessionFacts<'_>, policy: &Policy) -> Option<Disagreement> {
    let listed =
        |just_in_time| said.history.iter().any(|h| h.fact.just_in_time == Some(just_in_time));
    if !listed(false) {
        return None;
    }
    let (kept, other) = if listed(true) {
        ("unknown", "both JustInTime and Standard in session history")
    } else if access::of_role(identity::most_telling(owners(said)), policy)
        == AccessType::JustInTime
    {
        ("Standard in session history", "the role of just-in-time tokens")
    } else {
        return None;
    };
    Some(Disagreement { about: "access type", kept: kept.into(), other: other.into() })
}

/// Session Manager uploads one log per session, so a second one with other bytes was not written by it, or the first
/// was not. A stream comes in several pieces and proves nothing of the kind.
fn other_logs(said: &SessionFacts<'_>) -> Vec<Disagreement> {
    let logs = said.recordings.iter().map(|r| &r.fact.source);
    let mut originals = logs.filter(|s| s.kind == SourceKind::SessionLog).map(|s| s.original);
    let Some(kept) = originals.next() else { return Vec::new() };
    originals
        .filter(|original| *original != kept)
        .map(|original| Disagreement {
            about: RECORDING,
            kept: kept.to_string(),
            other: original.to_string(),
        })
        .collect()
}
