//! Do the readers take every file as what it is, and say what they could not read?
#![allow(clippy::unwrap_used)]

mod ready;
mod table;

use proptest::prelude::*;
use sekisho_recording::{Kind, Limits, derive, read};

use crate::ready::SESSIONS;
use table::{bytes, files, reading, summary};

#[test]
fn every_format_is_recognised_and_read() {
    let table: String =
        files("formats").iter().map(|file| summary(&format!("formats/{file}"))).collect();
    insta::assert_snapshot!(table);
}

#[test]
fn every_recorded_session_is_recognised_and_read_without_complaint() {
    let mut table = String::new();
    for session in std::fs::read_dir("tests/sessions").unwrap() {
        let session = session.unwrap();
        if !session.file_type().unwrap().is_dir() {
            continue;
        }
        let name = session.file_name().into_string().unwrap();
        for (file, kind) in [
            ("s3.log", Kind::SessionLog),
            ("cw_stream.ndjson", Kind::CloudWatchStream),
            ("session.cast", Kind::AsciicastV2),
        ] {
            if !session.path().join(file).exists() {
                continue;
            }
            let (sniffed, reading) = reading(&format!("sessions/{name}/{file}"));
            assert_eq!(sniffed, Some(kind), "{name}/{file}");
            assert_eq!(reading.recordings.len(), 1, "{name}/{file}");
            let codes: Vec<_> = reading.rejected.iter().map(|rejected| rejected.code).collect();
            // cp932 and EUC-JP were printed in this session on purpose.
            let expected = if name == "japanese_shell" && file == "s3.log" { 1 } else { 0 };
            assert_eq!(codes, vec!["invalid-utf8"; expected], "{name}/{file}");
            table.push_str(file);
        }
    }
    assert!(!table.is_empty());
}

#[test]
fn a_log_holds_exactly_what_the_terminal_showed() {
    for name in ["bash_editing", "psql_ja", "vim_edit_ja", "plain_sh", "top_htop_resize"] {
        let (_, log) = reading(&format!("sessions/{name}/s3.log"));
        let (_, cast) = reading(&format!("sessions/{name}/session.cast"));
        assert!(log.recordings[0].output == cast.recordings[0].output, "{name}");
    }
}

#[test]
fn limits_stop_a_reader_and_say_so() {
    let check = |limits: Limits, codes: &[&str]| {
        let read = read(Kind::AsciicastV2, &bytes("bad/every_event_v2.cast"), &limits);
        let found: Vec<_> = read.rejected.iter().map(|rejected| rejected.code).collect();
        assert_eq!(found, codes);
    };
    check(Limits { events: 2, ..Limits::DEFAULT }, &["too-large"]);
    check(Limits { bytes: 110, ..Limits::DEFAULT }, &["too-large"]);
    check(
        Limits { line: 24, ..Limits::DEFAULT },
        &["too-large", "too-large", "bad-json", "too-large", "time-backwards", "unknown-shape"],
    );
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..2000),
        kind in prop::sample::select(&Kind::ALL[..]),
    ) {
        for recording in read(kind, &bytes, &Limits::DEFAULT).recordings {
            drop(derive(&recording, None, None));
        }
    }

    #[test]
    fn no_damage_to_a_real_file_makes_a_reader_panic(
        (file, cut, at, byte) in (
            prop::sample::select(&[
                "bad/firehose_two_streams_redelivered.json",
                "bad/every_event_v2.cast",
                "bad/every_event_v3.cast",
                "bad/forged_trailer.log",
                "sessions/idle_gap/cw_stream.ndjson",
            ][..]),
            0.0..1.0, 0.0..1.0, any::<u8>(),
        )
    ) {
        let mut bytes = bytes(file);
        let index = |share: f64| (share * bytes.len() as f64) as usize;
        let (cut, at) = (index(cut), index(at));
        bytes[at] = byte;
        bytes.truncate(cut.max(1));
        for kind in Kind::ALL {
            for recording in read(kind, &bytes, &Limits::DEFAULT).recordings {
                drop(derive(&recording, None, None));
            }
        }
    }

    #[test]
    fn an_intact_log_gives_back_every_byte(output in prop::collection::vec(any::<u8>(), 0..500)) {
        // The second pty doubles the carriage return of a line end; nothing else is touched.
        let output: Vec<u8> = output.into_iter().filter(|byte| *byte != b'\r').collect();
        let mut log = b"Script started on 2026-11-23 12:02:55+00:00\n".to_vec();
        for byte in &output {
            log.extend_from_slice(if *byte == b'\n' { b"\r\r\n" } else { std::slice::from_ref(byte) });
        }
        log.extend_from_slice(b"\nScript done on 2026-11-23 12:02:55+00:00 [COMMAND_EXIT_CODE=\"0\"]\n");
        let recording = read(Kind::SessionLog, &log, &Limits::DEFAULT).recordings.remove(0);
        let expected: Vec<u8> = output
            .iter()
            .flat_map(|byte| if *byte == b'\n' { b"\r\n".to_vec() } else { vec![*byte] })
            .collect();
        prop_assert_eq!(recording.output, expected);
        prop_assert_eq!(recording.exit_code, None);
    }
}

#[test]
fn a_session_log_gives_back_what_the_terminal_was_sent() {
    for session in SESSIONS {
        let output = |file: &str, kind| {
            let bytes = std::fs::read(format!("tests/sessions/{session}/{file}")).unwrap();
            read(kind, &bytes, &Limits::DEFAULT).recordings.remove(0).output
        };
        let sent = output("session.cast", Kind::AsciicastV2);
        let logged = output("s3.log", Kind::SessionLog);
        // A cast has no bytes that are not UTF-8.
        assert_eq!(String::from_utf8_lossy(&logged), String::from_utf8_lossy(&sent), "{session}");
    }
}
