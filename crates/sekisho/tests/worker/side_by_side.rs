//! Two workers at once: does each bucket end up whole in each data directory, and nothing twice?

use std::process::{Child, Stdio};
use std::time::Duration;

use sekisho_tests::aws::{Fault, Harm, Via};

use crate::estate::{Estate, LOGS, PROD, objects};
use crate::program::wait_until;

/// `sekisho ingest --once` into a data directory, under way.
fn begun(estate: &Estate, data: &str) -> Child {
    let mut command = estate.command(&["ingest", "--once", "--json"]);
    command.env("SEKISHO_DATA", estate.path(data));
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn two_data_directories_share_a_bucket_and_its_queue() {
    let alone = Estate::buckets(&["."]);
    alone.once();
    let estate = Estate::buckets(&["."]);
    let queue = estate.aws.queue(PROD, "news");
    estate.tell(&queue);
    for (key, _) in objects("approved-and-recorded", LOGS) {
        estate.aws.notify(&queue, LOGS, &key, Via::Direct).unwrap();
    }
    // A message goes to one of them; the other finds the object by listing.
    for child in ["data", "other"].map(|data| begun(&estate, data)) {
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(5), "some of the samples cannot be read: {told}");
    }
    for data in ["data", "other"].map(|data| estate.path(data)) {
        assert_eq!(estate.derived_in(&data), alone.derived());
        assert_eq!(estate.originals_in(&data), alone.originals(), "each object once");
    }
    assert_eq!(estate.aws.waiting(&queue), 0);
}

#[test]
fn a_second_worker_of_a_data_directory_says_who_is_at_work() {
    let alone = Estate::buckets(&["."]);
    alone.once();
    let objects = alone.originals();
    let estate = Estate::buckets(&["."]);
    estate.aws.fail(Fault::new("GetObject", Harm::Slow(Duration::from_millis(50))));
    let first = begun(&estate, "data");
    let process = first.id();
    wait_until("the first reads", || estate.aws.count("GetObject") > 0);
    let second = estate.run(&["ingest", "--once"]);
    let told = String::from_utf8_lossy(&second.stderr);
    assert_eq!(second.status.code(), Some(3), "{told}");
    assert!(told.contains(&format!("process {process}")) && told.contains("data"), "{told}");
    assert_eq!(first.wait_with_output().unwrap().status.code(), Some(5));
    assert_eq!(estate.aws.count("GetObject"), objects, "each object once");
    assert_eq!((estate.originals(), estate.derived()), (objects, alone.derived()));
    estate.once();
}

#[test]
fn a_stretch_of_the_past_is_taken_in_while_a_worker_runs() {
    let estate = Estate::whole();
    let _running = estate.forever();
    wait_until("it runs", || estate.aws.count("LookupEvents") > 0);
    let from = "2026-11-16T00:00:00Z";
    estate.json(&["sources", "backfill", "--from", from, "--to", "2026-11-21T00:00:00Z"]);
    let found =
        estate.answers(&["sessions", "list"]).is_some_and(|told| told.contains("ops-legacy"));
    assert!(found, "what only LookupEvents tells is there");
}
