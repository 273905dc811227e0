//! Is what a machine reads on a remote desktop found where it stands, and is it told when nothing was read?

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::samples::{Server, command, json, samples, sekisho};

const CONNECTION: &str = "f398d728-709c-41a2-bda0-79f5219398ad";

/// An engine that stands for another: of every picture it reads the same, and it notes each.
fn engine(reads: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("tesseract");
    let notes = folder.path().join("notes");
    let script = format!(
        "#!/bin/sh\ncase $1 in\n--version) echo tesseract 5.9.9;;\n--list-langs) echo eng; echo jpn;;\n\
         *) cat >/dev/null; echo read >>{notes}\n{reads};;\nesac\n",
        notes = notes.display()
    );
    fs::write(&program, script).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

/// Takes in a desktop with programs from this folder before all others.
fn run(what: &[&str], data: &Path, programs: &Path) {
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let mut command = command(&[what, &["--data", data.to_str().unwrap()]].concat());
    let run = command.env("PATH", path).output().unwrap();
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
}

fn ingest(data: &Path, programs: &Path) {
    let from = samples().join("desktop-approved");
    run(&["ingest", "--from", from.to_str().unwrap()], data, programs);
}

/// Whether such a program is there; who runs the tests reads that some were left out.
fn is_installed(program: &str) -> bool {
    let found = std::process::Command::new(program).arg("-version").output().is_ok();
    #[allow(clippy::print_stderr)]
    if !found {
        eprintln!("left out: {program} is not installed");
    }
    found
}

fn printed(arguments: &[&str]) -> String {
    let run = sekisho(arguments);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8_lossy(&run.stdout).into_owned()
}

/// The keys of the sessions that a question finds.
fn found(question: &str, data: &str) -> Vec<String> {
    let answer = json(&["search", question, "--json", "--data", data]);
    let sessions = answer["sessions"].as_array().unwrap();
    sessions.iter().map(|row| row["key"].as_str().unwrap().to_owned()).collect()
}

/// The sessions that are free of a word, and of how many nobody can say whether they are, by why.
#[track_caller]
fn check_free(data: &str, word: &str, free: &[&str], unread: &[(&str, usize)]) {
    let question = format!("type:rdp -screen:{word}");
    assert_eq!(found(&question, data), free, "{question}");
    let sum: usize = unread.iter().map(|(_, n)| n).sum();
    let reasons = ["waiting", "no_engine", "in_part", "no_video"];
    for list in ["search", "sessions list"] {
        let list: Vec<_> = list.split(' ').collect();
        let answer = json(&[&list[..], &[&question, "--json", "--data", data]].concat());
        assert_eq!(answer["undecided"]["sessions"], sum, "{answer}");
        for reason in reasons {
            let expected = unread.iter().find(|(why, _)| *why == reason).map_or(0, |(_, n)| *n);
            assert_eq!(answer["undecided"][reason], expected, "{answer}");
        }
        let undecided = found(&format!("show:undecided {question}"), data).len();
        assert_eq!(undecided, sum, "{question}");
    }
    assert_eq!(json(&["search", "type:rdp", "--json", "--data", data])["undecided"]["sessions"], 0);
}

#[tokio::test]
async fn what_tesseract_reads_is_found_where_it_stands() {
    if !is_installed("ffmpeg") || !is_installed("tesseract") {
        return;
    }
    let data = tempfile::tempdir().unwrap();
    ingest(data.path(), Path::new("/nowhere"));
    let to = data.path().to_str().unwrap();
    for question in ["screen:\"stop the service\"", "screen:参照", "screen:servic*"] {
        assert_eq!(found(question, to), [CONNECTION], "{question}");
    }
    for question in ["screen:absent", "copy the new files", "output:service"] {
        assert_eq!(found(question, to), [""; 0], "{question}");
    }
    let answer = json(&["search", "screen:\"stop the service\"", "--json", "--data", to]);
    let hit = &answer["sessions"][0]["snippets"][0];
    assert_eq!((&hit["source"], &hit["offset"]), (&"screen".into(), &serde_json::Value::Null));
    let at_us = hit["at_us"].as_u64().unwrap();
    let told = printed(&["search", "screen:\"stop the service\"", "--data", to]);
    let link = format!("/sessions/{CONNECTION}?t=0:");
    assert!(told.contains(&link) && told.contains("read by a machine"), "{told}");

    let text = printed(&["sessions", "screen-text", CONNECTION, "--data", to]);
    assert!(text.contains("stop the service") && text.contains("手順"), "{text}");
    let shown = printed(&["sessions", "show", CONNECTION, "--data", to]);
    assert!(shown.contains("screen text: read by tesseract "), "{shown}");
    assert!(shown.contains("(eng, jpn), which may be wrong"), "{shown}");

    let server = Server::of(to);
    let session = format!("{}/api/v1/sessions/{CONNECTION}", server.address);
    let detail: serde_json::Value = reqwest::get(&session).await.unwrap().json().await.unwrap();
    let sha256 = detail["screens"][0]["sha256"].as_str().unwrap();
    let address = format!("{session}/screens/{sha256}/text");
    let told: serde_json::Value = reqwest::get(address).await.unwrap().json().await.unwrap();
    let lines = told["lines"].as_array().unwrap();
    let is_there = |line: &serde_json::Value| {
        line["at_us"] == at_us && line["text"].as_str().unwrap().contains("stop the service")
    };
    assert!(told["state"] == "read" && lines.iter().any(is_there), "{told}");
    let ledger = fs::read_to_string(data.path().join("archive/ledger.ndjson")).unwrap();
    assert!(ledger.contains("\"screen-text\""));
}

#[test]
fn what_was_read_is_not_read_again_before_a_rebuild() {
    if !is_installed("ffmpeg") {
        return;
    }
    let row = |line: u32, text: &str| {
        format!("5\\t1\\t1\\t1\\t{line}\\t1\\t0\\t0\\t90\\t40\\t96\\t{text}\\n")
    };
    let (secret, name) = (row(1, "PASSWORD=Tr0ub4dor-3x9"), row(2, "Services"));
    let engine = engine(&format!("printf 'level\\n{secret}{name}'"));
    let data = tempfile::tempdir().unwrap();
    let to = data.path().to_str().unwrap();
    let notes = || fs::read_to_string(engine.path().join("notes")).unwrap().lines().count();
    ingest(data.path(), engine.path());
    let first = notes();
    assert!(first > 1);
    assert_eq!(found("screen:services", to), [CONNECTION]);
    check_free(to, "services", &[], &[]);
    check_free(to, "absent", &[CONNECTION], &[]);
    let text = printed(&["sessions", "screen-text", CONNECTION, "--data", to]);
    assert_eq!(text.lines().count(), 2, "it stays from picture to picture: {text}");
    assert!(!text.contains("Tr0ub4dor"), "secrets are masked: {text}");
    let text = json(&["sessions", "screen-text", CONNECTION, "--json", "--data", to]);
    assert_eq!((&text["secrets"], &text["lines"][0]["secrets"]), (&1.into(), &1.into()), "{text}");
    let shown = printed(&["sessions", "show", CONNECTION, "--data", to]);
    assert!(shown.contains("which may be wrong; 1 secret masked;"), "{shown}");
    ingest(data.path(), engine.path());
    assert_eq!(notes(), first);
    run(&["rebuild"], data.path(), engine.path());
    assert_eq!(notes(), 2 * first);
}

#[test]
fn an_engine_that_fails_is_told_and_fails_nothing_else() {
    if !is_installed("ffmpeg") {
        return;
    }
    let data = tempfile::tempdir().unwrap();
    ingest(data.path(), engine("echo it is dark >&2; exit 3").path());
    let to = data.path().to_str().unwrap();
    let shown = json(&["sessions", "show", CONNECTION, "--json", "--data", to]);
    let text = &shown["screens"][0]["text"];
    assert_eq!(text["state"], "failed");
    assert_eq!(text["because"], "tesseract failed: it is dark");
    assert_eq!((&text["read"], &text["failed"]), (&text["scenes"], &text["scenes"]));
    check_free(to, "absent", &[], &[("in_part", 1)]);
}

#[tokio::test]
async fn without_an_engine_it_is_said_what_to_install() {
    let data = tempfile::tempdir().unwrap();
    let (to, from) = (data.path().to_str().unwrap(), samples().join("desktop-approved"));
    let mut ingest = command(&["ingest", "--data", to, "--from", from.to_str().unwrap()]);
    let run = ingest.env("PATH", "").output().unwrap();
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    let shown = json(&["sessions", "show", CONNECTION, "--json", "--data", to]);
    let text = &shown["screens"][0]["text"];
    assert_eq!(text["state"], "no-engine");
    let because = text["because"].as_str().unwrap();
    assert!(because.starts_with("nothing that reads text is installed: install"), "{because}");
    assert!(because.ends_with("run `sekisho rebuild`"), "{because}");
    let told = printed(&["sessions", "show", CONNECTION, "--data", to]);
    assert!(told.contains("screen text: not read: nothing that reads"), "{told}");
    assert_eq!(found("screen:*", to), [""; 0]);
    check_free(to, "absent", &[], &[("no_engine", 1)]);
    let searched = sekisho(&["search", "screen:services", "--data", to]);
    let remarks = String::from_utf8_lossy(&searched.stderr).into_owned();
    assert!(remarks.contains("1 session may match or not (`show:undecided`"), "{remarks}");
    assert!(remarks.contains("install tesseract-ocr,"), "{remarks}");
    let server = Server::of(to);
    let undecided = async |question: &str| {
        let address = format!("{}/api/v1/export?q={question}", server.address);
        reqwest::get(address).await.unwrap().headers()["sekisho-undecided"].clone()
    };
    assert_eq!(undecided("screen:services").await, "1");
    assert_eq!(undecided("type:rdp").await, "0");
}
