//! How is the product itself started and watched?

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

use crate::corpus::AS_OF;

/// The release build of the product, told what "now" and "here" mean for the corpus.
///
/// # Errors
/// It has not been built: `make build` does.
pub fn sekisho() -> anyhow::Result<Command> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("the workspace is above")?;
    let binary = root.join("target/release/sekisho");
    ensure!(binary.exists(), "{} is missing: run `make build` first", binary.display());
    let mut command = Command::new(binary);
    command.args(["--as-of", AS_OF, "--tz", "Asia/Tokyo"]);
    Ok(command)
}

/// Where a program of the machine lies, if it is installed.
#[must_use]
pub fn from_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// An empty folder for a measurement, on the disk and not in memory, that a later run empties again.
///
/// # Errors
/// What the file system says.
pub fn scratch(name: &str) -> anyhow::Result<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/measure").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// A serving product; it ends with the value.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// `127.0.0.1:<port>`
    pub host: String,
    /// When it was started.
    pub started: Instant,
    /// Until it printed its address.
    pub listening: Duration,
}

impl Server {
    /// Serves a data directory on a free port.
    ///
    /// # Errors
    /// It cannot be started or does not print an address.
    pub fn start(data: &Path) -> anyhow::Result<Self> {
        let started = Instant::now();
        let mut child = sekisho()?
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        let stdout = child.stdout.take().context("its output is piped")?;
        BufReader::new(stdout).read_line(&mut line)?;
        let listening = started.elapsed();
        let host = line.trim().strip_prefix("http://").map(str::to_owned);
        let Some(host) = host else {
            child.kill()?;
            anyhow::bail!("it printed {line:?} instead of an address");
        };
        Ok(Self { child, host, started, listening })
    }

    /// What it holds in memory now.
    ///
    /// # Errors
    /// It has ended.
    pub fn memory(&self) -> anyhow::Result<Memory> {
        Memory::of(self.child.id()).context("the server has ended")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // There is nobody to tell when a program that is no longer needed has already ended.
        let _ = self.child.kill().and_then(|()| self.child.wait());
    }
}

/// What a process holds in memory, in kilobytes.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    /// `VmRSS`: all resident pages, those of mapped files included.
    pub resident: u64,
    /// `RssAnon`: resident pages that no file backs.
    pub anonymous: u64,
    /// `VmHWM`: the most that was ever resident.
    pub peak: u64,
}

impl Memory {
    /// Of a running process.
    #[must_use]
    pub fn of(process: u32) -> Option<Self> {
        let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
        let field = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name))?;
            line.split_whitespace().nth(1)?.parse().ok()
        };
        Some(Self {
            resident: field("VmRSS:")?,
            anonymous: field("RssAnon:")?,
            peak: field("VmHWM:")?,
        })
    }
}
