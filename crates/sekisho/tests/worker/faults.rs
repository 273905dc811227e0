//! Whatever AWS or the way to it does: is nothing lost, nothing doubled, and everything said?

use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::time::Duration;

use sekisho_tests::aws::{Fault, Harm, Object};
use serde_json::Value;

use crate::estate::{Estate, LOGS, objects};

const STORIES: &[&str] = &["approved-and-recorded", "no-request"];

/// What the stories come to when nothing goes wrong: how many objects, and what follows from them.
static UNDISTURBED: LazyLock<(u64, Value)> = LazyLock::new(|| {
    let estate = Estate::buckets(STORIES);
    (estate.once()["new"].as_u64().unwrap(), estate.derived())
});

/// Runs with a fault, then without it. `told` is what the first run says; nothing where it helps itself.
fn check(fault: Fault, told: &[&str]) {
    let estate = Estate::buckets(STORIES);
    estate.aws.fail(fault.clone());
    let first = estate.once();
    assert_eq!(codes(&first), told, "{fault:?}: {first:#}");
    for trouble in troubles(&first) {
        assert!(trouble["next"].as_str().is_some_and(|next| !next.is_empty()), "{trouble}");
    }
    estate.aws.heal();
    let second = estate.once();
    assert_eq!(codes(&second), [""; 0], "{fault:?}: {second:#}");
    let (objects, derived) = &*UNDISTURBED;
    let new = [&first, &second].map(|ran| ran["new"].as_u64().unwrap());
    assert_eq!(new.iter().sum::<u64>(), *objects, "{fault:?}: every object once");
    if told.is_empty() {
        assert_eq!(new[1], 0, "{fault:?}: the first run helps itself");
    }
    assert_eq!(estate.derived(), *derived, "{fault:?}");
    let status = estate.json(&["sources", "status"]);
    assert_eq!(status["absent"], Value::Array(Vec::new()), "{fault:?}: what came is not absent");
}

fn troubles(ran: &Value) -> impl Iterator<Item = &Value> {
    ["absent", "troubles"].into_iter().flat_map(|list| ran[list].as_array().unwrap())
}

/// The kinds of trouble that a run tells, each once.
fn codes(ran: &Value) -> Vec<&str> {
    let codes = troubles(ran).map(|trouble| trouble["code"].as_str().unwrap());
    codes.collect::<BTreeSet<_>>().into_iter().collect()
}

fn on_a_log(harm: Harm) -> Fault {
    Fault::new("GetObject", harm).about(".log")
}

#[test]
fn a_burst_of_slow_down_passes() {
    check(Fault::new("GetObject", Harm::Throttled).times(12), &[]);
    check(Fault::new("*", Harm::Broken).times(6), &[]);
}

#[test]
fn a_body_that_breaks_off_is_read_again() {
    check(on_a_log(Harm::Reset(100)).times(2), &[]);
    check(on_a_log(Harm::Short(100)).times(2), &[]);
}

#[test]
fn wrong_bytes_are_never_taken() {
    check(on_a_log(Harm::WrongBytes { checksum: true }).times(2), &[]);
    check(on_a_log(Harm::WrongBytes { checksum: false }).times(2), &[]);
}

#[test]
fn a_poisoned_object_is_given_up_after_three_tries_while_others_go_on() {
    let estate = Estate::buckets(STORIES);
    estate.aws.fail(on_a_log(Harm::WrongBytes { checksum: true }));
    let ran = estate.once();
    assert_eq!(codes(&ran), ["damaged-in-transfer"], "{ran:#}");
    let logs = ran["absent"].as_array().unwrap().len();
    let asked = estate.aws.calls();
    let asked = asked.iter().filter(|c| c.operation == "GetObject" && c.about.contains(".log"));
    assert_eq!(asked.count(), 3 * logs);
    let others = ran["new"].as_u64().unwrap();
    assert_eq!(others, UNDISTURBED.0 - logs as u64);
}

#[test]
fn refusals_are_told_and_come_right_later() {
    check(on_a_log(Harm::Denied), &["denied"]);
    check(on_a_log(Harm::KeyDenied), &["key-denied"]);
    check(on_a_log(Harm::Gone), &["gone"]);
    check(Fault::new("ListObjectVersions", Harm::Denied), &["denied"]);
}

#[test]
fn credentials_that_expire_in_the_middle_cost_nothing() {
    check(Fault::new("*", Harm::ExpiredToken).after(5).times(3), &["credentials"]);
}

#[test]
fn a_role_that_ends_in_the_middle_is_assumed_again() {
    let estate = Estate::whole();
    estate.once();
    let (undisturbed, originals) = (estate.derived(), estate.originals());
    estate.start_over();
    estate.aws.forget_calls();
    estate.aws.let_roles_live_for(Duration::from_secs(12));
    let ran = estate.once();
    assert_eq!(codes(&ran), [""; 0], "{ran:#}");
    assert!(estate.aws.count("AssumeRole") > 1, "{}", estate.aws.count("AssumeRole"));
    assert_eq!((estate.derived(), estate.originals()), (undisturbed, originals));
}

#[test]
fn throttling_that_does_not_end_is_told_and_comes_right_later() {
    check(Fault::new("ListObjectVersions", Harm::Throttled).about(LOGS), &["throttled"]);
    let estate = Estate::whole();
    let whole = estate.once()["new"].as_u64().unwrap();
    let undisturbed = estate.derived();
    estate.start_over();
    estate.aws.fail(Fault::new("LookupEvents", Harm::Throttled).after(3));
    let first = estate.once();
    assert_eq!(codes(&first), ["throttled"], "{first:#}");
    estate.aws.heal();
    let second = estate.once();
    let new = [&first, &second].map(|ran| ran["new"].as_u64().unwrap());
    assert_eq!((new.iter().sum(), codes(&second).len()), (whole, 0), "{second:#}");
    assert_eq!(estate.derived(), undisturbed);
}

#[test]
fn an_archived_object_is_told_and_comes_when_it_is_restored() {
    let estate = Estate::buckets(STORIES);
    let (key, bytes) = objects("no-request", LOGS).remove(0);
    estate.aws.put_object(Object::new(LOGS, &key, bytes.clone()).archived()).unwrap();
    estate.aws.forget_calls();
    let first = estate.once();
    assert_eq!(codes(&first), ["archived-storage"], "{first:#}");
    // A listing of versions does not tell of its class; being asked for once, it does.
    let calls = estate.aws.calls();
    let asked = calls.iter().filter(|c| c.operation == "GetObject" && c.about.contains(&key));
    assert_eq!(asked.count(), 1);
    let status = estate.json(&["sources", "status"]);
    assert_eq!(status["absent"][0]["locator"], format!("{LOGS}/{key}"));
    estate.aws.put_object(Object::new(LOGS, &key, bytes)).unwrap();
    assert_eq!(codes(&estate.once()), [""; 0]);
    assert_eq!(estate.derived(), UNDISTURBED.1);
}

#[test]
fn a_page_that_expires_is_asked_for_again() {
    let estate = Estate::buckets(&["no-request"]);
    for number in 0..1001 {
        let key = format!("many/{number:04}.log");
        estate.aws.put_object(Object::new(LOGS, &key, format!("{number}\n"))).unwrap();
    }
    let expired = Fault::new("ListObjectVersions", Harm::ExpiredPage).about("key-marker=");
    estate.aws.fail(expired.times(1));
    let first = estate.once();
    assert_eq!(codes(&first), ["failed"], "{first:#}");
    let second = estate.once();
    let [first, second] = [first, second].map(|ran| ran["new"].as_u64().unwrap());
    assert!(first >= 1000 && second > 0, "{first} and {second}: what was listed is not lost");
    assert_eq!(estate.once()["known"], first + second);
}

#[test]
fn an_object_overwritten_in_between_is_told_and_its_new_bytes_are_taken() {
    let estate = Estate::buckets(STORIES);
    let other = b"Script started on 2026-11-10 03:00:00+00:00\nother\n".to_vec();
    estate.aws.fail(on_a_log(Harm::Changed(other)).times(1));
    let ran = estate.once();
    assert_eq!(codes(&ran), ["overwritten"], "{ran:#}");
    assert_eq!(ran["new"], UNDISTURBED.0);
    let again = estate.once();
    assert_eq!((&again["new"], codes(&again).len()), (&0.into(), 0));
    let status = estate.json(&["sources", "status"]);
    assert_eq!(status["absent"][0]["code"], "overwritten", "what is lost for good stays on record");
}

#[test]
fn systems_manager_and_cloudtrail_may_be_slow_to_answer() {
    let estate = Estate::whole();
    for operation in ["LookupEvents", "DescribeSessions", "GetOpsItem", "GetLogEvents"] {
        estate.aws.fail(Fault::new(operation, Harm::Throttled).times(2));
    }
    let ran = estate.once();
    assert_eq!(codes(&ran), [""; 0], "{ran:#}");
    let disturbed = estate.derived();
    estate.start_over();
    estate.once();
    assert_eq!(disturbed, estate.derived());
}

#[test]
fn one_thing_that_is_refused_keeps_no_other_away() {
    let estate = Estate::whole();
    let whole = estate.once()["new"].as_u64().unwrap();
    let undisturbed = estate.derived();
    estate.start_over();
    for (operation, about) in [
        ("GetOpsItem", "oi-f5df0f4ba50b"),
        ("GetDocument", "prod-db-two-levels"),
        ("GetLogEvents", "alice@example.com-vrz5442rvc73kwy2ccveoxn44o"),
    ] {
        estate.aws.fail(Fault::new(operation, Harm::Denied).about(about));
    }
    let first = estate.once();
    assert_eq!(codes(&first), ["denied"], "{first:#}");
    estate.aws.heal();
    let second = estate.once();
    assert_eq!(codes(&second), [""; 0], "{second:#}");
    let [first, second] = [first, second].map(|ran| ran["new"].as_u64().unwrap());
    assert_eq!(first + second, whole);
    assert!((1..10).contains(&second), "only what was refused came later: {second}");
    assert_eq!(estate.derived(), undisturbed);
}
