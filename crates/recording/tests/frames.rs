//! Is a frame the screen at that moment, cell by cell, whichever segment it is reached from?
#![allow(clippy::unwrap_used)]

mod shown;

use proptest::prelude::*;
use sekisho_recording::{
    At, Frame, Kind, Limits, Reached, Recording, Replay, Run, derive, read, screen,
};

use shown::shown;

fn log(output: &[u8]) -> Recording {
    let mut bytes = b"Script started on 2026-11-23 12:02:55+00:00\n".to_vec();
    bytes.extend_from_slice(output);
    read(Kind::SessionLog, &bytes, &Limits::DEFAULT).recordings.remove(0)
}

/// The frame before a byte, from the nearest segment.
fn frame(replay: &Replay, offset: u64) -> Frame {
    let next = replay.segments.partition_point(|segment| segment.offset <= offset);
    let segment = &replay.segments[next.saturating_sub(1)];
    Reached::at(segment, At::Offset(offset)).view.frame()
}

/// What the cells of the screen show before a byte.
fn cells(recording: &Recording, size: Option<(u16, u16)>, offset: u64) -> Vec<String> {
    let rows = screen(recording, size, At::Offset(offset), None);
    rows.iter().map(|row| shown(row).trim_end().to_owned()).collect()
}

fn covers_every_column(frame: &Frame) -> bool {
    let ends = |col, run: &Run| (run.col == col).then(|| col + run.width());
    frame.rows.iter().all(|runs| runs.iter().try_fold(0, ends) == Some(frame.cols))
}

fn piece() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(
        &[
            "\r\n",
            "\x1b[2J",
            "\x1b[H",
            "\x1b[?1049h",
            "\x1b[?1049l",
            "\x1b[1;31m",
            "\x1b[0m",
            "本番",
            "👩‍💻",
            "e\u{301}",
            "\u{3099}",
            "\x1b[5;3H",
            "\x1b[7m",
            "\x1b[K",
            "é",
        ][..],
    );
    prop_oneof![fixed.prop_map(str::to_owned), "[ -~]{0,60}(\r\n)?"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_frame_is_the_screen_before_a_byte(
        pieces in prop::collection::vec(piece(), 1..60),
        share in 0.0..=1.0,
    ) {
        let mut output = pieces.concat().into_bytes();
        output.extend(b"0123456789 a line that scrolls\r\n".repeat(2_100));
        output.extend(pieces.concat().into_bytes());
        let recording = log(&output);
        let replay = derive(&recording, None, Some((40, 8)));
        prop_assert!(replay.segments.len() > 1);
        let total = recording.output.len();
        // Near the start, near the keyframe and anywhere.
        for cut in [(total as f64 * share) as usize, (pieces.concat().len() as f64 * share) as usize] {
            let frame = frame(&replay, cut as u64);
            prop_assert!(covers_every_column(&frame));
            prop_assert_eq!(frame.text(), cells(&recording, Some((40, 8)), cut as u64));
        }
    }
}

#[test]
fn recorded_sessions_have_the_same_frames() {
    for session in ["top_htop_resize", "vim_edit_ja", "japanese_shell"] {
        let bytes = std::fs::read(format!("tests/sessions/{session}/session.cast")).unwrap();
        let recording = read(Kind::AsciicastV2, &bytes, &Limits::DEFAULT).recordings.remove(0);
        let replay = derive(&recording, None, None);
        let events = || replay.segments.iter().flat_map(|segment| &segment.events);
        for event in events().step_by(50) {
            let frame = frame(&replay, event.offset);
            assert_eq!(
                frame.text(),
                cells(&recording, None, event.offset),
                "{session} @{}",
                event.offset
            );
            assert!(covers_every_column(&frame));
        }
        let last = events().last().unwrap().at;
        for at in events().step_by(50).map(|event| event.at).chain([last]) {
            let next = replay.segments.partition_point(|segment| segment.at <= at);
            let reached = Reached::at(&replay.segments[next.saturating_sub(1)], At::Time(at));
            let later = events().find(|event| event.at > at).map(|event| event.offset);
            let expected = later.unwrap_or(recording.output.len() as u64);
            assert_eq!(reached.offset, expected, "{session} {at}");
        }
    }
}

#[test]
fn cells_that_look_alike_are_one_run() {
    let output =
        "\x1b[1;31mfail\x1b[0m ok 本番\x1b[38;2;1;2;3;48;5;200;4mdb\x1b[m\x1b[7mx\x1b[?25l";
    let recording = log(output.as_bytes());
    let frame = frame(&derive(&recording, None, Some((24, 2))), output.len() as u64);
    assert_eq!(frame.cursor, None);
    let runs: Vec<_> = frame.rows[0]
        .iter()
        .map(|run| {
            let look = format!("{:?}", run.look).replace("Look ", "");
            let look: Vec<_> = look.split(", ").filter(|part| !part.contains("false")).collect();
            format!("{:>2} ×{} {:?} {}", run.col, run.cells, run.text, look.join(", "))
        })
        .collect();
    insta::assert_snapshot!(runs.join("\n"));
}

#[test]
fn broken_characters_end_where_their_bytes_do() {
    // Shift JIS: what cannot be read is one character for each of its bytes.
    let recording = log(b"\x96\x7b\x94\xd4 ok\r\n");
    let replay = derive(&recording, None, Some((20, 2)));
    for (offset, expected) in
        [(0, ""), (1, "\u{fffd}"), (2, "\u{fffd}{"), (6, "\u{fffd}{\u{fffd}\u{fffd} o")]
    {
        assert_eq!(frame(&replay, offset).text()[0], expected, "{offset}");
    }
}
