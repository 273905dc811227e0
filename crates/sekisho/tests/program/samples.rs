//! How do the tests get the sample sessions into a data directory, and run the program?

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;

pub(crate) const AS_OF: &str = "2026-11-24T05:00:00Z";

/// Runs the program with the demo's clock and zone.
pub(crate) fn sekisho(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

/// The JSON that the program prints for these arguments.
pub(crate) fn json(arguments: &[&str]) -> serde_json::Value {
    let output = sekisho(arguments);
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{arguments:?}: {}", String::from_utf8_lossy(&output.stderr)))
}

/// A data directory with all sample sessions. Made once: the tests only read it.
pub(crate) fn data() -> &'static str {
    static DATA: OnceLock<PathBuf> = OnceLock::new();
    let data = DATA.get_or_init(|| {
        let data = tempfile::tempdir().unwrap().keep();
        let output = sekisho(&[
            "ingest",
            "--data",
            data.to_str().unwrap(),
            "--from",
            samples().to_str().unwrap(),
        ]);
        assert_eq!(output.status.code(), Some(5), "{}", String::from_utf8_lossy(&output.stderr));
        data
    });
    data.to_str().unwrap()
}

pub(crate) fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sample-logs")
}

/// A data directory of its own with one story, to be damaged.
pub(crate) fn data_of(story: &str) -> tempfile::TempDir {
    let data = tempfile::tempdir().unwrap();
    let (to, from) = (data.path().to_str().unwrap(), samples().join(story));
    let output = sekisho(&["ingest", "--data", to, "--from", from.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    data
}

/// A file of a story, by the end of its path.
pub(crate) fn sample(story: &str, end: &str) -> PathBuf {
    let files = walk(&samples().join(story));
    files
        .into_iter()
        .find(|file| file.to_string_lossy().ends_with(end))
        .unwrap_or_else(|| panic!("{story} {end}"))
}

/// A running server, stopped when dropped.
pub(crate) struct Server {
    process: Child,
    pub(crate) address: String,
}

impl Server {
    pub(crate) fn start() -> Self {
        Self::of(data())
    }

    /// Serves another data directory.
    pub(crate) fn of(data: &str) -> Self {
        let mut process = command(&["serve", "--data", data, "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { process, address: address.trim().to_owned() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    command
        .args(arguments)
        .args(["--as-of", AS_OF, "--tz", "Asia/Tokyo"])
        .env("PATH", sekisho_tests::engine::path())
        .env_remove("SEKISHO_DATA");
    command
}

pub(crate) fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(walk(&path)) } else { files.push(path) }
    }
    files
}

/// A data directory with the log of one session and nothing else.
pub(crate) fn ingested(session: &str, log: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("from");
    let logs = from.join("s3/logs");
    std::fs::create_dir_all(&logs).unwrap();
    std::fs::write(logs.join(format!("{session}.log")), log).unwrap();
    let to = folder.path().to_str().unwrap();
    let run = sekisho(&["ingest", "--data", to, "--from", from.to_str().unwrap()]);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    folder
}
