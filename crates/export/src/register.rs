//! Which columns does the access register have?

use sekisho_domain::matching::Match;
use sekisho_domain::moment::Moment;
use sekisho_domain::record::{AccessRecord, ApprovalClass};
use sekisho_domain::session::Outcome;

/// One line of the register.
pub struct Row {
    /// The access record.
    pub record: AccessRecord,
    /// The time basis of its recording, when there is one.
    pub time_basis: Option<String>,
}

/// What stands in one cell.
pub(crate) enum Cell {
    Text(String),
    Number(i64),
    Absent,
}

/// A column and how its cell is read off a row.
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) cell: fn(&Row) -> Cell,
}

/// The register, left to right. Column names are stable: auditors build on them.
pub(crate) const COLUMNS: &[Column] = &[
    Column { name: "session", cell: |r| text(r.record.session.key.as_str()) },
    Column { name: "kind", cell: |r| text(r.record.session.kind.name()) },
    Column { name: "outcome", cell: outcome },
    Column { name: "started_at", cell: |r| at(&r.record.session.started) },
    Column { name: "started_not_after", cell: |r| not_after(&r.record.session.started) },
    Column { name: "started_basis", cell: |r| basis(&r.record.session.started) },
    Column { name: "ended_at", cell: |r| at(&r.record.session.ended) },
    Column { name: "ended_not_after", cell: |r| not_after(&r.record.session.ended) },
    Column { name: "ended_basis", cell: |r| basis(&r.record.session.ended) },
    Column { name: "duration_us", cell: duration },
    Column {
        name: "person",
        cell: |r| optional(r.record.session.person.as_ref().map(|p| &p.name)),
    },
    Column { name: "principal", cell: |r| optional(r.record.session.principal.as_ref()) },
    Column { name: "node", cell: |r| optional(r.record.session.node.as_ref()) },
    Column { name: "node_name", cell: |r| optional(r.record.node_name.as_ref()) },
    Column { name: "account", cell: |r| optional(r.record.session.account.as_ref()) },
    Column { name: "region", cell: |r| optional(r.record.session.region.as_ref()) },
    Column { name: "access", cell: |r| text(r.record.session.access.name()) },
    Column { name: "document", cell: |r| optional(r.record.session.document.as_ref()) },
    Column {
        name: "tunnel_host",
        cell: |r| optional(r.record.session.tunnel.as_ref().and_then(|t| t.host.as_ref())),
    },
    Column {
        name: "tunnel_port",
        cell: |r| optional(r.record.session.tunnel.as_ref().and_then(|t| t.port.as_ref())),
    },
    Column { name: "run_as", cell: |r| optional(r.record.session.run_as.as_ref()) },
    Column { name: "source_ip", cell: |r| optional(r.record.session.source_ip.as_ref()) },
    Column { name: "reason", cell: |r| optional(r.record.reason()) },
    Column { name: "match", cell: |r| text(r.record.request.name()) },
    Column { name: "match_basis", cell: match_basis },
    Column { name: "match_because", cell: match_because },
    Column { name: "match_against", cell: match_against },
    Column { name: "requests", cell: |r| list(r.record.request.candidates()) },
    Column { name: "approval", cell: |r| text(r.record.approval.name()) },
    Column { name: "approval_because", cell: approval_because },
    Column { name: "approvers", cell: |r| list(&r.record.approvers()) },
    Column { name: "recording", cell: |r| text(r.record.recording.name()) },
    Column { name: "recording_because", cell: recording_because },
    Column { name: "time_basis", cell: |r| optional(r.time_basis.as_ref()) },
    Column { name: "findings", cell: findings },
];

fn text(value: &str) -> Cell {
    Cell::Text(value.to_owned())
}

fn optional(value: Option<impl ToString>) -> Cell {
    value.map_or(Cell::Absent, |v| Cell::Text(v.to_string()))
}

/// Several values in one cell, for reading: a name may hold a semicolon itself, so splitting at it proves nothing.
fn list<T: ToString>(values: &[T]) -> Cell {
    if values.is_empty() {
        return Cell::Absent;
    }
    Cell::Text(values.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
}

fn at(moment: &Moment) -> Cell {
    optional(moment.exact())
}

fn not_after(moment: &Moment) -> Cell {
    match moment {
        Moment::NotAfter { at, .. } => Cell::Text(at.to_string()),
        Moment::At { .. } | Moment::Unknown { .. } => Cell::Absent,
    }
}

fn basis(moment: &Moment) -> Cell {
    let (Moment::At { basis, .. } | Moment::NotAfter { basis, .. }) = moment else {
        return Cell::Absent;
    };
    text(basis.name())
}

fn duration(row: &Row) -> Cell {
    let Some(duration) = row.record.session.duration() else { return Cell::Absent };
    i64::try_from(duration.as_micros()).map_or(Cell::Absent, Cell::Number)
}

fn outcome(row: &Row) -> Cell {
    match &row.record.session.outcome {
        Outcome::Started => text("started"),
        Outcome::Denied { code, .. } => Cell::Text(format!("denied: {code}")),
    }
}

fn match_basis(row: &Row) -> Cell {
    match &row.record.request {
        Match::Confirmed { basis, .. }
        | Match::Probable { basis, .. }
        | Match::Ambiguous { basis, .. } => text(basis.words()),
        Match::None { .. } | Match::Unknown { .. } => Cell::Absent,
    }
}

fn match_because(row: &Row) -> Cell {
    match &row.record.request {
        Match::None { because } | Match::Unknown { because } => text(because),
        Match::Confirmed { .. } | Match::Probable { .. } | Match::Ambiguous { .. } => Cell::Absent,
    }
}

/// What speaks against a probable match: without it the register would look surer than the session's page.
fn match_against(row: &Row) -> Cell {
    match &row.record.request {
        Match::Probable { against, .. } => list(against),
        _ => Cell::Absent,
    }
}

fn approval_because(row: &Row) -> Cell {
    match &row.record.approval {
        ApprovalClass::Undeterminable { because } => text(because),
        _ => Cell::Absent,
    }
}

fn recording_because(row: &Row) -> Cell {
    row.record.recording.because().map_or(Cell::Absent, |because| text(&because))
}

fn findings(row: &Row) -> Cell {
    list(&row.record.findings.iter().map(|f| f.rule.as_str()).collect::<Vec<_>>())
}
