//! Is what was done around a session told, once each, and what is not known as well?

use serde_json::Value;

use crate::samples::{data, json, sekisho};

/// The calls around a session, each as `<call> <by> <refused> <other session's node>`.
fn done(session: &str) -> (Value, Vec<String>) {
    let around = json(&["sessions", "around", session, "--json", "--data", data()]);
    let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let call =
        |done: &Value| ["name", "who", "error", "node"].map(|name| word(&done[name])).join(" ");
    let calls = around["done"].as_array().unwrap().iter().map(call).collect();
    (around, calls)
}

#[test]
fn what_a_session_rests_on_is_told_from_its_request_on() {
    let (around, calls) = done("f398d728-709c-41a2-bda0-79f5219398ad");
    assert_eq!(
        calls,
        [
            "StartAccessRequest erin@example.com - -",
            "SendAutomationSignal bob@example.com - -",
            "GetAccessToken erin@example.com - -",
            "StartConnection erin@example.com - -",
            "StartSession erin@example.com - -",
            "TerminateSession erin@example.com - -",
        ]
    );
    assert_eq!(around["from"], "2026-11-18T05:02:05Z");
    assert_eq!(around["to"], "2026-11-18T07:03:10Z");
    // Folders tell of no stretch that nothing is missing in it.
    assert_eq!(around["told_whole"], false);
}

#[test]
fn what_the_same_person_did_then_is_told_beside_it() {
    let first = "denied:2777b1fc-cd50-4666-9510-129ce9bf89ee";
    let (around, calls) = done(first);
    let by = "StartSession vendor-x@partner.example AccessDenied";
    assert_eq!(calls, [format!("{by} -"), format!("{by} prod-db")]);
    // A refused attempt is over at once.
    assert_eq!(around["to"], "2026-11-17T08:18:27Z");
    let other = around["done"][1]["session"].as_str().unwrap();
    assert_eq!(around["others"][0]["key"], other);
    let (back, _) = done(other);
    assert_eq!(back["done"][0]["session"], first);
}

#[test]
fn a_session_without_a_start_says_that_nothing_else_is_looked_for() {
    let nowhere = "erin@example.com-37nermblkqcdlgs3xw753uq6nk";
    let (around, calls) = done(nowhere);
    assert_eq!((&around["from"], calls.len()), (&Value::Null, 0));
    let told = sekisho(&["sessions", "around", nowhere, "--data", data()]);
    let told = String::from_utf8_lossy(&told.stderr).into_owned();
    assert!(told.contains("no clock tells when the session began"), "{told}");
}
