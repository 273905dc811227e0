//! Does a typescript have the times of the timing file beside it, whichever of them comes first?

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::samples::{json, sekisho};

const SESSION: &str = "alice-nuantjezbtardtacqsffya4y7w";

/// What is known of the recording after the parts of a `script` recording with these endings came, one run for each.
fn known_after(endings: &[&str]) -> Value {
    let parts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../recording/tests/formats");
    let part = |ending: &&str| {
        let bytes = fs::read(parts.join(format!("classic.{ending}"))).unwrap();
        (format!("{SESSION}.{ending}"), bytes)
    };
    known_of(&endings.iter().map(part).collect::<Vec<_>>())
}

/// The same, after these files.
fn known_of(files: &[(String, Vec<u8>)]) -> Value {
    let (from, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let data = data.path().to_str().unwrap();
    for (name, bytes) in files {
        let named = from.path().join(name);
        fs::create_dir_all(named.parent().unwrap()).unwrap();
        fs::write(named, bytes).unwrap();
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

#[test]
fn only_a_timing_file_that_counts_its_bytes_gives_it_times() {
    let typescript =
        b"Script started on 2026-11-24 03:00:00+00:00\nhello\n\nScript done on 2026-11-24 03:00:09+00:00\n";
    let log = || (format!("{SESSION}.typescript"), typescript.to_vec());
    let timing =
        |folder: &str, rows: &str| (format!("{folder}/{SESSION}.timing"), rows.as_bytes().to_vec());
    let other = timing("a", "9.000000 99\n");
    let fits = timing("b", "0.500000 2\n1.000000 4\n");
    let check = |files: &[(String, Vec<u8>)], basis: &str| {
        let known = known_of(files);
        assert_eq!(known["basis"], basis, "{known}");
        assert_eq!(known["state"], "present", "{known}");
    };
    check(&[log(), other.clone()], "order-only");
    check(&[log(), fits.clone()], "exact");
    // Whichever came first: two recordings of one session lay side by side.
    check(&[log(), other.clone(), fits.clone()], "exact");
    check(&[fits, other, log()], "exact");
}

#[test]
fn what_was_handed_out_is_no_evidence() {
    let (from, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (from, data) = (from.path().to_str().unwrap(), data.path().to_str().unwrap());
    let log = "Script started on 2026-11-24 03:00:00+00:00 [COMMAND=\"cat /x\"]\nhello\n\nScript done on x\n";
    fs::write(format!("{from}/{SESSION}.log"), log).unwrap();
    let ingest = || sekisho(&["ingest", "--data", data, "--from", from]).status.code();
    assert_eq!(ingest(), Some(0));
    let before = json(&["sessions", "show", SESSION, "--json", "--data", data]);
    let copy = format!("{from}/{SESSION}.cast");
    let run = sekisho(&["sessions", "cast", SESSION, "--data", data, "--output", &copy]);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    ingest();
    let after = json(&["sessions", "show", SESSION, "--json", "--data", data]);
    assert_eq!(before["recording"], after["recording"], "its times would be shown as exact");
    let originals = json(&["originals", "list", "--json", "--data", data]);
    assert!(originals.to_string().contains("a copy that Sekisho handed out"), "{originals}");
}
