//! Is every text that stood on the screen found, once, and without control characters?
#![allow(clippy::unwrap_used)]

use std::fmt::Write;

use proptest::prelude::*;
use sekisho_recording::{Kind, Limits, Recording, Seen, derive, derive_revealed, read, transcript};

fn log(output: &[u8]) -> Recording {
    let mut bytes = b"Script started on 2026-11-23 12:02:55+00:00\n".to_vec();
    bytes.extend_from_slice(output);
    read(Kind::SessionLog, &bytes, &Limits::DEFAULT).recordings.remove(0)
}

fn listed(recording: &Recording) -> String {
    let mut out = String::new();
    for line in derive(recording, None, None).lines {
        let seen = if line.seen == Seen::FullScreen { "screen" } else { "" };
        writeln!(out, "{:6} {seen:6} {}", line.offset, line.text).unwrap();
    }
    out
}

fn scrolled(recording: &Recording, size: Option<(u16, u16)>) -> Vec<String> {
    let lines = derive_revealed(recording, None, size).lines.into_iter();
    lines.filter(|line| line.seen == Seen::Scrollback).map(|line| line.text).collect()
}

#[test]
fn a_transcript_says_the_same_in_windows_that_change() {
    let cast = include_bytes!("sessions/top_htop_resize/session.cast");
    let recording = read(Kind::AsciicastV2, cast, &Limits::DEFAULT).recordings.remove(0);
    assert!(!recording.resizes.is_empty());
    assert_eq!(transcript(&recording, None), scrolled(&recording, None));
}

#[test]
fn the_text_edited_in_vim_is_found() {
    let bytes = std::fs::read("tests/sessions/vim_edit_ja/s3.log").unwrap();
    let reading = read(Kind::SessionLog, &bytes, &Limits::DEFAULT);
    insta::assert_snapshot!(listed(&reading.recordings[0]));
}

#[test]
fn every_row_paged_through_in_less_is_found() {
    let bytes = std::fs::read("tests/sessions/psql_ja/s3.log").unwrap();
    let reading = read(Kind::SessionLog, &bytes, &Limits::DEFAULT);
    let lines = derive(&reading.recordings[0], None, None).lines;
    for id in 1..=66 {
        let start = format!("{id:4} | ");
        let found: Vec<_> = lines.iter().filter(|line| line.text.starts_with(&start)).collect();
        assert_eq!(found.len(), 1, "row {id}");
        assert_eq!(found[0].seen, Seen::FullScreen);
    }
}

#[test]
fn every_frame_of_top_is_found() {
    let bytes = std::fs::read("tests/sessions/top_htop_resize/s3.log").unwrap();
    let reading = read(Kind::SessionLog, &bytes, &Limits::DEFAULT);
    let recording = &reading.recordings[0];
    let drawn = String::from_utf8_lossy(&recording.output).matches("load average").count();
    let lines = derive(recording, None, None).lines;
    let found = lines.iter().filter(|line| line.text.starts_with("top - ")).count();
    // Frames that were equal are listed once.
    assert!(found > 1 && found <= drawn, "{found} of {drawn}");
}

#[test]
fn soft_wraps_are_joined_and_offsets_point_behind_the_line() {
    let recording = log(b"0123456789abcdef\r\nshort\r\n");
    let lines = derive(&recording, None, Some((10, 4))).lines;
    let found: Vec<_> = lines.iter().map(|line| (line.offset, line.text.as_str())).collect();
    assert_eq!(found, [(16, "0123456789abcdef"), (23, "short")]);
}

#[test]
fn what_has_no_width_stays_in_the_text() {
    let check = |output: &str, expected: &[&str]| {
        let recording = log(output.as_bytes());
        let lines = derive(&recording, None, Some((20, 4))).lines;
        let found: Vec<_> = lines.into_iter().map(|line| line.text).collect();
        assert_eq!(found, expected, "{output:?}");
    };
    check("e\u{301}x か\u{3099}.txt\r\n", &["e\u{301}x か\u{3099}.txt"]);
    check("👩\u{200d}💻 葛\u{e0100}城", &["👩\u{200d}💻 葛\u{e0100}城"]);
    check("a\u{202e}b\u{202c}c", &["a\u{202e}b\u{202c}c"]);
    // It goes, moves and stays with its character.
    check("e\u{301}\rxy", &["xy"]);
    check("ae\u{301}b\r\x1b[2@\x1b[4G\x1b[P", &["  ab"]);
    check("ae\u{301}b\r\x1b[@\x1b[P\x1b[3G\x1b[Kc", &["ae\u{301}c"]);
    check("0123456789012345678e\u{301}x", &["0123456789012345678e\u{301}x"]);
    check("\u{301}a", &["a"]);
}

#[test]
fn text_cleared_from_the_screen_is_kept() {
    let check = |output: &[u8], expected: &[&str]| {
        let lines = derive(&log(output), None, Some((20, 4))).lines;
        let found: Vec<_> = lines.into_iter().map(|line| line.text).collect();
        assert_eq!(found, expected, "{:?}", String::from_utf8_lossy(output));
    };
    check(b"secret\r\n\x1b[H\x1b[2Jafter", &["secret", "after"]);
    check(b"secret\r\n\x1b[H\x1b[Jafter", &["secret", "after"]);
    check(b"secret\x1b[1;1Hafter ", &["secret", "after"]);
    check(b"secret\x1bcafter", &["secret", "after"]);
    check(b"\x1b[?1049hsecret\x1b[?1049lafter", &["secret", "after"]);
    check(b"\x1b[?1049hone\x1b[H\x1b[2Jtwo\x1b[1;1Hsix\x1b[?1049l", &["one", "two", "six"]);
    check(b"\x1b[?1049h1\r\n2\r\n3\r\n4\r\n5\r\n6", &["1", "2", "3", "4", "5", "6"]);
}

proptest! {
    #[test]
    fn control_characters_never_reach_a_line(
        pieces in prop::collection::vec(prop_oneof![
            ".{0,30}".prop_map(String::into_bytes),
            "[\\x00-\\x1f\\x7f-\\x9f]{0,6}".prop_map(String::into_bytes),
            prop::collection::vec(any::<u8>(), 0..30),
            Just(b"\x1b[?1049h".to_vec()), Just(b"\x1b[H".to_vec()), Just(b"\r\n".to_vec()),
        ], 0..40),
    ) {
        let recording = log(&pieces.concat());
        prop_assert_eq!(transcript(&recording, Some((20, 5))), scrolled(&recording, Some((20, 5))));
        let replay = derive(&recording, None, Some((20, 5)));
        for line in &replay.lines {
            prop_assert!(!line.text.contains(char::is_control), "{:?}", line.text);
        }
        for command in &replay.commands {
            let has_control = command.text.contains(|c: char| c.is_control() && c != '\n');
            prop_assert!(!has_control, "{:?}", command.text);
        }
        prop_assert!(replay.lines.is_sorted_by_key(|line| line.offset));
    }
}
