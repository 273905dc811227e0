//! Do the documents about one session contradict each other?

use sekisho_domain::finding::Severity;

use crate::rules::{Check, Rule, SessionCase, Statement};
use crate::session;

pub(super) const RULE: Rule = Rule {
    id: "documents-disagree",
    version: 3,
    title: "Documents disagree",
    severity: Severity::Medium,
    explain: "Two documents about the same session state different nodes, owners or kinds of access, there are two \
              session logs that differ, or a video lasts longer than the desktop that it shows was open. The record \
              shows what the stronger document says: CloudTrail before session history before the recording, because \
              the last is written on the node. A recording that names another node or owner, a second log, and a \
              video that is too long may have been put there by hand. All originals are kept: compare them.",
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
        "Documents about the session of {who} on {node} {began} disagree: {}.{}",
        clauses.join("; "),
        replayed(case).unwrap_or_default()
    );
    let statement = case.state(text).with("about", first.about);
    Some(statement.with("kept", &first.kept).with("other", &first.other))
}

/// Which of several recordings a viewer sees; a cast is preferred to any log.
fn replayed(case: &SessionCase<'_>) -> Option<String> {
    case.disagreements.iter().find(|d| d.about == session::RECORDING)?;
    let first = case.record.recording.sources().first()?;
    Some(format!(" Every recording is kept, and {} is replayed.", first.original))
}
