//! Are secrets masked wherever content leaves, and shown only to somebody whose reason is in the ledger?

use std::fs;

use serde_json::{Value, json};

use crate::samples::{Server, ingested, json as answer, sekisho, walk};

const SESSION: &str = "alice-0e34861185201706f";
const PASSWORD: &str = "Zaq12wsx-k7";

/// The second line of the private key.
const KEY: &str = "QyNTUxOQAAACA4tktH";

/// A data directory with the session of bash that is described in `secrets/README.md`.
fn data() -> tempfile::TempDir {
    ingested(SESSION, include_bytes!("secrets/alice-0e34861185201706f.log"))
}

fn ledger(data: &str) -> String {
    fs::read_to_string(format!("{data}/archive/ledger.ndjson")).unwrap()
}

fn holds_no_secret(what: &str, text: &str) {
    for secret in [PASSWORD, &PASSWORD[..8], KEY] {
        assert!(!text.contains(secret), "{what}: {text}");
    }
}

#[tokio::test]
async fn nothing_hands_out_a_secret() {
    let folder = data();
    let data = folder.path().to_str().unwrap();
    let server = Server::of(data);
    let session = format!("{}/api/v1/sessions/{SESSION}", server.address);
    let get = async |address: &str| reqwest::get(address).await.unwrap().text().await.unwrap();
    let detail: Value = serde_json::from_str(&get(&session).await).unwrap();
    let generation = detail["recording"]["generation"].as_str().unwrap();
    for (path, told) in [
        ("/transcript", "DB_PASSWORD=***"),
        ("/commands", "curl -su app:***"),
        ("/text", "curl -su app:***"),
        ("/text?raw=true", "␛]0;curl -su app:***"),
        ("/find?q=password", "[1,"),
        ("/marks", "private-key"),
        ("/timeline", ""),
        ("/recording?markers=true", "curl -su app:***"),
        (&format!("/recording/{generation}/0"), "]0;curl -su app:***"),
        ("/cast?version=2", "]0;curl -su app:***"),
        ("/cast?version=3", "]0;curl -su app:***"),
        ("/../../export?format=csv", SESSION),
        ("/../../export?format=jsonl", SESSION),
        ("/../../search?q=DB_PASSWORD", "DB_PASSWORD"),
    ] {
        let body = get(&format!("{session}{path}")).await;
        assert!(body.contains(told), "{path}: {body}");
        holds_no_secret(path, &body);
    }
}

#[test]
fn no_derived_state_holds_a_secret() {
    let folder = data();
    let data = folder.path().to_str().unwrap();
    for (question, expected) in [(PASSWORD, 0), ("Zaq12wsx", 0), ("DB_PASSWORD", 1)] {
        let found = answer(&["search", "--json", "--data", data, question]);
        assert_eq!(found["total"], expected, "{question}");
    }
    let files = walk(&folder.path().join("derived"));
    assert!(files.len() > 1, "a catalog and an index: {files:?}");
    for file in files {
        let bytes = fs::read(&file).unwrap();
        holds_no_secret(&file.display().to_string(), &String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn marks_say_where_and_of_which_kind() {
    let folder = data();
    let data = folder.path().to_str().unwrap();
    let marks = sekisho(&["sessions", "marks", SESSION, "--data", data]).stdout;
    let marks = String::from_utf8(marks).unwrap();
    let told: Vec<_> = marks
        .lines()
        .map(|row| row.split_whitespace().skip(1).collect::<Vec<_>>().join(" "))
        .map(|row| row.split(" @").next().unwrap().replace(" byte bytes", ""))
        .collect();
    let expected = [
        "kind line",
        "assignment L1",
        "assignment L2",
        "url-password L2",
        "url-password in no line",
        "curl-password L5",
        "curl-password in no line",
        "url-password L7",
        "private-key L11-L15",
        "curl-password L17",
        "assignment L19",
        "url-password L20",
        "curl-password L21",
    ];
    assert_eq!(told, expected);
    let shown = sekisho(&["sessions", "show", SESSION, "--data", data]).stdout;
    let shown = String::from_utf8(shown).unwrap();
    assert!(shown.contains("secrets masked; see `sessions marks`"), "{shown}");
}

#[tokio::test]
async fn a_reason_shows_the_lines_with_secrets_and_stays_in_the_ledger() {
    let folder = data();
    let data = folder.path().to_str().unwrap();
    let server = Server::of(data);
    let address = format!("{}/api/v1/sessions/{SESSION}/reveal", server.address);
    let client = reqwest::Client::new();
    for refused in [json!({"reason": "  "}), json!({}), json!({"reason": "x".repeat(501)})] {
        let response = client.post(&address).json(&refused).send().await.unwrap();
        assert_eq!(response.status(), 400, "{refused}");
    }
    assert_eq!(reqwest::get(&address).await.unwrap().status(), 405);
    assert!(!ledger(data).contains("secrets"));
    for times in 1..=2 {
        let asked = json!({"reason": " INC-4821: was the backup password used? "});
        let response = client.post(&address).json(&asked).send().await.unwrap();
        assert_eq!(response.headers()["cache-control"], "no-store");
        let revealed: Value = response.json().await.unwrap();
        let lines = revealed["lines"].as_array().unwrap();
        let texts: Vec<_> = lines.iter().map(|line| line["text"].as_str().unwrap()).collect();
        assert_eq!(texts[0], format!("[ssm-user@prod-db ~]$ export DB_PASSWORD={PASSWORD}"));
        assert!(texts.iter().any(|text| text.starts_with(KEY)), "{texts:?}");
        assert!(texts.iter().all(|text| !text.contains('*')), "{texts:?}");
        let lines = ledger(data);
        let told = "\"how\":\"secrets\",\"reason\":\"INC-4821: was the backup password used?\"";
        assert_eq!(lines.matches(told).count(), times, "every time is an act of its own");
    }
}

#[test]
fn the_command_line_needs_a_reason_too() {
    let folder = data();
    let data = folder.path().to_str().unwrap();
    let text = |more: &[&str]| {
        let run = sekisho(&[&["sessions", "text", SESSION, "--data", data], more].concat());
        (run.status.code(), String::from_utf8(run.stdout).unwrap())
    };
    let (status, masked) = text(&[]);
    assert_eq!(status, Some(0));
    assert!(
        masked.starts_with("[ssm-user@prod-db ~]$ export DB_PASSWORD=***********\n"),
        "{masked}"
    );
    assert_eq!(text(&["--reveal-secrets"]).0, Some(2));
    assert_eq!(text(&["--reveal-secrets", "--reason", " "]).0, Some(2));
    assert!(!ledger(data).contains("\"secrets\""));
    let (status, revealed) = text(&["--reveal-secrets", "--reason", "INC-4821"]);
    assert_eq!(status, Some(0));
    assert!(
        revealed.starts_with(&format!("[ssm-user@prod-db ~]$ export DB_PASSWORD={PASSWORD}\n")),
        "{revealed}"
    );
    assert_eq!(revealed.lines().count(), masked.lines().count());
    assert!(ledger(data).contains("\"reason\":\"INC-4821\""));
}

#[test]
fn files_that_are_not_in_an_archive_are_masked_as_well() {
    let file =
        concat!(env!("CARGO_MANIFEST_DIR"), "/tests/program/secrets/alice-0e34861185201706f.log");
    for command in [&["inspect"][..], &["timeline", "--text"], &["screen", "--size", "200x60"]] {
        let run = sekisho(&[command, &[file]].concat());
        let told = String::from_utf8(run.stdout).unwrap();
        assert!(told.contains("DB_PASSWORD=***"), "{command:?}: {told}");
        holds_no_secret(command[0], &told);
    }
}
