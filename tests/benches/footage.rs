//! What does it take to take in a video of 3 GB, and how much of a video is read for its small pictures?
#![allow(clippy::print_stdout)]

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use anyhow::Context;
use sekisho_archive::{Archive, Original, Window};
use sekisho_recording::video::{Limits, Source, probe};
use sekisho_tests::corpus::{Length, write_desktop};
use sekisho_tests::measure::{
    Entrant, Table, Timing, interleave, kilobytes, machine, megabytes_per_second, percentile, run,
    scratch, sekisho, times,
};

/// The product makes so many pictures at least, so many at most, and reads this part of a video for more than the fewest.
const PICTURES: (usize, usize) = (100, 600);
const PART: u64 = 25;

/// Both, unless one is named: `cargo bench -p sekisho-tests --bench footage -- long`.
fn main() -> anyhow::Result<()> {
    let asked: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let is_asked = |what: &str| asked.is_empty() || asked.iter().any(|arg| arg == what);
    println!("{}\nvideos of 1920×1080 at a megabit for each second\n", machine());
    let folder = scratch("footage")?;
    let mut shares = Table::new(&["asked for", "MB", "of the video", "read, MB", "of the video"]);
    if is_asked("hour") {
        let hour = Footage::new(&folder, Length::Seconds(3_600))?;
        println!("{}", hour.against_its_parts()?);
        hour.shares("an hour", &mut shares)?;
    }
    if is_asked("long") {
        // Room for it.
        let long = Footage::new(&scratch("footage")?, Length::Bytes(3_000_000_000))?;
        println!("{}", long.once()?);
        long.shares("3 GB", &mut shares)?;
    }
    println!(
        "{shares}\nThe archive unpacks whole frames, of 16 KiB where nothing shrinks.\n{}",
        machine()
    );
    Ok(fs::remove_dir_all(folder)?)
}

/// A video in a folder, and the data directory into which it is taken.
struct Footage {
    video: PathBuf,
    from: PathBuf,
    data: PathBuf,
    bytes: u64,
}

impl Footage {
    fn new(folder: &Path, length: Length) -> anyhow::Result<Self> {
        let (from, data) = (folder.join("from"), folder.join("data"));
        let video = write_desktop(&from, length)?;
        let bytes = fs::metadata(&video)?.len();
        Ok(Self { video, from, data, bytes })
    }

    /// Into an empty data directory.
    fn ingest(&self) -> anyhow::Result<Command> {
        if self.data.exists() {
            fs::remove_dir_all(&self.data)?;
        }
        let mut ingest = sekisho()?;
        ingest.arg("ingest").arg("--data").arg(&self.data).arg("--from").arg(&self.from);
        Ok(ingest)
    }

    /// Taking it in, against what it cannot do without.
    fn against_its_parts(&self) -> anyhow::Result<Table> {
        let peak = Cell::new(0);
        let ingest = || {
            let spent = run(&mut self.ingest()?, &[0, 5])?;
            peak.set(spent.peak.max(peak.get()));
            Ok(spent.output.len() as u64)
        };
        let copy = self.data.with_extension("copy");
        let copied = || Ok(fs::copy(&self.video, &copy)?);
        let hashed = || {
            let spent = run(Command::new("sha256sum").arg(&self.video), &[0])?;
            Ok(spent.output.len() as u64)
        };
        let mut entrants = [
            Entrant::fallible("copying it", copied),
            Entrant::fallible("sha256sum", hashed),
            Entrant::fallible("sekisho ingest", ingest),
        ];
        let timings = interleave(&mut entrants)?;
        drop(entrants);
        fs::remove_file(copy)?;
        Ok(table(self.bytes, &timings, peak.get()))
    }

    /// It takes too long to be repeated.
    fn once(&self) -> anyhow::Result<Table> {
        let mut table = Table::new(&["3 GB, once", "MB", "s", "MB/s", "peak"]);
        let mut rebuild = sekisho()?;
        rebuild.arg("rebuild").arg("--data").arg(&self.data);
        for (name, command) in [("ingest", &mut self.ingest()?), ("rebuild", &mut rebuild)] {
            let spent = run(command, &[0, 5])?;
            table.row([
                format!("sekisho {name}"),
                format!("{:.0}", self.bytes as f64 / 1e6),
                format!("{:.1}", spent.elapsed.as_secs_f64()),
                megabytes_per_second(self.bytes, spent.elapsed),
                kilobytes(spent.peak),
            ]);
        }
        Ok(table)
    }

    /// Asks the archive for what the product asks it for.
    fn shares(&self, name: &str, table: &mut Table) -> anyhow::Result<()> {
        let mut archived = self.archived()?;
        let mut row = |what: &str, asked: u64, read: u64| {
            let share = |bytes: u64| format!("{:.1} %", 100.0 * bytes as f64 / self.bytes as f64);
            let megabytes = |bytes: u64| format!("{:.1}", bytes as f64 / 1e6);
            let what = format!("{name}: {what}");
            table.row([what, megabytes(asked), share(asked), megabytes(read), share(read)]);
        };
        let before = read_by_now()?;
        let video = probe(&mut archived, &Limits::DEFAULT)?.video;
        let track = video.picture().context("it has a picture")?;
        row("times of its frames", archived.bytes, read_by_now()? - before);
        let pictures = track.frames.telling_keys(PICTURES.0, PICTURES.1, self.bytes / PART);
        let pictures_name = format!("{} pictures", pictures.len());
        let keys = track.frames.keys();
        let keys_name = format!("all {} key frames, for their text", keys.len());
        for (name, keys) in [(pictures_name, pictures), (keys_name, keys)] {
            let (asked, before, mut picture) = (archived.bytes, read_by_now()?, Vec::new());
            for key in keys {
                picture.resize(key.length as usize, 0);
                archived.read_at(key.offset, &mut picture)?;
            }
            row(&name, archived.bytes - asked, read_by_now()? - before);
        }
        Ok(())
    }

    /// The video as it lies in the archive.
    fn archived(&self) -> anyhow::Result<Asked> {
        let archive = Archive::open(&self.data.join("archive"))?;
        let is_it = |original: &Original| original.size_bytes == self.bytes;
        let original = archive.originals()?.into_iter().find(is_it);
        let original = original.context("the video was taken in")?;
        Ok(Asked { window: archive.window(&original.original)?, bytes: 0 })
    }
}

fn table(bytes: u64, timings: &[Timing], peak: u64) -> Table {
    let heading = format!("an hour, {:.0} MB", bytes as f64 / 1e6);
    let mut table =
        Table::new(&[&heading, "MB/s and core", "MB/s elapsed", "spread", "against sha256sum"]);
    for timing in timings {
        table.row([
            timing.name.to_owned(),
            megabytes_per_second(bytes, timing.median()),
            megabytes_per_second(bytes, percentile(&timing.elapsed, 50)),
            format!("{:.0} %", timing.spread()),
            times(timing.faster_than(&timings[1])),
        ]);
    }
    table.row(["peak of `sekisho ingest`".to_owned(), kilobytes(peak)]);
    table
}

/// An archived video that counts what is asked of it.
struct Asked {
    window: Window,
    bytes: u64,
}

impl Source for Asked {
    fn size(&self) -> u64 {
        self.window.size_bytes()
    }

    fn read_at(&mut self, offset: u64, into: &mut [u8]) -> io::Result<()> {
        self.bytes += into.len() as u64;
        self.window.read_at(offset, into).map(drop).map_err(io::Error::other)
    }
}

/// Bytes that this process has been given by the operating system.
fn read_by_now() -> anyhow::Result<u64> {
    let io = fs::read_to_string("/proc/self/io")?;
    let read = io.lines().find_map(|line| line.strip_prefix("rchar: "));
    Ok(read.context("the kernel counts what is read")?.parse()?)
}
