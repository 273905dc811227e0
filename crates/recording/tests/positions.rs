//! Has every line a playing position of its own, inside its interval?
#![allow(clippy::unwrap_used)]

use jiff::Timestamp;
use proptest::prelude::*;
use sekisho_recording::{
    Anchor, Clock, Ends, Kind, Limits, Micros, Recording, TimeBasis, align, completed, derive, read,
};

fn recording(file: &str, kind: Kind) -> Recording {
    let bytes = std::fs::read(format!("tests/sessions/{file}")).unwrap();
    read(kind, &bytes, &Limits::DEFAULT).recordings.remove(0)
}

/// A log of `lines` equal lines of which the clock knows what `anchors` say: lines, and milliseconds.
fn anchored(lines: usize, anchors: &[([usize; 2], [i64; 2])]) -> Recording {
    let line = b"one more line\r\n";
    let mut bytes = b"Script started on 2026-11-23 12:02:55+00:00\n".to_vec();
    bytes.extend(line.repeat(lines));
    let mut log = read(Kind::SessionLog, &bytes, &Limits::DEFAULT).recordings.remove(0);
    let instant = |millis| Timestamp::from_millisecond(1_795_435_375_000 + millis).unwrap();
    let anchors = anchors.iter().map(|([from, to], [not_before, not_after])| Anchor {
        from: (from * line.len()) as u64,
        to: (to * line.len()) as u64,
        not_before: instant(*not_before),
        not_after: instant(*not_after),
        basis: TimeBasis::Anchored,
    });
    log.clock = Clock::Lines { anchors: anchors.collect() };
    log
}

/// The playing positions of all steps, after checking that each line is shown inside its interval.
fn positions(recording: &Recording) -> Vec<Micros> {
    let replay = derive(recording, None, None);
    let events: Vec<_> = replay.segments.iter().flat_map(|segment| &segment.events).collect();
    for line in &replay.lines {
        let shown = events.partition_point(|event| event.offset < line.offset);
        let at = events[shown.saturating_sub(1)].at;
        let is_inside = line.at.not_before <= at && at <= line.at.not_after;
        assert!(is_inside, "{:?} at {at}, not in {:?}", line.text, line.at);
    }
    events.iter().map(|event| event.at).collect()
}

fn grow(positions: &[Micros]) -> bool {
    positions.windows(2).all(|pair| pair[0] < pair[1])
}

#[test]
fn the_lines_of_a_recorded_session_never_share_a_position() {
    for session in ["bash_editing", "japanese_shell", "plain_sh", "psql_ja", "sudo_password"] {
        let mut log = recording(&format!("{session}/s3.log"), Kind::SessionLog);
        let stream = recording(&format!("{session}/cw_stream.ndjson"), Kind::CloudWatchStream);
        log.clock = align(&log, &stream).clock;
        assert!(grow(&positions(&log)), "{session}");
        assert!(grow(&positions(&stream)), "{session}");
    }
}

#[test]
fn a_line_without_an_anchor_leaves_room_for_those_after_it() {
    // The third line may be as late as the last ones; placed there, it would drag them along.
    let log = anchored(6, &[([0, 2], [0, 1_000]), ([3, 6], [1_000, 2_000])]);
    assert!(grow(&positions(&log)));
}

#[test]
fn lines_share_a_position_only_where_their_interval_is_too_narrow() {
    let log = anchored(4, &[([0, 1], [0, 0]), ([1, 4], [1_000, 1_000])]);
    let expected = [0, 1_000_000, 1_000_000, 1_000_000].map(Micros);
    assert_eq!(positions(&log), expected);
}

proptest! {
    #[test]
    fn every_line_has_a_position_of_its_own(
        windows in prop::collection::vec((0..3_usize, 1..6_usize, 0..1_500_i64, 1..1_500_i64), 1..12),
        rest in 0..4_usize,
    ) {
        // Polls follow each other, and lines nobody matched lie between what they delivered.
        let (mut line, mut polled, mut anchors) = (0, (0, 1), Vec::new());
        for (unmatched, delivered, pause, length) in windows {
            let from = line + unmatched;
            line = from + delivered;
            polled = (polled.0 + pause, (polled.0 + pause + length).max(polled.1));
            anchors.push(([from, line], [polled.0, polled.1]));
        }
        prop_assert!(grow(&positions(&anchored(line + rest, &anchors))));
    }
}

/// A recorder writes down the clock of the node, and that can be set back.
#[test]
fn of_output_at_a_time_that_cannot_be_only_the_order_is_known() {
    let cast = concat!(
        r#"{"version":2,"width":80,"height":24,"timestamp":1795435376}"#,
        "\n[1.0,\"o\",\"one\\r\\n\"]\n[3.0,\"o\",\"two\\r\\n\"]\n[2.0,\"o\",\"three\\r\\n\"]",
        "\n[5.0,\"o\",\"four\\r\\n\"]\n[4.0,\"o\",\"five\\r\\n\"]\n",
    );
    let reading = read(Kind::AsciicastV2, cast.as_bytes(), &Limits::DEFAULT);
    assert_eq!(reading.rejected.len(), 2);
    let recording = &reading.recordings[0];
    let second = 1_000_000;
    let known: Vec<_> = derive(recording, None, None)
        .lines
        .iter()
        .map(|line| (line.at.not_before.0 / second, line.at.not_after.0 / second, line.at.basis))
        .collect();
    let (exact, order) = (TimeBasis::Exact, TimeBasis::OrderOnly);
    assert_eq!(known, [(1, 1, exact), (3, 3, exact), (3, 5, order), (5, 5, exact), (5, 5, order)]);

    let told = completed(recording, Ends::default());
    let told = told.iter().map(|line| {
        let since = |at: Option<Timestamp>| at.map(|at| at.as_second() - 1_795_435_376);
        (since(line.not_before), since(line.not_after), line.basis)
    });
    let expected = [
        (Some(1), Some(2), exact),
        (Some(3), Some(4), exact),
        (Some(3), Some(6), TimeBasis::Estimated),
        (Some(5), Some(6), exact),
        (Some(5), None, order),
    ];
    assert_eq!(told.collect::<Vec<_>>(), expected);
}
