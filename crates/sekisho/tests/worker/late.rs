//! In whatever order things arrive: is the end the same, and is nothing taken for something else?

use crate::estate::{Estate, LOGS, TRAIL, objects, put};

const STORY: &str = "approved-and-recorded";

/// An estate with both buckets and none of the story's objects, which come afterwards.
fn empty() -> Estate {
    let estate = Estate::buckets(&["auto-approved"]);
    estate.once();
    estate
}

#[test]
fn whatever_comes_first_the_end_is_the_same() {
    let (logs, trail) = (objects(STORY, LOGS), objects(STORY, TRAIL));
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
    let (key, bytes) = objects(STORY, LOGS).remove(0);
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
        objects(STORY, bucket).iter().for_each(|object| put(&estate, bucket, object));
    }
    let ran = estate.once();
    assert_eq!((&ran["new"], &ran["conflicts"]), (&0.into(), &serde_json::json!([])));
    assert_eq!(estate.derived(), before);
}
