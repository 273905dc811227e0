//! How does another program work on content that may be hostile, without doing harm or holding up a run?
//!
//! In a process of its own: what the content does to it ends with it. All goes through pipes, with limits of time and bytes,
//! and when these are reached, everything that it started ends with it.

use std::io::{self, Read, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};

use crate::until::Until;

/// A program, and how long one run of it may last.
pub(crate) struct Program {
    pub(crate) name: &'static str,
    /// What is missing without it and the next step, as a sentence.
    pub(crate) missing: &'static str,
    pub(crate) limit: Duration,
    /// It ends when its work is not wanted any more.
    pub(crate) until: Until,
}

/// So often it is looked whether the program has ended.
const LOOK: Duration = Duration::from_millis(10);

/// What of its complaints is kept.
const COMPLAINTS: u64 = 16 << 10;

/// Why it gave nothing, as a sentence.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Undone {
    #[error("{0}")]
    NotInstalled(&'static str),
    #[error("{0} cannot be run: {1}")]
    NotRun(&'static str, io::Error),
    #[error("{0} took longer than {seconds} s and was ended", seconds = .1.as_secs())]
    TooSlow(&'static str, Duration),
    #[error("the run was asked to end")]
    Stopped,
    #[error("{0} gave more than was asked for and was ended")]
    TooMuch(&'static str),
    #[error("{0} failed: {1}")]
    Failed(&'static str, String),
}

impl Undone {
    /// Whether it may well be done when it is tried again.
    pub(crate) fn passes(&self) -> bool {
        matches!(self, Self::NotRun(..) | Self::Stopped)
    }
}

impl Program {
    /// What the program writes, at most so many bytes, when it is given what `feed` writes.
    pub(crate) fn run(
        &self,
        arguments: &[String],
        most: u64,
        feed: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send,
    ) -> Result<Vec<u8>, Undone> {
        // Found where programs are.
        let mut command = Command::new(self.name);
        // ffmpeg would write a file of its own; tesseract waits more for its own threads than it gains by them.
        command.args(arguments).env_remove("FFREPORT").env("OMP_THREAD_LIMIT", "1");
        // What it starts itself is ended with it: a wrapper's child would hold the pipes.
        command.process_group(0);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Undone::NotInstalled(self.missing),
            _ => Undone::NotRun(self.name, error),
        })?;
        let (stdin, stdout, stderr) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take());
        thread::scope(|scope| {
            // Whoever ends first closes the pipe, which is how the other learns of it.
            scope.spawn(move || stdin.map(|mut stdin| feed(&mut stdin)));
            let written = scope.spawn(move || beginning(stdout, most + 1));
            let complaints = scope.spawn(move || {
                let mut stderr = stderr;
                let kept = beginning(stderr.as_mut(), COMPLAINTS);
                // One that cannot complain any more would wait for ever.
                stderr.map(|mut rest| io::copy(&mut rest, &mut io::sink()));
                kept
            });
            let status = self.wait(&mut child)?;
            let written = written.join().unwrap_or_default();
            let complaints = complaints.join().unwrap_or_default();
            match status {
                _ if written.len() as u64 > most => Err(Undone::TooMuch(self.name)),
                status if status.success() => Ok(written),
                status => Err(Undone::Failed(self.name, reason(&complaints, status))),
            }
        })
    }

    /// Waits until the program has ended, or ends it when its time is over, with all that it started.
    fn wait(&self, child: &mut Child) -> Result<ExitStatus, Undone> {
        let begun = Instant::now();
        let over = loop {
            match has_ended(child) {
                Ok(true) => break Ok(()),
                Err(error) => break Err(Undone::NotRun(self.name, error.into())),
                Ok(false) if self.until.is_over() => break Err(Undone::Stopped),
                Ok(false) if begun.elapsed() >= self.limit => {
                    break Err(Undone::TooSlow(self.name, self.limit));
                }
                Ok(false) => thread::sleep(LOOK),
            }
        };
        // Its number is no other's until its end is collected.
        let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
        let status = child.wait().map_err(|error| Undone::NotRun(self.name, error));
        over.and(status)
    }
}

/// Whether the program has ended, whose end is not collected by that.
fn has_ended(child: &Child) -> rustix::io::Result<bool> {
    let look = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    Ok(waitid(WaitId::Pid(Pid::from_child(child)), look)?.is_some())
}

/// The first bytes of what a program writes, as far as they come.
fn beginning(from: Option<impl Read>, most: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(from) = from {
        // What was read before an error is what was written.
        let _ = from.take(most).read_to_end(&mut bytes);
    }
    bytes
}

/// The first complaint, from which the others follow, without the address in memory that stands before it, which is
/// another one every time.
fn reason(complaints: &[u8], status: ExitStatus) -> String {
    let text = String::from_utf8_lossy(complaints);
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let reason = match first.strip_prefix('[').and_then(|rest| rest.split_once("] ")) {
        Some((_, reason)) => reason,
        None => first,
    };
    let plain: String = reason.chars().filter(|c| !c.is_control()).take(200).collect();
    if plain.is_empty() { status.to_string() } else { plain }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use tokio::sync::watch;

    use super::*;

    fn program(name: &'static str, limit: Duration, until: Until) -> Program {
        Program { name, missing: "it is not installed", limit, until }
    }

    /// What comes of a program that does what is asked for.
    fn run(script: &str, fed: &[u8], limit: Duration) -> Result<Vec<u8>, String> {
        let arguments = ["-c".to_owned(), script.to_owned()];
        let shell = program("sh", limit, Until::Drained);
        shell.run(&arguments, 100_000, |to| to.write_all(fed)).map_err(|error| error.to_string())
    }

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn what_is_written_comes_back() {
        let fed = vec![7; 100_000];
        assert_eq!(run("cat", &fed, LONG), Ok(fed.clone()));
        // It need not read all of it.
        assert_eq!(run("echo enough", &fed, LONG), Ok(b"enough\n".to_vec()));
        let chatty = "yes complaint | head -c 1000000 >&2; echo done";
        assert_eq!(run(chatty, &fed, LONG), Ok(b"done\n".to_vec()));
    }

    #[test]
    fn whatever_goes_wrong_is_a_sentence() {
        let check = |script: &str, limit: u64, expected: &str| {
            let found = run(script, &[7; 100_000], Duration::from_millis(limit));
            assert_eq!(found, Err(expected.to_owned()), "{script}");
        };
        let failed =
            "printf '\\n[x @ 0x5] no\\tframe\\n' >&2; echo '[matroska @ 0x55d0] last' >&2; exit 3";
        check(failed, 60_000, "sh failed: noframe");
        check("kill -SEGV $$", 60_000, "sh failed: signal: 11 (SIGSEGV)");
        check("exec sleep 600", 50, "sh took longer than 0 s and was ended");
        // What a wrapper started would hold the pipes.
        check("sleep 600", 50, "sh took longer than 0 s and was ended");
        check("sleep 600 & exit 3", 60_000, "sh failed: exit status: 3");
        check("exec cat /dev/zero", 60_000, "sh gave more than was asked for and was ended");
        let (stop, stopped) = watch::channel(false);
        let sleep = program("sleep", LONG, Until::Stopped(stopped));
        drop(stop);
        let error = sleep.run(&["600".to_owned()], 1, |_| Ok(())).unwrap_err();
        assert_eq!(error.to_string(), "the run was asked to end");
        let missing = program("/nowhere/ffmpeg", LONG, Until::Drained);
        let error = missing.run(&[], 1, |_| Ok(())).unwrap_err();
        assert_eq!(error.to_string(), "it is not installed");
    }
}
