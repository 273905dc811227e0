//! Is it told how the command ended, of a session that is no more than a command?

use std::fs;
use std::path::Path;

use crate::samples::{json, sekisho};

const SESSION: &str = "alice-0123456789abcdefghijklmnop";

#[test]
fn the_exit_code_stands_on_the_session() {
    let (from, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let log =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../recording/tests/formats/one_command.log");
    fs::copy(log, from.path().join(format!("{SESSION}.log"))).unwrap();
    let data = data.path().to_str().unwrap();
    let run = sekisho(&["ingest", "--data", data, "--from", from.path().to_str().unwrap()]);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    let told = json(&["sessions", "show", SESSION, "--json", "--data", data]);
    assert_eq!(told["recording"]["sources"][0]["exit_code"], 2);
    let shown = sekisho(&["sessions", "show", SESSION, "--data", data]);
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.lines().any(|line| line == "exit code  2"), "{shown}");
}
