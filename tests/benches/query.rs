//! How long does an auditor wait for an answer, and how long would `rg` and `zgrep` take over the same logs?
#![allow(clippy::print_stdout)]

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::Context;
use flate2::Compression;
use flate2::write::GzEncoder;
use sekisho_tests::corpus::{Corpus, RARE_WORD, write_folder};
use sekisho_tests::measure::{
    Connection, ROUNDS, Server, Table, from_path, kilobytes, machine, milliseconds, percentile,
    run, scratch, sekisho, times,
};

/// A question as an auditor types it, and how it would be asked of the log files.
struct Question {
    text: &'static str,
    grep: Option<Grep>,
}

/// Lines with `pattern` in logs whose name begins with `name`, in any case.
struct Grep {
    pattern: &'static str,
    name: &'static str,
}

const fn grep(pattern: &'static str, name: &'static str) -> Option<Grep> {
    Some(Grep { pattern, name })
}

const QUESTIONS: &[Question] = &[
    Question { text: RARE_WORD, grep: grep(RARE_WORD, "") },
    Question { text: "error", grep: grep("error", "") },
    Question { text: "\"permission denied\"", grep: grep("permission denied", "") },
    Question { text: "user:carol cmd:vim", grep: grep("\\$ vim", "carol") },
    Question { text: "障害対応", grep: grep("障害対応", "") },
    Question { text: "who accessed prod-db last week", grep: None },
    Question { text: "node:prod-db refused started:2026-10", grep: None },
    Question { text: "先週 prod-db に誰がアクセスした?", grep: None },
];

/// Questions of one kind in one round.
const ASKED: usize = 200;

fn main() -> anyhow::Result<()> {
    let folder = scratch("query")?;
    let (from, data) = (folder.join("from"), folder.join("data"));
    let written = write_folder(&from, 1, Corpus::LOGS)?;
    let logs = from.join("s3/example-session-logs/ssm");
    let zipped = zip(&logs, &folder.join("zipped"))?;
    run(sekisho()?.arg("ingest").arg("--data").arg(&data).arg("--from").arg(&from), &[0])?;
    println!(
        "{}\n{} sessions, {:.1} MB of logs\n",
        machine(),
        written.logs,
        written.log_bytes as f64 / 1e6
    );

    starts(&data)?;
    let server = Server::start(&data)?;
    std::thread::sleep(Duration::from_secs(1));
    let idle = server.memory()?;
    println!("{}", answers(&server, &logs, &zipped)?);
    let asked = server.memory()?;
    let mut memory =
        Table::new(&["memory of `sekisho serve`", "resident", "of it anonymous", "peak"]);
    for (when, memory_then) in [("a second after start", idle), ("after all questions", asked)] {
        let parts = [memory_then.resident, memory_then.anonymous, memory_then.peak];
        memory.row(std::iter::once(when.to_owned()).chain(parts.map(kilobytes)));
    }
    println!("{memory}");
    drop(server);
    std::fs::remove_dir_all(folder)?;
    Ok(())
}

/// From the start of the program to the first answer.
fn starts(data: &Path) -> anyhow::Result<()> {
    let (mut listening, mut answered) = (Vec::new(), Vec::new());
    for _ in 0..=ROUNDS {
        let server = Server::start(data)?;
        Connection::open(&server.host)?.get(&address(RARE_WORD))?;
        answered.push(server.started.elapsed());
        listening.push(server.listening);
    }
    let mut table = Table::new(&["from the start of the program", "median ms", "slowest ms"]);
    for (what, times) in [("until it listens", listening), ("until the first answer", answered)] {
        let (median, slowest) = (percentile(&times[1..], 50), percentile(&times[1..], 100));
        table.row([what.to_owned(), milliseconds(median), milliseconds(slowest)]);
    }
    println!("{table}");
    Ok(())
}

fn answers(server: &Server, logs: &Path, zipped: &Path) -> anyhow::Result<Table> {
    let mut connection = Connection::open(&server.host)?;
    let rg = from_path("rg");
    if rg.is_none() {
        println!(
            "ripgrep is not installed (`make setup-bench` does it), so its columns stay empty.\n"
        );
    }
    let mut table = Table::new(&[
        "question",
        "sessions",
        "p50 ms",
        "p99 ms",
        "rg ms",
        "rg finds",
        "rg / p50",
        "zgrep ms",
        "zgrep / p50",
    ]);
    for question in QUESTIONS {
        let (mut own, mut peer) = (Vec::new(), Vec::new());
        let mut found = 0;
        // The first round warms up; then the peer runs between the rounds, in the same minute.
        for round in 0..=ROUNDS {
            let times = ask(&mut connection, question.text)?;
            let search = question.grep.as_ref().zip(rg.as_deref());
            let searched = search.map(|(grep, rg)| ripgrep(rg, grep, logs)).transpose()?;
            if round > 0 {
                own.extend(times);
                peer.extend(searched.map(|(elapsed, _)| elapsed));
            }
            found = searched.map_or(0, |(_, found)| found);
        }
        let zgrep = question.grep.as_ref().map(|grep| zgrep(grep, zipped)).transpose()?;
        let p50 = percentile(&own, 50);
        let against = |time: Duration| times(time.as_secs_f64() / p50.as_secs_f64());
        let rg = (!peer.is_empty()).then(|| percentile(&peer, 50));
        let cell = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
        table.row([
            question.text.to_owned(),
            total(&mut connection, question.text)?.to_string(),
            milliseconds(p50),
            milliseconds(percentile(&own, 99)),
            cell(rg.map(milliseconds)),
            cell(rg.map(|_| found.to_string())),
            cell(rg.map(against)),
            cell(zgrep.map(milliseconds)),
            cell(zgrep.map(against)),
        ]);
    }
    Ok(table)
}

fn address(question: &str) -> String {
    format!("/api/v1/search?q={question}&zone=Asia/Tokyo")
}

fn ask(connection: &mut Connection, question: &str) -> anyhow::Result<Vec<Duration>> {
    let address = address(question);
    let mut times = Vec::with_capacity(ASKED);
    for _ in 0..ASKED {
        let started = Instant::now();
        connection.get(&address)?;
        times.push(started.elapsed());
    }
    Ok(times)
}

fn total(connection: &mut Connection, question: &str) -> anyhow::Result<u64> {
    let answer: serde_json::Value = serde_json::from_slice(&connection.get(&address(question))?)?;
    answer["total"].as_u64().context("an answer has a total")
}

/// How long it takes to name the logs with a hit, and how many there are.
fn ripgrep(rg: &Path, grep: &Grep, logs: &Path) -> anyhow::Result<(Duration, usize)> {
    let mut command = Command::new(rg);
    command.args(["--no-config", "-a", "-i", "-l", "-g"]).arg(format!("{}*", grep.name));
    let spent = run(command.arg(grep.pattern).arg(logs), &[0, 1])?;
    Ok((spent.elapsed, spent.output.iter().filter(|byte| **byte == b'\n').count()))
}

fn zgrep(grep: &Grep, zipped: &Path) -> anyhow::Result<Duration> {
    let mut command = Command::new("sh");
    let script = "cd \"$0\" && exec zgrep -a -i -l \"$1\" \"$2\"*.gz";
    command.args(["-c", script]).arg(zipped).args([grep.pattern, grep.name]);
    Ok(run(&mut command, &[0, 1])?.elapsed)
}

/// A compressed copy of all logs, as an archive without this product would be kept.
fn zip(logs: &Path, into: &Path) -> anyhow::Result<PathBuf> {
    std::fs::create_dir_all(into)?;
    for entry in std::fs::read_dir(logs)? {
        let entry = entry?;
        let name = format!("{}.gz", entry.file_name().to_string_lossy());
        let mut gzip = GzEncoder::new(File::create(into.join(name))?, Compression::default());
        std::io::copy(&mut File::open(entry.path())?, &mut gzip)?;
        gzip.finish()?;
    }
    Ok(into.to_owned())
}
