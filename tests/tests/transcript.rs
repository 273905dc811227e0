//! Does our emulation read word for word as `avt` with its transcript does?
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use sekisho_recording::{Kind, Limits, Recording, Seen, derive_revealed, read, transcript};
use sekisho_tests::corpus::Corpus;
use walkdir::WalkDir;

/// Some of each kind of session that is generated.
const LOGS: usize = 60;

#[test]
fn generated_logs_read_the_same() {
    let logs = Corpus::new(1, LOGS).logs();
    let recordings: Vec<_> = logs.iter().flat_map(|log| recorded(log)).collect();
    assert_eq!(recordings.len(), LOGS);
    recordings.iter().for_each(check);
}

#[test]
fn session_logs_of_real_programs_read_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sample-logs");
    let files = WalkDir::new(folder).into_iter().map(|entry| entry.unwrap().into_path());
    let logs = files.filter(|path| path.extension().is_some_and(|extension| extension == "log"));
    let recordings: Vec<_> = logs.flat_map(|log| recorded(&fs::read(log).unwrap())).collect();
    assert!(recordings.len() > 10, "{}", recordings.len());
    recordings.iter().for_each(check);
}

fn recorded(log: &[u8]) -> Vec<Recording> {
    read(Kind::SessionLog, log, &Limits::DEFAULT).recordings
}

fn check(recording: &Recording) {
    let found = transcript(recording, None);
    assert_eq!(found, expected(recording));
    let derived = derive_revealed(recording, None, None).lines;
    let derived = derived.into_iter().filter(|line| line.seen == Seen::Scrollback);
    assert_eq!(found, derived.map(|line| line.text).collect::<Vec<_>>());
}

fn expected(recording: &Recording) -> Vec<String> {
    let size = recording.size();
    let mut terminal = avt::Terminal::new(size.cols.into(), size.rows.into()).unwrap();
    let mut transcript = avt::observer::Transcript::new();
    let text = String::from_utf8_lossy(&recording.output);
    let mut lines = terminal.feed_with(text.as_ref(), &mut transcript);
    lines.extend(transcript.finish(&terminal));
    lines
}
