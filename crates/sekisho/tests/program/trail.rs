//! Does the program say whether the trail is complete, the same from a folder, the archive and over HTTP?

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::samples::{Server, command, json as answer, sekisho, walk};

/// A copy of buckets with four digests and the sixteen log files that they list.
fn digests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../trail/test_data/digests")
}

/// Such a copy, to be changed.
fn copy() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in walk(&digests()) {
        let to = folder.path().join(file.strip_prefix(digests()).unwrap());
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(file, to).unwrap();
    }
    folder
}

fn named(folder: &Path, part: &str) -> PathBuf {
    let mut files = walk(folder).into_iter();
    files.find(|file| file.to_string_lossy().contains(part)).unwrap()
}

fn verify(way: &str, place: &Path) -> (Option<i32>, String) {
    let output = sekisho(&["trail", "verify", way, place.to_str().unwrap()]);
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

fn ingest(data: &Path, from: &Path) {
    let places = [data, from].map(|place| place.to_str().unwrap());
    let output = sekisho(&["ingest", "--data", places[0], "--from", places[1]]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
}

/// Reasons by the hour they leave open.
fn breaks(shape: &Value) -> Vec<(&str, &str)> {
    let chains = shape["chains"].as_array().unwrap().iter();
    let breaks = chains.flat_map(|chain| chain["breaks"].as_array().unwrap());
    breaks.map(|b| (b["hours"]["from"].as_str().unwrap(), b["why"].as_str().unwrap())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_complete_trail_is_told_alike_everywhere() {
    let data = tempfile::tempdir().unwrap();
    ingest(data.path(), &digests());
    let (exit, from_folder) = verify("--from", &digests());
    assert_eq!(exit, Some(0), "{from_folder}");
    assert_eq!(verify("--data", data.path()), (Some(0), from_folder.clone()));
    for part in [
        "2023-07-10T11:00:00Z  2023-07-10T15:00:00Z  complete",
        "4 digests and 16 log files proven",
        "proven with key 8869ca3132d2d6887b98030b6c8b87c2",
        "complete: nothing that is held was altered",
    ] {
        assert!(from_folder.contains(part), "{part}\n{from_folder}");
    }
    let data = data.path().to_str().unwrap();
    let shape = answer(&["trail", "verify", "--json", "--data", data]);
    assert_eq!(shape["whole"], true);
    assert_eq!(shape["chains"][0]["complete_up_to"], "2023-07-10T15:00:00Z");
    let server = Server::of(data);
    let url = format!("{}/api/v1/trail", server.address);
    let served: Value = reqwest::get(url).await.unwrap().json().await.unwrap();
    assert_eq!(served, shape);
}

#[test]
fn one_place_is_checked_and_the_environment_is_the_last_to_name_it() {
    let data = tempfile::tempdir().unwrap();
    ingest(data.path(), &digests());
    let (data, from) = (data.path().to_str().unwrap(), digests());
    let from = from.to_str().unwrap();
    let check = |named: &str, flags: &[&str], expected: i32| {
        let mut command = command(&[&["trail", "verify"], flags].concat());
        if !named.is_empty() {
            command.env("SEKISHO_DATA", named);
        }
        assert_eq!(command.output().unwrap().status.code(), Some(expected), "{named} {flags:?}");
    };
    check("", &[], 3);
    check("", &["--data", data, "--from", from], 2);
    check(data, &[], 0);
    check("no/such/folder", &[], 3);
    check("no/such/folder", &["--from", from], 0);
    check("no/such/folder", &["--data", data], 0);
}

#[test]
fn what_is_missing_or_altered_is_told_with_what_to_do() {
    let folder = copy();
    std::fs::remove_file(named(folder.path(), "T1145Z_7xgo")).unwrap();
    std::fs::copy(named(folder.path(), "T1205Z_86g9"), named(folder.path(), "T1205Z_SjF3"))
        .unwrap();
    std::fs::remove_file(named(folder.path(), "20230710T140000Z")).unwrap();
    let (exit, text) = verify("--from", folder.path());
    assert_eq!(exit, Some(1), "{text}");
    for part in [
        "2023-07-10T11:00:00Z  2023-07-10T12:00:00Z  absent",
        "2023-07-10T12:00:00Z  2023-07-10T13:00:00Z  invalid",
        "2023-07-10T13:00:00Z  2023-07-10T14:00:00Z  absent",
        "2023-07-10T14:00:00Z  2023-07-10T15:00:00Z  complete",
        "log-absent: a log file that CloudTrail delivered is not held",
        "look for who deleted it",
        "NOT proven complete",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let folder = folder.path().to_str().unwrap();
    let shape = answer(&["trail", "verify", "--json", "--from", folder]);
    let expected = [
        ("2023-07-10T11:00:00Z", "log-absent"),
        ("2023-07-10T12:00:00Z", "log-altered"),
        ("2023-07-10T13:00:00Z", "digest-absent"),
    ];
    assert_eq!(breaks(&shape), expected);
}

#[test]
fn signatures_that_come_later_are_added() {
    let (data, folder) = (tempfile::tempdir().unwrap(), copy());
    let sidecar = folder.path().join("object-metadata.json");
    let metadata = std::fs::read(&sidecar).unwrap();
    std::fs::remove_file(&sidecar).unwrap();
    ingest(data.path(), folder.path());
    let held = data.path().to_str().unwrap();
    let shape = answer(&["trail", "verify", "--json", "--data", held]);
    assert_eq!(shape["whole"], false);
    assert_eq!(breaks(&shape).iter().filter(|(_, why)| *why == "digest-unsigned").count(), 4);
    std::fs::write(&sidecar, metadata).unwrap();
    ingest(data.path(), folder.path());
    assert_eq!(answer(&["trail", "verify", "--json", "--data", held])["whole"], true);
}

#[test]
fn only_given_keys_are_trusted() {
    let keys = tempfile::NamedTempFile::new().unwrap();
    let given = |text: &str| {
        std::fs::write(keys.path(), text).unwrap();
        let (folder, file) = (digests(), keys.path().to_str().unwrap());
        let from = folder.to_str().unwrap();
        sekisho(&["trail", "verify", "--json", "--from", from, "--public-keys", file])
    };
    let all = std::fs::read_to_string(digests().join("public-keys.json")).unwrap();
    assert_eq!(given(&all).status.code(), Some(0));
    let mut listed: Value = serde_json::from_str(&all).unwrap();
    listed["PublicKeyList"][0]["Fingerprint"] = json!("another");
    listed["PublicKeyList"][1]["Fingerprint"] = json!("one more");
    let output = given(&listed.to_string());
    assert_eq!(output.status.code(), Some(1));
    let shape: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(breaks(&shape).iter().filter(|(_, why)| *why == "digest-key-unknown").count(), 4);
    let output = given("no keys");
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("holds no public key"));
}
