//! Do the documents about one session contradict each other?

use sekisho_domain::finding::Severity;

use crate::rules::{Check, Rule, SessionCase, Statement};

pub(super) const RULE: Rule = Rule {
    id: "documents-disagree",
    version: 1,
    title: "Documents disagree",
    severity: Severity::Medium,
    explain: "Two documents about the same session state different nodes, owners or kinds of access. The record shows \
              what the stronger one says: CloudTrail before session history before the recording, because the last is \
              written on the node. A recording that names another node or owner may have been put there by hand.",
    check: Check::Session(check),
};

fn check(case: &SessionCase<'_>) -> Option<Statement> {
    let first = case.disagreements.first()?;
    let clauses: Vec<_> = case
        .disagreements
        .iter()
        .map(|d| format!("{} is {} and also {}", d.about, d.kept, d.other))
        .collect();
    let (who, node, began) = (case.who(), case.node(), case.began());
    let text = format!(
        "Documents about the session of {who} on {node} {began} disagree: {}.",
        clauses.join("; ")
    );
    let statement = case.state(text).with("about", first.about);
    Some(statement.with("kept", &first.kept).with("other", &first.other))
}
