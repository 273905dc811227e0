//! Does a written asciinema recording read back as the same session?
#![allow(clippy::unwrap_used)]

use sekisho_recording::cast::{Header, Version, Writer};
use sekisho_recording::{
    At, Clock, HANDED_OUT, Kind, Limits, Recording, Replay, TimeBasis, derive, read, screen, sniff,
};

/// The recording in a file, and what is said against it.
fn recording(bytes: &[u8]) -> (Recording, Vec<&'static str>) {
    let mut reading = read(sniff(bytes).unwrap(), bytes, &Limits::DEFAULT);
    let codes = reading.rejected.iter().map(|rejected| rejected.code).collect();
    (reading.recordings.remove(0), codes)
}

fn written(version: Version, recording: &Recording, replay: &Replay) -> String {
    let mut writer = Writer::new(version);
    let mut cast = writer.header(&header(recording, replay));
    cast.extend(replay.segments.iter().map(|segment| writer.segment(segment)));
    cast
}

fn header(recording: &Recording, replay: &Replay) -> Header {
    Header {
        session: recording.session_id.clone().unwrap_or("session".into()),
        cols: replay.size.cols,
        rows: replay.size.rows,
        is_size_chosen: false,
        timestamp: replay.started.map(|started| started.as_second()),
        times: replay.basis.name(),
    }
}

#[test]
fn both_versions_read_back_the_same() {
    for session in ["top_htop_resize", "psql_ja", "idle_gap"] {
        for file in ["session.cast", "s3.log"] {
            let bytes = std::fs::read(format!("tests/sessions/{session}/{file}")).unwrap();
            let (original, codes) = recording(&bytes);
            assert_eq!(codes, [""; 0]);
            let replay = derive(&original, None, None);
            for (number, kind) in [(2, Kind::AsciicastV2), (3, Kind::AsciicastV3)] {
                let version = Version::numbered(number).unwrap();
                let (written, codes) = recording(written(version, &original, &replay).as_bytes());
                assert_eq!(codes, [HANDED_OUT], "a copy says that it is one");
                assert_eq!(written.kind, kind);
                let is_clocked = matches!(written.clock, Clock::Exact { .. });
                assert_eq!(is_clocked, replay.basis == TimeBasis::Exact, "{session}/{file}");
                assert!(written.output == original.output, "{session}/{file}");
                let again = derive(&written, None, None);
                assert_eq!(again.duration, replay.duration);
                assert_eq!(again.segments, replay.segments);
                let end = |recording| screen(recording, None, At::End, None);
                assert_eq!(end(&written), screen(&original, None, At::End, None));
            }
        }
    }
}

#[test]
fn what_was_not_recorded_is_labelled() {
    let (log, _) = recording(b"Script started on x\n$ id\r\n\nScript done on x\n");
    let replay = derive(&log, None, Some((80, 24)));
    insta::assert_snapshot!(written(Version::V2, &log, &replay), @r#"
    {"version":2,"width":80,"height":24,"title":"session (times: order-only)","sekisho":{"times":"order-only"}}
    [0.050000, "o", "$ id\r\n"]
    "#);
    let chosen = Header { is_size_chosen: true, ..header(&log, &replay) };
    insta::assert_snapshot!(Writer::new(Version::V3).header(&chosen), @r#"{"version":3,"term":{"cols":80,"rows":24},"title":"session (times: order-only; terminal: 80x24, chosen)","sekisho":{"times":"order-only"}}"#);
}
