//! How fast does a folder become an archive, a catalog and an index, against the parts that bound it?
#![allow(clippy::print_stdout)]

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;
use sekisho_recording::{Kind, Limits, derive, read};
use sekisho_tests::corpus::{Corpus, write_folder};
use sekisho_tests::measure::{
    Entrant, Table, Timing, interleave, kilobytes, machine, megabytes_per_second, percentile, run,
    scratch, sekisho, times,
};
use sha2::Digest;
use tantivy::schema::{Schema, TEXT};
use tantivy::{Index, TantivyDocument};

fn main() -> anyhow::Result<()> {
    let folder = scratch("ingest")?;
    let from = folder.join("from");
    let written = write_folder(&from, 1, Corpus::LOGS)?;
    let logs = Corpus::new(1, Corpus::LOGS).logs();
    let texts: Vec<String> = logs.iter().map(|log| shown(log)).collect();
    let text_bytes: usize = texts.iter().map(String::len).sum();
    println!(
        "{}\n{} session logs, {:.1} MB (emulated text {:.1} MB); {} other documents, {:.1} MB\n",
        machine(),
        written.logs,
        written.log_bytes as f64 / 1e6,
        text_bytes as f64 / 1e6,
        written.documents,
        written.document_bytes as f64 / 1e6,
    );

    let peak = Cell::new(0);
    let (mut ingests, mut indexes) = (Fresh::new(&folder, "data"), Fresh::new(&folder, "index"));
    let mut entrants = [
        Entrant::fallible("sekisho ingest", || {
            let data = ingests.next();
            let mut command = sekisho()?;
            command.arg("ingest").arg("--data").arg(&data).arg("--from").arg(&from);
            peak.set(run(&mut command, &[0])?.peak.max(peak.get()));
            Ok(size_of(&data))
        }),
        Entrant::fallible("tantivy alone", || index(&texts, &indexes.next())),
        Entrant::fallible("zstd -3", || compressed(&logs)),
        Entrant::fallible("gzip -6", || gzipped(&from)),
        Entrant::new("sha256", || logs.iter().map(|log| hashed(log)).sum()),
    ];
    let timings = interleave(&mut entrants)?;
    drop(entrants);
    println!("{}", table(&timings, written.log_bytes));
    println!("peak memory of `sekisho ingest`: {}", kilobytes(peak.get()));
    std::fs::remove_dir_all(folder)?;
    Ok(())
}

fn table(timings: &[Timing], bytes: u64) -> Table {
    let mut table = Table::new(&[
        "of the session logs",
        "MB/s and core",
        "MB/s elapsed",
        "spread",
        "against tantivy alone",
        "left behind",
    ]);
    for timing in timings {
        table.row([
            timing.name.to_owned(),
            megabytes_per_second(bytes, timing.median()),
            megabytes_per_second(bytes, percentile(&timing.elapsed, 50)),
            format!("{:.0} %", timing.spread()),
            times(timing.faster_than(&timings[1])),
            format!("{:.1} MB", timing.result as f64 / 1e6),
        ]);
    }
    table
}

/// Another folder for every round, so that no round pays for clearing away the one before.
struct Fresh {
    prefix: PathBuf,
    used: usize,
}

impl Fresh {
    fn new(folder: &Path, name: &str) -> Self {
        Self { prefix: folder.join(name), used: 0 }
    }

    fn next(&mut self) -> PathBuf {
        self.used += 1;
        self.prefix.with_extension(self.used.to_string())
    }
}

/// The text of a log as the product derives it.
fn shown(log: &[u8]) -> String {
    let recordings = read(Kind::SessionLog, log, &Limits::DEFAULT).recordings;
    let lines = recordings.iter().flat_map(|recording| derive(recording, None, None).lines);
    lines.map(|line| line.text + "\n").collect()
}

/// One document per session, with positions, by the default tokenizer and one thread: the least that answers a phrase.
fn index(texts: &[String], folder: &Path) -> anyhow::Result<u64> {
    std::fs::create_dir_all(folder)?;
    let mut schema = Schema::builder();
    let text = schema.add_text_field("text", TEXT);
    let index = Index::create_in_dir(folder, schema.build())?;
    let mut writer = index.writer_with_num_threads(1, 200_000_000)?;
    for shown in texts {
        let mut document = TantivyDocument::new();
        document.add_text(text, shown);
        writer.add_document(document)?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(size_of(folder))
}

fn compressed(logs: &[Vec<u8>]) -> anyhow::Result<u64> {
    let sizes = logs.iter().map(|log| Ok(zstd::bulk::compress(log, 3)?.len() as u64));
    sizes.sum()
}

fn gzipped(from: &Path) -> anyhow::Result<u64> {
    let mut command = Command::new("sh");
    command.args(["-c", "gzip -6 -c -r \"$0\" | wc -c"]).arg(from.join("s3/example-session-logs"));
    let counted = String::from_utf8(run(&mut command, &[0])?.output)?;
    counted.trim().parse().context("wc prints a number")
}

fn hashed(log: &[u8]) -> u64 {
    u64::from(sha2::Sha256::digest(log)[0])
}

fn size_of(folder: &Path) -> u64 {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    files.filter_map(|entry| entry.metadata().ok()).filter(|m| m.is_file()).map(|m| m.len()).sum()
}
