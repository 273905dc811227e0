//! Was there just-in-time access that nobody asked for?

use sekisho_domain::finding::Severity;
use sekisho_domain::matching::Match;
use sekisho_domain::record::ApprovalClass;
use sekisho_domain::session::{AccessType, Outcome};

use crate::rules::{Check, Rule, SessionCase, Statement};

pub(super) const RULE: Rule = Rule {
    id: "access-without-request",
    version: 3,
    title: "Access without a request",
    severity: Severity::High,
    explain: "A just-in-time session, or one whose kind of access no document tells, has no access request that fits, \
              though all that was given of the requests of its account and region was read. Ask the person how the \
              access came about. Where nothing tells who opened it, on which node or when, no request can be matched, \
              and it is not proven that there was none: find out what is missing first.",
    check: Check::Session(check),
};

/// Standing access has a rule of its own; a denied attempt gave no access. Where requests were not read, the match is
/// unknown, and there is nothing to ask the person about.
fn check(case: &SessionCase<'_>) -> Option<Statement> {
    let session = &case.record.session;
    let Match::None { because } = &case.record.request else { return None };
    if session.outcome != Outcome::Started || session.access == AccessType::Standard {
        return None;
    }
    let (who, node, began) = (case.who(), case.node(), case.began());
    let is_proven = case.record.approval == ApprovalClass::None;
    let request = match is_proven {
        true => " without an access request that fits",
        false => ", and whether anybody had asked for it cannot be told",
    };
    let text = format!("{who} opened a session on {node} {began}{request}: {because}.");
    let unproven = (!is_proven).then_some(because);
    Some(case.state(text).with("because", because).with_known("unproven", unproven))
}
