//! Does a recording find its desktop where the configuration says how its key names it?

use serde_json::{Value, json};

use crate::estate::{Estate, PROD, TOKYO, TRAIL, objects, put};

const STORY: &str = "desktop-approved";
const RECORDINGS: &str = "example-rdp-recordings";
const OTHER: &str = "11111111-2222-4333-8444-555555555555";

/// The configuration of the trail and of the recordings, with what it says of their keys.
fn configuration(of_keys: &str) -> String {
    let bucket = |name: &str, holds: &str| {
        format!(
            "[[bucket]]\nname = \"{name}\"\naccount = \"{PROD}\"\nregion = \"{TOKYO}\"\nholds = \"{holds}\"\n"
        )
    };
    let account = format!("[[account]]\nid = \"{PROD}\"\n");
    [&account, &bucket(TRAIL, "cloudtrail"), &bucket(RECORDINGS, "rdp-recordings"), of_keys]
        .concat()
}

#[test]
fn a_key_is_read_as_the_configuration_says() {
    let estate = Estate::of(&[]);
    objects(STORY, TRAIL).iter().for_each(|object| put(&estate, TRAIL, object));
    let (key, video) = objects(STORY, RECORDINGS).remove(0);
    let connection = key.split('/').find(|part| part.len() == OTHER.len()).unwrap();
    put(&estate, RECORDINGS, &(format!("{OTHER}/{connection}.mp4"), video));
    let joined = || {
        let shown = estate.json(&["sessions", "show", connection]);
        let screens = shown["screens"].as_array().unwrap();
        screens.iter().map(|s| json!([s["joined"], s["attached"]["by"]])).collect::<Value>()
    };
    // Two UUIDs, of which nothing says which is the connection.
    estate.configure(&configuration(""));
    estate.once();
    assert_eq!(joined(), json!([]));
    // What is already here is read anew, in the same run.
    let of_keys = "connection = \"^[^/]+/(?<connection>[^/.]+)\"\n";
    estate.configure(&configuration(of_keys));
    estate.once();
    assert_eq!(joined(), json!([["attached", "the configuration"]]));
    // People know better, and once is enough.
    let listed = estate.json(&["sessions", "show", connection]);
    let recording = listed["screens"][0]["sha256"].as_str().unwrap();
    estate.run(&["recordings", "detach", recording, "--reason", "another connection"]);
    estate.once();
    assert_eq!(joined(), json!([]));
}
