//! How long until a 25 MB recording plays, and until it shows another moment?
#![allow(clippy::print_stdout)]

use std::path::Path;
use std::time::Instant;

use anyhow::Context;
use sekisho_tests::corpus::{Long, write_long};
use sekisho_tests::measure::{
    Connection, ROUNDS, Server, Table, in_browser, kilobytes, machine, milliseconds, percentile,
    run, scratch, sekisho,
};

fn main() -> anyhow::Result<()> {
    let folder = scratch("replay")?;
    let long = Long::new(1, Long::OUTPUT);
    println!("{}\none recording of 45 minutes\n", machine());
    let mut table =
        Table::new(&["over HTTP", "requests", "p50 ms", "p99 ms", "median bytes", "server's peak"]);
    let log = archived(&folder.join("log"), &long, &long.log())?;
    served(&log, "session log", &long, &mut table)?;
    drop(log);
    // A session log has no clock of its own, so the product first shows it as text; the cast is what opens playing.
    let cast = archived(&folder.join("cast"), &long, &long.cast())?;
    let duration = served(&cast, "cast", &long, &mut table)?;
    println!("{table}");
    in_browser("replay.mjs", &cast, &[&long.session.id, &duration.to_string()])?;
    drop(cast);
    std::fs::remove_dir_all(folder)?;
    Ok(())
}

/// A server that holds the recording and nothing else.
fn archived(folder: &Path, long: &Long, recording: &[u8]) -> anyhow::Result<Server> {
    let (from, data) = (folder.join("from"), folder.join("data"));
    write_long(&from, &long.session, recording)?;
    run(sekisho()?.arg("ingest").arg("--data").arg(&data).arg("--from").arg(&from), &[0])?;
    Server::start(&data)
}

/// What the server takes for the parts that a session page loads; returns the seconds of the recording.
fn served(server: &Server, form: &str, long: &Long, table: &mut Table) -> anyhow::Result<f64> {
    let session = format!("/api/v1/sessions/{}", long.session.id);
    let mut connection = Connection::open(&server.host)?;
    let address = format!("{session}/recording");
    let index: serde_json::Value = serde_json::from_slice(&connection.get(&address)?)?;
    let segments = index["segments"].as_array().context("an index has segments")?;
    let urls = segments.iter().filter_map(|segment| segment["url"].as_str());
    let parts = [
        ("index and first segment", vec![format!("{address}?at_us=0"); 20]),
        ("segments", urls.map(str::to_owned).collect()),
        ("1,000 lines of transcript", vec![format!("{session}/transcript?line=0&limit=1000"); 10]),
        ("commands", vec![format!("{session}/commands"); 10]),
    ];
    for (part, addresses) in parts {
        let (mut times, mut sizes) = (Vec::new(), Vec::new());
        for round in 0..=ROUNDS {
            for address in &addresses {
                let started = Instant::now();
                let size = connection.get(address)?.len();
                if round > 0 {
                    times.push(started.elapsed());
                    sizes.push(size);
                }
            }
        }
        sizes.sort_unstable();
        let percentiles = [50, 99].map(|percent| milliseconds(percentile(&times, percent)));
        let size = sizes.get(sizes.len() / 2).map(ToString::to_string);
        let what = [format!("{form}: {part}"), times.len().to_string()];
        let peak = kilobytes(server.memory()?.peak);
        table.row(what.into_iter().chain(percentiles).chain(size).chain([peak]));
    }
    index["duration"].as_f64().context("an index has a duration")
}
