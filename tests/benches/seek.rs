//! Does a seek take longer, or reading a recording more memory, the longer it is?
#![allow(clippy::print_stdout)]

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context;
use sekisho_tests::corpus::{Random, write_endless};
use sekisho_tests::measure::{
    Connection, Server, Spent, Table, kilobytes, machine, milliseconds, percentile, run, scratch,
    sekisho, times,
};

/// In megabytes, unless others are named: `cargo bench -p sekisho-tests --bench seek -- 1 5000`.
const SIZES: [usize; 3] = [1, 100, 1_000];
const SEEKS: usize = 2_000;

fn main() -> anyhow::Result<()> {
    let folder = scratch("seek")?;
    let mut recordings = Vec::new();
    for size in sizes() {
        recordings.push(Served::new(&folder.join(size.to_string()), size)?);
    }
    let mut random = Random::new(1, 9);
    // In turn, so that whatever else the machine does meets all of them.
    for _ in 0..SEEKS {
        for recording in &mut recordings {
            recording.seek(&mut random)?;
        }
    }
    println!("{}\n{SEEKS} seeks to random places over HTTP\n", machine());
    println!("{}", table(&recordings)?);
    println!("{}", memory(&recordings));
    drop(recordings);
    std::fs::remove_dir_all(folder)?;
    Ok(())
}

/// `cargo bench` adds flags of its own.
fn sizes() -> Vec<usize> {
    let named: Vec<usize> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    if named.is_empty() { SIZES.to_vec() } else { named }
}

fn table(recordings: &[Served]) -> anyhow::Result<Table> {
    let mut table = Table::new(&[
        "MB of output",
        "segments",
        "p50 ms",
        "p99 ms",
        "p50 against the shortest",
        "server's peak",
    ]);
    let shortest = percentile(&recordings[0].seeks, 50).as_secs_f64();
    for recording in recordings {
        let median = percentile(&recording.seeks, 50);
        table.row([
            recording.size.to_string(),
            recording.segments.len().to_string(),
            milliseconds(median),
            milliseconds(percentile(&recording.seeks, 99)),
            times(median.as_secs_f64() / shortest),
            kilobytes(recording.server.memory()?.peak),
        ]);
    }
    Ok(table)
}

fn memory(recordings: &[Served]) -> Table {
    let mut table = Table::new(&["MB of output", "s of ingest", "MB/s", "ingest's peak"]);
    for recording in recordings {
        let seconds = recording.ingest.elapsed.as_secs_f64();
        table.row([
            recording.size.to_string(),
            format!("{seconds:.1}"),
            format!("{:.1}", recording.size as f64 / seconds),
            kilobytes(recording.ingest.peak),
        ]);
    }
    table
}

/// A recording of some length, the server that holds it, and how long its seeks took.
struct Served {
    /// In megabytes.
    size: usize,
    server: Server,
    connection: Connection,
    /// The addresses of its segments.
    segments: Vec<String>,
    seeks: Vec<Duration>,
    /// What it took to get there.
    ingest: Spent,
}

impl Served {
    fn new(folder: &Path, size: usize) -> anyhow::Result<Self> {
        let (from, data) = (folder.join("from"), folder.join("data"));
        let session = write_endless(&from, 1, size * 1_000_000)?;
        let mut ingest = sekisho()?;
        ingest.arg("ingest").arg("--data").arg(&data).arg("--from").arg(&from);
        let ingest = run(&mut ingest, &[0])?;
        // Room for the next one.
        std::fs::remove_dir_all(&from)?;
        let server = Server::start(&data)?;
        let mut connection = Connection::open(&server.host)?;
        let index = connection.get(&format!("/api/v1/sessions/{}/recording", session.id))?;
        let index: serde_json::Value = serde_json::from_slice(&index)?;
        let segments = index["segments"].as_array().context("an index has segments")?;
        let segments = segments.iter().filter_map(|s| s["url"].as_str().map(str::to_owned));
        let segments = segments.collect();
        Ok(Self { size, server, connection, segments, seeks: Vec::new(), ingest })
    }

    fn seek(&mut self, random: &mut Random) -> anyhow::Result<()> {
        let address = &self.segments[random.below(self.segments.len())];
        let started = Instant::now();
        self.connection.get(address)?;
        self.seeks.push(started.elapsed());
        Ok(())
    }
}
