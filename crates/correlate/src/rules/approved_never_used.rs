//! Was access granted that nobody needed?

use sekisho_domain::finding::Severity;

use crate::rules::{Check, RequestCase, Rule, Statement};

pub(super) const RULE: Rule = Rule {
    id: "approved-never-used",
    version: 2,
    title: "Approved and never used",
    severity: Severity::Low,
    explain: "The request was granted, its window is over, and no session fits it. Either the access was not needed, \
              or its session left no document here. Where a token was taken, check that CloudTrail of this account and \
              region is complete.",
    check: Check::Request(check),
};

/// Without a window nobody can say that it is over, and without word of all sessions in it not that there was none.
fn check(case: &RequestCase<'_>) -> Option<Statement> {
    let request = &case.record.request;
    let window = request.window?;
    let is_over = request.status.was_granted() && window.end() <= case.now;
    if !is_over || !case.record.sessions.is_empty() || !case.sessions_are_known {
        return None;
    }
    let (who, nodes, id) = (case.who(), case.nodes(), &request.id);
    let (since, until) = (window.start(), window.end());
    let token = case.token_taken.map(|at| format!(", though its token was taken at {at}"));
    let text = format!(
        "{who} had access to {nodes} from {since} to {until} by {id} and opened no session{}.",
        token.unwrap_or_default()
    );
    let statement = case.state(text).with("since", since).with("until", until);
    Some(statement.with_known("token_taken", case.token_taken))
}
