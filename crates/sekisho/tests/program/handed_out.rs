//! Is what leaves the product complete, the same either way, and playable by the programs of others?

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use sqlx::{ConnectOptions, Connection};

use crate::samples::{Server, data, data_of, json, sample, sekisho};

const ALICE: &str = "alice@example.com-vrz5442rvc73kwy2ccveoxn44o";

async fn get(server: &Server, path: &str) -> reqwest::Response {
    reqwest::get(format!("{}/api/v1/sessions/{ALICE}/{path}", server.address)).await.unwrap()
}

fn stdout(arguments: &[&str]) -> Vec<u8> {
    let output = sekisho(&[arguments, &["--data", data()]].concat());
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// The terminal output of alice's session, straight from what the agent uploaded.
fn uploaded() -> String {
    let log = std::fs::read_to_string(sample("approved-and-recorded", ".log")).unwrap();
    let body = log.split_once('\n').unwrap().1;
    let body = body.rsplit_once("\nScript done on").unwrap().0;
    body.replace("\r\r\n", "\r\n")
}

/// What the asciinema program writes to its terminal. It is under the GPL and therefore only ever a process of its own;
/// it wants a terminal, which `script` gives it.
fn asciinema(arguments: &str) -> String {
    let program =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/asciinema/bin/asciinema");
    assert!(
        program.exists(),
        "asciinema is missing, so that this test cannot run: make setup-asciinema"
    );
    let output = Command::new("script")
        .args(["--quiet", "--return", "/dev/null", "--command"])
        .arg(format!("'{}' {arguments}", program.display()))
        .env("ASCIINEMA_HOME", std::env::temp_dir().join("asciinema"))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{shown}");
    shown
}

#[tokio::test(flavor = "multi_thread")]
async fn asciinema_shows_the_uploaded_bytes() {
    let server = Server::start();
    let url = format!("{}/api/v1/sessions/{ALICE}/cast", server.address);
    assert_eq!(asciinema(&format!("cat '{url}'")), uploaded());
    assert_eq!(
        asciinema(&format!("play --speed 100000 --idle-time-limit 0.001 '{url}'")),
        uploaded()
    );
}

#[tokio::test]
async fn a_cast_is_the_same_over_http_at_the_command_line_and_in_a_file() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("session.cast");
    for version in ["2", "3"] {
        let response = get(&server, &format!("cast?version={version}")).await;
        assert_eq!(response.headers()["sekisho-time-basis"], "anchored");
        assert_eq!(response.headers()["sekisho-original"].len(), 64);
        let served = response.bytes().await.unwrap();
        assert_eq!(served, stdout(&["sessions", "cast", ALICE, "--version", version]), "{version}");
        let path = file.to_str().unwrap();
        stdout(&["sessions", "cast", ALICE, "--version", version, "--output", path]);
        assert_eq!(served, std::fs::read(&file).unwrap(), "{version}");
    }
}

#[tokio::test]
async fn a_text_is_the_same_over_http_and_at_the_command_line_in_every_stretch() {
    let server = Server::start();
    let whole = String::from_utf8(stdout(&["sessions", "text", ALICE])).unwrap();
    assert_eq!(get(&server, "text").await.text().await.unwrap(), whole);
    let transcript: Value = get(&server, "transcript?limit=5000").await.json().await.unwrap();
    let lines = transcript["lines"].as_array().unwrap();
    for index in [0, 1, lines.len() / 2, lines.len() - 1] {
        let offset = lines[index]["offset"].as_u64().unwrap();
        let first = lines.iter().position(|line| line["offset"] == offset).unwrap();
        let expected: String =
            whole.split_inclusive('\n').skip(first).take(3).map(str::to_owned).collect();
        let response = get(&server, &format!("text?offset={offset}&limit=3")).await;
        assert_eq!(response.headers()["sekisho-first-line"], (first + 1).to_string().as_str());
        assert_eq!(response.text().await.unwrap(), expected);
        for place in [format!("@{offset}"), format!("L{}", first + 1)] {
            let printed = stdout(&["sessions", "text", ALICE, "--at", &place, "--lines", "3"]);
            assert_eq!(String::from_utf8(printed).unwrap(), expected, "{place}");
        }
    }
    let told = json(&["sessions", "text", ALICE, "--json", "--at", "L7", "--data", data()]);
    assert_eq!(told["first_line"], 7);
    assert_eq!(told["lines"].as_array().unwrap().len() + 6, lines.len());
    for behind in ["line=99999999", "offset=99999999", "at_us=99999999999"] {
        let refused = get(&server, &format!("text?{behind}")).await;
        assert_eq!(refused.status(), 400, "{behind}");
        let refused: Value = refused.json().await.unwrap();
        assert_eq!(refused["error"]["code"], "bad-place", "an empty answer looks like silence");
    }
}

/// Damages the last segment of a recording, which is read when everything before it has been sent.
async fn damage_last_segment(data: &Path) {
    let catalog = data.join("derived/catalog.sqlite");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(catalog);
    let mut connection = options.connect().await.unwrap();
    let damage =
        "UPDATE segments SET payload = X'00' WHERE number = (SELECT MAX(number) FROM segments)";
    assert!(sqlx::query(damage).execute(&mut connection).await.unwrap().rows_affected() > 0);
    connection.close().await.unwrap();
}

#[tokio::test]
async fn a_transfer_that_fails_on_the_way_does_not_look_complete() {
    let data = data_of("approved-and-recorded");
    let server = Server::of(data.path().to_str().unwrap());
    get(&server, "cast").await.bytes().await.unwrap();
    damage_last_segment(data.path()).await;
    let url = format!("{}/api/v1/sessions/{ALICE}/cast", server.address);
    // Depending on how much was sent by then, the client hears of it at once or on the way.
    let received = match reqwest::get(url).await {
        Ok(response) => response.bytes().await,
        Err(error) => Err(error),
    };
    assert!(received.is_err(), "{received:?}");

    let file = data.path().join("session.cast");
    let arguments = ["sessions", "cast", ALICE, "--data", data.path().to_str().unwrap()];
    let output = sekisho(&arguments);
    assert_eq!(output.status.code(), Some(6));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("a segment") && said.contains("sekisho rebuild"), "{said}");
    let output = sekisho(&[&arguments[..], &["--output", file.to_str().unwrap()]].concat());
    assert_eq!(output.status.code(), Some(6));
    assert!(!file.exists(), "an incomplete file has no name");
}

#[tokio::test]
async fn a_damaged_segment_leaves_the_rest_of_a_recording_playable() {
    let data = data_of("approved-and-recorded");
    let server = Server::of(data.path().to_str().unwrap());
    get(&server, "cast").await.bytes().await.unwrap();
    damage_last_segment(data.path()).await;
    let index = get(&server, "recording?at_us=0").await;
    let index: Value = index.json().await.unwrap();
    assert_eq!(index["opening"]["number"], 0, "what is whole opens as ever");

    let index = get(&server, "recording?at_us=99999999999").await;
    assert_eq!(index.status(), 200, "where the damage is opened, the others can still be gone to");
    let index: Value = index.json().await.unwrap();
    assert_eq!(index.get("opening"), None);
    let damaged = index["segments"].as_array().unwrap().last().unwrap();
    let address = format!("{}{}", server.address, damaged["url"].as_str().unwrap());
    let told = reqwest::get(address).await.unwrap();
    assert_eq!(told.status(), 500);
    let told = told.text().await.unwrap();
    assert!(told.contains("a segment") && told.contains("sekisho rebuild"), "{told}");
}
