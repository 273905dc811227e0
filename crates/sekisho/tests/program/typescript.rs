//! Does a typescript have the times of the timing file beside it, whichever of them comes first?

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::samples::{json, sekisho};

const SESSION: &str = "alice-nuantjezbtardtacqsffya4y7w";

/// What is known of the recording after the parts of a `script` recording with these endings came, one run for each.
fn known_after(endings: &[&str]) -> Value {
    let (from, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let data = data.path().to_str().unwrap();
    let parts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../recording/tests/formats");
    for ending in endings {
        let named = from.path().join(format!("{SESSION}.{ending}"));
        fs::copy(parts.join(format!("classic.{ending}")), named).unwrap();
        let run = sekisho(&["ingest", "--data", data, "--from", from.path().to_str().unwrap()]);
        assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    }
    let told = json(&["sessions", "show", SESSION, "--json", "--data", data]);
    let sources = told["recording"]["sources"].as_array().cloned().unwrap_or_default();
    json!({
        "state": told["session"]["recording"]["state"],
        "basis": told["session"]["recording"]["time_basis"],
        "duration_us": told["recording"]["duration_us"],
        "sources": sources.iter().map(|source| source["kind"].clone()).collect::<Vec<_>>(),
    })
}

#[test]
fn both_files_make_one_recording_in_whatever_order_they_come() {
    let check = |endings: &[&str], expected: Value| {
        assert_eq!(known_after(endings), expected, "{endings:?}");
    };
    let timed = json!({
        "state": "present", "basis": "exact", "duration_us": 2_603_640,
        "sources": ["session-log", "timing"],
    });
    check(&["typescript", "timing"], timed.clone());
    check(&["timing", "typescript"], timed);
    let untimed = known_after(&["typescript"]);
    assert_eq!((&untimed["state"], &untimed["basis"]), (&json!("present"), &json!("order-only")));
    let shows_nothing = json!({
        "state": "unknown", "basis": null, "duration_us": null, "sources": [],
    });
    check(&["timing"], shows_nothing);
}
