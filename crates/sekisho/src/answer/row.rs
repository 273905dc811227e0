//! How does an access record become a row that people and programs read?

use jiff::SignedDuration;
use sekisho_correlate::RULES;
use sekisho_domain::finding::{Finding, Subject};
use sekisho_domain::matching::Match;
use sekisho_domain::record::{AccessRecord, ApprovalClass, RequestRecord};
use sekisho_domain::recording::RecordingState;
use sekisho_domain::request::{AccessRequest, Approval};
use sekisho_domain::session::Outcome;

use super::names::Names;
use crate::shape::finding::{EvidenceShape, FindingShape, SubjectShape};
use crate::shape::person::PersonShape;
use crate::shape::request::{DecisionShape, NodeShape, PolicyShape, RequestRow, RequestShape};
use crate::shape::session::{
    ApprovalShape, MatchShape, OutcomeShape, RecordingStateShape, SessionRow, TunnelShape,
};

/// The row of a session. `time_basis` comes from its replay, which the record does not know.
pub(crate) fn session(record: &AccessRecord, time_basis: Option<String>) -> SessionRow {
    let session = &record.session;
    SessionRow {
        key: session.key.to_string(),
        kind: session.kind.name(),
        outcome: outcome(&session.outcome),
        person: session.person.as_ref().map(|p| PersonShape::new(p, session.principal.as_ref())),
        node: session
            .node
            .as_ref()
            .map(|node| NodeShape { id: node.to_string(), name: record.node_name.clone() }),
        account: session.account.as_ref().map(ToString::to_string),
        region: session.region.as_ref().map(ToString::to_string),
        started: (&session.started).into(),
        ended: (&session.ended).into(),
        duration_us: session.duration().map(micros),
        access: session.access.name(),
        document: session.document.clone(),
        reason: record.reason().map(str::to_owned),
        tunnel: session
            .tunnel
            .as_ref()
            .map(|t| TunnelShape { host: t.host.clone(), port: t.port.clone() }),
        run_as: session.run_as.clone(),
        source_ip: session.source_ip.clone(),
        request: matching(&record.request),
        approval: approval(&record.approval, record.approvers()),
        recording: recording(&record.recording, time_basis),
        findings: record.findings.iter().map(finding).collect(),
        snippets: Vec::new(),
    }
}

/// The row of a request.
pub(crate) fn request_row(record: &RequestRecord, names: &Names) -> RequestRow {
    RequestRow {
        request: request(&record.request, names),
        approval: approval(&record.approval, record.request.approvers()),
        sessions: record.sessions.iter().map(ToString::to_string).collect(),
        findings: record.findings.iter().map(finding).collect(),
    }
}

/// A request with the names its nodes had when it was made.
pub(crate) fn request(request: &AccessRequest, names: &Names) -> RequestShape {
    let named = |node| NodeShape {
        id: String::from(Clone::clone(node)),
        name: names.at(node, request.created),
    };
    RequestShape {
        id: request.id.to_string(),
        requester: request.requester.as_ref().map(PersonShape::behind),
        reason: request.reason.clone(),
        status: request.status.name().to_owned(),
        targets: request.targets.iter().map(named).collect(),
        created: request.created.map(|at| at.to_string()),
        window: request.window.as_ref().map(Into::into),
        duration_us: request.duration.map(micros),
        policy: request
            .policy
            .as_ref()
            .map(|p| PolicyShape { name: p.name.clone(), version: p.version.clone() }),
        execution: request.execution.as_ref().map(ToString::to_string),
        approvals: request.approvals.iter().map(decision).collect(),
        eligible: request.eligible.iter().map(|p| p.person().name).collect(),
        account: request.account.as_ref().map(ToString::to_string),
        region: request.region.as_ref().map(ToString::to_string),
    }
}

/// A finding, with its rule's title.
pub(crate) fn finding(finding: &Finding) -> FindingShape {
    let title = RULES.iter().find(|rule| rule.id == finding.rule).map_or("", |rule| rule.title);
    let subject = match &finding.subject {
        Subject::Session(key) => SubjectShape { session: Some(key.to_string()), request: None },
        Subject::Request(id) => SubjectShape { session: None, request: Some(id.to_string()) },
    };
    FindingShape {
        rule: finding.rule.clone(),
        version: finding.version,
        severity: finding.severity.name(),
        title: title.to_owned(),
        statement: finding.statement.clone(),
        values: finding.values.clone(),
        subject,
        evidence: finding
            .evidence
            .iter()
            .map(|e| EvidenceShape { sha256: e.original.to_string(), at: e.at.clone() })
            .collect(),
    }
}

fn outcome(outcome: &Outcome) -> OutcomeShape {
    match outcome {
        Outcome::Started => OutcomeShape { started: true, code: None, message: None },
        Outcome::Denied { code, message } => {
            OutcomeShape { started: false, code: Some(code.clone()), message: message.clone() }
        }
    }
}

fn matching(matching: &Match) -> MatchShape {
    let ids = matching.candidates().iter().map(ToString::to_string).collect();
    let (basis, against, because) = match matching {
        Match::Confirmed { basis, .. } | Match::Ambiguous { basis, .. } => {
            (Some(*basis), Vec::new(), None)
        }
        Match::Probable { basis, against, .. } => (Some(*basis), against.clone(), None),
        Match::None { because } | Match::Unknown { because } => {
            (None, Vec::new(), Some(because.clone()))
        }
    };
    MatchShape { kind: matching.name(), basis: basis.map(|b| b.words()), against, because, ids }
}

fn approval(class: &ApprovalClass, approvers: Vec<String>) -> ApprovalShape {
    let because = match class {
        ApprovalClass::Undeterminable { because } => Some(because.clone()),
        _ => None,
    };
    ApprovalShape { class: class.name(), because, approvers }
}

fn recording(state: &RecordingState, time_basis: Option<String>) -> RecordingStateShape {
    RecordingStateShape { state: state.name(), because: state.because(), time_basis }
}

fn decision(approval: &Approval) -> DecisionShape {
    DecisionShape {
        approver: PersonShape::behind(&approval.approver),
        decision: approval.decision.name(),
        at: approval.at.to_string(),
        comment: approval.comment.clone(),
    }
}

fn micros(duration: SignedDuration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}
