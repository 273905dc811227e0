//! Does the derived state depend on the archive alone, whatever the order and number of arrivals?

use std::path::{Path, PathBuf};

use sekisho_ingest::{Holdings, ingest, rebuild};

const NOW: &str = "2026-11-24T05:00:00Z";

#[tokio::test]
async fn ingesting_twice_and_rebuilding_change_nothing() {
    for story in stories() {
        let dir = tempfile::tempdir().expect("a folder");
        let holdings = open(dir.path()).await;
        let now = NOW.parse().expect("a time");
        let first = ingest(&holdings, &story, now, &|_| ()).await.expect("a run");
        let state = holdings.catalog.dump().await.expect("the state");
        let ledger = std::fs::read(dir.path().join("archive/ledger.ndjson")).expect("a ledger");
        let second = ingest(&holdings, &story, now, &|_| ()).await.expect("a run");
        assert_eq!((second.new, second.known), (0, first.new + first.known), "{}", story.display());
        assert_eq!(second.derived.replayed, 0, "{}", story.display());
        assert_eq!(holdings.catalog.dump().await.expect("the state"), state, "{}", story.display());
        let after = std::fs::read(dir.path().join("archive/ledger.ndjson")).expect("a ledger");
        assert_eq!(after, ledger, "{}", story.display());
        rebuild(&holdings, now, &|_| ()).await.expect("a rebuild");
        assert_eq!(holdings.catalog.dump().await.expect("the state"), state, "{}", story.display());
    }
}

async fn open(dir: &Path) -> Holdings {
    Holdings::open(dir).await.expect("a data directory")
}

fn stories() -> Vec<PathBuf> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sample-logs");
    let entries = std::fs::read_dir(samples).expect("the samples");
    let mut stories: Vec<_> =
        entries.map(|entry| entry.expect("an entry").path()).filter(|p| p.is_dir()).collect();
    stories.sort();
    assert!(stories.len() >= 12, "only {} stories", stories.len());
    stories
}
