//! How is the worker started against what stands in for AWS?

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::program::sekisho;
use crate::aws::{Aws, Key};

const ACCOUNT: &str = "111122223333";

/// The product, configured to read one bucket of the stand-in.
#[derive(Debug)]
pub struct Worker {
    folder: PathBuf,
    endpoint: String,
    key: Key,
}

impl Worker {
    /// Writes the configuration into a folder, for a bucket of session logs and the queue that is told of them.
    ///
    /// # Errors
    /// What the file system says.
    pub fn new(
        folder: &Path,
        aws: &Aws,
        bucket: &str,
        queue: Option<&str>,
    ) -> anyhow::Result<Self> {
        let mut configuration = format!(
            "[[account]]\nid = \"{ACCOUNT}\"\n[[bucket]]\nname = \"{bucket}\"\naccount = \"{ACCOUNT}\"\n\
             region = \"ap-northeast-1\"\nholds = \"session-logs\"\n"
        );
        if let Some(queue) = queue {
            configuration += &format!("queue = \"{queue}\"\n");
        }
        fs::write(folder.join("sekisho.toml"), configuration)?;
        aws.own(bucket, ACCOUNT);
        let (folder, endpoint) = (folder.to_owned(), aws.endpoint().to_owned());
        Ok(Self { folder, endpoint, key: aws.user(ACCOUNT) })
    }

    /// Lets a program find the stand-in and call it with the key of the account.
    pub fn enter<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .current_dir(&self.folder)
            .env("SEKISHO_ENDPOINT", &self.endpoint)
            .env("AWS_REGION", "ap-northeast-1")
            .env("AWS_ACCESS_KEY_ID", &self.key.id)
            .env("AWS_SECRET_ACCESS_KEY", &self.key.secret)
            .env_remove("AWS_PROFILE")
    }

    /// `sekisho ingest --once` into a data directory.
    ///
    /// # Errors
    /// The product has not been built.
    pub fn once(&self, data: &Path) -> anyhow::Result<Command> {
        let mut command = sekisho()?;
        self.enter(&mut command).args(["ingest", "--once", "--json", "--data"]).arg(data);
        Ok(command)
    }

    /// `sekisho ingest`, until the value is dropped.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn forever(&self, data: &Path) -> anyhow::Result<Running> {
        let mut command = sekisho()?;
        self.enter(&mut command).args(["ingest", "--data"]).arg(data);
        Ok(Running(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?))
    }
}

/// A running program; killed when dropped.
#[derive(Debug)]
pub struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // There is nobody to tell when a program that is no longer needed has already ended.
        let _ = self.0.kill().and_then(|()| self.0.wait());
    }
}
