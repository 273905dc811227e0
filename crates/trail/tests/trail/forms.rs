//! Does a document say the same in every form in which its records may come?

use sekisho_trail::{Kind, Limits};

use crate::render::{fact, read};

/// One record of the form that all documents here list, on one line.
fn record(number: u32) -> String {
    format!(
        r#"{{"eventSource":"ssm.amazonaws.com","eventName":"TerminateSession","eventID":"e{number}","eventTime":"2026-11-17T01:00:00Z","requestParameters":{{"sessionId":"s{number}-0","note":"}} ] \" {{ [ ,"}}}}"#
    )
}

/// The places at which `document` tells of sessions, or what was rejected there.
fn places(document: &str) -> Vec<String> {
    let reading = sekisho_trail::read(Kind::CloudTrail, document.as_bytes(), &Limits::DEFAULT);
    let facts = reading.facts.iter().map(|located| {
        let table = fact(&located.fact);
        let session = table.split_once("session=").map_or("", |(_, session)| session);
        format!("{}: {session}", located.at)
    });
    facts.chain(reading.rejected.iter().map(|r| format!("{}! {}", r.at, r.code))).collect()
}

fn check(document: &str, expected: &[&str]) {
    assert_eq!(places(document), expected, "{document}");
}

#[test]
fn cloudtrail_comes_in_many_forms() {
    let (a, b, c) = (record(1), record(2), record(3));
    let listed = ["record 1: s1-0", "record 2: s2-0"];
    check(&format!(r#"{{"Records":[{a},{b}]}}"#), &listed);
    check(&format!("{{\r\n  \"Records\" : [\r\n{a} ,\r\n{b}\r\n]\r\n}}\r\n"), &listed);
    check(&format!(r#"{{"Before":[{{}}],"Records":[{a},{b}],"After":1}}"#), &listed);
    check(&format!("[{a},{b}]"), &listed);
    check(&format!("\u{feff}[{a},{b}]"), &listed);
    check(&a, &["document: s1-0"]);
    check(&format!("\n\n  {a}\n\n"), &["document: s1-0"]);
    check(&format!("{a}\n{b}\n"), &["line 1: s1-0", "line 2: s2-0"]);
    check(&format!("\n{a}\r\n\r\n{b}"), &["line 2: s1-0", "line 4: s2-0"]);
    check(&format!("{a}{b}"), &listed);
    check(&format!("{}\n{b}", a.replacen(',', ",\n", 1)), &listed);
    check(
        &format!(r#"{{"Records":[{a}]}}{{"Records":[{b},{c}]}}"#),
        &["record 1: s1-0", "record 2: s2-0", "record 3: s3-0"],
    );
    check(&format!("{{\"Records\":[{a}]}}\n{{\"Records\":[{b}]}}\n"), &listed);
}

#[test]
fn a_broken_record_costs_only_itself() {
    let (a, c) = (record(1), record(3));
    let around = |code: &str| {
        ["record 1: s1-0".to_owned(), "record 3: s3-0".to_owned(), format!("record 2! {code}")]
    };
    for (broken, code) in [
        ("{}", "missing-field"),
        ("null", "bad-record"),
        ("7", "bad-record"),
        (r#""text""#, "bad-record"),
        ("[]", "missing-field"),
        ("NaN", "not-json"),
        ("{]", "not-json"),
        (r#"{"a":1e400,"a":NaN}"#, "not-json"),
        ("{\"a\":\"raw\nline end\"}", "not-json"),
        (r#"{"eventSource":7}"#, "bad-record"),
    ] {
        assert_eq!(
            places(&format!(r#"{{"Records":[{a},{broken},{c}]}}"#)),
            around(code),
            "{broken}"
        );
    }
    check(
        &format!(r#"{{"Records":[{a}}},{c}]}}"#),
        &["record 1: s1-0", "record 2: s3-0", "record 2! not-json"],
    );
}

#[test]
fn a_broken_line_costs_only_itself() {
    let (a, c) = (record(1), record(3));
    for broken in ["{", r#"{"a":"#, r#"{"a":"open"#, "[{", r#"{"Records":[{"#] {
        let lines = places(&format!("{a}\n{broken}\n{c}\n"));
        let expected = if broken.ends_with("[{") {
            "record 2! truncated-json"
        } else {
            "line 2! truncated-json"
        };
        assert_eq!(lines, ["line 1: s1-0", "line 3: s3-0", expected], "{broken}");
    }
    check(&format!("{a}\nsome text\n{c}\n"), &["line 1: s1-0", "line 3: s3-0", "line 2! not-json"]);
    check(&format!("{a} text\n{c}\n"), &["record 1: s1-0", "record 2: s3-0", "line 1! not-json"]);
    check(
        &format!("{{\"a\":\n{a}\n{c}"),
        &["line 2: s1-0", "line 3: s3-0", "line 1! truncated-json"],
    );
    check(&format!("text\ntext\n{a}\n{c}"), &["line 3: s1-0", "line 4: s3-0", "line 1! not-json"]);
}

#[test]
fn other_documents_come_alone_listed_and_by_line() {
    let node = r#"{"InstanceId":"i-1","LastPingDateTime":1}"#;
    let table = "node node=i-1 seen=1970-01-01T00:00:01Z";
    let check = |document: &str, at: &str| {
        assert_eq!(read(Kind::NodeInformation, document), format!("{at}: {table}\n1 records"));
    };
    check(node, "document");
    check(&format!("[{node}]"), "record 1");
    check(&format!(r#"{{"NextToken":"x","InstanceInformationList":[{node}]}}"#), "record 1");
}

#[test]
fn a_listed_node_has_the_name_that_people_gave_it_and_its_own() {
    let check = |node: &str, expected: &str| {
        let document = format!(r#"{{"Nodes":[{node}]}}"#);
        assert_eq!(read(Kind::NodeListing, &document), expected, "{node}");
    };
    let listed = |of: &str| {
        format!(
            r#"{{"CaptureTime":1,"Id":"i-1","Owner":{{"AccountId":"111122223333"}},"Region":"eu-west-1","NodeType":{of}}}"#
        )
    };
    check(
        &listed(
            r#"{"Instance":{"Name":"prod-db","ComputerName":"ip-10-0-1-5.ec2.internal","PlatformType":"Linux"}}"#,
        ),
        "record 1: node node=i-1 name=prod-db computer=ip-10-0-1-5 seen=1970-01-01T00:00:01Z platform=Linux\n1 records",
    );
    check(
        &listed(r#"{"Instance":{}}"#),
        "record 1: node node=i-1 seen=1970-01-01T00:00:01Z\n1 records",
    );
    // What is no instance has no name to be read.
    check(&listed("{}"), "1 records");
    let timeless = r#"{"Id":"i-1","NodeType":{"Instance":{}}}"#;
    check(timeless, "record 1! missing-field: `CaptureTime` is not there\n1 records");
}
