//! Did somebody bypass just-in-time access with standing permission?

use sekisho_domain::finding::Severity;
use sekisho_domain::session::{AccessType, Outcome};

use crate::rules::{Check, Rule, SessionCase, Statement};

pub(super) const RULE: Rule = Rule {
    id: "standing-access",
    version: 1,
    title: "Standing access",
    severity: Severity::Medium,
    explain: "The session was opened with a permission that the person holds all the time, so no approval was needed \
              for it, even where a request was approved for the same time. Remove ssm:StartSession from the role, or \
              note why it must stay.",
    check: Check::Session(check),
};

fn check(case: &SessionCase<'_>) -> Option<Statement> {
    let session = &case.record.session;
    if session.outcome != Outcome::Started || session.access != AccessType::Standard {
        return None;
    }
    let (who, node, began) = (case.who(), case.node(), case.began());
    let mut text = format!("{who} opened a session on {node} {began} with standing access");
    match case.record.request.candidates() {
        [] => text.push('.'),
        [request] => text.push_str(&format!(", although {request} fits.")),
        _ => text.push_str(", although several requests fit."),
    }
    let principal = session.principal.as_ref();
    Some(case.state_with_requests(text).with_known("principal", principal))
}
