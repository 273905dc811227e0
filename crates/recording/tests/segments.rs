//! Is every moment of a replay reached from its segment exactly as from the start?
#![allow(clippy::unwrap_used)]

mod shown;

use avt::Terminal;
use proptest::prelude::*;
use sekisho_recording::cast::{Version, Writer};
use sekisho_recording::{
    Amendment, At, DecodeError, Kind, Limits, Micros, Recording, Replay, Segment, SegmentEvent,
    Size, View, What, derive, derive_revealed, read, screen,
};

use shown::shown;

fn log(output: &[u8]) -> Recording {
    let mut bytes = b"Script started on 2026-11-23 12:02:55+00:00\n".to_vec();
    bytes.extend_from_slice(output);
    read(Kind::SessionLog, &bytes, &Limits::DEFAULT).recordings.remove(0)
}

fn rows(terminal: &Terminal) -> Vec<String> {
    let lines = terminal.screen().visible_lines();
    lines.map(|line| legible(line.text())).collect()
}

/// A row without the control characters that take cells in some terminals.
fn legible(row: impl AsRef<str>) -> String {
    row.as_ref().replace(|c: char| c.is_control() || c == '\u{fffd}', "").trim_end().to_owned()
}

fn apply(terminal: &mut Terminal, event: &SegmentEvent) {
    for what in event.for_avt() {
        match what {
            What::Output(text) => terminal.feed(text.as_str()),
            What::Resize(cols, rows) => terminal.resize(usize::from(cols), usize::from(rows)),
        }
    }
}

/// Plays everything once, and beside it each segment from its own start, comparing both after
/// every event with our screen; and checks the laws players rely on.
fn check(replay: &Replay) {
    let size = (usize::from(replay.size.cols), usize::from(replay.size.rows));
    let mut whole = Terminal::new(size.0, size.1).unwrap();
    let mut before: Option<&Segment> = None;
    let mut view = replay.segments.first().map(View::open);
    for (number, segment) in replay.segments.iter().enumerate() {
        assert_eq!(segment.number as usize, number);
        assert!(!segment.events.is_empty());
        match before {
            Some(before) => {
                assert!(segment.at > before.at);
                assert_eq!(segment.events[0].at, segment.at);
            }
            None => assert_eq!(segment.at, Micros(0)),
        }
        let mut part = Terminal::new(segment.cols.into(), segment.rows.into()).unwrap();
        part.feed(segment.init.as_str());
        assert_eq!(rows(&part), rows(&whole));
        let mut at = Micros(0);
        for event in &segment.events {
            assert!(event.at >= at);
            at = event.at;
            apply(&mut whole, event);
            apply(&mut part, event);
            assert_eq!(rows(&part), rows(&whole), "segment {number} at {at}");
            let view = view.as_mut().unwrap();
            view.play(event);
            let ours: Vec<_> = view.frame().text().iter().map(legible).collect();
            assert_eq!(ours, rows(&whole), "segment {number} at {at}");
        }
        before = Some(segment);
    }
    if let Some(last) = replay.segments.last() {
        assert_eq!(last.end(), replay.duration);
        assert!(last.end() > last.at);
    }
}

/// Output that is nasty to cut: escape sequences, wide and broken characters, both screens.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let fixed = prop::sample::select(
        &[
            "\r\n",
            "\x1b[2J",
            "\x1b[H",
            "\x1b[?1049h",
            "\x1b[?1049l",
            "\x1b[31m",
            "\x1b[5;3r",
            "\x1b]0;title\x07",
            "\x1b[?2004h$ ",
            "\r\n\x1b[?2004l",
            "本番データベース",
            "👩‍💻",
            "\x1bc",
            "\x1b[10;",
            "\x1b(0lqk",
            "\x0e",
            "\t",
            "\x08",
            "\x1b[K",
            "\x1bM",
            "\x1b[3L",
            "e\u{301}",
            "\u{3099}",
            "\x7f",
            "\x1b[!p",
        ][..],
    );
    prop_oneof![
        3 => fixed.prop_map(|text| text.as_bytes().to_vec()),
        2 => "[ -~]{0,90}(\r\n)?".prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 0..40),
        1 => (1..300_usize).prop_map(|length| vec![b'x'; length]),
    ]
}

const HEADER: &str = "{\"version\": 2, \"width\": 20, \"height\": 6}\n";

fn amendment() -> impl Strategy<Value = Amendment> {
    (any::<usize>(), ".*").prop_map(|(at, instead)| Amendment { at, instead })
}

/// Any size that is emulated.
fn size() -> impl Strategy<Value = (u16, u16)> {
    (1..=Size::LARGEST.0, 1..=Size::LARGEST.1)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_seek_shows_what_playing_shows(pieces in prop::collection::vec(piece(), 0..60)) {
        // Three times the pieces' own length around a run that is longer than a keyframe.
        let mut output = pieces.concat();
        output.extend(b"0123456789 a line that scrolls\r\n".repeat(2_100));
        output.extend(pieces.concat());
        output.extend("全角の行".repeat(6_000).as_bytes());
        output.extend(pieces.concat());
        let replay = derive(&log(&output), None, Some((40, 8)));
        prop_assert!(replay.segments.len() > 1);
        check(&replay);
    }

    #[test]
    fn the_screen_at_an_offset_is_that_of_the_bytes_before_it(
        pieces in prop::collection::vec(piece(), 0..30),
        share in 0.0..=1.0,
    ) {
        let recording = log(&pieces.concat());
        let cut = (recording.output.len() as f64 * share) as usize;
        // A terminal decodes as bytes arrive: what is incomplete is not there yet.
        let mut rest = &recording.output[..cut];
        let mut arrived = String::new();
        while let Err(error) = std::str::from_utf8(rest) {
            let (valid, broken) = rest.split_at(error.valid_up_to());
            arrived.push_str(std::str::from_utf8(valid).unwrap());
            let Some(length) = error.error_len() else { rest = b""; break };
            arrived.push('\u{fffd}');
            rest = &broken[length..];
        }
        arrived.push_str(std::str::from_utf8(rest).unwrap());
        let mut terminal = Terminal::new(40, 8).unwrap();
        let replay = derive_revealed(&log(arrived.as_bytes()), None, Some((40, 8)));
        let events = replay.segments.iter().flat_map(|segment| &segment.events);
        events.for_each(|event| apply(&mut terminal, event));
        let found = screen(&recording, Some((40, 8)), At::Offset(cut as u64), None);
        let found: Vec<_> = found.iter().map(|row| legible(shown(row))).collect();
        prop_assert_eq!(found, rows(&terminal));
    }

    #[test]
    fn a_segment_survives_storage(
        numbers in any::<(u32, u64, u64)>(),
        (cols, rows) in size(),
        init in ".*",
        events in prop::collection::vec((any::<u64>(), any::<u64>(), prop_oneof![
            ".*".prop_map(What::Output),
            size().prop_map(|(cols, rows)| What::Resize(cols, rows)),
        ], prop::collection::vec(amendment(), 0..2)), 0..20),
    ) {
        let (number, offset, at) = numbers;
        let events = events
            .into_iter()
            .map(|(at, offset, what, amended)| SegmentEvent { at: Micros(at), offset, what, amended })
            .collect();
        let segment = Segment { number, offset, at: Micros(at), cols, rows, init, events };
        let bytes = segment.encode();
        prop_assert_eq!(Segment::decode(&bytes), Ok(segment));
        for cut in 0..bytes.len() {
            prop_assert!(Segment::decode(&bytes[..cut]).is_err());
        }
    }

    #[test]
    fn no_bytes_make_the_decoder_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(segment) = Segment::decode(&bytes) {
            prop_assert_eq!(Segment::decode(&segment.encode()), Ok(segment));
        }
    }
}

#[test]
fn damaged_segments_are_told_apart() {
    let segment = derive(&log(b"$ id\r\n"), None, None).segments.remove(0);
    let bytes = segment.encode();
    let check = |bytes: &[u8], expected| assert_eq!(Segment::decode(bytes), Err(expected));
    check(b"", DecodeError::Truncated);
    check(&bytes[..bytes.len() - 1], DecodeError::Truncated);
    check(&[&[9], &bytes[1..]].concat(), DecodeError::Version(9));
    check(&[&bytes[..], b"more"].concat(), DecodeError::Damaged(bytes.len()));
    // No screen is that large: whatever says so would only take memory.
    let huge = Segment { cols: u16::MAX, rows: u16::MAX, ..segment };
    check(&huge.encode(), DecodeError::Damaged(4));
}

#[test]
fn recorded_sessions_can_be_entered_at_any_segment() {
    for session in ["top_htop_resize", "psql_ja", "japanese_shell"] {
        for (file, kind) in [("s3.log", Kind::SessionLog), ("session.cast", Kind::AsciicastV2)] {
            let bytes = std::fs::read(format!("tests/sessions/{session}/{file}")).unwrap();
            let reading = read(kind, &bytes, &Limits::DEFAULT);
            check(&derive(&reading.recordings[0], None, None));
        }
    }
}

#[test]
fn players_are_told_what_shows_the_same_and_nobody_else_is() {
    let check = |output: &str, told: &str| {
        let recording = log(output.as_bytes());
        let replay = derive(&recording, None, Some((20, 6)));
        let events = || replay.segments.iter().flat_map(|segment| &segment.events);
        let texts = events().flat_map(SegmentEvent::for_avt).map(|what| match what {
            What::Output(text) => text,
            What::Resize(..) => unreachable!("a log has no resizes"),
        });
        assert_eq!(texts.collect::<String>(), told);
        let mut casts = Writer::new(Version::V2);
        let cast: String = replay.segments.iter().map(|one| casts.segment(one)).collect();
        let read =
            read(Kind::AsciicastV2, (HEADER.to_owned() + &cast).as_bytes(), &Limits::DEFAULT);
        assert_eq!(read.recordings[0].output, recording.output, "{output:?}");
    };
    check("plain \x1b[1mtext\x1b[m 本番", "plain \x1b[1mtext\x1b[m 本番");
    check("e\u{301}x", "e\x1b[1Géx");
    check("か\x1b[31m\u{3099}", "か\x1b[31m\x1b[1G\x1b[0mが\x1b[0;38;5;1m");
    check("👩\u{200d}💻\x7f", "👩💻");
    check("\x1b[2;4r\x1b[6;1H\x1b[2L", "\x1b[2;4r\x1b[6;1H\x1b[2\x18");
    check("ab\x1b[M", "ab\x1b[M\r");
    check("\x1b[2;99r", "\x1b[2;99\x18\x1b[2;6r");
    // Bytes that are no text are U+FFFD in an event.
    let output = b"\xff\xe3\x81\xff\xfe e\xcc\x81";
    let replay = derive(&log(output), None, None);
    let told: Vec<What> = replay.segments[0].events[0].for_avt().collect();
    assert_eq!(told, [What::Output("\u{fffd}\u{fffd}\u{fffd}\u{fffd} e\x1b[6Gé".into())]);
}

#[test]
fn a_burst_without_time_between_its_events_is_still_cut() {
    let mut cast = String::from("{\"version\": 2, \"width\": 80, \"height\": 24}\n");
    for _ in 0..200 {
        cast.push_str(&format!("[0, \"o\", \"{}\"]\n", "x".repeat(1_000)));
    }
    let reading = read(Kind::AsciicastV2, cast.as_bytes(), &Limits::DEFAULT);
    let replay = derive(&reading.recordings[0], None, None);
    assert_eq!(replay.segments.len(), 4);
    check(&replay);
}

#[test]
fn an_empty_recording_has_no_segments() {
    assert_eq!(derive(&log(b""), None, None).segments, []);
}
