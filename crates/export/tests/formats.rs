//! Do all formats hand over the same rows, whatever the rows contain?

use sekisho_domain::id::{RequestId, SessionId};
use sekisho_domain::matching::{Basis, Match};
use sekisho_domain::moment::{Moment, MomentBasis};
use sekisho_domain::record::{AccessRecord, ApprovalClass};
use sekisho_domain::recording::RecordingState;
use sekisho_domain::session::{AccessType, Outcome, Session, SessionKey, SessionKind};
use sekisho_export::{FORMATS, Row, format};

fn row(reason: &str, ended: Moment) -> Row {
    let id = SessionId::new("alice@example.com-0e34861185201706f").expect("a session id");
    let session = Session {
        key: SessionKey::session(&id),
        kind: SessionKind::Shell,
        outcome: Outcome::Started,
        node: None,
        principal: None,
        person: None,
        account: None,
        region: None,
        started: Moment::At { at: time("2026-11-17T01:00:00Z"), basis: MomentBasis::CloudTrail },
        ended,
        access: AccessType::Unknown,
        document: None,
        reason: Some(reason.to_owned()),
        tunnel: None,
        run_as: None,
        source_ip: None,
        begun_by: None,
        interrupted: None,
    };
    let record = AccessRecord {
        session,
        node_name: None,
        request: Match::None { because: "no request of this person".into() },
        requests: Vec::new(),
        approval: ApprovalClass::None,
        recording: RecordingState::Missing { because: "no log arrived".into() },
        disowned: vec![],
        findings: Vec::new(),
        evidence: Vec::new(),
    };
    Row { record, time_basis: None }
}

fn time(text: &str) -> jiff::Timestamp {
    text.parse().expect("a time")
}

fn written(name: &str, rows: Vec<Row>) -> String {
    let mut out = Vec::new();
    let format = format(name).expect("a known format");
    (format.write)(&mut out, &mut rows.into_iter()).expect("memory is writable");
    String::from_utf8(out).expect("exports are UTF-8")
}

#[test]
fn csv_and_json_lines_carry_the_same_cells() {
    let ended =
        Moment::At { at: time("2026-11-17T01:00:02.5Z"), basis: MomentBasis::SessionHistory };
    let csv = written("csv", vec![row("=cmd|' /C calc'!A0", ended.clone())]);
    let json = written("jsonl", vec![row("=cmd|' /C calc'!A0", ended)]);
    let mut lines = csv.lines();
    let names: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let cells: Vec<&str> = lines.next().expect("a row").split(',').collect();
    let object: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&json).expect("one object");
    assert_eq!(object.keys().collect::<Vec<_>>(), names);
    for (name, cell) in names.iter().zip(&cells) {
        let value = match &object[*name] {
            serde_json::Value::Null => String::new(),
            serde_json::Value::String(text) if text.starts_with('=') => format!("'{text}"),
            serde_json::Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        assert_eq!(&value, cell, "{name}");
    }
    assert_eq!(object["duration_us"], 2_500_000);
}

#[test]
fn a_bound_is_never_written_as_a_time() {
    let ended =
        Moment::NotAfter { at: time("2026-11-17T02:00:00Z"), basis: MomentBasis::LogGeneration };
    let object: serde_json::Value =
        serde_json::from_str(&written("jsonl", vec![row("x", ended)])).expect("one object");
    assert_eq!(object["ended_at"], serde_json::Value::Null);
    assert_eq!(object["ended_not_after"], "2026-11-17T02:00:00Z");
    assert_eq!(object["duration_us"], serde_json::Value::Null);
}

#[test]
fn nothing_in_a_register_steers_a_terminal() {
    let unknown = Moment::Unknown { why: "no document tells".into() };
    for format in FORMATS {
        let reason = "\u{1b}]0;x\u{7}\u{9b}2J\r\n\u{202e}";
        let register = written(format.name, vec![row(reason, unknown.clone())]);
        let register = register.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let steering = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!register.contains(steering), "{}: {register:?}", format.name);
        let header = usize::from(format.extension == "csv");
        assert_eq!(register.lines().count(), header + 1, "{}", format.name);
    }
}

#[test]
fn a_match_is_written_with_its_reasons() {
    let request = RequestId::new("oi-a71f4d891d72").expect("a request id");
    let against = vec!["taken from another address".to_owned(), "reasons differ".to_owned()];
    let basis = Basis::PersonNodeWindow;
    for (matching, expected) in [
        (Match::None { because: "no request".into() }, [None, Some("no request"), None]),
        (
            Match::Probable { request: request.clone(), basis, against },
            [Some(basis.words()), None, Some("taken from another address; reasons differ")],
        ),
        (Match::Confirmed { request, basis }, [Some(basis.words()), None, None]),
    ] {
        let mut row = row("x", Moment::Unknown { why: "no document tells".into() });
        row.record.request = matching;
        let object: serde_json::Value =
            serde_json::from_str(&written("jsonl", vec![row])).expect("one object");
        let columns = ["match_basis", "match_because", "match_against"];
        assert_eq!(columns.map(|name| object[name].as_str()), expected);
    }
}

#[test]
fn every_format_writes_an_empty_register() {
    for format in FORMATS {
        let text = written(format.name, Vec::new());
        assert_eq!(text.lines().count(), usize::from(format.extension == "csv"), "{}", format.name);
    }
    assert!(written("csv-excel", Vec::new()).starts_with('\u{feff}'));
}
