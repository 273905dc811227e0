//! How is moto started, and which address does it answer on?
//!
//! moto is an emulator of AWS that other people wrote, as a second opinion on S3 and SQS: it keeps versions and delete
//! markers, and really sends notifications of a bucket to a queue. `make setup-moto` installs it.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};

use super::Key;

/// A busy machine takes a while to load Python and all of botocore.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running `moto_server` with nothing in it; it ends with the value.
#[derive(Debug)]
pub struct Moto {
    child: Child,
    endpoint: String,
}

impl Moto {
    /// Starts it on a free port of loopback and waits until it answers.
    ///
    /// # Errors
    /// It is not installed, or ends at once.
    pub fn start() -> anyhow::Result<Self> {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/moto/bin/moto_server");
        ensure!(program.exists(), "{} is missing: run `make setup-moto` first", program.display());
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let child = Command::new(program)
            .args(["--host", "127.0.0.1", "--port", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start moto_server")?;
        let mut moto = Self { child, endpoint: format!("http://127.0.0.1:{port}") };
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if let Some(status) = moto.child.try_wait()? {
                bail!("moto_server ended with {status} before it answered");
            }
            ensure!(started.elapsed() < PATIENCE, "moto_server does not answer on port {port}");
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(moto)
    }

    /// `http://127.0.0.1:<port>`, for every service.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// A key of the only account there is; moto accepts any.
    #[must_use]
    pub fn user(&self) -> Key {
        Key {
            id: "AKIAEXAMPLEOFMOTO000".to_owned(),
            secret: "example".to_owned(),
            token: None,
            account: "123456789012".to_owned(),
            arn: "arn:aws:iam::123456789012:user/moto".to_owned(),
        }
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        // There is nobody to tell when a program that is no longer needed has already ended.
        let _ = self.child.kill().and_then(|()| self.child.wait());
    }
}
