//! Does skimming a file say what reading every record says, whoever wrote it?

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::ValueTree;

use crate::{Kind, Limits, Reading, cloudtrail, read, read_every, skim, without_mark};

/// A field as somebody would write it who wants a record to be passed over, or taken for another.
fn field() -> impl Strategy<Value = String> {
    let key = select(vec![
        "eventSource",
        "eventName",
        r"event\u0053ource",
        r"\u0065ventName",
        "eventCategory",
        r"event\u0043ategory",
        "eventID",
        "requestParameters",
        r#"x\"eventName"#,
        r"a\\",
        "本",
    ]);
    let json = select(vec![
        r#""ssm.amazonaws.com""#,
        r#""s3.amazonaws.com""#,
        r#""StartSession""#,
        r#""GetObject""#,
        r#""Insight""#,
        r#""Start\u0053ession""#,
        r#""\u0053tartSession""#,
        r#""a\"eventName\":\"StartSession""#,
        r#""{[\\""#,
        r#""\ud800""#,
        r#""""#,
        "\"終わり \u{7f}\"",
        r#"{"eventSource":"ssm.amazonaws.com","eventName":"StartSession"}"#,
        r#"{"sessionId":"s-0","target":"i-1"}"#,
        r#"[{"a":[1,-2.5,{}],"b":[]},null]"#,
        "null",
        "true",
        "0",
        "-0.50",
        "1e400",
        "1e5",
    ]);
    let no_json = select(vec![
        r#""\u12""#,
        r#""\x""#,
        "\"tab\tinside\"",
        r#"{"a":1,}"#,
        r#"["a":1]"#,
        r#"{"a"}"#,
        "{]",
        "[1 2]",
        "truer",
        "nul",
        "01",
        "1.",
        "-",
        "NaN",
        "",
    ]);
    let value = prop_oneof![6 => json, 1 => no_json];
    (key, value).prop_map(|(key, value)| format!("\"{key}\":{value}"))
}

/// A record, most of them whole.
fn record() -> impl Strategy<Value = String> {
    let plain = select(vec![
        r#""eventSource":"s3.amazonaws.com","eventName":"GetObject""#,
        r#""eventSource":"kms.amazonaws.com","eventName":"Decrypt","readOnly":true"#,
        r#""eventSource":"ssm.amazonaws.com","eventName":"TerminateSession","eventID":"e","eventTime":"2026-11-17T01:00:00Z""#,
        r#""eventSource":"ssm.amazonaws.com","eventName":"Terminate\u0053ession","eventID":"e""#,
        r#""eventSource":"\u0073sm.amazonaws.com","eventName":"StartSession""#,
        r#""eventSource":"ssm.amazonaws.com","event\u004eame":"StartSession""#,
        r#""eventVersion":"1.11""#,
    ]);
    let between = prop_oneof![12 => select(vec![",", ", ", "\n,"]), 1 => select(vec![",,", ""])];
    (plain, vec(field(), 0..3), between, any::<bool>()).prop_map(
        |(plain, fields, between, last)| {
            let mut fields: Vec<&str> = fields.iter().map(String::as_str).collect();
            fields.insert(if last { fields.len() } else { 0 }, plain);
            format!("{{{}}}", fields.join(between))
        },
    )
}

fn document() -> impl Strategy<Value = String> {
    let delivered = select(vec![
        ("{\"Records\":[", ",", "]}"),
        ("\u{feff}{ \"Records\" : [ ", " ,\n", " ] }\n"),
    ]);
    let other = select(vec![
        ("{\"Records\":[", ",", "]} {}"),
        ("{\"Records\":[", ",", "],\"Records\":[]}"),
        ("{\"a\":1,\"Records\":[", ",", "]}"),
        ("{\"Rec\\u006frds\":[", ",", "]}"),
        ("{\"Records\":[", ",", ",]}"),
        ("{\"Records\":[", ",", "]"),
        ("[", ",", "]"),
        ("", "\n", ""),
    ]);
    let frame = prop_oneof![2 => delivered, 1 => other];
    (frame, vec(record(), 0..5)).prop_map(|((open, between, close), records)| {
        format!("{open}{}{close}", records.join(between))
    })
}

fn every(text: &str, limits: &Limits) -> Reading {
    let mut sheet = crate::Sheet::new(limits);
    read_every(Kind::CloudTrail, without_mark(text), &mut sheet);
    sheet.finish()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_096))]

    #[test]
    fn skimming_says_what_reading_every_record_says(
        text in document(),
        records in 0..6_u64,
        record_bytes in 10..400_usize,
    ) {
        for limits in [Limits::DEFAULT, Limits { records, record_bytes, ..Limits::DEFAULT }] {
            prop_assert_eq!(read(Kind::CloudTrail, text.as_bytes(), &limits), every(&text, &limits));
        }
    }
}

proptest! {
    #[test]
    fn a_changed_byte_or_a_cut_changes_nothing_of_that(
        of_sessions: bool,
        at in any::<Index>(),
        byte in any::<u8>(),
        is_cut: bool,
    ) {
        let listed = format!("{{\"Records\":{OF_SESSIONS}}}");
        let mut bytes = if of_sessions { listed } else { DELIVERED.to_owned() }.into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        bytes.truncate(if is_cut { at } else { bytes.len() });
        let Ok(text) = std::str::from_utf8(&bytes) else { return Ok(()) };
        prop_assert_eq!(read(Kind::CloudTrail, &bytes, &Limits::DEFAULT), every(text, &Limits::DEFAULT));
    }
}

/// A file as CloudTrail delivered it.
const DELIVERED: &str = include_str!("../test_data/delivered-file-without-sessions.json");

/// Records, among them of sessions.
const OF_SESSIONS: &str = include_str!("../test_data/start-and-terminate-session.json");

/// Without this the properties above could hold because nothing is ever skimmed.
#[test]
fn what_cloudtrail_delivers_is_skimmed() {
    let skimmed = skim::skim(DELIVERED, usize::MAX, cloudtrail::reader);
    let skimmed = skimmed.expect("it is as CloudTrail writes it");
    let every = every(DELIVERED, &Limits::DEFAULT);
    assert_eq!((skimmed.records, skimmed.read.len()), (every.records, 0));
    assert!(every.records > 0);
}

/// Nor do they hold because no hostile document is skimmed, or no record of one is passed over or read.
#[test]
fn hostile_documents_are_skimmed_too() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut documents, mut passed, mut read) = (0, 0, 0);
    for _ in 0..1_000 {
        let text = document().new_tree(&mut runner).expect("a document").current();
        let skimmed = skim::skim(without_mark(&text), usize::MAX, cloudtrail::reader);
        for skimmed in skimmed.into_iter().filter(|skimmed| skimmed.records > 0) {
            documents += 1;
            read += skimmed.read.len();
            passed += skimmed.records as usize - skimmed.read.len();
        }
    }
    assert!(documents > 200 && passed > 50 && read > 200, "{documents} {passed} {read}");
}
