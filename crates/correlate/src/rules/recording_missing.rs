//! Should there be a recording, and is there none?

use sekisho_domain::finding::Severity;
use sekisho_domain::recording::RecordingState;

use crate::rules::{Check, Rule, SessionCase, Statement};

pub(super) const RULE: Rule = Rule {
    id: "recording-missing",
    version: 2,
    title: "Recording missing",
    severity: Severity::Medium,
    explain: "Session Manager records this kind of session, what may bring the recording was read, and it is not there. \
              The usual reasons are a node that was stopped before it could upload, a role that may not write to the \
              bucket, and logging that is not switched on. What remains is what CloudTrail and session history say.",
    check: Check::Session(check),
};

fn check(case: &SessionCase<'_>) -> Option<Statement> {
    let RecordingState::Missing { because } = &case.record.recording else { return None };
    let (who, node, began) = (case.who(), case.node(), case.began());
    let text =
        format!("The session that {who} opened on {node} {began} has no recording: {because}.");
    let ended = case.record.session.ended.exact();
    Some(case.state(text).with("because", because).with_known("ended", ended))
}
