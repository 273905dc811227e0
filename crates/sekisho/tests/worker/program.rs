//! How is the program run against an AWS, and what has it derived then?

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};

use sekisho_tests::aws::Key;
use serde_json::Value;
use tempfile::TempDir;

use crate::estate::LOGS;

/// What "now" means to the program; the stories end before it.
const AS_OF: &str = "2026-11-24T05:00:00Z";

/// The program with a configuration, a key, and a data directory that it fills.
pub(crate) struct Program {
    endpoint: String,
    key: Key,
    dir: TempDir,
}

impl Program {
    pub(crate) fn new(endpoint: &str, key: Key) -> Self {
        Self { endpoint: endpoint.to_owned(), key, dir: TempDir::new().unwrap() }
    }

    /// Writes the configuration anew.
    pub(crate) fn configure(&self, text: &str) {
        std::fs::write(self.path("sekisho.toml"), text).unwrap();
    }

    /// Has the configuration name a queue that is told of new session logs.
    pub(crate) fn tell(&self, queue: &str) {
        let text = std::fs::read_to_string(self.path("sekisho.toml")).unwrap();
        let bucket = format!("name = \"{LOGS}\"\n");
        self.configure(&text.replace(&bucket, &format!("{bucket}queue = \"{queue}\"\n")));
    }

    /// A path beside the data directory.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Forgets everything that was taken in.
    pub(crate) fn start_over(&self) {
        std::fs::remove_dir_all(self.path("data")).unwrap();
    }

    /// `sekisho` with these arguments, in the directory of its configuration and with the credentials of an account.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        command
            .args(arguments)
            .current_dir(self.dir.path())
            .env("PATH", sekisho_tests::engine::path())
            .env("SEKISHO_DATA", self.path("data"))
            .env("SEKISHO_ENDPOINT", &self.endpoint)
            .env("SEKISHO_AS_OF", AS_OF)
            .env("AWS_ACCESS_KEY_ID", &self.key.id)
            .env("AWS_SECRET_ACCESS_KEY", &self.key.secret)
            .env_remove("AWS_PROFILE");
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// What the program prints with `--json`; it may end with any status that is not an error.
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        let output = self.run(&[arguments, &["--json"]].concat());
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 3 | 5)), "{arguments:?}: {told}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// What the program prints, if it is able to answer yet.
    pub(crate) fn answers(&self, arguments: &[&str]) -> Option<String> {
        let output = self.run(arguments);
        output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
    }

    /// Takes in what is there.
    pub(crate) fn once(&self) -> Value {
        self.json(&["ingest", "--once"])
    }

    /// Takes in what is there, while `strace` watches calls of the operating system, all of a name or those about one path,
    /// and does something to them. What the program says is then in the file `told`.
    pub(crate) fn traced(&self, calls: &str, path: &str, injected: &str) -> ExitStatus {
        let program = self.command(&["ingest", "--once"]);
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-e", &format!("trace={calls}")]);
        command.arg("-o").arg(self.path("calls"));
        if !injected.is_empty() {
            command.args(["-e", &format!("inject={calls}:{injected}")]);
        }
        if !path.is_empty() {
            command.arg("-P").arg(self.path(path));
        }
        command.arg(program.get_program()).args(program.get_args()).current_dir(self.dir.path());
        for (name, value) in program.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        let told = std::fs::File::create(self.path("told")).unwrap();
        command.stdout(Stdio::null()).stderr(told).status().unwrap()
    }

    /// How many of the traced calls the busiest thread made: `strace` counts for each thread by itself.
    pub(crate) fn calls_of_a_thread(&self) -> usize {
        let calls = std::fs::read_to_string(self.path("calls")).unwrap();
        let mut by_thread = std::collections::HashMap::<&str, usize>::new();
        for line in calls.lines().filter(|line| line.contains("(") && !line.contains("resumed>")) {
            *by_thread.entry(line.split(' ').next().unwrap_or_default()).or_default() += 1;
        }
        by_thread.into_values().max().unwrap_or_default()
    }

    /// Keeps taking in until the value is dropped.
    pub(crate) fn forever(&self) -> Running {
        Running::begin(&mut self.command(&["ingest"]))
    }

    /// How many lines the ledger has: one for each state of each thing.
    pub(crate) fn originals(&self) -> usize {
        self.originals_in(&self.path("data"))
    }

    pub(crate) fn originals_in(&self, data: &Path) -> usize {
        let ledger = std::fs::read_to_string(data.join("archive/ledger.ndjson"));
        ledger.map_or(0, |ledger| ledger.lines().count())
    }

    /// Everything that was derived, without the hashes of the originals it follows from: AWS's answers are put together
    /// in another way than the files of a folder, and say the same.
    pub(crate) fn derived(&self) -> Value {
        self.derived_in(&self.path("data"))
    }

    pub(crate) fn derived_in(&self, data: &Path) -> Value {
        let data = data.to_str().unwrap();
        let lists = ["sessions", "requests", "findings"];
        lists.map(|list| without_evidence(self.json(&[list, "list", "--data", data]))).into()
    }
}

/// A running program; killed when dropped.
pub(crate) struct Running(Child);

impl Running {
    pub(crate) fn begin(command: &mut Command) -> Self {
        Self(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
    }

    /// With what it says written to a file.
    pub(crate) fn telling(command: &mut Command, told: &Path) -> Self {
        let told = std::fs::File::create(told).unwrap();
        Self(command.stdout(Stdio::null()).stderr(told).spawn().unwrap())
    }

    /// Asks it politely to end, as a supervisor does, and says whether it did so in good order.
    pub(crate) fn end(self) -> bool {
        self.end_by("TERM")
    }

    pub(crate) fn end_by(mut self, signal: &str) -> bool {
        let pid = self.0.id().to_string();
        assert!(Command::new("kill").args(["-s", signal, &pid]).status().unwrap().success());
        let began = std::time::Instant::now();
        loop {
            if let Some(status) = self.0.try_wait().unwrap() {
                return status.code() == Some(0);
            }
            assert!(began.elapsed().as_secs() < 60, "waited in vain: its end");
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Waits for something that other threads or programs bring about.
pub(crate) fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let began = std::time::Instant::now();
    while !holds() {
        assert!(began.elapsed().as_secs() < 60, "waited in vain: {what}");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}

fn without_evidence(value: Value) -> Value {
    match value {
        Value::Array(values) => {
            let kept = values.into_iter().filter(|value| value.get("sha256").is_none());
            kept.map(without_evidence).collect()
        }
        Value::Object(fields) => {
            let kept = fields.into_iter().filter(|(_, value)| value.get("sha256").is_none());
            Value::Object(kept.map(|(name, value)| (name, without_evidence(value))).collect())
        }
        value => value,
    }
}
