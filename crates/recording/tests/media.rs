//! Is each of the sixteen ways in which the recording of a screen can be bad told as what it is?
//!
//! Of every way there are one or more files, and the table says what is found of each. None of them
//! is read as a whole that is large, and none takes long.

mod bad_media;
mod footage;

use std::fmt::Write;
use std::io;
use std::sync::mpsc;
use std::time::Duration;

use sekisho_recording::video::{Limits, Pixels, Probe, Source, probe};

use bad_media::{Case, cases};
use footage::codes;

/// Far beyond what any of it needs even here: it catches a hang, it measures nothing.
const WATCHDOG: Duration = Duration::from_secs(120);

/// In KiB, for the whole of this process.
const MEMORY: u64 = 256 << 10;

/// So many bytes of a file are read at most, however large it is.
const READ: u64 = 32 << 20;

/// A source that remembers how many of its bytes were asked for.
struct Counted {
    inner: Box<dyn Source + Send>,
    read: u64,
}

impl Source for Counted {
    fn size(&self) -> u64 {
        self.inner.size()
    }

    fn read_at(&mut self, offset: u64, into: &mut [u8]) -> io::Result<()> {
        self.read += into.len() as u64;
        self.inner.read_at(offset, into)
    }
}

#[test]
fn each_bad_recording_of_a_screen_is_told_as_what_it_is() {
    let cases = cases();
    assert_eq!(cases.len(), 16);
    let mut table = String::new();
    for Case { name, files } in cases {
        writeln!(table, "{name}").expect("text");
        for (file, source) in files {
            let found = within_the_watchdog(file, source);
            writeln!(table, "  {file:<58} {}", row(&found)).expect("text");
        }
    }
    insta::assert_snapshot!(table);
    if let Some(memory) = largest_memory() {
        assert!(memory <= MEMORY, "{memory} KiB");
    }
}

/// Reads a file on a thread of its own.
fn within_the_watchdog(name: &str, inner: Box<dyn Source + Send>) -> Probe {
    let (done, found) = mpsc::channel();
    let way = std::thread::spawn(move || {
        let mut source = Counted { inner, read: 0 };
        let found = probe(&mut source, &Limits::DEFAULT).expect("it can be read");
        done.send((found, source.read)).expect("somebody waits");
    });
    match found.recv_timeout(WATCHDOG) {
        Ok((found, read)) => {
            assert!(read <= READ, "{name}: {read} bytes were read");
            found
        }
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("{name} hangs"),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            std::panic::resume_unwind(way.join().expect_err("it sent nothing"));
        }
    }
}

/// The most memory that this process ever took, in KiB, where the system says so.
fn largest_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// What it is served as, what it shows, how it ends, how long it lasts, how large it is, and what is
/// told of it.
fn row(found: &Probe) -> String {
    let video = &found.video;
    let served = video.container.map_or("not served", |container| container.media_type());
    let (shows, ends) = (format!("{:?}", video.shows), format!("{:?}", video.ends));
    let lasts = video.duration.map_or("-".to_owned(), seconds);
    let sizes: Vec<_> = video.picture().into_iter().flat_map(|t| &t.pixels).map(size).collect();
    let (sizes, codes) = (sizes.join(", "), codes(found).join(", "));
    let row = format!("{served:<16} {shows:<9} {ends:<25} {lasts:>11}  {sizes:<34} {codes}");
    row.trim_end().to_owned()
}

fn size(pixels: &Pixels) -> String {
    let from =
        if pixels.from == 0 { String::new() } else { format!(" from {}", seconds(pixels.from)) };
    format!("{}x{}{from}", pixels.width, pixels.height)
}

fn seconds(us: i64) -> String {
    format!("{}.{:03} s", us / 1_000_000, us % 1_000_000 / 1000)
}
