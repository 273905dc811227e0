//! In whatever order things arrive: is the end the same, and is nothing taken for something else?

use std::fs;

use sekisho_tests::aws::Object;

use crate::estate::{Estate, LOGS, TRAIL, samples};

const STORY: &str = "approved-and-recorded";

/// Objects of the story in a bucket, as key and bytes.
fn objects(bucket: &str) -> Vec<(String, Vec<u8>)> {
    let root = samples(&[STORY]).remove(0).join("s3").join(bucket);
    let files = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter();
    let files = files.map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let key = entry.path().strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
            (key, fs::read(entry.path()).unwrap())
        })
        .collect()
}

fn put(estate: &Estate, bucket: &str, object: &(String, Vec<u8>)) {
    estate.aws.put_object(Object::new(bucket, &object.0, object.1.clone())).unwrap();
}

/// An estate with both buckets and none of the story's objects, which come afterwards.
fn empty() -> Estate {
    let estate = Estate::buckets(&["auto-approved"]);
    estate.once();
    estate
}

#[test]
fn whatever_comes_first_the_end_is_the_same() {
    let (logs, trail) = (objects(LOGS), objects(TRAIL));
    assert!(!logs.is_empty() && trail.len() > 1);
    let at_once = empty();
    for (bucket, objects) in [(LOGS, &logs), (TRAIL, &trail)] {
        objects.iter().for_each(|object| put(&at_once, bucket, object));
    }
    at_once.once();

    // The log long before anything is known of its session, and the trail a file at a time, the newest first.
    let late = empty();
    logs.iter().for_each(|object| put(&late, LOGS, object));
    late.once();
    for object in trail.iter().rev() {
        put(&late, TRAIL, object);
        late.once();
    }
    assert_eq!(late.derived(), at_once.derived());
}

#[test]
fn a_log_that_is_overwritten_is_kept_in_both_states() {
    let estate = Estate::buckets(&[STORY]);
    estate.once();
    let (key, bytes) = objects(LOGS).remove(0);
    let other = [&bytes[..], b"more\r\n"].concat();
    put(&estate, LOGS, &(key.clone(), other));
    let ran = estate.once();
    assert_eq!(
        (&ran["conflicts"], &ran["new"]),
        (&serde_json::json!([format!("{LOGS}/{key}")]), &0.into())
    );
    let again = estate.once();
    assert_eq!(again["conflicts"], serde_json::json!([]));
}

#[test]
fn a_bucket_that_is_replayed_changes_nothing() {
    let estate = Estate::buckets(&[STORY]);
    estate.once();
    let before = estate.derived();
    for bucket in [LOGS, TRAIL] {
        objects(bucket).iter().for_each(|object| put(&estate, bucket, object));
    }
    let ran = estate.once();
    assert_eq!((&ran["new"], &ran["conflicts"]), (&0.into(), &serde_json::json!([])));
    assert_eq!(estate.derived(), before);
}
