//! Does a monitoring system see what is held, how far the sources were read, and what is wrong?

use std::os::unix::fs::PermissionsExt;

use sekisho_tests::aws::{Fault, Harm};

use crate::estate::{Estate, LOGS};

const FILE: &str = "sekisho.prom";

/// The numbers that are kept in the file after a run, without their times.
fn numbers(estate: &Estate) -> Vec<String> {
    let run = estate.run(&["ingest", "--once", "--metrics", FILE]);
    assert!(matches!(run.status.code(), Some(0 | 5)), "{run:?}");
    let text = std::fs::read_to_string(estate.path(FILE)).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.contains("_seconds"));
    lines.map(str::to_owned).collect()
}

#[test]
fn numbers_are_kept_in_a_file() {
    let estate = Estate::buckets(&["no-request"]);
    estate.aws.fail(Fault::new("GetObject", Harm::KeyDenied).about(".log"));
    let about =
        |source: &str, brings: &str| format!("{{source=\"s3 {source}\",brings=\"{brings}\"}}");
    let logs = about(LOGS, "session-logs");
    let refused = numbers(&estate);
    for expected in [
        "sekisho_absent_originals{code=\"key-denied\"} 2".to_owned(),
        format!("sekisho_source_in_trouble{logs} 0"),
        format!("sekisho_source_things{logs} 2"),
        "sekisho_originals{state=\"quarantined\"} 0".to_owned(),
    ] {
        assert!(refused.contains(&expected), "{expected}: {refused:#?}");
    }
    let number = |name: &str| {
        let line = refused.iter().find(|line| line.starts_with(name));
        line.unwrap().rsplit_once(' ').unwrap().1.parse::<u64>().unwrap()
    };
    let asked = number("sekisho_aws_requests_total{service=\"s3\"}");
    assert_eq!(asked as usize, estate.aws.calls().len());
    assert_eq!(number("sekisho_sealed_total") as usize, estate.originals());
    assert!(number("sekisho_sealed_bytes_total") > 100 && number("sekisho_waiting") == 0);
    estate.aws.heal();
    estate.aws.fail(Fault::new("GetObject", Harm::Throttled).times(3));
    let slowed = numbers(&estate);
    for name in ["sekisho_aws_retries_total", "sekisho_aws_throttled_total"] {
        let expected = format!("{name}{{service=\"s3\"}} 3");
        assert!(slowed.contains(&expected), "{expected}: {slowed:#?}");
    }
    estate.aws.heal();
    estate.aws.fail(Fault::new("ListObjectVersions", Harm::Denied).about(LOGS));
    assert!(numbers(&estate).contains(&format!("sekisho_source_in_trouble{logs} 1")));
    // Whoever watches is somebody else.
    let mode = std::fs::metadata(estate.path(FILE)).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o644);
}

#[test]
fn a_file_that_cannot_be_written_stops_before_anything_is_asked() {
    let estate = Estate::buckets(&["no-request"]);
    let run = estate.run(&["ingest", "--once", "--metrics", "nowhere/sekisho.prom"]);
    let told = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(3), "{told}");
    assert!(told.contains("nowhere/sekisho.prom cannot be written"), "{told}");
    assert_eq!(estate.aws.calls().len(), 0);
}
