//! Are secrets masked, whatever became of the line they stand in, and nothing but secrets?
#![allow(clippy::unwrap_used)]

use std::fmt::Write;

use proptest::prelude::*;
use sekisho_recording::{
    Kind, Limits, Recording, Replay, Secret, What, derive, derive_revealed, masked_text, read,
};

const PLANTED: &str = include_str!("secrets/planted.txt");
const LOOK_ALIKES: &str = include_str!("secrets/look_alikes.txt");

fn log(output: &str) -> Recording {
    let mut bytes = b"Script started on 2026-11-23 12:02:55+00:00\n".to_vec();
    bytes.extend_from_slice(output.as_bytes());
    read(Kind::SessionLog, &bytes, &Limits::DEFAULT).recordings.remove(0)
}

/// A cast that delivers the output in these pieces.
fn cast(pieces: &[&str]) -> Recording {
    let mut cast = String::from("{\"version\": 2, \"width\": 120, \"height\": 30}\n");
    for (number, piece) in pieces.iter().enumerate() {
        writeln!(cast, "[{number}, \"o\", {}]", serde_json::Value::from(*piece)).unwrap();
    }
    read(Kind::AsciicastV2, cast.as_bytes(), &Limits::DEFAULT).recordings.remove(0)
}

fn replay(output: &str) -> Replay {
    derive(&log(output), None, None)
}

/// The output as whoever plays or exports it gets it.
fn played(replay: &Replay) -> String {
    let events = replay.segments.iter().flat_map(|segment| &segment.events);
    let output = events.filter_map(|event| match &event.what {
        What::Output(text) => Some(text.as_str()),
        What::Resize(..) => None,
    });
    output.collect()
}

/// A planted line: what stands before the secret, the secret, and what stands behind it.
fn parts(line: &str) -> (&str, &str, &str) {
    let (before, rest) = line.split_once('«').unwrap();
    let (secret, after) = rest.split_once('»').unwrap();
    (before, secret, after)
}

fn stars(secret: &str) -> String {
    let star = |c: char| match c {
        '!'..='~' => '*',
        '｡'..='ﾟ' => '•',
        'ぁ'..='龥' => '＊',
        _ => c,
    };
    secret.chars().map(star).collect()
}

#[test]
fn every_kind_of_secret_is_masked_and_nothing_beside_it() {
    let mut table = String::new();
    for line in PLANTED.lines() {
        let (before, secret, after) = parts(line);
        let replay = replay(&format!("{before}{secret}{after}\r\r\n"));
        let expected = format!("{before}{}{after}\r\n", stars(secret));
        assert_eq!(played(&replay), expected, "{line}");
        let (text, secrets) = masked_text(&format!("{before}{secret}{after}\n"));
        assert_eq!(text, expected.replace('\r', ""), "{line}");
        assert_eq!(secrets, replay.secrets, "{line}");
        let [found] = &replay.secrets[..] else { panic!("{line}: {:?}", replay.secrets) };
        let place = (before.len() as u64, secret.len() as u64);
        assert_eq!((found.offset, found.length), place, "{line}");
        let shown = expected.trim_end().replace('\t', " ");
        writeln!(table, "{:18} {shown}", found.kind).unwrap();
    }
    insta::assert_snapshot!(table);
}

#[test]
fn what_only_looks_like_a_secret_stays_readable() {
    for line in LOOK_ALIKES.lines() {
        let replay = replay(&format!("{line}\r\r\n"));
        assert_eq!(played(&replay), format!("{line}\r\n"), "{:?}", replay.secrets);
    }
    let all = LOOK_ALIKES.replace('\n', "\r\r\n");
    assert_eq!(replay(&all).secrets, [], "one below the other they are no secrets either");
}

/// No part of the secret may be left, in no event, line or command.
fn check_gone(line: &str, output: &str) {
    let (_, secret, _) = parts(line);
    let replay = replay(output);
    let rest = played(&replay);
    let shown = replay.lines.iter().map(|line| line.text.as_str());
    let entered = replay.commands.iter().map(|command| command.text.as_str());
    let length = secret.len().min(8);
    for text in shown.chain(entered).chain([rest.as_str()]) {
        for at in 0..=secret.len() - length {
            let part = secret.get(at..at + length).filter(|part| !part.contains(['\\', ' ']));
            let is_gone = part.is_none_or(|part| !text.contains(part));
            assert!(is_gone, "{line}\n{output:?}\n{text:?}");
        }
    }
    assert_eq!(rest.len(), output.replace("\r\r\n", "\r\n").len(), "{output:?}");
}

#[test]
fn secrets_that_were_coloured_corrected_or_wrapped_are_masked() {
    for line in PLANTED.lines() {
        let (before, secret, after) = parts(line);
        for cut in (2..secret.len()).step_by(5).filter(|cut| secret.is_char_boundary(*cut)) {
            let (left, right) = secret.split_at(cut);
            for between in ["\x1b[01;31m\x1b[K", "\x1b[m", "q\x08\x1b[K", "q\x08\x1b[K\x1b[1;32m"] {
                check_gone(line, &format!("{before}{left}{between}{right}{after}\r\r\n"));
            }
            if right.as_bytes()[0] > b' ' && !left.ends_with(['$', '#', '>', '%']) {
                check_gone(line, &format!("{before}{left} \r{right}{after}\r\r\n"));
            }
        }
        for cut in (1..before.len()).filter(|cut| before.is_char_boundary(*cut)) {
            let (left, right) = before.split_at(cut);
            check_gone(line, &format!("{left}\x1b[01;31m{right}{secret}{after}\r\r\n"));
        }
    }
}

#[test]
fn a_private_key_is_masked_line_by_line() {
    let check = |output: &str, expected: &str| {
        let played = played(&replay(&output.replace('\n', "\r\r\n")));
        assert_eq!(played, expected.replace('\n', "\r\n"));
    };
    let key =
        "-----BEGIN RSA PRIVATE KEY-----\nMIIEow==\nab/+cd\n-----END RSA PRIVATE KEY-----\nrest\n";
    check(
        key,
        "-----BEGIN RSA PRIVATE KEY-----\n********\n******\n-----END RSA PRIVATE KEY-----\nrest\n",
    );
    assert_eq!(replay(&key.replace('\n', "\r\r\n")).secrets.len(), 1);
    // With line numbers, and cut off by the next prompt.
    check(
        "  1 -----BEGIN OPENSSH PRIVATE KEY-----\n  2 b3BlbnNza\n$ id\nuid0\n",
        "  1 -----BEGIN OPENSSH PRIVATE KEY-----\n  2 *********\n$ id\nuid0\n",
    );
    check(
        "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nMHcC\n-----END EC PRIVATE KEY-----\n",
        "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n****\n-----END EC PRIVATE KEY-----\n",
    );
    // As `grep` and `git` show it.
    check(
        "id_rsa:7:-----BEGIN RSA PRIVATE KEY-----\nid_rsa:8:MIIEow==\nid_rsa:9:-----END RSA PRIVATE KEY-----\nuid0\n",
        "id_rsa:7:-----BEGIN RSA PRIVATE KEY-----\nid_rsa:8:********\nid_rsa:9:-----END RSA PRIVATE KEY-----\nuid0\n",
    );
    // As an editor paints it.
    check(
        "\x1b[1;1H-----BEGIN PRIVATE KEY-----\x1b[2;1HMIIEow\x1b[3;1H~\n",
        "\x1b[1;1H-----BEGIN PRIVATE KEY-----\x1b[2;1H******\x1b[3;1H~\n",
    );
}

#[test]
fn a_secret_that_was_found_once_is_masked_wherever_it_stands() {
    let output = "export DB_PASSWORD=hunter2-Zaq12wsx\r\r\n$ echo hunter2-Zaq12wsx\r\r\n";
    let replay = replay(output);
    assert_eq!(replay.secrets.len(), 2);
    assert!(!played(&replay).contains("hunter2"));
}

#[test]
fn what_could_not_be_read_is_told_without_its_secrets() {
    for line in [
        r#"[1, "password=hunter2", "x"]"#,
        r#"[1, "o", 2], "password=hunter2""#,
        "[\"password=hunter2\"]",
    ] {
        let cast = format!("{{\"version\": 2, \"width\": 80, \"height\": 24}}\n{line}\n");
        let reading = read(Kind::AsciicastV2, cast.as_bytes(), &Limits::DEFAULT);
        let [rejected] = &reading.rejected[..] else { panic!("{:?}", reading.rejected) };
        assert!(!rejected.reason.contains("hunter2"), "{}", rejected.reason);
    }
}

#[test]
fn whoever_gives_a_reason_reads_the_original() {
    let recording = log("export DB_PASSWORD=hunter2\r\r\n");
    let revealed = derive_revealed(&recording, None, None);
    assert_eq!(played(&revealed), "export DB_PASSWORD=hunter2\r\n");
}

/// Output with secrets, their look-alikes, and what terminals do to both.
fn piece() -> impl Strategy<Value = String> {
    let planted: Vec<String> = PLANTED.lines().map(|line| line.replace(['«', '»'], "")).collect();
    let alike: Vec<String> = LOOK_ALIKES.lines().map(str::to_owned).collect();
    let fixed = prop::sample::select(
        &[
            "\r\n",
            "\x08",
            "\x1b[K",
            "\x1b[2D",
            "\r",
            " \r",
            "\x1b[5;1H",
            "\x1b]0;t\x07",
            "本番",
            "\x1b[",
        ][..],
    );
    prop_oneof![
        3 => prop::sample::select(planted),
        1 => prop::sample::select(alike),
        3 => fixed.prop_map(str::to_owned),
        1 => "[ -~]{0,20}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn masking_moves_nothing_and_changes_secrets_only(
        pieces in prop::collection::vec(piece(), 0..20),
    ) {
        let recording = log(&pieces.concat());
        let replay = derive(&recording, None, None);
        let masked = played(&replay);
        let written = String::from_utf8(recording.output.clone()).unwrap();
        prop_assert_eq!(masked.len(), written.len());
        for ((at, before), (there, after)) in written.char_indices().zip(masked.char_indices()) {
            prop_assert_eq!(at, there);
            let covers = |secret: &Secret| {
                (secret.offset..secret.offset + secret.length).contains(&(at as u64))
            };
            let is_secret = || !before.is_whitespace() && replay.secrets.iter().any(covers);
            prop_assert!(before == after || ("*×•＊🞶🔒".contains(after) && is_secret()));
        }
        let ends = replay.secrets.iter().map(|secret| secret.offset + secret.length);
        let starts = replay.secrets.iter().skip(1).map(|secret| secret.offset);
        prop_assert!(ends.zip(starts).all(|(end, start)| end <= start));
    }

    #[test]
    fn masking_does_not_depend_on_how_the_output_was_cut(
        pieces in prop::collection::vec(piece(), 1..12),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..8),
    ) {
        let output = pieces.concat();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(output.len() + 1)).collect();
        cuts.retain(|cut| output.is_char_boundary(*cut));
        cuts.extend([0, output.len()]);
        cuts.sort_unstable();
        let cut: Vec<&str> = cuts.windows(2).map(|pair| &output[pair[0]..pair[1]]).collect();
        let whole = derive(&cast(&[&output]), None, None);
        let parts = derive(&cast(&cut), None, None);
        prop_assert_eq!(played(&whole), played(&parts));
        prop_assert_eq!(whole.secrets, parts.secrets);
    }
}
