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
    // When a video was put into its bucket does not tell when it was made, so which requests may fit nobody knows. What a
    // folder holds is judged as everything.
    assert_eq!(take_request(&mut from_aws, UNDATED), "unknown");
    assert_eq!(take_request(&mut from_folder, UNDATED), "none");
    assert_eq!(without_eligible(from_aws), without_eligible(from_folder));
}

/// A desktop of which nothing but its video tells.
const UNDATED: &str = "da865d10-d343-4e22-a4b3-a9878bcdc9be";

/// Takes away what is said of the request of a session; says how it was matched.
fn take_request(derived: &mut Value, key: &str) -> String {
    let sessions = derived[0]["sessions"].as_array_mut().unwrap();
    let session = sessions.iter_mut().find(|session| session["key"] == key).unwrap();
    let request = session["request"].take();
    session["approval"].take();
    session["findings"] = Value::Null;
    let findings = derived[2]["findings"].as_array_mut().unwrap();
    findings.retain(|finding| finding["subject"]["session"] != key);
    derived[2]["total"].take();
    request["match"].as_str().unwrap().to_owned()
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
