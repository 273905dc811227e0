//! Does a seek take longer the longer a recording is?
#![allow(clippy::print_stdout)]

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context;
use sekisho_tests::corpus::{Long, Random, write_long};
use sekisho_tests::measure::{
    Connection, Server, Table, kilobytes, machine, milliseconds, percentile, run, scratch, sekisho,
    times,
};

/// Half a gigabyte is the most that is read of one recording.
const SIZES: [usize; 3] = [1_000_000, 25_000_000, 500_000_000];
const SEEKS: usize = 1_000;

fn main() -> anyhow::Result<()> {
    let folder = scratch("seek")?;
    let mut recordings = Vec::new();
    for size in SIZES {
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
    drop(recordings);
    std::fs::remove_dir_all(folder)?;
    Ok(())
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
            format!("{:.0}", recording.size as f64 / 1e6),
            recording.segments.len().to_string(),
            milliseconds(median),
            milliseconds(percentile(&recording.seeks, 99)),
            times(median.as_secs_f64() / shortest),
            kilobytes(recording.server.memory()?.peak),
        ]);
    }
    Ok(table)
}

/// A recording of some length, the server that holds it, and how long its seeks took.
struct Served {
    size: usize,
    server: Server,
    connection: Connection,
    /// The addresses of its segments.
    segments: Vec<String>,
    seeks: Vec<Duration>,
}

impl Served {
    fn new(folder: &Path, size: usize) -> anyhow::Result<Self> {
        let (from, data) = (folder.join("from"), folder.join("data"));
        let long = Long::new(1, size);
        write_long(&from, &long.session, &long.log())?;
        run(sekisho()?.arg("ingest").arg("--data").arg(&data).arg("--from").arg(&from), &[0])?;
        let server = Server::start(&data)?;
        let mut connection = Connection::open(&server.host)?;
        let index = connection.get(&format!("/api/v1/sessions/{}/recording", long.session.id))?;
        let index: serde_json::Value = serde_json::from_slice(&index)?;
        let segments = index["segments"].as_array().context("an index has segments")?;
        let segments = segments.iter().filter_map(|s| s["url"].as_str().map(str::to_owned));
        let segments = segments.collect();
        Ok(Self { size, server, connection, segments, seeks: Vec::new() })
    }

    fn seek(&mut self, random: &mut Random) -> anyhow::Result<()> {
        let address = &self.segments[random.below(self.segments.len())];
        let started = Instant::now();
        self.connection.get(address)?;
        self.seeks.push(started.elapsed());
        Ok(())
    }
}
