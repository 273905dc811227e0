//! How soon after its GET is the newest session found, while the worker runs for ever?
#![allow(clippy::print_stdout)]

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use sekisho_tests::aws::{Aws, Object, Via};
use sekisho_tests::corpus::Corpus;
use sekisho_tests::measure::{
    Connection, Server, Table, Worker, machine, milliseconds, percentile, run, scratch,
};
use serde_json::Value;

const BUCKET: &str = "example-session-logs";

/// How many sessions are there before.
const BEFORE: [usize; 2] = [200, Corpus::LOGS];

/// Sessions that come one after another.
const NEW: usize = 15;

/// How often the question is asked.
const ASKED_EVERY: Duration = Duration::from_millis(5);
const PATIENCE: Duration = Duration::from_secs(60);

fn main() -> anyhow::Result<()> {
    println!("{}\n", machine());
    let mut table = Table::new(&[
        "sessions before",
        "put to GET, median ms",
        "GET to found, median ms",
        "slowest ms",
    ]);
    for before in BEFORE {
        let folder = scratch("newest")?;
        let (asked, found) = measure(&folder, before)?;
        let times = [percentile(&asked, 50), percentile(&found, 50), percentile(&found, 100)];
        table.row(std::iter::once(before.to_string()).chain(times.map(milliseconds)));
        std::fs::remove_dir_all(folder)?;
    }
    println!(
        "{NEW} session logs, one after another; found by a word in it, asked over HTTP\n\n{table}"
    );
    Ok(())
}

/// From the upload to the GET, and from the GET to the answer, for every new session.
fn measure(folder: &Path, before: usize) -> anyhow::Result<(Vec<Duration>, Vec<Duration>)> {
    let aws = Aws::start(&[] as &[&Path])?;
    let corpus = Corpus::new(1, before);
    for session in corpus.sessions() {
        aws.put_object(Object::new(BUCKET, &key(&session.id), corpus.log(session)))?;
    }
    let queue = aws.queue("111122223333", "session-logs");
    let worker = Worker::new(folder, &aws, BUCKET, Some(&queue))?;
    let data = folder.join("data");
    run(&mut worker.once(&data)?, &[0, 3, 5])?;
    aws.subscribe(&queue, BUCKET, Via::Direct);
    let _running = worker.forever(&data)?;
    let server = Server::start(&data)?;
    let mut connection = Connection::open(&server.host)?;
    let newest = Corpus::new(2, NEW);
    let (mut asked, mut found) = (Vec::new(), Vec::new());
    for session in newest.sessions() {
        let word = format!("newest{}", session.number);
        let log = said(&newest.log(session), &word)?;
        ensure!(total(&mut connection, &word)? == 0, "{word} is there already");
        aws.forget_calls();
        let put = Instant::now();
        aws.put_object(Object::new(BUCKET, &key(&session.id), log))?;
        wait(Duration::from_millis(1), || Ok(aws.count("GetObject") > 0))?;
        let read = Instant::now();
        asked.push(read - put);
        wait(ASKED_EVERY, || Ok(total(&mut connection, &word)? == 1))?;
        found.push(read.elapsed());
    }
    Ok((asked, found))
}

fn key(session: &str) -> String {
    format!("ssm/{session}.log")
}

/// The log, with one more word at the end of its output.
fn said(log: &[u8], word: &str) -> anyhow::Result<Vec<u8>> {
    let trailer = memchr::memmem::rfind(log, b"\nScript done on").context("a log has a trailer")?;
    let (output, trailer) = log.split_at(trailer);
    Ok([output, format!("{word}\r\r\n").as_bytes(), trailer].concat())
}

fn total(connection: &mut Connection, question: &str) -> anyhow::Result<u64> {
    let answer = connection.get(&format!("/api/v1/search?q={question}"))?;
    let answer: Value = serde_json::from_slice(&answer)?;
    answer["total"].as_u64().context("an answer has a total")
}

fn wait(every: Duration, mut holds: impl FnMut() -> anyhow::Result<bool>) -> anyhow::Result<()> {
    let began = Instant::now();
    while !holds()? {
        ensure!(began.elapsed() < PATIENCE, "waited for {PATIENCE:?} in vain");
        std::thread::sleep(every);
    }
    Ok(())
}
