//! Do the sample stories appear from AWS as they do from a folder, and does asking again change nothing?

use serde_json::Value;

use crate::estate::{Estate, samples};

#[test]
fn the_stories_appear_as_from_a_folder() {
    let estate = Estate::whole();
    estate.aws.look_up_delivered();
    let ran = estate.once();
    assert_eq!(ran["troubles"], Value::Array(Vec::new()), "{ran:#}");
    let mut from_aws = estate.derived();

    let from = samples(&["."]).remove(0);
    let folder = estate.path("from-folder");
    let (from, to) = (from.to_str().unwrap(), folder.to_str().unwrap());
    estate.json(&["ingest", "--from", from, "--data", to]);
    let mut from_folder = estate.derived_in(&folder);
    // What a folder holds is judged as everything; from AWS, a log alone may be of an account that nobody reads.
    assert_eq!(take_requests_of_placeless(&mut from_aws), ["unknown"; 4]);
    assert_eq!(take_requests_of_placeless(&mut from_folder), ["none"; 4]);
    assert_eq!(without_eligible(from_aws), without_eligible(from_folder));
}

/// Takes away what is said of the requests of sessions whose account no document names; says how each was matched.
fn take_requests_of_placeless(derived: &mut Value) -> Vec<String> {
    let (mut keys, mut matched) = (Vec::new(), Vec::new());
    let sessions = derived[0]["sessions"].as_array_mut().unwrap();
    for session in sessions.iter_mut().filter(|session| session["account"].is_null()) {
        let request = session["request"].take();
        matched.push(request["match"].as_str().unwrap().to_owned());
        keys.push(session["key"].clone());
        session["approval"].take();
        session["findings"] = Value::Null;
    }
    let findings = derived[2]["findings"].as_array_mut().unwrap();
    findings.retain(|finding| !keys.contains(&finding["subject"]["session"]));
    derived[2]["total"].take();
    matched
}

/// Who may approve is told by EventBridge alone, whose events lie in the folder and which no API gives back.
fn without_eligible(mut derived: Value) -> Value {
    match &mut derived {
        Value::Array(values) => {
            for value in values {
                *value = without_eligible(value.take());
            }
        }
        Value::Object(fields) => {
            fields.remove("eligible");
            for value in fields.values_mut() {
                *value = without_eligible(value.take());
            }
        }
        _ => {}
    }
    derived
}

#[test]
fn a_request_is_seen_as_it_stood_when_it_was_asked_for() {
    let estate = Estate::whole();
    let status = || {
        let requests = estate.json(&["requests", "list"]);
        let request = requests["requests"].as_array().unwrap();
        let request = request.iter().find(|r| r["request"]["id"] == "oi-f5df0f4ba50b").unwrap();
        request["request"]["status"].as_str().unwrap().to_owned()
    };
    for (at, expected) in [("01:06:00", "pending"), ("01:12:00", "approved")] {
        estate.aws.set_clock(format!("2026-11-17T{at}Z").parse().unwrap());
        estate.once();
        assert_eq!(status(), expected, "{at}");
        estate.start_over();
    }
}

#[test]
fn every_object_is_read_once_and_asking_again_only_lists() {
    let estate = Estate::buckets(&["."]);
    let first = estate.once();
    let objects = first["new"].as_u64().unwrap();
    assert_eq!(estate.aws.count("GetObject") as u64, objects);
    let derived = estate.derived();

    estate.aws.forget_calls();
    let second = estate.once();
    assert_eq!((&second["new"], &second["known"]), (&0.into(), &objects.into()));
    let calls = estate.aws.calls();
    let listing = |call: &&sekisho_tests::aws::Call| call.operation.starts_with("ListObject");
    assert_eq!(calls.iter().filter(listing).count(), calls.len(), "{calls:#?}");
    assert_eq!(estate.derived(), derived);
}
