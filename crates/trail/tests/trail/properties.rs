//! What holds for every document, however it is cut, shuffled or damaged?

use proptest::collection::vec;
use proptest::prelude::*;
use sekisho_domain::fact::Fact;
use sekisho_trail::{Kind, Limits, Reading};

use crate::render::fact;

fn read(kind: Kind, bytes: &[u8]) -> Reading {
    sekisho_trail::read(kind, bytes, &Limits::DEFAULT)
}

fn facts(reading: &Reading) -> Vec<&Fact> {
    reading.facts.iter().map(|located| &located.fact).collect()
}

/// Records of the made-up day and of the real file, one line each.
fn lines() -> Vec<String> {
    let day = include_str!("../../test_data/just-in-time-day.ndjson").lines().map(str::to_owned);
    let real = include_str!("../../test_data/start-and-terminate-session.json");
    let real: Vec<serde_json::Value> = serde_json::from_str(real).expect("a list of records");
    day.chain(real.iter().map(ToString::to_string)).collect()
}

fn kind() -> impl Strategy<Value = Kind> {
    prop::sample::select(Kind::ALL.to_vec())
}

/// Text made of what documents are made of, so that it gets far into the readers.
fn almost_json() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\n",
        " ",
        "\u{feff}",
        "本",
        "\"Records\":[",
        "\"Events\":[",
        "\"OpsItem\":{",
        "\"eventSource\":\"ssm.amazonaws.com\",",
        "\"eventName\":\"StartSession\",",
        "\"eventID\":\"e\",",
        "\"eventTime\":\"2026-11-17T01:00:00Z\",",
        "\"detail-type\":",
        "\"SessionId\":\"a-1\"",
        "null",
        "1e400",
        "\\ud800",
        "-",
        "true",
        "\"CloudTrailEvent\":\"{\\\"a\\\":1}\"",
    ]);
    vec(word, 0..40).prop_map(|words| words.concat())
}

/// The document and, for each record, the offset behind its last byte.
fn document(records: &[String], open: &str, between: &str, close: &str) -> (String, Vec<usize>) {
    let mut text = open.to_owned();
    let mut ends = Vec::new();
    for (number, record) in records.iter().enumerate() {
        text.push_str(if number == 0 { "" } else { between });
        text.push_str(record);
        ends.push(text.len());
    }
    text.push_str(close);
    (text, ends)
}

proptest! {
    #[test]
    fn no_bytes_panic(kind in kind(), bytes in vec(any::<u8>(), 0..400)) {
        let _ = sekisho_trail::sniff(&bytes);
        let reading = read(kind, &bytes);
        prop_assert!(reading.facts.is_empty());
        prop_assert!(!reading.rejected.is_empty());
    }

    #[test]
    fn no_text_panics(kind in kind(), text in almost_json()) {
        let _ = sekisho_trail::sniff(text.as_bytes());
        let reading = read(kind, text.as_bytes());
        prop_assert!(reading.facts.len() as u64 <= reading.records);
    }

    #[test]
    fn damage_never_panics(at in any::<prop::sample::Index>(), byte in any::<u8>(), kind in kind()) {
        let mut bytes = include_bytes!("../../test_data/just-in-time-day.ndjson").to_vec();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        read(kind, &bytes);
    }

    #[test]
    fn the_order_of_records_does_not_matter(lines in Just(lines()).prop_shuffle()) {
        let sorted = |records: &[String]| {
            let (text, _) = document(records, "{\"Records\":[", ",", "]}");
            let reading = read(Kind::CloudTrail, text.as_bytes());
            let mut table: Vec<String> = facts(&reading).into_iter().map(fact).collect();
            table.sort();
            table
        };
        prop_assert_eq!(sorted(&lines), sorted(&self::lines()));
    }

    #[test]
    fn a_cut_document_gives_every_whole_record(cut in any::<prop::sample::Index>(), form in 0..4_usize) {
        let (open, between, close) = [
            ("{\"Records\":[", ",", "]}"),
            ("{\n  \"Records\": [\n", ",\r\n", "\n]}\n"),
            ("[", " , ", "]"),
            ("", "\n", "\n"),
        ][form];
        let (text, ends) = document(&lines(), open, between, close);
        let cut = cut.index(text.len() + 1);
        let (whole, part) = (read(Kind::CloudTrail, text.as_bytes()), read(Kind::CloudTrail, &text.as_bytes()[..cut]));
        prop_assert!(whole.rejected.is_empty());
        let kept = ends.iter().filter(|end| **end <= cut).count() as u64;
        prop_assert_eq!(part.records, kept);
        prop_assert_eq!(facts(&part), &facts(&whole)[..part.facts.len()]);
        let stated = whole.facts.iter().filter(|located| number(&located.at) <= kept).count();
        prop_assert_eq!(part.facts.len(), stated);
    }

    #[test]
    fn records_in_a_list_and_by_line_say_the_same(lines in Just(lines()).prop_shuffle(), count in 0..10_usize) {
        let records = &lines[..count];
        let listed = read(Kind::CloudTrail, document(records, "{\"Records\":[", ",", "]}").0.as_bytes());
        let by_line = read(Kind::CloudTrail, document(records, "", "\r\n", "").0.as_bytes());
        prop_assert_eq!(facts(&listed), facts(&by_line));
        prop_assert_eq!(listed.records, by_line.records);
    }
}

/// `3` of `record 3` and of `line 3`.
fn number(at: &str) -> u64 {
    at.rsplit_once(' ').and_then(|(_, number)| number.parse().ok()).expect("a number")
}
