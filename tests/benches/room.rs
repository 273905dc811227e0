//! How much room does a recording take that can be entered anywhere?
#![allow(clippy::print_stdout)]

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use sekisho_catalog::Packer;
use sekisho_recording::{Kind, Limits, Segment, derive, read};
use sekisho_tests::corpus::{Corpus, Long};
use sekisho_tests::measure::Table;

const LOGS: usize = 600;

fn main() -> anyhow::Result<()> {
    println!("segments of 64 KiB, each readable with the first one of its recording alone\n");
    let mut table = Table::new(&[
        "session logs",
        "MB",
        "gzip -6, MB",
        "zstd -3, MB",
        "stored, MB",
        "stored against gzip -6",
        "keyframes of it",
    ]);
    let many = Corpus::new(1, LOGS).logs();
    table.row(row(&format!("{LOGS} of a corpus"), &many)?);
    table.row(row("one of 45 minutes", &[Long::new(1, Long::OUTPUT).log()])?);
    println!("{table}");
    Ok(())
}

fn row(what: &str, logs: &[Vec<u8>]) -> anyhow::Result<[String; 7]> {
    let mut packer = Packer::new()?;
    let (mut raw, mut gzip, mut zstd, mut stored, mut unframed) = (0, 0, 0, 0, 0);
    for log in logs {
        raw += log.len();
        gzip += gzipped(log)?;
        zstd += zstd::bulk::compress(log, 3)?.len();
        for recording in read(Kind::SessionLog, log, &Limits::DEFAULT).recordings {
            let mut segments = derive(&recording, None, None).segments;
            stored += packed(&mut packer, &segments)?;
            segments.iter_mut().for_each(|segment| segment.init.clear());
            unframed += packed(&mut packer, &segments)?;
        }
    }
    let megabytes = |bytes: usize| format!("{:.1}", bytes as f64 / 1e6);
    let share = |part: usize, of: usize| part as f64 / of as f64;
    Ok([
        what.to_owned(),
        megabytes(raw),
        megabytes(gzip),
        megabytes(zstd),
        megabytes(stored),
        format!("{:.2}", share(stored, gzip)),
        format!("{:.1} %", 100.0 * share(stored - unframed, stored)),
    ])
}

fn packed(packer: &mut Packer, segments: &[Segment]) -> anyhow::Result<usize> {
    packer.start_again();
    segments
        .iter()
        .try_fold(0, |bytes, segment| Ok(bytes + packer.pack_alike(&segment.encode())?.len()))
}

fn gzipped(log: &[u8]) -> anyhow::Result<usize> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::new(6));
    gzip.write_all(log)?;
    Ok(gzip.finish()?.len())
}
