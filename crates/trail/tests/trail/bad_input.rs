//! What becomes of documents that are not what they should be?

use sekisho_trail::{Kind, Limits, Reading};

use crate::render::{read, render};

const KINDS: [Kind; 11] = Kind::ALL;

fn check(document: &str, expected: &str) {
    assert_eq!(read(Kind::CloudTrail, document), expected, "{document:.80}");
}

#[test]
fn the_records_are_not_where_they_should_be() {
    check("", "document! empty: there is nothing in it\n0 records");
    check(" \r\n", "document! empty: there is nothing in it\n0 records");
    check("\u{feff}", "document! empty: there is nothing in it\n0 records");
    check("no json\nat all\n", "document! not-json: there is no JSON in it\n0 records");
    check(r#"{"Records":[]}"#, "0 records");
    check("[]", "0 records");
    check("{}", "document! missing-field: `eventSource` is not there\n1 records");
    check(r#"{"Records":{}}"#, "record 1! missing-field: `eventSource` is not there\n1 records");
    let shape = "document! unknown-shape: `Records` holds neither a list nor a record\n0 records";
    check(r#"{"Records":null}"#, shape);
    check(r#"{"Records":7}"#, shape);
    check(r#"{"Records"}"#, shape);
    check(r#"{"Rec"#, "document! truncated-json: the text ends before this does\n0 records");
    check(r#"{"Records":["#, "record 1! truncated-json: the text ends before this does\n0 records");
    check(
        r#"{"eventName":"StartSession"}"#,
        "document! missing-field: `eventSource` is not there\n1 records",
    );
    check(
        r#"{"eventSource":"ssm.amazonaws.com"}"#,
        "document! missing-field: `eventName` is not there\n1 records",
    );
}

#[test]
fn a_record_holds_what_json_allows_but_nobody_expects() {
    let terminated = |rest: &str, expected: &str| {
        let document = format!(
            r#"{{"eventSource":"ssm.amazonaws.com","eventName":"TerminateSession","requestParameters":{{"sessionId":"s-1"}},{rest}}}"#
        );
        check(&document, &format!("document{expected}\n1 records"));
    };
    let fact = ": session-end event=e at=2026-11-17T01:00:00Z session=s-1";
    let good = r#""eventID":"e","eventTime":"2026-11-17T01:00:00Z""#;
    terminated(good, fact);
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    terminated(&format!(r#"{good},"x":{deep}"#), fact);
    terminated(&format!(r#"{good},"x":1e400"#), fact);
    terminated(&format!(r#"{good},"x":"\ud800 \udc00""#), fact);
    terminated(&format!(r#"{good},"eventVersion":"9.99","new":{{"a":[null]}}"#), fact);
    terminated(&format!(r#"{good},"x":1,"x":2"#), fact);
    terminated(&format!(r#"{good},"userIdentity":null,"awsRegion":null"#), fact);
    terminated(
        &format!(r#"{good},"eventID":"f""#),
        "! bad-record: record: duplicate field `eventID`",
    );
    terminated(
        &format!(r#"{good},"errorCode":"\ud800""#),
        "! not-json: record: unexpected end of hex escape",
    );
    terminated(r#""eventTime":"2026-11-17T01:00:00Z""#, "! missing-field: `eventID` is not there");
    terminated(r#""eventID":"e""#, "! missing-field: `eventTime` is not there");
    terminated(r#""eventID":"a b","eventTime":1"#, "! bad-id: `eventID` should be an event id");
    for time in [
        r#""2026-11-17T01:00:00""#,
        r#""2026-02-30T00:00:00Z""#,
        r#""99999-01-01T00:00:00Z""#,
        "1e300",
    ] {
        let rest = format!(r#""eventID":"e","eventTime":{time}"#);
        terminated(&rest, "! bad-time: `eventTime` is no time this reader knows");
    }
    terminated(r#""eventID":"e","eventTime":"2026-11-17T10:00:00+09:00""#, fact);
}

#[test]
fn deep_nesting_is_read_without_recursion() {
    for kind in KINDS {
        for open in ["[", "{\"a\":", "{\"Records\":[", "[{\"a\":[{"] {
            let reading =
                sekisho_trail::read(kind, open.repeat(100_000).as_bytes(), &Limits::DEFAULT);
            assert!(reading.facts.is_empty() && !reading.rejected.is_empty(), "{kind:?} {open}");
        }
    }
}

#[test]
fn text_inside_text_may_be_bad_too() {
    assert_eq!(
        read(
            Kind::CloudTrailLookup,
            r#"{"Events":[{"CloudTrailEvent":"{"},{"CloudTrailEvent":7},{"EventId":"e"}]}"#
        ),
        "record 1! not-json: record: EOF while parsing an object\n\
         record 2! bad-record: event: expected a string\n\
         record 3! missing-field: `CloudTrailEvent` is not there\n3 records"
    );
}

#[test]
fn bytes_that_are_no_utf8_spoil_nothing_around_them() {
    let mut bytes = br#"{"Sessions":[{"SessionId":"a-1","Reason":""#.to_vec();
    bytes.extend(b"\x96\x7b\x94\xd4"); // the first characters of "production" in Shift JIS
    bytes.extend(br#""},{"SessionId":"b-2"}]}"#);
    let reading = sekisho_trail::read(Kind::SessionHistory, &bytes, &Limits::DEFAULT);
    assert_eq!(
        render(&reading),
        "record 1: session-history session=a-1 reason=\u{fffd}{\u{fffd}\u{fffd}\n\
         record 2: session-history session=b-2\n\
         byte 42! invalid-utf8: not UTF-8 from here on; unreadable bytes were read as U+FFFD\n2 records"
    );
}

#[test]
fn limits_are_told_when_they_are_reached() {
    let limited = |limits: Limits| -> Reading {
        let document = r#"[{"SessionId":"a-1"},{"SessionId":""},{"SessionId":"c-3"},{},{}]"#;
        sekisho_trail::read(Kind::SessionHistory, document.as_bytes(), &limits)
    };
    let check = |limits: Limits, expected: &str| assert_eq!(render(&limited(limits)), expected);
    check(
        Limits { bytes: 10, ..Limits::DEFAULT },
        "document! too-large: the document has 64 bytes, more than the limit of 10\n0 records",
    );
    check(
        Limits { records: 1, ..Limits::DEFAULT },
        "record 1: session-history session=a-1\n\
         record 2! too-many: more than 1 records; this and the rest were not read\n1 records",
    );
    check(
        Limits { record_bytes: 18, rejected: 2, ..Limits::DEFAULT },
        "record 1! too-large: the record has 19 bytes, more than the limit of 18\n\
         record 2! missing-field: `SessionId` is not there\n\
         document! too-many: 3 more rejections are not listed\n5 records",
    );
}

#[test]
fn a_reason_repeats_no_value() {
    let document = r#"{"eventSource":"ssm.amazonaws.com","eventName":"GetAccessToken","eventID":"e",
        "responseElements":"S3CRET, expected at line 1"}"#;
    check(
        document,
        "document! bad-record: responseElements: expected the response of GetAccessToken\n1 records",
    );
    let document = r#"{"SessionId":"S3 CRET","StartDate":{"S3CRET":1}}"#;
    assert_eq!(
        read(Kind::SessionHistory, document),
        "document! bad-record: session: a time as a number of seconds or a text\n1 records"
    );
}
