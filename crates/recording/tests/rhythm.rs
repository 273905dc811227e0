//! Is a quiet stretch one in which really nothing was written?
#![allow(clippy::unwrap_used)]

use jiff::{SignedDuration, Timestamp};
use sekisho_recording::{
    Clock, Kind, Limits, Micros, Recording, Rhythm, Size, Span, align, derive, read,
};

fn recording(file: &str, kind: Kind) -> Recording {
    let bytes = std::fs::read(format!("tests/sessions/{file}")).unwrap();
    read(kind, &bytes, &Limits::DEFAULT).recordings.remove(0)
}

/// A cast of an 80×24 terminal with these events.
fn cast(events: &[(f64, &str)]) -> Recording {
    let mut text = String::from("{\"version\": 2, \"width\": 80, \"height\": 24}\n");
    for (at, output) in events {
        text += &format!("[{at}, \"o\", {}]\n", serde_json::to_string(output).unwrap());
    }
    read(Kind::AsciicastV2, text.as_bytes(), &Limits::DEFAULT).recordings.remove(0)
}

fn seconds(rhythm: &Rhythm) -> Vec<(f64, f64)> {
    rhythm.quiet.iter().map(|(from, to)| (from.as_seconds(), to.as_seconds())).collect()
}

#[test]
fn every_byte_is_in_one_slice_and_pauses_of_ten_seconds_are_quiet() {
    let recording = cast(&[(12.0, "$ "), (12.5, "ls"), (21.0, "\r\n"), (32.0, "done\r\n")]);
    let rhythm = derive(&recording, None, None).rhythm.unwrap();
    assert_eq!(seconds(&rhythm), [(0.0, 12.0), (21.0, 32.0)]);
    let busy: Vec<_> = rhythm.bytes.iter().enumerate().filter(|(_, bytes)| **bytes > 0).collect();
    assert_eq!(busy, [(150, &2), (156, &2), (262, &2), (399, &6)]);
}

#[test]
fn without_a_clock_there_is_no_rhythm() {
    let log = recording("idle_gap/s3.log", Kind::SessionLog);
    assert_eq!(derive(&log, None, None).rhythm, None);
    let started: Timestamp = "2026-11-23T12:02:44Z".parse().unwrap();
    let span = Span { started, ended: started + SignedDuration::from_secs(60) };
    assert_eq!(derive(&log, Some(span), None).rhythm, None);
}

#[test]
fn another_size_has_the_same_rhythm() {
    let cast = recording("bash_editing/session.cast", Kind::AsciicastV2);
    let usual = derive(&cast, None, None).rhythm;
    assert_eq!(derive(&cast, None, Some(Size::LARGEST)).rhythm, usual);
}

/// The cast of the same session knows when its output was really written.
#[test]
fn a_stretch_between_streamed_lines_is_quiet_in_truth_too() {
    for session in ["bash_editing", "idle_gap", "plain_sh", "sudo_password", "vim_edit_ja"] {
        let mut log = recording(&format!("{session}/s3.log"), Kind::SessionLog);
        let stream = recording(&format!("{session}/cw_stream.ndjson"), Kind::CloudWatchStream);
        log.clock = align(&log, &stream).clock;
        let replay = derive(&log, None, None);
        let quiet = replay.rhythm.unwrap().quiet;
        if session == "idle_gap" {
            assert_eq!(quiet.len(), 1, "{quiet:?}");
        }
        let text = std::fs::read(format!("tests/sessions/{session}/truth.json")).unwrap();
        let truth: serde_json::Value = serde_json::from_slice(&text).unwrap();
        let cast_started =
            Timestamp::from_microsecond((truth["start"].as_f64().unwrap() * 1e6) as i64).unwrap();
        let cast = recording(&format!("{session}/session.cast"), Kind::AsciicastV2);
        let Clock::Exact { marks, .. } = &cast.clock else { panic!("a cast has a clock") };
        for (mark, next) in marks.iter().zip(marks.iter().skip(1)) {
            // Line ends are what the stream knows of; an echo before Enter reaches it with its line.
            if !cast.output[mark.offset as usize..next.offset as usize].contains(&b'\n') {
                continue;
            }
            let at = cast_started + SignedDuration::from_micros(mark.at.0 as i64);
            let at = Micros::between(replay.started.unwrap(), at);
            for (from, to) in &quiet {
                assert!(at <= *from || *to <= at, "{session}: output at {at} in {from}..{to}");
            }
        }
    }
}
