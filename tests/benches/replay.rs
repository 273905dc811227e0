//! How long until a 25 MB recording plays, and until it shows another moment?
#![allow(clippy::print_stdout)]

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, ensure};
use sekisho_tests::corpus::{Long, write_long};
use sekisho_tests::measure::{
    Connection, ROUNDS, Server, Table, from_path, kilobytes, machine, milliseconds, percentile,
    run, scratch, sekisho,
};

fn main() -> anyhow::Result<()> {
    let folder = scratch("replay")?;
    let (from, data) = (folder.join("from"), folder.join("data"));
    let long = Long::new(1);
    let written = write_long(&from, &long)?;
    run(sekisho()?.arg("ingest").arg("--data").arg(&data).arg("--from").arg(&from), &[0])?;
    let server = Server::start(&data)?;
    println!(
        "{}\none recording of {:.1} MB, 45 minutes\n",
        machine(),
        written.log_bytes as f64 / 1e6
    );

    let recording = format!("/api/v1/sessions/{}", long.session.id);
    let mut connection = Connection::open(&server.host)?;
    let index: serde_json::Value =
        serde_json::from_slice(&connection.get(&format!("{recording}/recording"))?)?;
    println!("{}", served(&mut connection, &recording, &index)?);
    let duration = index["duration"].as_f64().context("an index has a duration")?;
    in_browser(&server, &long.session.id, duration)?;
    println!("\npeak memory of `sekisho serve`: {}", kilobytes(server.memory()?.peak));
    std::fs::remove_dir_all(folder)?;
    Ok(())
}

/// What the server takes for the index, and for each segment once per round.
fn served(
    connection: &mut Connection,
    recording: &str,
    index: &serde_json::Value,
) -> anyhow::Result<Table> {
    let segments = index["segments"].as_array().context("an index has segments")?;
    let urls = segments.iter().filter_map(|segment| segment["url"].as_str());
    // An address in an index stands relative to the index.
    let segments: Vec<String> =
        urls.map(|url| format!("{recording}/{}", url.trim_start_matches('/'))).collect();
    ensure!(!segments.is_empty(), "a recording has segments");
    let mut table = Table::new(&["over HTTP", "requests", "p50 ms", "p99 ms", "median bytes"]);
    for (what, addresses) in
        [("index", vec![format!("{recording}/recording"); 50]), ("segment", segments)]
    {
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
        let cells = [percentile(&times, 50), percentile(&times, 99)].map(milliseconds);
        let size = sizes[sizes.len() / 2].to_string();
        let what = [what.to_owned(), times.len().to_string()];
        table.row(what.into_iter().chain(cells).chain([size]));
    }
    Ok(table)
}

fn in_browser(server: &Server, key: &str, seconds: f64) -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let playwright = root.join("../web/node_modules/playwright-core");
    let missing = [
        ("node", from_path("node").is_none()),
        ("chromium", from_path("chromium").is_none() && std::env::var_os("CHROMIUM").is_none()),
        ("web/node_modules", !playwright.exists()),
    ];
    if let Some((name, _)) = missing.iter().find(|(_, is_missing)| *is_missing) {
        println!(
            "{name} is missing (`make setup-bench` gets it), so nothing was measured in a browser."
        );
        return Ok(());
    }
    let status = Command::new("node")
        .arg(root.join("benches/browser/measure.mjs"))
        .arg(format!("http://{}", server.host))
        .args([key, &seconds.to_string()])
        .status()?;
    ensure!(status.success(), "the measurement in the browser ended with {status}");
    Ok(())
}
