//! Does a recording that comes piece by piece give the same replay, and none of it twice?
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use sekisho_recording::{
    Clock, Deriver, Kind, Limits, LogReader, Micros, Outline, Part, Recording, Replay, Segment,
    Span, Survey, derive, read,
};

/// What is derived of a recording whose output comes in pieces of these lengths, over and over.
fn pieced(recording: &Recording, span: Option<Span>, lengths: &[usize]) -> (Outline, Vec<Part>) {
    let about = Recording { output: Vec::new(), ..recording.clone() };
    let mut survey = Survey::new(&about, span);
    // Other pieces than those that are played.
    pieces(&recording.output, &lengths[lengths.len() / 2..]).for_each(|piece| survey.take(piece));
    let mut deriver = Deriver::new(&about, survey.finish(), None);
    let Clock::Exact { marks, .. } = &recording.clock else {
        return play(deriver, pieces(&recording.output, lengths));
    };
    let mut parts = Vec::new();
    let (mut heard, mut resized, mut end) = (0, 0, 0);
    for piece in pieces(&recording.output, lengths) {
        end += piece.len() as u64;
        let marks_to = marks.partition_point(|mark| mark.offset < end);
        let resizes_to = recording.resizes.partition_point(|resize| resize.offset < end);
        deriver.hear(&marks[heard..marks_to], &recording.resizes[resized..resizes_to]);
        (heard, resized) = (marks_to, resizes_to);
        deriver.take(piece, &mut |part| parts.push(part));
    }
    deriver.hear(&marks[heard..], &recording.resizes[resized..]);
    (deriver.finish(&mut |part| parts.push(part)), parts)
}

fn play<'a>(mut deriver: Deriver, pieces: impl Iterator<Item = &'a [u8]>) -> (Outline, Vec<Part>) {
    let mut parts = Vec::new();
    pieces.for_each(|piece| deriver.take(piece, &mut |part| parts.push(part)));
    (deriver.finish(&mut |part| parts.push(part)), parts)
}

fn pieces<'a>(output: &'a [u8], lengths: &'a [usize]) -> impl Iterator<Item = &'a [u8]> {
    let mut rest = output;
    let mut lengths = lengths.iter().cycle();
    std::iter::from_fn(move || {
        let length = rest.len().min(*lengths.next()?);
        let (piece, after) = rest.split_at(length);
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Both are the same, part by part.
fn check(replay: &Replay, (outline, parts): &(Outline, Vec<Part>)) {
    let (mut segments, mut lines, mut commands) = (0, 0, 0);
    let (mut secrets, mut hidden, mut entered) = (0, Vec::new(), 0);
    for part in parts {
        match part {
            Part::Segment(segment) => {
                assert!(*segment == replay.segments[segments]);
                segments += 1;
            }
            Part::Line(line) => {
                assert_eq!(line, &replay.lines[lines]);
                lines += 1;
            }
            Part::Entered(offset) => {
                entered = *offset;
                assert!(lines == 0 || replay.lines[lines - 1].offset <= entered);
            }
            Part::Printed(offset) => assert!(*offset > entered),
            Part::Command(command) => {
                assert!(command.offset <= entered);
                assert_eq!(command, &replay.commands[commands]);
                commands += 1;
            }
            Part::Secret(secret, _) => {
                assert_eq!(secret, &replay.secrets[secrets]);
                secrets += 1;
            }
            Part::Hidden(stretch, _) => hidden.push(*stretch),
        }
    }
    hidden.sort_by_key(|hidden| (hidden.offset, hidden.length));
    assert_eq!(hidden, replay.hidden);
    let counts = [segments, lines, commands, secrets];
    let expected =
        [replay.segments.len(), replay.lines.len(), replay.commands.len(), replay.secrets.len()];
    assert_eq!(counts, expected);
    let same = (outline.duration, outline.events, outline.resizes, outline.omitted_lines);
    assert_eq!(same, (replay.duration, replay.events, replay.resizes, replay.omitted_lines));
    assert_eq!((&outline.rhythm, &outline.size), (&replay.rhythm, &replay.size));
}

fn log(output: &[u8]) -> Recording {
    let bytes = [b"Script started on 2026-11-23 12:02:55+00:00\n", output].concat();
    read(Kind::SessionLog, &bytes, &Limits::DEFAULT).recordings.remove(0)
}

/// Output that makes something of everything there is: prompts, programs that paint, secrets and
/// keys, titles, hidden text, long lines, bytes that are no text.
fn output() -> impl Strategy<Value = Vec<u8>> {
    const PIECES: [&[u8]; 22] = [
        b"\x1b[?2004h[root@web ~]# ",
        b"ls -l\r\n\x1b[?2004l\r",
        b"\x1b[?2004l\r\n",
        b"$ cat f\r\n",
        b"> more\r\n",
        b"export GITHUB_TOKEN=ghp_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8\r\n",
        b"ghp_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8",
        b"-----BEGIN RSA PRIVATE KEY-----\r\nMIIEpAIBAAKCAQEA1234567890abcdefghij\r\n",
        b"abcdefghijklmnopqrstuvwxyz0123456789ABCD\r\n-----END RSA PRIVATE KEY-----\r\n",
        b"\x1b]0;title\x07",
        b"\x1b]0;title that nothing ends\r\n",
        b"\x1b\\",
        b"\x1b[8mconcealed\r\ntext\x1b[0m",
        b"secret words\rother\r\n",
        b"\x1b[?1049h\x1b[1;1Hpainted\x1b[5;1Hrows\x1b[1;1Hanew\x1b[?1049l",
        "本番サーバー\r\n".as_bytes(),
        "\u{202e}".as_bytes(),
        b"\xe6\x9c",
        b"\xff",
        b"\r\n",
        b"\x1b[H\x1b[2J",
        b"plain text that is no more than text",
    ];
    let piece = (0..PIECES.len(), prop_oneof![9 => Just(1_usize), 1 => 1..400_usize]);
    let piece = piece.prop_map(|(index, times)| PIECES[index].repeat(times));
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn span() -> impl Strategy<Value = Option<Span>> {
    prop::option::of((0..2_000_i64).prop_map(|seconds| Span {
        started: "2026-11-23T12:00:00Z".parse().unwrap(),
        ended: jiff::Timestamp::from_second(1_795_435_200 + seconds).unwrap(),
    }))
}

/// The playing position of the event that shows a byte.
fn shown_at(replay: &Replay, offset: u64) -> Micros {
    let segment = replay.segments.partition_point(|segment| segment.offset <= offset);
    let events = &replay.segments[segment.saturating_sub(1)].events;
    events[events.partition_point(|event| event.offset <= offset).saturating_sub(1)].at
}

#[test]
fn every_line_of_a_long_recording_is_played_where_it_is_shown() {
    let lines = (0..40_000).map(|n| format!("line {n} {}\r\n", "-".repeat(n % 150)));
    let recording = log(lines.collect::<String>().as_bytes());
    assert!(recording.output.len() > 3 << 20, "long enough that some of it was forgotten");
    let replay = derive(&recording, None, None);
    for line in &replay.lines {
        assert_eq!(line.played, shown_at(&replay, line.offset), "{}", line.text);
    }
    for lengths in [[5_000], [64 << 10], [2 << 20]] {
        check(&replay, &pieced(&recording, None, &lengths));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn however_a_log_is_cut_its_replay_is_the_same(
        output in output(),
        span in span(),
        lengths in prop::collection::vec(1..100_000_usize, 1..8),
        short in 1..7_usize,
    ) {
        let recording = log(&output);
        let replay = derive(&recording, span, None);
        check(&replay, &pieced(&recording, span, &lengths));
        check(&replay, &pieced(&recording, span, &[short, 1]));
    }

    #[test]
    fn however_a_log_arrives_it_says_the_same(
        lines in prop::collection::vec(prop_oneof![
            output(),
            Just(b"\r\r\n".repeat(9_000)),
            Just(b"Script done on 2026-11-23 12:30:00+00:00\n".to_vec()),
            Just(b"\r\r\nScript done on 2026-11-23 12:30:00+00:00 [COMMAND_EXIT_CODE=\"1\"]\n".to_vec()),
            Just(b"\r\r\nEXIT_CODE: 3\r\r\n".to_vec()),
            Just(vec![b'x'; 30_000]),
        ], 0..12),
        has_header in any::<bool>(),
        lengths in prop::collection::vec(1..60_000_usize, 1..8),
    ) {
        let header: &[u8] = match has_header {
            true => b"Script started on 2026-11-23 12:02:55+00:00 [COMMAND=\"cat /i-0123456789abcdef0/session/orchestration/a-0b1c2d3e4f5a6b7c8/NonInteractiveCommands/ipcTempFile.log\"]\n",
            false => b"",
        };
        let log = [header, &lines.concat()].concat();
        let mut whole = read(Kind::SessionLog, &log, &Limits::DEFAULT);
        prop_assume!(!whole.recordings.is_empty());
        let output = std::mem::take(&mut whole.recordings[0].output);
        for lengths in [lengths.as_slice(), &[1]] {
            let (mut reader, mut come) = (LogReader::default(), Vec::new());
            pieces(&log, lengths).for_each(|p| reader.take(p, &mut |o| come.extend_from_slice(o)));
            let reading = reader.finish(&mut |piece| come.extend_from_slice(piece));
            prop_assert!(come == output);
            prop_assert_eq!(&reading, &whole);
        }
    }

    #[test]
    fn however_a_cast_is_cut_its_replay_is_the_same(
        events in prop::collection::vec((0..3_000_000_u64, output(), 0..20_u16), 0..8),
        lengths in prop::collection::vec(1..30_000_usize, 1..8),
    ) {
        let mut cast = String::from("{\"version\":3,\"term\":{\"cols\":80,\"rows\":24}}\n");
        for (after, output, cols) in &events {
            let text = serde_json::Value::from(String::from_utf8_lossy(output));
            let seconds = *after as f64 / 1e6;
            if *cols > 0 {
                cast.push_str(&format!("[{seconds}, \"r\", \"{}x24\"]\n", 70 + cols));
            }
            cast.push_str(&format!("[{seconds}, \"o\", {text}]\n"));
        }
        let reading = read(Kind::AsciicastV3, cast.as_bytes(), &Limits::DEFAULT);
        let replay = derive(&reading.recordings[0], None, None);
        check(&replay, &pieced(&reading.recordings[0], None, &lengths));
    }

    /// What has come is never changed by what comes, as long as what was surveyed is the same: a
    /// recording whose size and clock are known can be played while it is written.
    #[test]
    fn segments_that_are_closed_stay_as_they_are(
        output in output(),
        more in output(),
        lengths in prop::collection::vec(1..50_000_usize, 1..8),
    ) {
        let whole = log(&[output.repeat(8), more].concat());
        let mut survey = Survey::new(&whole, None);
        survey.take(&whole.output);
        let mut deriver = Deriver::new(&whole, survey.finish(), Some((80, 24)));
        let mut closed: Vec<Segment> = Vec::new();
        let (mut come, mut kept) = (0, 0);
        let expected = derive(&whole, None, Some((80, 24))).segments;
        for piece in pieces(&whole.output, &lengths) {
            come += piece.len();
            deriver.take(piece, &mut |part| {
                if let Part::Segment(segment) = part {
                    closed.push(segment);
                }
            });
            prop_assert!(closed.len() >= kept);
            kept = closed.len();
            prop_assert!(closed == expected[..kept]);
            // All but the open one and what waits for the end of its line.
            let waiting = expected[kept..].iter().filter(|s| (s.offset as usize) < come).count();
            prop_assert!(waiting <= 17, "{} segments wait", waiting);
        }
    }
}
