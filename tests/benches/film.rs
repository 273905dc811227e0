//! How soon does an hour of a remote desktop show, and how soon another moment of it?
#![allow(clippy::print_stdout)]

use anyhow::Context;
use sekisho_tests::corpus::{DESKTOP, Length, write_desktop};
use sekisho_tests::measure::{Server, in_browser, machine, run, scratch, sekisho};

const SECONDS: u64 = 3_600;

fn main() -> anyhow::Result<()> {
    let folder = scratch("film")?;
    let (from, data) = (folder.join("from"), folder.join("data"));
    let video = write_desktop(&from, Length::Seconds(SECONDS))?;
    run(sekisho()?.arg("ingest").arg("--data").arg(&data).arg("--from").arg(&from), &[0, 5])?;
    let megabytes = std::fs::metadata(&video)?.len() as f64 / 1e6;
    println!("{}\nan hour of a remote desktop at 1920×1080, {megabytes:.0} MB\n", machine());
    let server = Server::start(&data)?;
    let video = video.to_str().context("a path of letters")?;
    in_browser("film.mjs", &server, &[DESKTOP, video, &SECONDS.to_string()])?;
    println!("\n{}", machine());
    drop(server);
    std::fs::remove_dir_all(folder)?;
    Ok(())
}
