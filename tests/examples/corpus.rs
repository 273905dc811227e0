//! Where can a corpus be had to try things on? `cargo run -rp sekisho-tests --example corpus -- DIR [LOGS]`
#![allow(clippy::print_stdout)]

use std::path::Path;

use anyhow::Context;
use sekisho_tests::corpus::{Corpus, write_folder};

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().context("name a folder to write to, and how many logs")?;
    let logs = arguments.next().map_or(Ok(Corpus::LOGS), |logs| logs.parse())?;
    let written = write_folder(Path::new(&folder), 1, logs)?;
    println!(
        "{} logs of {:.1} MB, {} other documents of {:.1} MB",
        written.logs,
        written.log_bytes as f64 / 1e6,
        written.documents,
        written.document_bytes as f64 / 1e6
    );
    Ok(())
}
