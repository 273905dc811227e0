//! How fast do files of CloudTrail become the records that tell of access, and are these exactly the ones?
#![allow(clippy::print_stdout)]

use std::io::Read;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, ensure};
use libdeflater::Decompressor;
use sekisho_domain::evidence::Sha256;
use sekisho_domain::fact::Fact;
use sekisho_ingest::read::{Contents, Limits, read};
use sekisho_tests::corpus::delivered;
use sekisho_tests::measure::{
    Entrant, Table, Timing, interleave, machine, megabytes_per_second, run, scratch, times,
};
use serde_json::Value;

/// What is measured: the name, files, and records in each.
const SIZES: [(&str, usize, usize); 2] =
    [("busy trail", 250, 320), ("many small files", 12_000, 5)];

/// The calls that the invented trail has of all that matter.
const CALLS: [&str; 2] = ["StartSession", "TerminateSession"];

fn main() -> anyhow::Result<()> {
    println!("{}\n", machine());
    for (name, files, records) in SIZES {
        let files = delivered(1, files, records)?;
        measure(name, &files)?;
    }
    Ok(())
}

fn measure(name: &str, files: &[Vec<u8>]) -> anyhow::Result<()> {
    let packed: usize = files.iter().map(Vec::len).sum();
    let bytes: u64 = files.iter().map(|file| gunzip(file)).sum();
    let exact = exact(files)?;
    let mut entrants = [
        Entrant::new("libdeflater, gunzip only", || files.iter().map(|file| gunzip(file)).sum()),
        Entrant::new("sekisho, gzip to facts", || {
            files.iter().map(|file| contents(file).facts.len() as u64).sum()
        }),
        Entrant::fallible("flate2 + serde_json::Value", || files.iter().map(|f| values(f)).sum()),
    ];
    let mut timings = interleave(&mut entrants)?;
    timings.extend(duckdb(name, files)?);
    for timing in &timings[1..] {
        ensure!(timing.result == exact, "{} found {} of {exact}", timing.name, timing.result);
    }
    let [raw, packed] = [bytes as f64, packed as f64].map(|bytes| bytes / 1e6);
    println!("{name}: {} files, {raw:.1} MB in {packed:.1} MB of gzip, one thread", files.len());
    println!("each found {exact} records, whose facts are those of reading every record\n");
    println!("{}", table(&timings, bytes, files.len()));
    Ok(())
}

fn table(timings: &[Timing], bytes: u64, files: usize) -> Table {
    let heads =
        ["", "MB/s of JSON", "µs per file", "of bare gunzip", "sekisho is faster", "spread"];
    let mut table = Table::new(&heads);
    let (bare, own) = (&timings[0], &timings[1]);
    for timing in timings {
        let per_file = timing.median().as_secs_f64() * 1e6 / files as f64;
        table.row([
            timing.name.to_owned(),
            megabytes_per_second(bytes, timing.median()),
            format!("{per_file:.1}"),
            format!("{:.0} %", 100.0 * timing.faster_than(bare)),
            times(own.faster_than(timing)),
            format!("{:.0} %", timing.spread()),
        ]);
    }
    table
}

/// The bytes that the gzip holds.
fn gunzip(file: &[u8]) -> u64 {
    let length = file.last_chunk::<4>().map_or(0, |length| u32::from_le_bytes(*length) as usize);
    let mut content = vec![0; length];
    Decompressor::new().gzip_decompress(file, &mut content).unwrap_or_default() as u64
}

/// What ingestion reads from the file.
fn contents(file: &[u8]) -> Contents {
    read(Sha256::from_bytes([0; 32]), file, "trail.json.gz", &Limits::DEFAULT)
}

/// How many facts the files state. Every file is read once more with a record on each line, which no file of CloudTrail
/// has: so written, every record is parsed, and the facts must be the same.
fn exact(files: &[Vec<u8>]) -> anyhow::Result<u64> {
    let facts = |contents: Contents| -> anyhow::Result<Vec<Fact>> {
        ensure!(contents.rejected.is_empty(), "rejected: {:?}", contents.rejected);
        Ok(contents.facts.into_iter().map(|evidenced| evidenced.fact).collect())
    };
    let mut found = 0;
    for file in files {
        let document = document(file)?;
        let lines = document["Records"].as_array().context("no records")?.iter();
        let lines: Vec<String> = lines.map(Value::to_string).collect();
        let skimmed = facts(contents(file))?;
        let parsed = facts(contents(lines.join("\n").as_bytes()))?;
        ensure!(skimmed == parsed, "skimming found {skimmed:?}\nparsing found {parsed:?}");
        found += skimmed.len() as u64;
    }
    Ok(found)
}

/// The records of sessions in a file of which everything is read: what a first version would do.
fn values(file: &[u8]) -> anyhow::Result<u64> {
    let document = document(file)?;
    let records = document["Records"].as_array().context("no records")?;
    let of_sessions = records.iter().filter(|record| {
        record["eventSource"] == "ssm.amazonaws.com"
            && record["eventName"].as_str().is_some_and(|name| CALLS.contains(&name))
    });
    Ok(of_sessions.count() as u64)
}

fn document(file: &[u8]) -> anyhow::Result<Value> {
    let mut text = String::new();
    flate2::bufread::GzDecoder::new(file).read_to_string(&mut text)?;
    Ok(serde_json::from_str(&text)?)
}

/// Asks DuckDB for the same records, with one thread and the schema it finds itself, which is its fastest way; nothing if
/// it is not installed.
fn duckdb(name: &str, files: &[Vec<u8>]) -> anyhow::Result<Option<Timing>> {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/duckdb/bin/python");
    if !python.is_file() {
        println!("DuckDB is not installed (`make setup-bench` does it), so it is left out.\n");
        return Ok(None);
    }
    let folder = scratch("trail")?;
    for (number, file) in files.iter().enumerate() {
        std::fs::write(folder.join(format!("{number}.json.gz")), file)?;
    }
    let spent = run(Command::new(python).args(["-c", DUCKDB]).arg(&folder), &[0])
        .with_context(|| format!("DuckDB on {name}"))?;
    std::fs::remove_dir_all(&folder)?;
    let (mut processor, mut result) = (Vec::new(), 0);
    for line in String::from_utf8(spent.output)?.lines() {
        let (seconds, count) = line.split_once(' ').context("a time and a count")?;
        processor.push(Duration::from_secs_f64(seconds.parse()?));
        result = count.parse()?;
    }
    Ok(Some(Timing { name: "DuckDB", elapsed: processor.clone(), processor, result }))
}

/// Prints the processor time and the answer of five rounds after one that warms up.
const DUCKDB: &str = r#"
import sys, time, duckdb
base = duckdb.connect(config={"threads": 1})
base.execute("SET enable_progress_bar = false")
question = f"""SELECT count(*) FROM (SELECT unnest(Records) AS r
  FROM read_json('{sys.argv[1]}/*.json.gz', maximum_object_size=100000000))
  WHERE r.eventSource = 'ssm.amazonaws.com' AND r.eventName IN ('StartSession', 'TerminateSession')"""
base.sql(question).fetchall()
for _ in range(5):
    begun = time.process_time()
    count = base.sql(question).fetchall()[0][0]
    print(time.process_time() - begun, count)
"#;
