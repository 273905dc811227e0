//! What does it cost to see an hour of a remote desktop at a glance, against decoding the hour?
#![allow(clippy::print_stdout)]

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;
use sekisho_tests::measure::{
    Entrant, Table, Timing, from_path, interleave, kilobytes, machine, milliseconds, run, scratch,
    sekisho, times,
};

/// Three seconds of a real one, of which the hour is made.
const PIECE: &str = "../crates/sekisho/tests/program/desktop/s3/example-rdp-recordings/2026/11/20/\
     5c3f1a72-9d0e-4b6a-8f21-7e4d3c2b1a09/i-0c3d4e5f60718293a.mp4";
const PIECES: u32 = 1_200;

fn main() -> anyhow::Result<()> {
    let folder = scratch("screens")?;
    let ffmpeg = from_path("ffmpeg").context("ffmpeg is missing: run `make setup-ffmpeg`")?;
    let (from, data) = (folder.join("from"), folder.join("data"));
    let video = hour(&ffmpeg, &from)?;
    // Reading what stands in the pictures is another matter, and takes a second for each.
    let decoder = folder.join("decoder");
    std::fs::create_dir(&decoder)?;
    std::os::unix::fs::symlink(&ffmpeg, decoder.join("ffmpeg"))?;
    let mut ingest = sekisho()?;
    ingest.arg("ingest").arg("--data").arg(&data).arg("--from").arg(&from).env("PATH", &decoder);
    run(&mut ingest, &[0, 5])?;
    let megabytes = std::fs::metadata(&video)?.len() as f64 / 1e6;
    println!("{}\nan hour of a remote desktop, {megabytes:.1} MB\n", machine());

    let peak = Cell::new(0);
    let rebuild = |path: &Path| {
        let mut command = sekisho()?;
        command.arg("rebuild").arg("--data").arg(&data).env("PATH", path);
        let spent = run(&mut command, &[0, 5])?;
        peak.set(spent.peak.max(peak.get()));
        Ok(spent.output.len() as u64)
    };
    let decode = |only: &[&str]| {
        let mut command = Command::new(&ffmpeg);
        command.args(["-v", "error", "-threads", "1"]).args(only).arg("-i").arg(&video);
        command.args(["-filter_threads", "1", "-vf", "scale=160:120", "-f", "null", "-"]);
        run(&mut command, &[0]).map(|spent| spent.output.len() as u64)
    };
    let mut entrants = [
        Entrant::fallible("ffmpeg, every frame", || decode(&[])),
        Entrant::fallible("ffmpeg, every key frame", || decode(&["-skip_frame", "nokey"])),
        Entrant::fallible("sekisho rebuild", || rebuild(&decoder)),
        Entrant::fallible("sekisho rebuild, no pictures", || rebuild(Path::new(""))),
    ];
    let timings = interleave(&mut entrants)?;
    drop(entrants);
    println!("{}", table(&timings));
    println!("peak memory of `sekisho rebuild`: {}", kilobytes(peak.get()));
    std::fs::remove_dir_all(folder)?;
    Ok(())
}

/// Nothing says whose screen it shows, which makes no difference to what is derived of it.
fn hour(ffmpeg: &Path, folder: &Path) -> anyhow::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let (piece, video) =
        (Path::new(env!("CARGO_MANIFEST_DIR")).join(PIECE), folder.join("hour.mp4"));
    let again = (PIECES - 1).to_string();
    let mut command = Command::new(ffmpeg);
    command.args(["-v", "error", "-stream_loop", &again, "-i"]).arg(piece);
    run(command.args(["-c", "copy"]).arg(&video), &[0])?;
    Ok(video)
}

fn table(timings: &[Timing]) -> Table {
    let mut table = Table::new(&["of an hour", "ms of processor", "spread", "against every frame"]);
    for timing in timings {
        table.row([
            timing.name.to_owned(),
            milliseconds(timing.median()),
            format!("{:.0} %", timing.spread()),
            times(timing.faster_than(&timings[0])),
        ]);
    }
    table
}
