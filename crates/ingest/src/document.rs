//! What of an access record can be searched?

use std::collections::HashSet;

use sekisho_catalog::{StoredCommand, StoredLine};
use sekisho_domain::matching::Match;
use sekisho_domain::record::AccessRecord;
use sekisho_domain::session::Session;
use sekisho_index::document::Document;

/// The searchable side of a record and of what its recording shows.
pub(crate) fn document(
    record: &AccessRecord,
    lines: &[StoredLine],
    commands: &[StoredCommand],
) -> Document {
    let session = &record.session;
    let reasons = record.requests.iter().filter_map(|request| request.reason.clone());
    Document {
        key: session.key.to_string(),
        user: user(session),
        node: node(record),
        commands: commands.iter().map(|command| command.text.clone()).collect(),
        output: output(lines),
        reason: session.reason.iter().cloned().chain(reasons).collect(),
        approver: record.approvers(),
        request: requests(&record.request),
        finding: record.findings.iter().map(|finding| finding.rule.clone()).collect(),
        kind: Some(session.kind.name().to_owned()),
        approval: Some(record.approval.name().to_owned()),
        recording: Some(record.recording.name().to_owned()),
        account: session.account.as_ref().map(ToString::to_string),
        region: session.region.as_ref().map(ToString::to_string),
        started: session.started.exact(),
    }
}

fn user(session: &Session) -> Vec<String> {
    let person = session.person.iter().map(|person| person.name.clone());
    person.chain(session.principal.iter().map(ToString::to_string)).collect()
}

/// A tunnel through a bastion reaches the host it names, so whoever asks for that host must find the session.
fn node(record: &AccessRecord) -> Vec<String> {
    let session = &record.session;
    let host = session.tunnel.as_ref().and_then(|tunnel| tunnel.host.clone());
    session
        .node
        .iter()
        .map(ToString::to_string)
        .chain(record.node_name.clone())
        .chain(host)
        .collect()
}

fn requests(matching: &Match) -> Vec<String> {
    matching.candidates().iter().map(ToString::to_string).collect()
}

/// Each line once: programs paint the same line again and again, and a record that holds it is found either way.
fn output(lines: &[StoredLine]) -> String {
    let mut seen = HashSet::with_capacity(lines.len());
    let mut output = String::new();
    for line in lines.iter().filter(|line| seen.insert(&line.text)) {
        output.push_str(&line.text);
        output.push('\n');
    }
    output
}
