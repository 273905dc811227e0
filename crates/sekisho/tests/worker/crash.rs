//! Killed at any point and started again: is the end the same as if nothing had happened?
//!
//! Some points are calls of AWS that do not return; the others are calls of the operating system, before which `strace`
//! kills the program.

use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::time::Duration;

use sekisho_tests::aws::{Fault, Harm, Object};
use serde_json::Value;

use crate::estate::{Estate, LOGS, PROD};
use crate::program::wait_until;

/// What is derived without a crash, and how many originals the ledger then names.
type Undisturbed = (Value, usize);

static WHOLE: LazyLock<Undisturbed> = LazyLock::new(|| undisturbed(&Estate::whole()));
static BUCKETS: LazyLock<Undisturbed> = LazyLock::new(|| undisturbed(&Estate::buckets(&["."])));

fn undisturbed(estate: &Estate) -> Undisturbed {
    estate.once();
    (estate.derived(), estate.originals())
}

/// Starts again after a kill, and compares.
fn check_after(point: &str, estate: &Estate, (derived, once_each): &Undisturbed) {
    estate.aws.heal();
    estate.once();
    assert_eq!(estate.derived(), *derived, "{point}");
    assert_eq!(estate.originals(), *once_each, "{point}: each original once");
}

#[test]
fn killed_while_aws_is_asked() {
    for (operation, calls) in [
        ("ListObjectVersions", 0),
        ("GetObject", 0),
        ("GetObject", 30),
        ("DescribeSessions", 2),
        ("GetOpsItem", 3),
        ("LookupEvents", 4),
        ("GetLogEvents", 1),
    ] {
        let estate = Estate::whole();
        let never = Harm::Slow(Duration::from_secs(600));
        estate.aws.fail(Fault::new(operation, never).after(calls));
        let running = estate.forever();
        let asked = || estate.aws.count(operation) as u64 > calls;
        wait_until(operation, asked);
        drop(running);
        check_after(&format!("killed at call {calls} of {operation}"), &estate, &WHOLE);
    }
}

#[test]
fn killed_before_a_message_is_acknowledged() {
    let estate = Estate::whole();
    let queue = estate.aws.queue(PROD, "session-logs");
    let key = "ssm/late@example.com-0a1b2c3d4e5f60718.log";
    estate.aws.put_object(Object::new(LOGS, key, "$ id\r\n")).unwrap();
    estate.aws.notify(&queue, LOGS, key, sekisho_tests::aws::Via::Direct).unwrap();
    estate.aws.fail(Fault::new("DeleteMessage", Harm::Slow(Duration::from_secs(600))));
    let running = estate.forever();
    wait_until("the message is acknowledged", || estate.aws.count("DeleteMessage") > 0);
    drop(running);
    let found = || estate.derived().to_string().matches("late@example.com").count();
    let before = found();
    assert!(before > 0, "it is found before its message goes");
    estate.aws.heal();
    estate.aws.forget_calls();
    estate.once();
    // The message is hidden for a while from who has not acknowledged it; what it named is not read again.
    assert_eq!((found(), estate.aws.count("GetObject")), (before, 0));
}

/// Each is a call of the operating system, the path it is about, and how far into all such calls of a run, in quarters.
#[test]
fn killed_before_a_write_is_done() {
    if !strace_works() {
        return;
    }
    const LEDGER: &str = "data/archive/ledger.ndjson";
    const CATALOG: &str = "data/derived/catalog.sqlite-wal";
    const INDEX: &str = "data/derived/index/meta.json";
    for (point, call, path, quarter) in [
        ("killed before a blob has its name", "rename", "", 0),
        ("killed before the ledger has its lines", "write", LEDGER, 0),
        ("killed before the ledger is written out", "fsync,fdatasync", LEDGER, 0),
        ("killed before the catalog changes", "pwrite64", CATALOG, 0),
        ("killed while facts are noted", "pwrite64", CATALOG, 1),
        ("killed while records are noted", "pwrite64", CATALOG, 2),
        ("killed while replays are noted", "pwrite64", CATALOG, 3),
        ("killed before the index is committed", "renameat", INDEX, 0),
    ] {
        let counted = nothing_yet();
        counted.traced(call, path, "");
        let calls = counted.calls_of_a_thread();
        let estate = nothing_yet();
        let nth = (calls * quarter / 4).max(1);
        let status = estate.traced(call, path, &format!("signal=KILL:when={nth}+"));
        assert_eq!(status.signal(), Some(9), "{point}, call {nth} of {calls}");
        check_after(point, &estate, &BUCKETS);
    }
}

#[test]
fn what_was_sealed_before_a_kill_is_found_although_nothing_new_comes() {
    if !strace_works() {
        return;
    }
    let estate = nothing_yet();
    let status = estate.traced("renameat", "data/derived/index/meta.json", "signal=KILL");
    assert_eq!(status.signal(), Some(9));
    assert!(estate.originals() > 0);
    let found = || estate.answers(&["sessions", "list"]).is_some_and(|told| told.contains('@'));
    assert!(!found(), "it was killed before anything could be found");
    estate.aws.fail(Fault::new("ListObjectVersions", Harm::Denied));
    let _running = estate.forever();
    wait_until("what is sealed is found", found);
}

#[test]
fn a_full_disk_is_told_and_costs_nothing() {
    if !strace_works() {
        return;
    }
    for (place, call, path) in [
        ("the blobs", "rename", ""),
        ("the ledger", "write", "data/archive/ledger.ndjson"),
        ("the catalog", "pwrite64", "data/derived/catalog.sqlite-wal"),
        ("the index", "renameat", "data/derived/index/meta.json"),
    ] {
        let estate = nothing_yet();
        let status = estate.traced(call, path, "error=ENOSPC");
        let told = std::fs::read_to_string(estate.path("told")).unwrap();
        assert_eq!(status.code(), Some(6), "{place}: {told}");
        assert!(told.contains("free space"), "{place}: {told}");
        check_after(&format!("with no room for {place}"), &estate, &BUCKETS);
    }
}

/// An estate of buckets whose data directory is made, and empty: what the first run writes there is the evidence alone.
fn nothing_yet() -> Estate {
    let estate = Estate::buckets(&["."]);
    estate.aws.fail(Fault::new("*", Harm::Denied));
    estate.once();
    estate.aws.heal();
    estate
}

/// A sandbox may forbid one process to trace another; the points of AWS are then all that is tested. That it is not there at
/// all would hide all others.
#[allow(clippy::print_stderr)]
fn strace_works() -> bool {
    let traced = Command::new("strace").args(["-qq", "true"]).stderr(Stdio::null()).status();
    let traced = traced.expect("run `make setup-strace` to install strace");
    if !traced.success() {
        eprintln!("left out: strace may not trace here");
    }
    traced.success()
}
