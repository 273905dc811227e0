//! Does damaged or hostile input break, block or bloat anything on its way to the screen?
//!
//! Every file in `bad/`, and what is too large to be kept as a file, goes through the whole of it:
//! sniffing, every reader, lines and commands, the screen, the segments and their codec. The table
//! says what is left of each.
#![allow(clippy::unwrap_used)]

mod laws;
mod shown;
mod table;

use std::fmt::Write;
use std::sync::mpsc;
use std::time::Duration;

use sekisho_recording::{At, Kind, Limits, Recording, Replay, read, screen, sniff};

use table::{bytes, files, reading, summary};

/// Far beyond what any of it needs even here, unoptimised and on a busy machine: it catches a hang, it measures nothing.
const WATCHDOG: Duration = Duration::from_secs(120);

/// In KiB. The largest input has 16 MiB.
const MEMORY: u64 = 256 << 10;

#[test]
fn every_bad_file_is_read_as_far_as_it_goes() {
    let table: String = files("bad").iter().map(|file| summary(&format!("bad/{file}"))).collect();
    insta::assert_snapshot!(table);
}

#[test]
fn every_bad_file_is_explained() {
    let readme = String::from_utf8(bytes("bad/README.md")).unwrap();
    for file in files("bad") {
        assert!(readme.contains(&format!("`{file}`")), "bad/README.md does not say what {file} is");
    }
}

#[test]
fn no_bad_file_breaks_blocks_or_bloats() {
    for file in files("bad") {
        within_the_watchdog(&file, bytes(&format!("bad/{file}")));
    }
}

#[test]
fn no_flood_breaks_blocks_or_bloats() {
    let mut table = String::new();
    let logs = floods().into_iter().map(|(name, output)| (name, log(&output)));
    for (name, output) in logs.chain(files_of_floods()) {
        let shown = within_the_watchdog(name, output);
        writeln!(table, "{name}: {shown}").unwrap();
    }
    insta::assert_snapshot!(table);
    if let Some(memory) = largest_memory() {
        assert!(memory <= MEMORY, "{memory} KiB");
    }
}

/// The most memory that this process ever took, in KiB, where the system says so.
fn largest_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// What is too large for a file, as the output of a session.
fn floods() -> Vec<(&'static str, Vec<u8>)> {
    let many = |count: usize, piece: &str| piece.repeat(count).into_bytes();
    let between = |start: &str, count: usize, piece: &str, end: &str| {
        [start.as_bytes(), &many(count, piece), end.as_bytes()].concat()
    };
    vec![
        ("a title of 16 MiB", between("\x1b]0;", 16 << 20, "x", "\x07$ exit\r\n")),
        ("a title of 1 MiB without end", between("$ ./hide\r\n\x1b]0;", 1 << 20, "x", "")),
        ("a picture of 1 MiB without end", between("\x1bPq", 1 << 20, "~", "")),
        ("a million parameters", between("\x1b[", 1_000_000, "1;", "mred\r\n")),
        ("a parameter of a million digits", between("\x1b[", 1_000_000, "9", "Cright\r\n")),
        ("a million intermediates", between("\x1b[", 1_000_000, "!", "pdone\r\n")),
        ("repetitions", many(5_000, "x\x1b[65535b")),
        ("repetitions of a wide character", many(500, "本\x1b[65535b")),
        ("screens of E, cleared", many(2_000, "\x1b#8\x1b[2J")),
        ("alternate screens", many(2_000, "\x1b[?1049h\x1b#8\x1b[?1049l")),
        ("new alternate screens", {
            let mut output = String::new();
            for number in 0..20_000 {
                write!(output, "\x1b[?1049h{number}\x1b[999b\x1b[?1049l").unwrap();
            }
            output.into_bytes()
        }),
        ("scrolling", many(20_000, "x\x1b[65535S\x1b[65535T\x1b[65535L\x1b[65535M")),
        (
            "erasing and inserting",
            many(5_000, "x\x1b[65535@\x1b[65535P\x1b[65535X\x1b[65535I\x1b[65535Z"),
        ),
        ("resets", many(50_000, "\x1bcx")),
        ("combining characters", between("e", 10_000, "\u{301}", "\r\n")),
        ("characters without width", between("a", 10_000, "\u{200b}", "b\r\n")),
        ("joined emoji", between("👩", 10_000, "\u{200d}👩", "\r\n")),
        ("one line overwritten", many(100_000, "secret\r")),
        ("a long line overwritten at its start", {
            let line = "token ".repeat(80_000);
            between(&line, 200_000, "\rX", "\r\n")
        }),
        ("a line pushed to the right", many(100_000, "x\x1b[4096@\r")),
        ("a line erased over and over", many(100_000, "\x1b[4000Cx\x1b[1K\r")),
        ("returns before a line end", between("$ ls", 2_000_000, "\r", "\n")),
        ("repetitions that hide a command", {
            let flood = "x\x1b[65535b".repeat(5_000);
            format!("{flood}\r\n$ rm -rf /srv\r\nremoved\r\n").into_bytes()
        }),
        ("line feeds", many(500_000, "\n")),
        ("prompts", many(20_000, "$ id\r\n")),
        ("prompts of others", {
            let mut output = String::new();
            for number in 0..20_000 {
                write!(output, "u{number}@h:~$ su\r\n").unwrap();
            }
            output.into_bytes()
        }),
        ("announcements of input", many(20_000, "\x1b[?2004h$ x\x1b[?2004l")),
        (
            "an announced line without end",
            between("\x1b[?2004h$ ", 500_000, "x \r", "\x1b[?2004l\r\n"),
        ),
        ("bytes that are no text", vec![0xff; 1 << 20]),
        ("bytes that are half a character", vec![0xe6; 1 << 20]),
        ("continuations", vec![0x80; 1 << 20]),
    ]
}

/// What is too large for a file, as a file.
fn files_of_floods() -> Vec<(&'static str, Vec<u8>)> {
    let cast = |events: &str| {
        format!("{{\"version\": 2, \"width\": 80, \"height\": 24}}\n{events}").into_bytes()
    };
    let resizes =
        "[1, \"r\", \"1000x300\"]\n[1, \"o\", \"x\"]\n[1, \"r\", \"1x1\"]\n[1, \"o\", \"x\"]\n";
    vec![
        // Far more notes than anybody reads.
        ("broken lines", cast(&"{\n".repeat(50_000))),
        ("resizes", cast(&resizes.repeat(500))),
        ("scrolling of a large window", {
            let scroll = "[1, \"o\", \"\\u001b[300Sx\"]\n";
            cast(&format!("[0, \"r\", \"1000x300\"]\n{}", scroll.repeat(10_000)))
        }),
        ("a cast of empty output", cast(&"[1, \"o\", \"\"]\n".repeat(50_000))),
        ("brackets", b"[".repeat(1_000_000)),
        ("objects", b"{\"message\":".repeat(200_000)),
        ("broken documents", b"{\"messageType\":x".repeat(200_000)),
        ("documents without end", b"{\"messageType\":".repeat(200_000)),
        ("messages without end", b"{\"messageType\":\"".repeat(200_000)),
        ("lines of broken documents", b"{\"messageType\":\"\n".repeat(200_000)),
    ]
}

fn log(output: &[u8]) -> Vec<u8> {
    let header = b"Script started on 2026-11-23 12:02:55+00:00\n";
    let trailer = b"\nScript done on 2026-11-23 12:02:55+00:00 [COMMAND_EXIT_CODE=\"0\"]\n";
    [&header[..], output, trailer].concat()
}

/// Sends bytes the whole way on a thread of their own, and says what came of them.
fn within_the_watchdog(name: &str, bytes: Vec<u8>) -> String {
    let (done, shown) = mpsc::channel();
    let way = std::thread::spawn(move || done.send(the_whole_way(&bytes)).unwrap());
    match shown.recv_timeout(WATCHDOG) {
        Ok(shown) => shown,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("{name} hangs"),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            std::panic::resume_unwind(way.join().unwrap_err());
        }
    }
}

fn the_whole_way(bytes: &[u8]) -> String {
    for kind in Kind::ALL {
        drop(read(kind, bytes, &Limits::DEFAULT));
    }
    let kind = sniff(bytes).unwrap_or(Kind::SessionLog);
    let reading = read(kind, bytes, &Limits::DEFAULT);
    let mut codes: Vec<_> = reading.rejected.iter().map(|rejected| rejected.code).collect();
    codes.dedup();
    let replays = laws::check(&reading, bytes.len());
    let shown: Vec<String> =
        reading.recordings.iter().zip(&replays).map(|(recording, r)| told(recording, r)).collect();
    format!("{codes:?} {}", shown.join("; "))
}

fn told(recording: &Recording, replay: &Replay) -> String {
    let rows = screen(recording, None, At::End, None);
    let last = rows.iter().rfind(|row| !row.is_empty()).map_or("", String::as_str);
    format!(
        "{} lines, {} omitted, {} commands, {} segments, last row {:?}",
        replay.lines.len(),
        replay.omitted_lines,
        replay.commands.len(),
        replay.segments.len(),
        last.chars().take(40).collect::<String>(),
    )
}

#[test]
fn what_is_read_of_a_broken_file_is_what_stands_before_the_damage() {
    for (file, output) in [
        ("truncated_v2.cast", "whole"),
        ("truncated_v1.json", "whole and whole"),
        ("truncated.ttyrec", "whole cut off"),
    ] {
        let (_, reading) = reading(&format!("bad/{file}"));
        let found = String::from_utf8_lossy(&reading.recordings[0].output).into_owned();
        assert!(found.starts_with(output), "{file}: {found}");
    }
}
