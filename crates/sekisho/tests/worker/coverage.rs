//! Is a recording that AWS does not give told apart from one that was not looked for and from one that is not there?

use sekisho_tests::aws::{Fault, Harm};
use serde_json::Value;

use crate::estate::{Estate, LOGS};

/// What coverage says after a run with a fault: the states with their reasons and counts, the worst first.
fn states(estate: &Estate) -> Vec<String> {
    let told = estate.json(&["coverage", "--tz", "Asia/Tokyo"]);
    let state = |state: &Value| {
        let word = |name: &str| state[name].as_str().unwrap_or_default().to_owned();
        format!("{} {} {}", state["sessions"], word("state"), word("why")).trim_end().to_owned()
    };
    told["states"].as_array().unwrap().iter().map(state).collect()
}

#[test]
fn an_absence_is_told_by_how_far_was_looked() {
    let estate = Estate::buckets(&["no-request"]);
    // Not even listed: nobody can say that anything is missing.
    estate.aws.fail(Fault::new("ListObjectVersions", Harm::Denied).about(LOGS));
    estate.once();
    assert_eq!(states(&estate), ["1 unknown source-behind"]);
    let told = estate.json(&["coverage"]);
    assert_eq!(told["complete_up_to"], Value::Null);
    assert_eq!(told["sources"][0]["name"], format!("s3 {LOGS}"), "trouble comes first: {told:#}");
    // Listed and refused: they exist.
    estate.aws.heal();
    estate.aws.fail(Fault::new("GetObject", Harm::KeyDenied).about(".log"));
    estate.once();
    assert_eq!(states(&estate), ["1 missing not-given"]);
    let told = estate.json(&["coverage"]);
    assert_eq!(told["absent"][0]["trouble"]["code"], "key-denied");
    assert_eq!(estate.run(&["coverage"]).status.code(), Some(5));
    // Read: all is there, also the log of a session that only LookupEvents would tell of, and it is known up to when.
    estate.aws.heal();
    estate.once();
    assert_eq!(states(&estate), ["1 unannounced", "1 arrived"]);
    let told = estate.json(&["coverage"]);
    assert!(told["complete_up_to"].is_string() && told["absent"] == Value::Array(Vec::new()));
    assert_eq!(estate.run(&["coverage"]).status.code(), Some(0));
    // Every day since CloudTrail delivers was read to its end, so an empty one is quiet.
    let cells = told["cells"].as_array().unwrap().iter();
    let dated: Vec<_> = cells.filter(|cell| cell["day"].is_string()).collect();
    let whole = dated.iter().filter(|cell| cell["told_whole"] == true);
    let whole: Vec<_> = whole.map(|cell| cell["day"].as_str().unwrap()).collect();
    assert_eq!((whole.first(), whole.last()), (Some(&"2026-11-24"), Some(&"2026-11-21")));
    assert!(dated.len() >= 30, "a cell for every day");
}

#[test]
fn a_log_that_nobody_uploaded_is_missing() {
    let estate = Estate::buckets(&["recording-missing", "no-request"]);
    estate.once();
    assert_eq!(states(&estate)[0], "1 missing node-stopped");
}
