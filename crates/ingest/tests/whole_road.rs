//! Does the derived state depend on the archive alone, whatever the order and number of arrivals?

use std::fs;
use std::path::{Path, PathBuf};

use sekisho_ingest::{Holdings, Report, ingest, rebuild};
use sekisho_query::{Context, Vocabulary};

const NOW: &str = "2026-11-24T05:00:00Z";

#[tokio::test]
async fn ingesting_twice_and_rebuilding_change_nothing() {
    for story in stories() {
        let dir = tempfile::tempdir().expect("a folder");
        let holdings = open(dir.path()).await;
        let first = run(&holdings, &story).await;
        let state = state(&holdings).await;
        let ledger = ledger(dir.path());
        drop(holdings);
        let holdings = open(dir.path()).await;
        let second = run(&holdings, &story).await;
        let known = first.new + first.again;
        assert_eq!((second.new, second.again), (0, known), "{}", story.display());
        assert_eq!(second.derived.replayed, 0, "{}", story.display());
        assert_same(&self::state(&holdings).await, &state, &story);
        assert_eq!(self::ledger(dir.path()), ledger, "{}", story.display());
        rebuild(&holdings, now(), &|_| ()).await.expect("a rebuild");
        assert_same(&self::state(&holdings).await, &state, &story);
    }
}

#[tokio::test]
async fn the_order_of_arrival_does_not_matter() {
    for (seed, story) in (1..).zip(stories()) {
        let at_once = tempfile::tempdir().expect("a folder");
        let holdings = open(at_once.path()).await;
        run(&holdings, &story).await;
        let expected = state(&holdings).await;

        let dir = tempfile::tempdir().expect("a folder");
        let bucket = tempfile::tempdir().expect("a folder");
        let holdings = open(dir.path()).await;
        let files = shuffled(files(&story), seed);
        drop(holdings);
        for part in files.chunks(files.len().div_ceil(3)) {
            part.iter().for_each(|file| copy(&story, file, bucket.path()));
            run(&open(dir.path()).await, bucket.path()).await;
        }
        let holdings = open(dir.path()).await;
        assert_same(&state(&holdings).await, &expected, &story);
        rebuild(&holdings, now(), &|_| ()).await.expect("a rebuild");
        assert_same(&state(&holdings).await, &expected, &story);
    }
}

#[tokio::test]
async fn a_derived_state_that_was_lost_or_cut_short_is_made_whole_again() {
    let story =
        stories().into_iter().find(|s| s.ends_with("approved-and-recorded")).expect("a story");
    let dir = tempfile::tempdir().expect("a folder");
    let holdings = open(dir.path()).await;
    run(&holdings, &story).await;
    let expected = state(&holdings).await;

    drop(holdings);
    for lost in ["derived/index", "derived"] {
        fs::remove_dir_all(dir.path().join(lost)).expect("derived state");
        let holdings = open(dir.path()).await;
        assert_eq!(holdings.state().await.expect("an answer"), None, "{lost} is lost");
        drop(holdings);
        let holdings = open(dir.path()).await;
        run(&holdings, &story).await;
        assert_same(&state(&holdings).await, &expected, &story);
    }
}

#[tokio::test]
async fn other_bytes_at_the_same_place_are_a_visible_conflict() {
    let dir = tempfile::tempdir().expect("a folder");
    let bucket = tempfile::tempdir().expect("a folder");
    let holdings = open(dir.path()).await;
    let log = bucket.path().join("alice@example.com-vrz5442rvc73kwy2ccveoxn44o.log");
    fs::write(&log, "$ id\r\n").expect("a file");
    run(&holdings, bucket.path()).await;
    fs::write(&log, "$ true\r\n").expect("a file");
    let report = run(&holdings, bucket.path()).await;
    assert_eq!(report.conflicts, ["alice@example.com-vrz5442rvc73kwy2ccveoxn44o.log"]);
    let objects = holdings.catalog.objects().await.expect("the objects");
    assert_eq!(objects.iter().map(|listed| listed.in_conflict).collect::<Vec<_>>(), [true, true]);
    for listed in objects {
        holdings.archive.read(&listed.object.original, 100).expect("both are kept");
    }
}

#[tokio::test]
async fn a_bad_file_does_not_stop_the_others() {
    let story = stories().into_iter().find(|s| s.ends_with("unreadable-inputs")).expect("a story");
    let dir = tempfile::tempdir().expect("a folder");
    let holdings = open(dir.path()).await;
    let report = run(&holdings, &story).await;
    assert!(!report.is_complete());
    assert_eq!(
        report.new + report.ignored.len(),
        files(&story).len(),
        "every file is accounted for"
    );
    let objects = holdings.catalog.objects().await.expect("the objects");
    assert_eq!(objects.len(), report.new);
    let mut rows: Vec<String> = objects.iter().map(|listed| row(&listed.object)).collect();
    rows.sort();
    insta::assert_snapshot!(rows.join("\n"));
}

fn row(object: &sekisho_catalog::Object) -> String {
    let codes: Vec<_> = object.rejected.iter().map(|r| format!("{} at {}", r.code, r.at)).collect();
    let name = object.locator.rsplit('/').next().unwrap_or_default();
    format!("{:<12} {:<20} {name:<85} {}", object.state.name(), object.kind, codes.join(", "))
        .trim_end()
        .to_owned()
}

async fn open(dir: &Path) -> Holdings {
    Holdings::open(dir).await.expect("a data directory")
}

async fn run(holdings: &Holdings, folder: &Path) -> Report {
    ingest(holdings, folder, now(), &|_| ()).await.expect("a run")
}

/// The catalog's state, and what the index finds for questions that touch its fields.
async fn state(holdings: &Holdings) -> String {
    let mut state = holdings.catalog.dump().await.expect("the state");
    let vocabulary = Vocabulary::default();
    let context = Context { now: now(), zone: jiff::tz::TimeZone::UTC, vocabulary: &vocabulary };
    for question in [
        "",
        "user:alice",
        "node:prod-db",
        "cmd:psql",
        "output:select",
        "finding:*",
        "approval:none",
        "screen:*",
        "-screen:services",
    ] {
        let reading = sekisho_query::read(question, &context);
        let keys = holdings.index.keys(&reading.query).expect("hits");
        state.push_str(&format!("{question}: {}\n", keys.join(" ")));
    }
    state
}

fn ledger(dir: &Path) -> Vec<u8> {
    fs::read(dir.join("archive/ledger.ndjson")).expect("a ledger")
}

fn now() -> jiff::Timestamp {
    NOW.parse().expect("a time")
}

/// Shows the first line that differs: the whole states are long.
fn assert_same(found: &str, expected: &str, story: &Path) {
    let pair = found.lines().zip(expected.lines()).find(|(a, b)| a != b);
    assert_eq!(pair, None, "{}", story.display());
    assert_eq!(found.lines().count(), expected.lines().count(), "{}", story.display());
}

fn stories() -> Vec<PathBuf> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sample-logs");
    let entries = fs::read_dir(samples).expect("the samples");
    let mut stories: Vec<_> =
        entries.map(|entry| entry.expect("an entry").path()).filter(|p| p.is_dir()).collect();
    stories.sort();
    assert!(stories.len() >= 12, "only {} stories", stories.len());
    stories
}

fn files(story: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(story).sort_by_file_name().into_iter();
    let entries = entries.map(|entry| entry.expect("an entry"));
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

fn copy(story: &Path, file: &Path, bucket: &Path) {
    let to = bucket.join(file.strip_prefix(story).expect("a file of the story"));
    fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
    fs::copy(file, to).expect("a copy");
}

/// A fixed shuffle for each seed, so that a failure can be seen again.
fn shuffled(mut files: Vec<PathBuf>, seed: u64) -> Vec<PathBuf> {
    files.sort_by_key(|file| sekisho_ingest::hash(format!("{seed} {}", file.display()).as_bytes()));
    files
}
