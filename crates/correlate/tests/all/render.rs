//! How does a correlation read, one statement per line?

use std::fmt::Write;

use sekisho_correlate::Correlation;
use sekisho_domain::finding::Finding;
use sekisho_domain::matching::Match;
use sekisho_domain::moment::Moment;
use sekisho_domain::record::{AccessRecord, ApprovalClass, RequestRecord};
use sekisho_domain::recording::RecordingState;

/// Everything in it.
pub(crate) fn correlation(correlation: &Correlation) -> String {
    let mut out = String::new();
    for record in &correlation.records {
        access(&mut out, record).unwrap();
    }
    for record in &correlation.requests {
        request(&mut out, record).unwrap();
    }
    for node in &correlation.nodes {
        let names: Vec<_> =
            node.names.iter().map(|n| format!("{} since {}", n.name, n.seen)).collect();
        writeln!(out, "node {} {}", node.id, names.join(", ")).unwrap();
    }
    out
}

fn access(out: &mut String, record: &AccessRecord) -> std::fmt::Result {
    let session = &record.session;
    let person = session.person.as_ref().map(|p| format!("{} ({:?})", p.name, p.basis));
    writeln!(out, "session {}", session.key)?;
    writeln!(out, "  {:?} {} {:?}", session.outcome, session.kind.name(), session.access)?;
    writeln!(out, "  person    {}", person.unwrap_or("-".into()))?;
    let node = session.node.as_ref().map_or("-", |n| n.as_str());
    writeln!(out, "  node      {node} {}", record.node_name.as_deref().unwrap_or("-"))?;
    writeln!(out, "  started   {}", moment(&session.started))?;
    writeln!(out, "  ended     {}", moment(&session.ended))?;
    writeln!(out, "  request   {}", found(&record.request))?;
    writeln!(out, "  approval  {}", class(&record.approval))?;
    writeln!(out, "  recording {}", recording(&record.recording))?;
    record.findings.iter().try_for_each(|f| finding(out, f))
}

fn request(out: &mut String, record: &RequestRecord) -> std::fmt::Result {
    let request = &record.request;
    let sessions: Vec<_> = record.sessions.iter().map(ToString::to_string).collect();
    writeln!(out, "request {} {}", request.id, request.status.name())?;
    let requester = request.requester.as_ref().map(|p| p.person().name);
    writeln!(out, "  requester {}", requester.unwrap_or("-".into()))?;
    let targets: Vec<_> = request.targets.iter().map(ToString::to_string).collect();
    writeln!(out, "  targets   {}", targets.join(", "))?;
    let window = request.window.map(|w| format!("{} to {}", w.start(), w.end()));
    writeln!(out, "  window    {}", window.unwrap_or("-".into()))?;
    writeln!(out, "  approval  {}", class(&record.approval))?;
    for approval in &request.approvals {
        let who = approval.approver.person().name;
        writeln!(out, "  decision  {:?} by {who} at {}", approval.decision, approval.at)?;
    }
    if !sessions.is_empty() {
        writeln!(out, "  sessions  {}", sessions.join(", "))?;
    }
    record.findings.iter().try_for_each(|f| finding(out, f))
}

fn finding(out: &mut String, finding: &Finding) -> std::fmt::Result {
    writeln!(out, "  {} ({})", finding.rule, finding.severity.name())?;
    writeln!(out, "    {}", finding.statement)?;
    let values: Vec<_> = finding.values.iter().map(|(k, v)| format!("{k}={v}")).collect();
    writeln!(out, "    {}", values.join(" "))?;
    let lines: Vec<_> = finding.evidence.iter().map(|e| e.at.as_str()).collect();
    writeln!(out, "    {}", lines.join(", "))
}

/// A match in one line.
pub(crate) fn found(found: &Match) -> String {
    match found {
        Match::Confirmed { request, basis } => format!("confirmed {request} by {}", basis.words()),
        Match::Probable { request, basis, against } if against.is_empty() => {
            format!("probable {request} by {}", basis.words())
        }
        Match::Probable { request, basis, against } => {
            format!("probable {request} by {}, but {}", basis.words(), against.join("; "))
        }
        Match::Ambiguous { candidates, basis } => {
            let ids: Vec<_> = candidates.iter().map(ToString::to_string).collect();
            format!("ambiguous {} by {}", ids.join(" "), basis.words())
        }
        Match::None { because } | Match::Unknown { because } => {
            format!("{}: {because}", found.name())
        }
    }
}

/// An approval class in one line.
pub(crate) fn class(class: &ApprovalClass) -> String {
    match class {
        ApprovalClass::Undeterminable { because } => format!("undeterminable: {because}"),
        class => class.name().to_owned(),
    }
}

/// A moment in one line.
pub(crate) fn moment(moment: &Moment) -> String {
    match moment {
        Moment::At { at, basis } => format!("{at} {basis:?}"),
        Moment::NotAfter { at, basis } => format!("not after {at} {basis:?}"),
        Moment::Unknown { why } => format!("unknown: {why}"),
    }
}

/// The recording of a session in one line.
pub(crate) fn recording(state: &RecordingState) -> String {
    match state {
        RecordingState::Present { sources } => {
            let kinds: Vec<_> = sources.iter().map(|s| format!("{:?}", s.kind)).collect();
            let because = state.because().map(|because| format!(" ({because})"));
            format!("{}: {}{}", state.name(), kinds.join(", "), because.unwrap_or_default())
        }
        _ => format!("{}: {}", state.name(), state.because().unwrap_or_default()),
    }
}
