//! How is what a reader says about a file written down?
#![allow(clippy::unwrap_used)]

use std::fmt::Write;
use std::path::Path;

use sekisho_recording::{
    At, Clock, Kind, Limits, Reading, Recording, derive, read, read_timed, screen, sniff,
};

/// The names of the files in a folder of `tests`, except for what explains or makes them.
pub(crate) fn files(folder: &str) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(Path::new("tests").join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "README.md" && !name.ends_with(".py"))
        .collect();
    names.sort();
    names
}

pub(crate) fn bytes(file: &str) -> Vec<u8> {
    std::fs::read(Path::new("tests").join(file)).unwrap()
}

/// A log without header is a log to those who know its name.
pub(crate) fn reading(file: &str) -> (Option<Kind>, Reading) {
    let bytes = bytes(file);
    let sniffed = sniff(&bytes);
    (sniffed, read(sniffed.unwrap_or(Kind::SessionLog), &bytes, &Limits::DEFAULT))
}

/// What a file is, what of it was rejected, and what its recordings say, show and begin with.
pub(crate) fn summary(file: &str) -> String {
    let (kind, mut reading) = reading(file);
    let mut out = format!("{file}: {}\n", kind.map_or("not recognised", Kind::name));
    let timing = file.replace(".typescript", ".timing");
    if kind == Some(Kind::Typescript) && Path::new("tests").join(&timing).exists() {
        writeln!(out, "  with {timing}").unwrap();
        reading = read_timed(&bytes(file), &bytes(&timing), &Limits::DEFAULT);
    }
    out + &of_reading(&reading)
}

pub(crate) fn of_reading(reading: &Reading) -> String {
    let mut out = String::new();
    for rejected in &reading.rejected {
        writeln!(out, "  {} {}: {}", rejected.at, rejected.code, rejected.reason).unwrap();
    }
    for recording in &reading.recordings {
        writeln!(out, "  {}", described(recording)).unwrap();
        let text = String::from_utf8_lossy(&recording.output).escape_debug().to_string();
        let cut: String = text.chars().take(120).collect();
        writeln!(out, "  {cut}").unwrap();
        for command in derive(recording, None, None).commands {
            let (context, confidence) = (command.context.name(), command.confidence.name());
            writeln!(out, "  > {} ({context}, {confidence})", command.text).unwrap();
        }
        let rows = screen(recording, None, At::End, None);
        let shown = rows.iter().filter(|row| !row.is_empty()).take(3);
        shown.for_each(|row| writeln!(out, "  | {}", cell(row)).unwrap());
    }
    out
}

/// As much of a row as fits a table.
fn cell(row: &str) -> String {
    row.escape_debug().to_string().chars().take(100).collect()
}

fn described(recording: &Recording) -> String {
    let clock = match &recording.clock {
        Clock::Exact { duration, marks, .. } => format!("{} marks in {duration} s", marks.len()),
        Clock::Lines { anchors } => format!("{} anchors", anchors.len()),
        Clock::Absent => "no clock".to_owned(),
    };
    let size = recording.size();
    let text = |field: &Option<String>| field.clone().unwrap_or_else(|| "?".to_owned());
    format!(
        "session {}, node {}, exit {:?}, generated {:?}, {}x{} {}, {} resizes, {} markers, {} typed, {clock}",
        text(&recording.session_id),
        text(&recording.node_id),
        recording.exit_code,
        recording.generated_at,
        size.cols,
        size.rows,
        size.basis.name(),
        recording.resizes.len(),
        recording.markers.len(),
        recording.input.len(),
    )
}
