//! Do programs that open a new data directory at the same moment leave each other alone?

use std::process::Stdio;

use crate::samples::{command, samples};

/// An internal error.
const FAULT: i32 = 6;

#[test]
fn whoever_comes_first_makes_the_tables() {
    let from = samples().join("no-request");
    for _ in 0..5 {
        let data = tempfile::tempdir().unwrap();
        let data = data.path().to_str().unwrap();
        let started = |arguments: &[&str]| {
            let quiet = command(arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
            quiet.unwrap()
        };
        // Questions are asked from the first moment on, again and again.
        let mut ingest = started(&["ingest", "--data", data, "--from", from.to_str().unwrap()]);
        let mut asked = Vec::new();
        while ingest.try_wait().unwrap().is_none() {
            asked.push(started(&["sources", "status", "--data", data]));
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        for (child, allowed) in asked.into_iter().map(|child| (child, FAULT)).chain([(ingest, 1)]) {
            let output = child.wait_with_output().unwrap();
            let told = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.code().unwrap() < allowed, "{told}");
        }
    }
}
