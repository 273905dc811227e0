//! Is what is derived of a log that is longer than the memory what its bytes say when all of them are at hand?
#![allow(clippy::unwrap_used)]

use std::fs;

use sekisho_catalog::TimeBasis;
use sekisho_domain::id::SessionId;
use sekisho_domain::session::SessionKey;
use sekisho_ingest::{Holdings, ingest};
use sekisho_recording::{Kind, Limits, Replay, derive, read};

const SESSION: &str = "alice@example.com-vrz5442rvc73kwy2ccveoxn44o";
const TOKEN: &str = "ghp_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";

/// Commands that print what cannot be packed well, so that the replay is stored in several parts. A secret is
/// recognised near the end, and stands near the start as well.
fn log() -> Vec<u8> {
    let mut log = String::from("Script started on 2026-11-23 12:02:55+00:00\n");
    let mut state = 1_u64;
    for number in 0..36_000 {
        if number % 500 == 0 {
            log.push_str(&format!("$ od -x part-{number}\r\r\n"));
        }
        if number == 100 || number == 35_000 {
            let key = if number == 100 { "" } else { "export GITHUB_TOKEN=" };
            log.push_str(&format!("{key}{TOKEN}\r\r\n"));
        }
        for _ in 0..8 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            log.push_str(&format!("{:014x} ", state >> 8));
        }
        log.push_str("\r\r\n");
    }
    log.push_str("\nScript done on 2026-11-23 12:32:55+00:00 [COMMAND_EXIT_CODE=\"0\"]\n");
    log.into_bytes()
}

#[tokio::test]
async fn a_log_that_is_derived_in_pieces_is_as_one_that_is_derived_at_once() {
    let log = log();
    let reading = read(Kind::SessionLog, &log, &Limits::DEFAULT);
    let expected = derive(&reading.recordings[0], None, None);
    let (dir, bucket) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(bucket.path().join(format!("{SESSION}.log")), &log).unwrap();
    let now = "2026-11-24T05:00:00Z".parse().unwrap();

    let holdings = Holdings::open(dir.path()).await.unwrap();
    let report = ingest(&holdings, bucket.path(), now, &|_| ()).await.unwrap();
    assert_eq!((report.derived.replayed, report.derived.unplayable), (1, vec![]));
    check(&holdings, &expected).await;
}

async fn check(holdings: &Holdings, expected: &Replay) {
    let catalog = &holdings.catalog;
    let key = SessionKey::session(&SessionId::new(SESSION).unwrap());
    let about = catalog.replay(&key).await.unwrap().unwrap();
    assert_eq!(about.basis, TimeBasis::OrderOnly);
    let counts = [about.segments, about.lines, about.commands, about.secrets, about.unsearched];
    let same = [
        expected.segments.len() as u64,
        expected.lines.len() as u64,
        expected.commands.len() as u64,
        2,
        0,
    ];
    assert_eq!((counts, about.duration_us), (same, expected.duration.0));

    for segment in &expected.segments {
        let stored = catalog.segment(&about.generation, segment.number).await.unwrap();
        assert!(stored.unwrap() == segment.encode(), "segment {}", segment.number);
    }
    let lines = catalog.lines(&about.generation).await.unwrap().unwrap();
    for (number, (line, expected)) in lines.iter().zip(&expected.lines).enumerate() {
        let place = (line.offset, line.at.played_us, line.at.not_after_us, line.text.as_str());
        let same =
            (expected.offset, expected.played.0, expected.at.not_after.0, expected.text.as_str());
        assert_eq!(place, same, "line {number}");
    }
    let commands = catalog.commands(&about.generation).await.unwrap().unwrap();
    let commands = commands.iter().map(|c| (c.offset, c.at.played_us, c.text.as_str()));
    let expected_commands =
        expected.commands.iter().map(|c| (c.offset, c.played.0, c.text.as_str()));
    assert!(commands.eq(expected_commands), "commands differ");

    let marks = catalog.marks(&about.generation).await.unwrap().unwrap();
    for (mark, secret) in marks.secrets.iter().zip(&expected.secrets) {
        assert_eq!((mark.offset, mark.length), (secret.offset, secret.length));
        let (first, last) = mark.lines.unwrap();
        assert!(lines[first as usize - 1..last as usize].iter().any(|l| l.text.contains("***")));
    }
    assert!(!lines.iter().any(|line| line.text.contains(TOKEN)), "it stands nowhere any more");
}
