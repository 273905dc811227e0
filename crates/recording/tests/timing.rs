//! Is the true time of every line inside the interval it is given, and never claimed closer?
#![allow(clippy::unwrap_used)]

mod ready;

use jiff::{SignedDuration, Timestamp};
use sekisho_recording::{
    Clock, Completed, Ends, Kind, Limits, Micros, Recording, Replay, Span, TimeBasis, What, align,
    completed, derive, read,
};

use crate::ready::SESSIONS;

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
    played_line_ends(&derive(&cast, None, None), Timestamp::from_microsecond(micros).unwrap())
}

/// When each line end is played, if the recording started then.
fn played_line_ends(replay: &Replay, started: Timestamp) -> Vec<Timestamp> {
    let mut ends = Vec::new();
    for event in replay.segments.iter().flat_map(|segment| &segment.events) {
        if let What::Output(text) = &event.what {
            let at = started + SignedDuration::from_micros(event.at.0 as i64);
            ends.extend(text.matches('\n').map(|_| at));
        }
    }
    ends
}

#[test]
fn a_streamed_line_was_complete_within_its_interval() {
    for session in SESSIONS {
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

/// How closely the lines of one recording are known, against the true times.
struct Accuracy {
    lines: usize,
    anchored: usize,
    inside: usize,
    /// How far from the truth each line is played, sorted.
    errors: Vec<SignedDuration>,
    widest: SignedDuration,
}

impl Accuracy {
    fn of(recording: &Recording, truth: &[Timestamp]) -> Accuracy {
        let replay = derive(recording, None, None);
        let played = played_line_ends(&replay, replay.started.unwrap());
        let mut known = completed(recording, Ends::default());
        // Only line ends have a true time; a prompt at the end of the log is none.
        known.retain(|line| recording.output[line.bytes.end as usize - 1] == b'\n');
        assert_eq!((known.len(), played.len()), (truth.len(), truth.len()));

        let is_inside = |line: &Completed, truth: &Timestamp| {
            line.not_before.is_none_or(|from| from <= *truth)
                && line.not_after.is_none_or(|to| *truth <= to)
        };
        let inside = known.iter().zip(truth).filter(|(line, truth)| is_inside(line, truth));
        let width =
            |line: &Completed| line.not_after.unwrap().duration_since(line.not_before.unwrap());
        let errors = played.iter().zip(truth).map(|(at, truth)| at.duration_since(*truth).abs());
        let mut errors: Vec<_> = errors.collect();
        errors.sort();
        Accuracy {
            lines: known.len(),
            anchored: known.iter().filter(|line| line.basis == TimeBasis::Anchored).count(),
            inside: inside.count(),
            errors,
            widest: known.iter().map(width).max().unwrap(),
        }
    }

    fn row(&self, name: &str) -> String {
        let share = |count: usize| 100.0 * count as f64 / self.lines as f64;
        let seconds = |error: &SignedDuration| error.as_secs_f64();
        format!(
            "{name:16} {:5} {:8.1}% {:6.1}% {:12.3} s {:12.3} s {:10.3} s\n",
            self.lines,
            share(self.anchored),
            share(self.inside),
            seconds(&self.errors[self.errors.len() / 2]),
            seconds(self.errors.last().unwrap()),
            seconds(&self.widest),
        )
    }

    fn is_close_and_true(&self) -> bool {
        100 * self.anchored >= 95 * self.lines
            && 100 * self.inside >= 99 * self.lines
            && self.errors[self.errors.len() / 2] <= SignedDuration::from_secs(1)
    }
}

#[test]
fn a_transcript_takes_its_clock_from_the_stream_of_its_session() {
    let mut table = format!(
        "{:16} {:>5} {:>9} {:>7} {:>14} {:>14} {:>12}\n",
        "session", "lines", "anchored", "inside", "median error", "largest error", "widest"
    );
    for session in SESSIONS {
        let truth = true_line_ends(session);
        let mut log = recording(&format!("{session}/s3.log"), Kind::SessionLog);
        let stream = recording(&format!("{session}/cw_stream.ndjson"), Kind::CloudWatchStream);
        log.clock = align(&log, &stream).clock;
        let accuracy = Accuracy::of(&log, &truth);
        table += &accuracy.row(session);
        assert!(accuracy.is_close_and_true(), "{table}");
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
