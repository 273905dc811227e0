//! A session whose end nobody recorded: is what is known of it shown, and nothing made up?

use serde_json::{Value, json};

use crate::estate::{Estate, LOGS, TRAIL, objects, put};

const STORY: &str = "session-outlives-window";
const SESSION: &str = "vendor-x@partner.example-cxjaleoczh4xlqyyo2xynxlrg6";

/// Takes in everything of the story but what is named like one of these, into a bucket that holds another story.
fn without(left_out: &[&str]) -> Estate {
    let estate = Estate::buckets(&["auto-approved"]);
    for bucket in [LOGS, TRAIL] {
        let objects = objects(STORY, bucket).into_iter();
        for object in objects.filter(|(key, _)| !left_out.iter().any(|part| key.contains(part))) {
            put(&estate, bucket, &object);
        }
    }
    estate.once();
    estate
}

fn session(estate: &Estate) -> Value {
    let listed = estate.json(&["sessions", "list"]);
    let sessions = listed["sessions"].as_array().unwrap();
    sessions.iter().find(|session| session["key"] == SESSION).unwrap().clone()
}

/// The end, how long it lasted, and whether there is a recording.
fn told(session: &Value) -> Value {
    json!([session["ended"], session["duration_us"], session["recording"]["state"]])
}

#[test]
fn an_end_is_what_a_document_tells_and_otherwise_absent() {
    // TerminateSession is in a file of its own.
    const END: &str = "20261119T0735Z";
    let only_begun = without(&[END, ".log", "cloudwatch/"]);
    let why = "no TerminateSession, no EndDate and no log";
    let unknown = json!({"at": null, "not_after": null, "basis": null, "why": why});
    assert_eq!(told(&session(&only_begun)), json!([unknown, null, "missing"]));
    let shown = only_begun.answers(&["sessions", "show", SESSION]).unwrap();
    assert!(shown.contains(why), "{shown}");

    // A stream may go on at any moment: its last line ends nothing.
    let with_stream = session(&without(&[END, ".log"]));
    assert_eq!(
        (&with_stream["ended"]["at"], &with_stream["ended"]["not_after"]),
        (&json!(null), &json!(null))
    );
    let why = with_stream["ended"]["why"].as_str().unwrap();
    assert!(why.starts_with("last line that is recorded at 2026-11-19T07:"), "{why}");

    // The log is written when the session is over: its time bounds the end and is not taken for it.
    let with_log = without(&[END]);
    let bounded = session(&with_log);
    let [at, not_after, basis] = ["at", "not_after", "basis"].map(|name| &bounded["ended"][name]);
    assert_eq!((at, basis), (&json!(null), &json!("log-generation")));
    assert!(not_after.is_string() && bounded["duration_us"].is_null(), "{bounded:#}");
    assert_eq!(bounded["recording"]["state"], "present");

    // The file of the end comes after all, a day late.
    let late = objects(STORY, TRAIL).into_iter().find(|(key, _)| key.contains(END)).unwrap();
    put(&with_log, TRAIL, &late);
    with_log.once();
    let whole = session(&with_log);
    assert_eq!(
        (&whole["ended"]["at"], &whole["ended"]["basis"]),
        (&json!("2026-11-19T07:25:23Z"), &json!("cloud-trail"))
    );
    assert_eq!(with_log.derived(), without(&[]).derived());
}
