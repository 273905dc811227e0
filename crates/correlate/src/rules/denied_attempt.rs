//! Did somebody try to get in and was refused?

use sekisho_domain::finding::Severity;
use sekisho_domain::session::Outcome;

use crate::rules::{Check, Rule, SessionCase, Statement};

pub(super) const RULE: Rule = Rule {
    id: "denied-attempt",
    version: 1,
    title: "Denied attempt",
    severity: Severity::Low,
    explain: "AWS refused to open a session. Once, it is usually a request that was not approved yet or a window that \
              was over; many, or on nodes that are none of the person's business, are worth a question.",
    check: Check::Session(check),
};

fn check(case: &SessionCase<'_>) -> Option<Statement> {
    let Outcome::Denied { code, message } = &case.record.session.outcome else { return None };
    let (who, node, began) = (case.who(), case.node(), case.began());
    let text = format!("{who} tried to open a session on {node} {began} and was denied: {code}.");
    Some(case.state(text).with("code", code).with_known("message", message.as_ref()))
}
