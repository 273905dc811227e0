//! Can a still be quoted: is it the same everywhere, and does it say what it shows and how sure its time is?

use sekisho_recording::{At, Kind, Limits, read, screen};

use crate::samples::{Server, data, sekisho};

const ALICE: &str = "alice@example.com-vrz5442rvc73kwy2ccveoxn44o";
/// Where the recording of that session lies.
const SAMPLES: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../sample-logs/approved-and-recorded/s3/example-session-logs/ssm"
);
const LEGACY: &str = "ops-legacy-0c41f7a29be05d836";
const ORDER_ONLY: &str = "erin@example.com-37nermblkqcdlgs3xw753uq6nk";

/// The picture that the command line writes.
fn drawn(data: &str, session: &str, at: &str, extension: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(format!("moment.{extension}"));
    let path = file.to_str().unwrap();
    let output =
        sekisho(&["sessions", "still", session, "--at", at, "--output", path, "--data", data]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::read(&file).unwrap()
}

fn svg(data: &str, session: &str, at: &str) -> String {
    String::from_utf8(drawn(data, session, at, "svg")).unwrap()
}

#[tokio::test]
async fn a_still_is_the_same_over_http_and_at_the_command_line() {
    let server = Server::start();
    let url = format!("{}/api/v1/sessions/{ALICE}/still", server.address);
    for (extension, kind, how) in [
        ("svg", "image/svg+xml", "attachment; filename=\"ALICE-b4096.svg\""),
        ("png", "image/png", "inline; filename=\"ALICE-b4096.png\""),
    ] {
        let response = reqwest::get(format!("{url}.{extension}?at=b4096")).await.unwrap();
        let headers = response.headers();
        assert_eq!(headers["content-type"], kind);
        assert_eq!(headers["content-disposition"], how.replace("ALICE", ALICE).as_str());
        assert_eq!(headers["sekisho-time-basis"], "anchored");
        let served = response.bytes().await.unwrap();
        assert!(served == drawn(data(), ALICE, "@4096", extension), "{extension}");
    }
    let with_cursor = reqwest::get(format!("{url}.png?at=L1")).await.unwrap().bytes().await;
    let without = reqwest::get(format!("{url}.png?at=L1&cursor=false")).await.unwrap();
    assert!(with_cursor.unwrap() != without.bytes().await.unwrap());
    for (query, code) in
        [("", "bad-parameter"), ("?at=soon", "bad-place"), ("?at=L1&zone=Mars", "unknown-zone")]
    {
        let response = reqwest::get(format!("{url}.png{query}")).await.unwrap();
        assert_eq!(response.status(), 400);
        let body: serde_json::Value = response.json().await.unwrap();
        assert_eq!(body["error"]["code"], code, "{body}");
    }
}

#[test]
fn a_still_of_a_recorded_clock_is_as_late_as_what_it_shows() {
    let (folder, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let cast = concat!(
        r#"{"version":2,"width":80,"height":24,"timestamp":1795435376}"#,
        "\n[2.5,\"o\",\"first \"]\n[2.75,\"o\",\"line\\r\\nsecond\"]",
        "\n[1.0,\"o\",\" line\\r\\n\"]\n[9.0,\"o\",\"third\\r\\n\"]\n",
    );
    let session = "alice-0123456789abcdef0";
    std::fs::write(folder.path().join(format!("{session}.cast")), cast).unwrap();
    let (data, from) = (data.path().to_str().unwrap(), folder.path().to_str().unwrap());
    sekisho(&["ingest", "--data", data, "--from", from]);
    for (at, expected) in [
        ("L1", "time: 2.750 s after the start at 2026-11-23 21:02:56 JST (exact)"),
        ("L2", "time: not known, only the order (order-only)"),
        ("L3", "time: 9.000 s after the start at 2026-11-23 21:02:56 JST (exact)"),
    ] {
        let svg = svg(data, session, at);
        assert!(svg.contains(expected), "{at}: {svg}");
    }
}

#[test]
fn a_still_says_what_it_shows_and_how_sure_its_time_is() {
    for (session, at, expected) in [
        (
            ALICE,
            "L7",
            &[
                "session: ALICE, prod-db (i-0a1b2c3d4e5f60718)",
                "moment: line 7, byte ",
                "(anchored)",
            ][..],
        ),
        (ALICE, "3:12", &["moment: line ", "time: between 2026-11-17 ", " JST (anchored)"]),
        (LEGACY, "L2", &["moment: line ", "time: not recorded, between 20", " JST (estimated)"]),
        (ORDER_ONLY, "L2", &["time: not known, only the order (order-only)"]),
    ] {
        let svg = svg(data(), session, at);
        let title = svg.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0;
        for words in expected {
            assert!(title.contains(&words.replace("ALICE", ALICE)), "{words} in {title}");
        }
        assert!(
            title.contains("original: SHA-256 ") && title.contains("secrets masked"),
            "{title}"
        );
        // What is said is to be seen too.
        for line in title.lines() {
            assert!(
                svg.contains(&format!(">{}</text>", line.split_once(": ").unwrap().1)),
                "{line}"
            );
        }
    }
}

#[test]
fn the_place_that_a_still_names_leads_back_to_it() {
    let svg_of_line = svg(data(), ALICE, "L40");
    let offset = svg_of_line.split_once("moment: line 40, byte ").unwrap().1;
    let offset = offset.split_once(' ').unwrap().0;
    assert_eq!(svg(data(), ALICE, &format!("@{offset}")), svg_of_line);
}

#[test]
fn a_place_behind_the_end_is_refused_and_the_end_is_told() {
    for (at, end) in [
        ("@999999999", "byte 999999999 is behind the end of the recording\n  it has 245730 bytes"),
        ("9:59:59", "is behind the end of the recording\n  it plays for 212.000000 s"),
    ] {
        let output = sekisho(&[
            "sessions",
            "still",
            ALICE,
            "--at",
            at,
            "--output",
            "never.png",
            "--data",
            data(),
        ]);
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(end), "{said}");
    }
}

#[tokio::test]
async fn a_still_is_drawn_on_the_terminal_that_was_chosen() {
    let server = Server::start();
    let url = format!("{}/api/v1/sessions/{ALICE}/still.svg?at=b4096", server.address);
    let get = async |size: &str| reqwest::get(format!("{url}{size}")).await.unwrap();
    let own = get("").await.text().await.unwrap();
    assert!(own.contains("120x30 ("), "{own}");
    assert_eq!(get("&size=120x30").await.text().await.unwrap(), own);

    let narrow = get("&size=60x20").await.text().await.unwrap();
    assert!(narrow.contains("60x20 (chosen instead of 120x30, "), "{narrow}");
    let log = std::fs::read(format!("{SAMPLES}/{ALICE}.log")).unwrap();
    let recording = read(Kind::SessionLog, &log, &Limits::DEFAULT).recordings.remove(0);
    let words = |size| screen(&recording, Some(size), At::Offset(4096), None).join(" ");
    let missing = |svg: &str, words: &str| {
        words.split_whitespace().filter(|word| !svg.contains(*word)).count()
    };
    assert_eq!(missing(&narrow, &words((60, 20))), 0);
    assert_ne!(missing(&narrow, &words((120, 30))), 0, "another size shows something else");

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("moment.svg");
    let path = file.to_str().unwrap();
    let asked = ["sessions", "still", ALICE, "--at", "@4096", "--size", "60x20", "--output", path];
    let output = sekisho(&[&asked[..], &["--data", data()]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), narrow);
}

#[test]
fn a_still_shows_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("bucket"), folder.path().join("data"));
    std::fs::create_dir(&from).unwrap();
    let session = "someone-0123456789abcdef0";
    let log = "Script started on 2026-11-23 12:02:55+00:00\n\
        $ mysql --password=Sommer2026Xq shop\r\r\nWelcome\r\r\n\nScript done on 2026-11-23 12:03:55+00:00\n";
    std::fs::write(from.join(format!("{session}.log")), log).unwrap();
    let (from, to) = (from.to_str().unwrap(), to.to_str().unwrap());
    assert!(sekisho(&["ingest", "--data", to, "--from", from]).status.success());
    let svg = svg(to, session, "L2");
    assert!(svg.contains("mysql --password=************ shop"), "{svg}");
}

#[test]
fn a_picture_that_cannot_be_written_says_why() {
    for (arguments, status, words) in [
        (&["--at", "L1", "--output", "moment.gif"][..], 2, "end with .png or .svg"),
        (
            &["--at", "L1", "--output", "/nonexistent/moment.png"],
            3,
            "/nonexistent/moment.png cannot be written: its folder does not exist",
        ),
        (&["--at", "99:59:59", "--output", "moment.png"], 2, "it plays for"),
        (&["--at", "soon", "--output", "moment.png"], 2, "a line such as L214"),
        (&["--at", "L1", "--size", "0x40", "--output", "moment.png"], 2, "from 1x1 to 1000x300"),
        (&["--output", "moment.png"], 2, "--at"),
    ] {
        let output =
            sekisho(&[&["sessions", "still", ALICE, "--data", data()], arguments].concat());
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {said}");
        assert!(said.contains(words), "{arguments:?}: {said}");
    }
}
