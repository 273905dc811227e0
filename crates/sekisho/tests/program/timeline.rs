//! Does `sekisho timeline` say of every line when it was complete, and never more than is known?

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::samples::{json, sekisho};

/// A recorded session, of which the true times are known.
fn file(session: &str, name: &str) -> String {
    let folder: PathBuf =
        [env!("CARGO_MANIFEST_DIR"), "..", "recording", "tests", "sessions"].iter().collect();
    folder.join(session).join(name).to_str().unwrap().to_owned()
}

fn timeline(arguments: &[&str]) -> Value {
    json(&[&["timeline", "--json"], arguments].concat())
}

/// What is said of a line, without its number and place.
fn known(row: &Value) -> (&Value, &Value, &str) {
    (&row["not_before"], &row["not_after"], row["basis"].as_str().unwrap())
}

fn rows(timeline: &Value) -> &Vec<Value> {
    timeline["rows"].as_array().unwrap()
}

#[test]
fn a_log_alone_has_an_order_and_no_times() {
    let (log, null) = (file("idle_gap", "s3.log"), Value::Null);
    let found = timeline(&[&log]);
    assert_eq!(rows(&found).len(), 9);
    assert!(rows(&found).iter().all(|row| known(row) == (&null, &null, "order-only")), "{found}");
    assert_eq!(found["clock"], null, "a log says when it was written, which is no time of a line");
    let summary = json!({
        "lines": 9, "exact": 0, "anchored": 0, "estimated": 0, "order_only": 9, "widest_us": null,
    });
    assert_eq!(found["summary"], summary);

    let from = "2026-11-23T12:03:11Z";
    let half = timeline(&[&log, "--from", from]);
    let expected = (&json!(from), &null, "order-only");
    assert!(rows(&half).iter().all(|row| known(row) == expected), "{half}");
    let whole = timeline(&[&log, "--from", from, "--to", "2026-11-23T12:03:39Z"]);
    let expected = (&json!(from), &json!("2026-11-23T12:03:39Z"), "estimated");
    assert!(rows(&whole).iter().all(|row| known(row) == expected), "{whole}");
    assert_eq!(whole["summary"]["widest_us"], 28_000_000);
}

#[test]
fn a_stream_gives_the_log_its_clock_whichever_is_named_first() {
    let (log, stream) = (file("idle_gap", "s3.log"), file("idle_gap", "cw_stream.ndjson"));
    let found = timeline(&[&log, &stream]);
    assert_eq!(timeline(&[&stream, &log]), found);
    assert_eq!((&found["clock"], &found["kind"]), (&json!("node"), &json!("session-log")));
    assert_eq!(found["summary"]["anchored"], 9);
    let times = |row: &Value| {
        let (from, to, basis) = known(row);
        (from.as_str().unwrap().to_owned(), to.as_str().unwrap().to_owned(), basis.to_owned())
    };
    let before = ("2026-11-23T12:03:10.512Z", "2026-11-23T12:03:12.512Z");
    let after = ("2026-11-23T12:03:36.513Z", "2026-11-23T12:03:38.513Z");
    for (index, row) in rows(&found).iter().enumerate() {
        let expected = if index < 3 { before } else { after };
        assert_eq!(times(row), (expected.0.into(), expected.1.into(), "anchored".into()), "{row}");
        assert_eq!(row.get("text"), None, "content is printed when it is asked for");
    }
    let alone = timeline(&[&stream]);
    assert_eq!(alone["summary"], found["summary"]);
    assert_eq!(alone["kind"], "cloudwatch-stream");
}

#[test]
fn an_offset_is_the_byte_that_completes_the_line() {
    let log = file("idle_gap", "s3.log");
    let found = timeline(&[&log, "--text"]);
    let row = &rows(&found)[2];
    assert!(row["text"].as_str().unwrap().ends_with("Mon Nov 23 12:03:12 UTC 2026"), "{row}");
    let shown = |offset: u64| {
        let at = format!("@{offset}");
        String::from_utf8(sekisho(&["screen", &log, "--at", &at]).stdout).unwrap()
    };
    let offset = row["offset"].as_u64().unwrap();
    assert!(shown(offset).contains("Mon Nov 23 12:03:12 UTC 2026"));
    assert!(!shown(offset - 2).contains("Mon Nov 23 12:03:12 UTC 2026"));
}

#[test]
fn a_cast_is_exact_and_its_start_is_known_to_the_second() {
    let found = timeline(&[&file("idle_gap", "session.cast")]);
    assert_eq!((&found["clock"], &found["summary"]["exact"]), (&json!("recorder"), &json!(9)));
    // The recorder noted 26.706133 s, and a start at 12:03:11.4996948 without its fraction.
    let expected =
        (&json!("2026-11-23T12:03:37.706133Z"), &json!("2026-11-23T12:03:38.706133Z"), "exact");
    assert_eq!(known(&rows(&found)[6]), expected);

    // A cast that does not say when it was made has positions, unless somebody knows its start.
    let folder = tempfile::tempdir().unwrap();
    let cast = folder.path().join("undated.cast");
    let lines = "{\"version\":2,\"width\":80,\"height\":24}\n[1.5,\"o\",\"hello\\r\\n\"]\n";
    std::fs::write(&cast, lines).unwrap();
    let cast = cast.to_str().unwrap();
    let output = sekisho(&["timeline", cast]);
    assert_eq!(output.status.code(), Some(0), "it names no session, but nothing of it is damaged");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.ends_with("1 line, 1 exact; when the recording starts is not known\n"), "{said}");
    let found = timeline(&[cast]);
    assert_eq!(known(&rows(&found)[0]), (&json!(1.5), &json!(1.5), "exact"));
    assert_eq!(found["rejected"], json!([]));
    assert_eq!(found["clock"], "position");
    let found = timeline(&[cast, "--from", "2026-11-23T12:00:00Z"]);
    let at = json!("2026-11-23T12:00:01.5Z");
    assert_eq!(known(&rows(&found)[0]), (&at, &at, "exact"));
}

/// A file of the damaged ones.
fn bad(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../recording/tests/bad");
    folder.join(name).to_str().unwrap().to_owned()
}

#[test]
fn what_could_not_be_read_is_said_beside_the_times() {
    for (name, words) in [
        ("truncated_v2.cast", "ends inside an event"),
        ("truncated.ttyrec", "the last frame has"),
        ("one_broken_line.ndjson", "line 2"),
        ("backwards.ttyrec", "taken as simultaneous"),
    ] {
        let file = bad(name);
        let output = sekisho(&["timeline", "--json", &file]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(5), "{name}: {said}");
        assert!(said.starts_with("note: ") && said.contains(words), "{name}: {said}");
        let found: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(found["rejected"][0]["file"], file, "{found}");
    }
    assert_eq!(timeline(&[&file("idle_gap", "s3.log")])["rejected"], json!([]));
}

#[test]
fn a_time_that_no_recording_says_is_not_exact() {
    let (typescript, timing) = (bad("timing_too_short.typescript"), bad("timing_too_short.timing"));
    let found = timeline(&[&typescript, "--timing", &timing]);
    let last = rows(&found).last().unwrap();
    assert_eq!(last["basis"], "order-only", "the timing file does not count its end: {found}");
}

#[test]
fn a_file_that_is_not_there_is_not_found() {
    for command in ["timeline", "inspect", "screen"] {
        let output = sekisho(&[command, "nosuch.log"]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(4), "{command}: {said}");
        assert!(said.contains("check the path and its permissions"), "{command}: {said}");
    }
}

#[test]
fn what_is_damaged_is_said_beside_the_screen() {
    let folder = tempfile::tempdir().unwrap();
    let cut = folder.path().join("cut.cast");
    let whole = std::fs::read(file("idle_gap", "session.cast")).unwrap();
    std::fs::write(&cut, &whole[..whole.len() - 9]).unwrap();
    let output = sekisho(&["screen", cut.to_str().unwrap()]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(5), "{said}");
    assert!(said.contains("the file ends inside an event"), "{said}");
    let output = sekisho(&["screen", cut.to_str().unwrap(), "--timing", cut.to_str().unwrap()]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("leave --timing out"), "{said}");
}

#[test]
fn people_read_a_table_in_their_own_zone() {
    let output =
        sekisho(&["timeline", &file("idle_gap", "s3.log"), &file("idle_gap", "cw_stream.ndjson")]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("2026-11-23 21:03:10.512 JST"), "{text}");
    assert!(text.ends_with("9 lines, 9 anchored; the widest interval is 2.000 s\n"), "{text}");
}

#[test]
fn what_does_not_belong_together_is_refused() {
    let log = file("idle_gap", "s3.log");
    let two = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../recording/tests/bad/firehose_two_streams_redelivered.json");
    let two = two.to_str().unwrap();
    for (arguments, words) in [
        (&[log.as_str(), &file("plain_sh", "cw_stream.ndjson")][..], "two files of one session"),
        (&[&log, &log], "not a transcript and a stream"),
        (&[&file("idle_gap", "session.cast"), &file("idle_gap", "cw_stream.ndjson")], "own clock"),
        (&[two], "--session"),
        (&[&log, "--from", "2026-11-23T13:00:00Z", "--to", "2026-11-23T12:00:00Z"], "later"),
    ] {
        let output = sekisho(&[&["timeline"], arguments].concat());
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains(words), "{arguments:?}: {said}");
    }
    let chosen = timeline(&[two, "--session", "alice-0123456789abcdefghijklmnop"]);
    assert_eq!(chosen["session_id"], "alice-0123456789abcdefghijklmnop");
}
