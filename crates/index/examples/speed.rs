//! How fast is the index built and searched? Run it with `cargo run --release -p sekisho-index --example speed`.
#![allow(clippy::print_stdout)]

use std::path::Path;
use std::time::Instant;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use sekisho_index::document::Document;
use sekisho_index::{Index, Page};
use sekisho_query::{Context, Vocabulary};

const SESSIONS: usize = 2_000;
const TEXT_BYTES: usize = 60_000;
const ROUNDS: usize = 1_000;
const QUERIES: [&str; 12] = [
    "",
    "node:prod-db",
    "user:user7 started:last-week",
    "w77",
    "w3",
    "w3 w5 w40000",
    "output:\"w1 w2\"",
    "output:w12*",
    "output:\"w1 w2\"*",
    "障害",
    "障",
    "-w3 node:prod-*",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = std::env::temp_dir().join(format!("sekisho-speed-{}", std::process::id()));
    let index = Index::create_in(&dir)?;
    let mut seed = 42;
    let documents: Vec<Document> = (0..SESSIONS).map(|i| session(i, &mut seed)).collect();
    let bytes: usize = documents.iter().map(|document| document.output.len()).sum();
    let begun = (Instant::now(), processor_seconds()?);
    index.replace(documents.clone())?;
    let (seconds, busy) = (begun.0.elapsed().as_secs_f64(), processor_seconds()? - begun.1);
    println!(
        "build    {:>6.0} documents/s  {:>5.1} MB/s  {:>5.1} MB/s of processor time  {:.2} bytes for each byte of text",
        SESSIONS as f64 / seconds,
        bytes as f64 / 1e6 / seconds,
        bytes as f64 / 1e6 / busy,
        size_bytes(&dir)? as f64 / bytes as f64,
    );
    let begun = Instant::now();
    index.replace(documents.into_iter().take(1))?;
    println!("replace  {:>6.1} ms for one document", begun.elapsed().as_secs_f64() * 1e3);
    let begun = Instant::now();
    Index::open(&dir)?;
    println!("open     {:>6.1} ms", begun.elapsed().as_secs_f64() * 1e3);
    println!("\n  p50 µs   busy µs     total  keys µs  newest 20 and the exact total; all keys");
    for text in QUERIES {
        measure(&index, text)?;
    }
    std::fs::remove_dir_all(dir)?;
    Ok(())
}

fn measure(index: &Index, text: &str) -> Result<(), Box<dyn std::error::Error>> {
    let vocabulary = Vocabulary::default();
    let context =
        Context { now: Timestamp::from_second(NOW)?, zone: TimeZone::UTC, vocabulary: &vocabulary };
    let mut nanoseconds = Vec::new();
    let mut total = 0;
    let busy = processor_seconds()?;
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let query = sekisho_query::read(text, &context).query;
        total = index.search(&query, Page { offset: 0, limit: 20 })?.total;
        nanoseconds.push(begun.elapsed().as_nanos());
    }
    let busy = (processor_seconds()? - busy) * 1e6 / ROUNDS as f64;
    nanoseconds.sort_unstable();
    let query = sekisho_query::read(text, &context).query;
    let begun = Instant::now();
    index.keys(&query)?;
    let keys = begun.elapsed().as_nanos();
    let micros = |n: u128| n as f64 / 1e3;
    println!(
        "{:>8.1} {busy:>9.1}  {total:>8} {:>8.1}  {text}",
        micros(nanoseconds[ROUNDS / 2]),
        micros(keys),
    );
    Ok(())
}

/// 2026-11-23.
const NOW: i64 = 1_795_392_000;

/// Words of which few are frequent and most are rare, as in terminals, with some Japanese between them.
fn session(i: usize, seed: &mut u64) -> Document {
    let mut output = String::with_capacity(TEXT_BYTES + 64);
    while output.len() < TEXT_BYTES {
        let end = if random(seed).is_multiple_of(9) { '\n' } else { ' ' };
        if random(seed).is_multiple_of(40) {
            output.push_str(
                ["障害調査", "データベース", "接続しました", "本番環境"][random(seed) as usize % 4],
            );
        } else {
            let rank = 50_000_f64.powf((random(seed) % 10_000) as f64 / 10_000.0);
            output.push_str(&format!("w{rank:.0}"));
        }
        output.push(end);
    }
    let node = ["prod-db", "prod-db-2", "web-1", "web-2", "batch"][random(seed) as usize % 5];
    Document {
        key: format!("user{}-{i:016x}", i % 50),
        user: vec![format!("user{}", i % 50)],
        node: vec![node.to_owned(), format!("i-{:017x}", random(seed) % 40)],
        commands: output.lines().step_by(40).map(str::to_owned).collect(),
        output,
        started: Timestamp::from_second(NOW - (random(seed) % (90 * 86_400)) as i64).ok(),
        ..Document::default()
    }
}

/// xorshift64, so that every run measures the same texts.
fn random(seed: &mut u64) -> u64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed
}

/// What all threads of this program used, in steps of 10 ms: fair where other programs run beside it.
fn processor_seconds() -> Result<f64, Box<dyn std::error::Error>> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let after_name = stat.rsplit(')').next().ok_or("no process name")?;
    let ticks = after_name.split_whitespace().skip(11).take(2);
    let ticks: Result<Vec<f64>, _> = ticks.map(str::parse::<f64>).collect();
    Ok(ticks?.iter().sum::<f64>() / 100.0)
}

fn size_bytes(dir: &Path) -> std::io::Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(dir)? {
        bytes += entry?.metadata()?.len();
    }
    Ok(bytes)
}
