//! Does a worker that runs for ever say what goes wrong while it does, and end in good order?

use sekisho_tests::aws::{Fault, Harm};

use crate::estate::{Estate, LOGS, TRAIL};
use crate::program::{Running, wait_until};

#[test]
fn an_outage_is_told_when_it_begins_and_when_it_is_over() {
    let estate = Estate::buckets(&["no-request"]);
    let listing = Fault::new("ListObjectVersions", Harm::Denied).about(TRAIL);
    estate.aws.fail(listing);
    let file = estate.path("told");
    let worker = Running::telling(&mut estate.command(&["ingest"]), &file);
    let told = || std::fs::read_to_string(&file).unwrap();
    let name = format!("s3 {TRAIL}: ");
    let refused = format!("{name}listing {TRAIL}/: AccessDenied");
    wait_until("the outage is told", || told().contains(&refused));
    wait_until("it is asked again", || estate.aws.count("ListObjectVersions") > 2);
    estate.aws.heal();
    let over = format!("{name}it answers again\n");
    wait_until("its end is told", || told().contains(&over));
    assert!(worker.end());
    assert_eq!(told().matches(&name).count(), 2, "each once, and nothing besides: {}", told());
}

#[test]
fn it_finishes_what_is_under_way_when_it_is_asked_to_end() {
    for signal in ["TERM", "INT"] {
        let estate = Estate::buckets(&["no-request"]);
        // What cannot be had is no failure of the worker.
        estate.aws.fail(Fault::new("GetObject", Harm::KeyDenied).about(".log"));
        let worker = estate.forever();
        wait_until("an object is asked for", || estate.aws.count("GetObject") > 0);
        assert!(worker.end_by(signal), "{signal}");
        estate.aws.heal();
        estate.once();
        assert_eq!(estate.once()["new"], 0);
        let sessions = estate.json(&["sessions", "list"]);
        assert_eq!(sessions["total"], 2, "{signal}: {sessions:#}");
        let read_twice = estate.aws.count("GetObject") > estate.originals() + 2;
        assert!(!read_twice, "{signal}: {}", estate.aws.count("GetObject"));
    }
}

#[test]
fn what_is_the_same_for_many_sources_is_told_once() {
    let estate = Estate::buckets(&["no-request"]);
    let mut ingest = estate.command(&["ingest", "--once"]);
    let run = ingest.env("AWS_SECRET_ACCESS_KEY", "wrong").output().unwrap();
    let said = String::from_utf8(run.stdout).unwrap();
    assert_eq!(run.status.code(), Some(5), "{said}");
    let told: Vec<_> = said.lines().filter(|line| line.contains("SignatureDoesNotMatch")).collect();
    let [told] = told[..] else { panic!("{said}") };
    assert!(told.starts_with("2 sources: SignatureDoesNotMatch"), "{told}");
    assert!(told.ends_with(&format!("(s3 {TRAIL}, s3 {LOGS})")), "{told}");
}
