//! Is each way in which the recording of a screen can be bad taken in, told on the page of its session, and kept as it came?

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use sekisho_ingest::{Holdings, hash};
use sekisho_recording::video::Source;
use serde_json::Value;

use crate::bad_media::{Case, cases};
use crate::footage::{codes, probed};
use crate::samples::{Server, json, sekisho};

/// What is larger is read in pieces by the tests of the probe, and never lies on a disk.
const LARGEST: u64 = 1 << 20;

/// A file, and the connection that its key names.
struct Bad {
    name: &'static str,
    bytes: Vec<u8>,
    connection: String,
}

#[tokio::test]
async fn nothing_of_a_bad_recording_is_lost_on_the_way() {
    let (from, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let cases = written(from.path());
    let to = data.path().to_str().unwrap();
    let run = sekisho(&["ingest", "--data", to, "--from", from.path().to_str().unwrap()]);
    assert_eq!(run.status.code(), Some(5), "{}", String::from_utf8_lossy(&run.stderr));
    let originals = originals(to);
    let holdings = Holdings::open(data.path()).await.unwrap();
    let server = Server::of(to);
    let mut table = String::new();
    for (case, files) in &cases {
        writeln!(table, "{case}").unwrap();
        for bad in files {
            let kept = holdings.archive.read(&hash(&bad.bytes), LARGEST).unwrap();
            assert!(kept == bad.bytes, "{}", bad.name);
            writeln!(table, "  {}", row(bad, &originals[&bad.connection])).unwrap();
            for screen in screens(&server, bad).await {
                writeln!(table, "      {screen}").unwrap();
            }
        }
    }
    insta::assert_snapshot!(table);
}

/// Writes the files of every case, each below a connection of its own.
fn written(from: &Path) -> Vec<(&'static str, Vec<Bad>)> {
    let mut number = 0;
    let mut file = |name, mut source: Box<dyn Source + Send>| {
        number += 1;
        let connection = format!("{number:08x}-0000-4000-8000-000000000000");
        let mut bytes = vec![0; usize::try_from(source.size()).unwrap()];
        source.read_at(0, &mut bytes).unwrap();
        let folder = from.join("s3/example-rdp-recordings").join(&connection);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("recording"), &bytes).unwrap();
        Bad { name, bytes, connection }
    };
    let small = |(_, source): &(_, Box<dyn Source + Send>)| source.size() <= LARGEST;
    let cases = cases().into_iter().map(|Case { name, files }| {
        let files = files.into_iter().filter(small);
        (name, files.map(|(name, source)| file(name, source)).collect::<Vec<_>>())
    });
    cases.filter(|(_, files)| !files.is_empty()).collect()
}

/// The originals by the connections that their keys name.
fn originals(data: &str) -> BTreeMap<String, Value> {
    let told = json(&["originals", "list", "--all", "--json", "--data", data]);
    let originals = told["originals"].as_array().unwrap().iter().map(|original| {
        let locator = original["locator"].as_str().unwrap();
        (locator.rsplit('/').nth(1).unwrap().to_owned(), original.clone())
    });
    originals.collect()
}

/// What is said of an original. Nothing that the probe tells of it is left out.
fn row(bad: &Bad, original: &Value) -> String {
    let rejected = original["rejected"].as_array().unwrap().iter();
    let told: Vec<_> = rejected.map(|one| one["code"].as_str().unwrap()).collect();
    let (state, kind) = (original["state"].as_str().unwrap(), original["kind"].as_str().unwrap());
    if kind.starts_with("video-") {
        for code in codes(&probed(&bad.bytes)) {
            assert!(told.contains(&code), "{}: {code} of {told:?}", bad.name);
        }
    }
    let row = format!("{:<58} {state:<12} {kind:<14} {}", bad.name, told.join(", "));
    row.trim_end().to_owned()
}

/// What the page of its session says of it, if that has one: it is served as what it is and as nothing else.
async fn screens(server: &Server, bad: &Bad) -> Vec<String> {
    let session = format!("{}/api/v1/sessions/{}", server.address, bad.connection);
    let detail: Value = reqwest::get(&session).await.unwrap().json().await.unwrap();
    let mut told = Vec::new();
    for screen in detail["screens"].as_array().into_iter().flatten() {
        let word = |name: &str| screen["about"][name].as_str().unwrap_or("-").to_owned();
        let us = screen["about"]["duration_us"].as_u64();
        let lasts =
            us.map_or("-".into(), |us| format!("{}.{:03} s", us / 1_000_000, us / 1000 % 1000));
        let media = screen["media_type"].as_str().unwrap();
        told.push(format!("{media}, {lasts}, {}: {}", word("codec"), word("ends")));
        let address = format!("{session}/screens/{}", screen["sha256"].as_str().unwrap());
        let served = reqwest::get(address).await.unwrap();
        assert_eq!(served.headers()["content-type"], media, "{}", bad.name);
        assert_eq!(served.headers()["x-content-type-options"], "nosniff", "{}", bad.name);
        assert!(served.bytes().await.unwrap() == bad.bytes, "{}", bad.name);
    }
    told
}
