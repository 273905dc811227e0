//! Is the true time of every line inside the interval it is given, and never claimed closer?
#![allow(clippy::unwrap_used)]

use std::fmt::Write;

use jiff::{SignedDuration, Timestamp};
use sekisho_recording::{
    Clock, Kind, Limits, Micros, Recording, Span, TimeBasis, align, derive, read,
};

fn recording(file: &str, kind: Kind) -> Recording {
    let bytes = std::fs::read(format!("tests/sessions/{file}")).unwrap();
    read(kind, &bytes, &Limits::DEFAULT).recordings.remove(0)
}

/// When each line end of the session was really written, from the recorder's own clock.
fn true_line_ends(session: &str) -> Vec<Timestamp> {
    let cast = recording(&format!("{session}/session.cast"), Kind::AsciicastV2);
    let text = std::fs::read(format!("tests/sessions/{session}/truth.json")).unwrap();
    let truth: serde_json::Value = serde_json::from_slice(&text).unwrap();
    let micros = (truth["start"].as_f64().unwrap() * 1e6) as i64;
    let start = Timestamp::from_microsecond(micros).unwrap();
    let replay = derive(&cast, None, None);
    let mut ends = Vec::new();
    for event in replay.segments.iter().flat_map(|segment| &segment.events) {
        if let sekisho_recording::What::Output(text) = &event.what {
            let at = start + SignedDuration::from_micros(event.at.0 as i64);
            ends.extend(text.matches('\n').map(|_| at));
        }
    }
    ends
}

#[test]
fn a_streamed_line_was_complete_within_its_interval() {
    for session in ["bash_editing", "idle_gap", "plain_sh", "sudo_password", "vim_edit_ja"] {
        let stream = recording(&format!("{session}/cw_stream.ndjson"), Kind::CloudWatchStream);
        let Clock::Lines { anchors } = &stream.clock else { panic!("{session} has no anchors") };
        let ends = true_line_ends(session);
        let mut line = 0;
        for anchor in anchors {
            let shown = &stream.output[anchor.from as usize..anchor.to as usize];
            for _ in shown.iter().filter(|byte| **byte == b'\n') {
                let truth = ends[line];
                let is_inside = anchor.not_before <= truth && truth <= anchor.not_after;
                assert!(is_inside, "{session} line {line}: {truth} not in {anchor:?}");
                line += 1;
            }
        }
        assert_eq!(line, ends.len(), "{session}");
    }
}

#[test]
fn a_log_with_a_span_is_estimated_and_every_line_may_be_anywhere_in_it() {
    let log = recording("bash_editing/s3.log", Kind::SessionLog);
    let started: Timestamp = "2026-11-23T12:02:44Z".parse().unwrap();
    let span = Span { started, ended: started + SignedDuration::from_secs(11) };
    let replay = derive(&log, Some(span), None);
    assert_eq!(replay.basis, TimeBasis::Estimated);
    assert_eq!((replay.started, replay.duration), (Some(started), Micros(11_000_000)));
    for line in &replay.lines {
        let at = line.at;
        assert_eq!((at.not_before, at.not_after), (Micros(0), Micros(11_000_000)));
        assert_eq!(at.basis, TimeBasis::Estimated);
    }
}

#[test]
fn a_log_alone_has_an_order_and_no_start() {
    let replay = derive(&recording("bash_editing/s3.log", Kind::SessionLog), None, None);
    assert_eq!((replay.basis, replay.started), (TimeBasis::OrderOnly, None));
}

#[test]
fn a_cast_is_exact() {
    let replay = derive(&recording("idle_gap/session.cast", Kind::AsciicastV2), None, None);
    assert_eq!(replay.basis, TimeBasis::Exact);
    assert_eq!(replay.duration, Micros(26_995_702));
    for line in &replay.lines {
        assert_eq!(line.at.not_before, line.at.not_after);
    }
    let times: Vec<_> = replay.commands.iter().map(|c| c.at.not_after.to_string()).collect();
    // The recorder pressed Enter at 0.735858, 0.990575, 26.445601, 26.705687 and 26.993496.
    assert_eq!(times, ["0.738679", "0.992081", "26.445963", "26.706133", "26.995702"]);
}

#[test]
fn a_span_the_wrong_way_round_still_plays() {
    let log = recording("bash_editing/s3.log", Kind::SessionLog);
    let started: Timestamp = "2026-11-23T12:02:44Z".parse().unwrap();
    let span = Span { started, ended: started - SignedDuration::from_secs(11) };
    let replay = derive(&log, Some(span), None);
    assert_eq!(replay.duration, Micros(1));
}

#[test]
fn a_transcript_takes_its_clock_from_the_stream_of_its_session() {
    let sessions = [
        "bash_editing",
        "idle_gap",
        "japanese_shell",
        "plain_sh",
        "progress_bars",
        "psql_ja",
        "sudo_password",
        "vim_edit_ja",
    ];
    let mut table = String::from("session          lines  matched  widest window\n");
    for session in sessions {
        let mut log = recording(&format!("{session}/s3.log"), Kind::SessionLog);
        let stream = recording(&format!("{session}/cw_stream.ndjson"), Kind::CloudWatchStream);
        let alignment = align(&log, &stream);
        log.clock = alignment.clock;
        let replay = derive(&log, None, None);
        assert_eq!(replay.basis, TimeBasis::Anchored, "{session}");

        let newlines = log.output.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        let started = replay.started.unwrap();
        let Clock::Lines { anchors } = &log.clock else { panic!("{session} has no anchors") };
        for ((at, _), truth) in newlines.zip(true_line_ends(session)) {
            let truth = Micros::between(started, truth);
            let end = at as u64 + 1;
            let Some(anchor) = anchors.iter().find(|a| a.from < end && end <= a.to) else {
                continue;
            };
            let window = (
                Micros::between(started, anchor.not_before),
                Micros::between(started, anchor.not_after),
            );
            let is_inside = window.0 <= truth && truth <= window.1;
            assert!(is_inside, "{session}: line at {at} was at {truth}, not in {window:?}");
        }
        let widest =
            anchors.iter().map(|a| Micros::between(a.not_before, a.not_after)).max().unwrap();
        let (lines, matched) = (alignment.lines, alignment.matched);
        writeln!(table, "{session:16} {lines:5} {matched:8}  {widest} s").unwrap();
    }
    insta::assert_snapshot!(table);
}

#[test]
fn a_stream_of_another_session_gives_no_clock() {
    let log = recording("vim_edit_ja/s3.log", Kind::SessionLog);
    let mut stream = recording("plain_sh/cw_stream.ndjson", Kind::CloudWatchStream);
    stream.output.retain(|byte| *byte != b'e' && *byte != b'a');
    assert!(align(&log, &stream).matched < 3);
}
