//! How much memory does a log take that is larger than the memory it may take?

use std::fs;

use sekisho_tests::corpus::write_endless;
use sekisho_tests::measure::run;

use crate::estate::{Estate, LOGS};

/// More than may be held at once; `make bench` takes in 5,000 of them.
const MEGABYTES: usize = 320;

/// What the worker may hold, in kilobytes.
const HELD: u64 = 256 << 10;

#[test]
fn a_log_that_is_larger_than_the_memory_is_taken_in() {
    let estate = Estate::buckets(&["auto-approved"]);
    estate.once();
    let session = write_endless(&estate.path("from"), 1, MEGABYTES * 1_000_000).unwrap();
    let key = format!("ssm/{}.log", session.id);
    let file = estate.path("from/s3").join(LOGS).join(&key);
    let size = fs::metadata(&file).unwrap().len();
    assert!(size > HELD << 10, "{size}");
    estate.aws.put_file(LOGS, &key, &file).unwrap();
    let spent = run(&mut estate.command(&["ingest", "--once"]), &[0]).unwrap();
    assert!((1..=HELD).contains(&spent.peak), "{} KB", spent.peak);
    let found = estate.json(&["search", &format!("session:{} recording:present", session.id)]);
    assert_eq!(found["total"], 1, "{found:#}");
}
