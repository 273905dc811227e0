//! What does another program take?

use std::fs;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use super::program::Memory;

/// What a program took.
#[derive(Clone, Copy, Debug)]
pub struct Spent {
    /// User and system time, of its own children too.
    pub processor: Duration,
    /// From start to end.
    pub elapsed: Duration,
    /// Most memory held at once, in kilobytes; read every few milliseconds.
    pub peak: u64,
}

/// Runs a program to its end; what it prints is thrown away.
///
/// # Errors
/// It cannot be started, or ends with a status that is not in `accepted`.
pub fn run(command: &mut Command, accepted: &[i32]) -> anyhow::Result<Spent> {
    let (before, started) = (children_time()?, Instant::now());
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {command:?}"))?;
    let (id, ended) = (child.id(), AtomicBool::new(false));
    let (status, elapsed, peak) = std::thread::scope(|scope| {
        let watcher = scope.spawn(|| watch(id, &ended));
        let status = child.wait();
        let elapsed = started.elapsed();
        ended.store(true, Ordering::Relaxed);
        (status, elapsed, watcher.join().unwrap_or_default())
    });
    let status = status?;
    if !status.code().is_some_and(|code| accepted.contains(&code)) {
        bail!("{command:?} ended with {status}");
    }
    Ok(Spent { processor: children_time()? - before, elapsed, peak })
}

fn watch(id: u32, ended: &AtomicBool) -> u64 {
    let mut peak = 0;
    while !ended.load(Ordering::Relaxed) {
        peak = Memory::of(id).map_or(0, |memory| memory.peak).max(peak);
        std::thread::sleep(Duration::from_millis(5));
    }
    peak
}

/// User and system time of all children that have ended, in the kernel's ticks of 10 ms.
fn children_time() -> anyhow::Result<Duration> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let fields = stat.rsplit_once(") ").context("/proc/self/stat has another form")?.1;
    let ticks = fields.split(' ').skip(13).take(2);
    let ticks: u64 = ticks.filter_map(|field| field.parse::<u64>().ok()).sum();
    Ok(Duration::from_millis(ticks * 1_000 / rustix::param::clock_ticks_per_second()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_program_takes_processor_time() -> anyhow::Result<()> {
        let mut busy = Command::new("sh");
        busy.args(["-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; exit 3"]);
        let spent = run(&mut busy, &[3])?;
        assert!(spent.processor > Duration::ZERO && spent.peak > 0, "{spent:?}");
        assert!(run(&mut busy, &[0]).is_err());
        Ok(())
    }
}
