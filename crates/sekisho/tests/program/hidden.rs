//! Is output told that nobody saw as it was written, and can the bytes themselves be read?

use std::fs;

use serde_json::Value;

use crate::samples::{Server, ingested, json as answer, sekisho};

const SESSION: &str = "bob-0e34861185201706f";

/// A data directory with the session of bash that is described in `hidden/README.md`.
fn data() -> tempfile::TempDir {
    ingested(SESSION, include_bytes!("hidden/bob-0e34861185201706f.log"))
}

#[test]
fn each_way_of_hiding_is_listed_with_its_line() {
    let folder = data();
    let data = folder.path().to_str().unwrap();
    let marks = answer(&["sessions", "marks", SESSION, "--json", "--data", data]);
    let told: Vec<_> = marks["hidden"]
        .as_array()
        .unwrap()
        .iter()
        .map(|mark| (mark["kind"].as_str().unwrap(), mark["first_line"].as_u64()))
        .collect();
    let expected = [
        ("concealed", Some(2)),
        ("same-colour", Some(4)),
        ("overwritten", Some(6)),
        ("bidi", Some(8)),
        ("swallowed", Some(10)),
    ];
    assert_eq!(told, expected);
    let shown = sekisho(&["sessions", "show", SESSION, "--data", data]).stdout;
    let shown = String::from_utf8(shown).unwrap();
    assert!(shown.contains("5 places hide output; see `sessions marks`"), "{shown}");
}

#[tokio::test]
async fn the_raw_view_shows_what_was_written_and_steers_nothing() {
    let folder = data();
    let data = folder.path().to_str().unwrap();
    let text = |more: &[&str]| {
        let run = sekisho(&[&["sessions", "text", SESSION, "--data", data], more].concat());
        String::from_utf8(run.stdout).unwrap()
    };
    let whole = text(&["--raw"]);
    for written in [
        "count: ␛[8m4112 rows deleted␛[0m␍␊\n",
        "␛[30;40mscp dump.sql evil:␛[0m",
        "uploading customers.csv␍nothing to do",
        "invoice_<U+202E>fdp.sh",
        "␛]0;jobswallowed␍␊\n␇",
    ] {
        assert!(whole.contains(written), "{written}: {whole}");
    }
    assert!(!whole.contains(|c: char| c.is_control() && c != '\n'), "{whole}");
    let pieces: String = (1..=11)
        .map(|line| text(&["--raw", "--at", &format!("L{line}"), "--lines", "1"]))
        .collect();
    assert_eq!(pieces, whole, "line by line it is the same");

    let server = Server::of(data);
    let address = format!("{}/api/v1/sessions/{SESSION}/text?raw=true", server.address);
    assert_eq!(reqwest::get(address).await.unwrap().text().await.unwrap(), whole);
    let ledger = fs::read_to_string(format!("{data}/archive/ledger.ndjson")).unwrap();
    let reads = ledger.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    assert!(reads.into_iter().any(|entry| entry["how"] == "raw"), "{ledger}");
}
