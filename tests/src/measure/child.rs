//! What does another program take?

use std::io::Read;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use super::program::Memory;

/// A program that ran to its end.
#[derive(Clone, Debug)]
pub struct Spent {
    /// From start to end.
    pub elapsed: Duration,
    /// Most memory held at once, in kilobytes; looked at every 20 ms.
    pub peak: u64,
    /// What it printed on standard output.
    pub output: Vec<u8>,
}

/// Runs a program to its end.
///
/// # Errors
/// It cannot be started, or ends with a status that is not in `accepted`.
pub fn run(command: &mut Command, accepted: &[i32]) -> anyhow::Result<Spent> {
    let started = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {command:?}"))?;
    let (id, ended) = (child.id(), AtomicBool::new(false));
    let (status, spent) = std::thread::scope(|scope| {
        let watcher = scope.spawn(|| watch(id, &ended));
        let mut output = Vec::new();
        let read = child.stdout.take().map(|mut stdout| stdout.read_to_end(&mut output));
        let status = child.wait();
        let elapsed = started.elapsed();
        ended.store(true, Ordering::Relaxed);
        let peak = watcher.join().unwrap_or_default();
        (read.transpose().and(status), Spent { elapsed, peak, output })
    });
    let status = status?;
    if !status.code().is_some_and(|code| accepted.contains(&code)) {
        bail!("{command:?} ended with {status}");
    }
    Ok(spent)
}

fn watch(id: u32, ended: &AtomicBool) -> u64 {
    let mut peak = 0;
    while !ended.load(Ordering::Relaxed) {
        peak = Memory::of(id).map_or(0, |memory| memory.peak).max(peak);
        std::thread::sleep(Duration::from_millis(20));
    }
    peak
}

#[cfg(test)]
mod tests {
    use super::super::processor::processor_time;
    use super::*;

    #[test]
    fn a_busy_program_takes_processor_time() -> anyhow::Result<()> {
        let mut busy = Command::new("sh");
        busy.args(["-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; echo $i; exit 3"]);
        let before = processor_time();
        let spent = run(&mut busy, &[3])?;
        assert_eq!(spent.output, b"300000\n");
        assert!(spent.peak > 0, "{spent:?}");
        assert!(processor_time() - before > Duration::from_millis(20));
        assert!(run(&mut busy, &[0]).is_err());
        Ok(())
    }
}
