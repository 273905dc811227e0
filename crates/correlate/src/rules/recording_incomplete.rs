//! Does the recording lack anything, by what its own bytes tell?

use sekisho_domain::finding::Severity;

use crate::rules::{Check, Rule, SessionCase, Statement};

pub(super) const RULE: Rule = Rule {
    id: "recording-incomplete",
    version: 1,
    title: "Recording incomplete",
    severity: Severity::Medium,
    explain: "The recording breaks off, or shows nothing: its own bytes tell of more than is there. What is whole of \
              it, if anything, can be watched, and what came behind cannot be known from it. The usual reasons are an \
              upload that was interrupted and a copy that was cut short. Compare its size with that of the object in \
              the bucket, and bring the object again if they differ.",
    check: Check::Session(check),
};

fn check(case: &SessionCase<'_>) -> Option<Statement> {
    let recording = &case.record.recording;
    let mut incomplete = recording.incomplete().map(|source| source.original.to_string());
    let (first, because) = (incomplete.next()?, recording.because()?);
    let (who, node, began) = (case.who(), case.node(), case.began());
    let text = format!(
        "The recording of the session that {who} opened on {node} {began} is incomplete: {because}."
    );
    Some(case.state(text).with("because", because).with("recording", first))
}
