//! How does a test get a real PostgreSQL of its own?

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// PostgreSQL refuses to run as root; this user owns nothing and exists everywhere.
const UNPRIVILEGED: &str = "nobody";
const USER: &str = "sekisho";
const PATIENCE: Duration = Duration::from_secs(60);

/// A server that listens on a socket in a temporary directory and goes when it is dropped.
pub(crate) struct Postgres {
    programs: PathBuf,
    folder: TempDir,
    owner: Option<(u32, u32)>,
    server: Child,
}

impl Postgres {
    /// Creates a cluster and starts it.
    ///
    /// It sorts text as English does and not by bytes, so that an order that depends on it is found out.
    pub(crate) fn start() -> Self {
        let programs = programs().expect(
            "PostgreSQL is not installed, so that half of this test cannot run: apt-get install postgresql",
        );
        let folder = tempfile::tempdir().expect("a temporary directory");
        let owner = owner(folder.path());
        let cluster = folder.path().join("cluster");
        let created = command(&programs.join("initdb"), owner)
            .args(["--username", USER, "--auth", "trust", "--no-sync", "--encoding", "UTF8"])
            .args(["--locale", "C.UTF-8", "--locale-provider", "icu", "--icu-locale", "en-US"])
            .arg("--pgdata")
            .arg(&cluster)
            .output()
            .expect("initdb starts");
        assert!(created.status.success(), "{}", String::from_utf8_lossy(&created.stderr));

        let log = fs::File::create(folder.path().join("log")).expect("a log file");
        let server = command(&programs.join("postgres"), owner)
            .args(["-c", "listen_addresses=", "-c", "fsync=off", "-k"])
            .arg(folder.path())
            .arg("-D")
            .arg(&cluster)
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("postgres starts");
        let mut started = Self { programs, folder, owner, server };
        started.wait_until_ready();
        started
    }

    /// The address of a database, which is created when it is first asked for.
    pub(crate) fn url(&self, database: &str) -> String {
        let made = self.client("createdb").arg(database).output().expect("createdb starts");
        let said = String::from_utf8_lossy(&made.stderr);
        assert!(made.status.success() || said.contains("already exists"), "{said}");
        format!("postgres:///{database}?host={}&user={USER}", self.folder.path().display())
    }

    fn client(&self, program: &str) -> Command {
        let mut client = command(&self.programs.join(program), self.owner);
        client.arg("--host").arg(self.folder.path()).args(["--username", USER]);
        client
    }

    fn wait_until_ready(&mut self) {
        let begun = Instant::now();
        while !self
            .client("pg_isready")
            .stdout(Stdio::null())
            .status()
            .expect("it starts")
            .success()
        {
            let ended = self.server.try_wait().expect("our own child");
            let log = || fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
            assert!(
                ended.is_none() && begun.elapsed() < PATIENCE,
                "PostgreSQL did not start: {}",
                log()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // Killing it outright would leave its shared memory behind for as long as the machine runs.
        let mut stop = command(&self.programs.join("pg_ctl"), self.owner);
        stop.args(["stop", "--silent", "--mode", "immediate", "--pgdata"]);
        let stopped = stop.arg(self.folder.path().join("cluster")).status();
        if !stopped.is_ok_and(|status| status.success()) {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
    }
}

/// Debian keeps the server's programs out of the search path, one folder per version.
fn programs() -> Option<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let debian = debian.map(|version| version.path().join("bin"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    debian.chain(std::env::split_paths(&path)).find(|folder| folder.join("initdb").is_file())
}

/// The user and group to run as, when we are root; `folder` then is given to them.
fn owner(folder: &Path) -> Option<(u32, u32)> {
    if fs::metadata(folder).expect("our own folder").uid() != 0 {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").expect("the list of users");
    let line = users.lines().find(|line| line.split(':').next() == Some(UNPRIVILEGED));
    let fields: Vec<_> = line.expect("an unprivileged user").split(':').collect();
    let number = |field: &str| field.parse().expect("a number");
    let (user, group) = (number(fields[2]), number(fields[3]));
    chown(folder, Some(user), Some(group)).expect("root may do so");
    Some((user, group))
}

fn command(program: &Path, owner: Option<(u32, u32)>) -> Command {
    let mut command = Command::new(program);
    if let Some((user, group)) = owner {
        // The current directory may be one that the other user cannot enter.
        command.uid(user).gid(group).current_dir("/");
    }
    command
}
