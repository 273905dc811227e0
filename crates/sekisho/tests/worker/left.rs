//! Is what is left in a bucket counted, and everything else sealed?

use sekisho_tests::aws::{Object, Via};
use serde_json::Value;

use crate::estate::{Estate, LOG, LOGS, PROD, TRAIL};

fn source(estate: &Estate, name: &str) -> Value {
    let told = estate.json(&["sources", "status"]);
    let sources = told["sources"].as_array().unwrap();
    sources.iter().find(|source| source["name"] == name).unwrap().clone()
}

#[test]
fn what_the_configuration_does_not_name_is_counted_as_left() {
    let estate = Estate::buckets(&["no-request"]);
    estate.once();
    let whole = source(&estate, &format!("s3 {LOGS}"));
    assert_eq!(whole["left"], 0);
    let all = whole["listed"].as_u64().unwrap();

    let text = std::fs::read_to_string(estate.path("sekisho.toml")).unwrap();
    let named = text
        .replace("holds = \"session-logs\"", "holds = \"session-logs\"\nkeys = [\"ssm/**/*.log\"]");
    assert_ne!(named, text);
    estate.configure(&named);
    estate.start_over();
    for key in [
        "ssm/kept@example.com-0a1b2c3d4e5f60718.log",
        "elsewhere/left@example.com-0a1b2c3d4e5f60719.log",
        "ssm/left.txt",
    ] {
        estate.aws.put_object(Object::new(LOGS, key, LOG)).unwrap();
    }
    let ran = estate.once();
    let left = source(&estate, &format!("s3 {LOGS}"));
    assert_eq!((left["listed"].as_u64(), &ran["left"]), (Some(all + 3), &left["left"]));
    assert!(left["left"].as_u64().unwrap() >= 2, "{left:#}");
    let sessions = estate.run(&["sessions", "list"]);
    let told = String::from_utf8(sessions.stdout).unwrap();
    assert!(told.contains("kept@example.com") && !told.contains("left@example.com"), "{told}");
}

#[test]
fn a_message_about_a_bucket_that_is_not_read_is_counted_as_left() {
    let estate = Estate::buckets(&["no-request"]);
    let queue = estate.aws.queue(PROD, "news");
    estate.tell(&queue);
    estate.once();
    let text = std::fs::read_to_string(estate.path("sekisho.toml")).unwrap();
    // The same queue tells of a bucket that is not in the configuration any more.
    let (before, _) = text.split_once(&format!("[[bucket]]\nname = \"{TRAIL}\"")).unwrap();
    estate.configure(before);
    let key = "AWSLogs/111122223333/CloudTrail/ap-northeast-1/2026/11/24/other.json.gz";
    estate.aws.put_object(Object::new(TRAIL, key, b"")).unwrap();
    estate.aws.notify(&queue, TRAIL, key, Via::Direct).unwrap();
    assert_eq!(estate.once()["left"], 1);
    assert_eq!(estate.aws.waiting(&queue), 0);
}

#[test]
fn every_file_that_cloudtrail_delivers_is_sealed() {
    let estate = Estate::buckets(&["no-request"]);
    estate.once();
    let before = estate.derived();
    let insight = br#"{"Records":[{"eventVersion":"1.08","eventTime":"2026-11-24T03:00:00Z","awsRegion":"ap-northeast-1",
        "eventID":"7f2b0c9e-0000-4000-8000-000000000001","eventType":"AwsCloudTrailInsight","recipientAccountId":"111122223333",
        "eventSource":"ssm.amazonaws.com","eventName":"StartSession","eventCategory":"Insight",
        "insightDetails":{"state":"Start","eventSource":"ssm.amazonaws.com","eventName":"StartSession"}}]}"#;
    let folder = "AWSLogs/111122223333/CloudTrail-Insight/ap-northeast-1/2026/11/24";
    let key =
        format!("{folder}/111122223333_CloudTrail-Insight_ap-northeast-1_20261124T0305Z_x.json");
    estate.aws.put_object(Object::new(TRAIL, &key, insight)).unwrap();
    let ran = estate.once();
    assert_eq!((&ran["new"], &ran["left"], &ran["unreadable"]), (&1.into(), &0.into(), &0.into()));
    assert_eq!(estate.derived(), before, "it tells of a call, and is none");
}
