//! Is a remote desktop found, its video played from any place, and the way that it took told with it?

use std::path::Path;

use reqwest::StatusCode;
use reqwest::header::{CONTENT_RANGE, ETAG, IF_RANGE, RANGE};

use crate::samples::{Server, command, json, sekisho, walk};

const CONNECTION: &str = "5c3f1a72-9d0e-4b6a-8f21-7e4d3c2b1a09";

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/program/desktop"))
}

fn video() -> Vec<u8> {
    let files = walk(folder());
    let video = files.iter().find(|file| file.extension().is_some_and(|e| e == "mp4")).unwrap();
    std::fs::read(video).unwrap()
}

fn ingested(from: &Path) -> tempfile::TempDir {
    let data = tempfile::tempdir().unwrap();
    let to = data.path().to_str().unwrap();
    let run = sekisho(&["ingest", "--data", to, "--from", from.to_str().unwrap()]);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    data
}

#[test]
fn a_connection_is_one_session_with_a_video() {
    let data = ingested(folder());
    let data = data.path().to_str().unwrap();
    let found = json(&["sessions", "list", "type:rdp", "--json", "--data", data]);
    let rows = found["sessions"].as_array().unwrap();
    let told: Vec<_> = rows.iter().map(|row| (&row["key"], &row["recording"]["state"])).collect();
    let refused = "denied:6a0c0004-0000-4000-8000-000000000004";
    assert_eq!(
        told,
        [(&refused.into(), &"none-by-design".into()), (&CONNECTION.into(), &"present".into())]
    );
    let all = json(&["sessions", "list", "--json", "--data", data]);
    assert_eq!(all["total"], 2, "the way that it took is no session of its own");
    let shown = json(&["sessions", "show", CONNECTION, "--json", "--data", data]);
    assert_eq!(shown["session"]["person"]["name"], "vendor-x@partner.example");
    assert_eq!(shown["session"]["ended"]["at"], "2026-11-20T14:41:30Z");
    assert_eq!(shown["screens"][0]["media_type"], "video/mp4");
    assert_eq!(shown["screens"][0]["size_bytes"], video().len());
    assert_eq!(json(&["coverage", "--json", "--data", data])["counts"]["arrived"], 1);

    let written = sekisho(&["sessions", "video", CONNECTION, "--data", data]);
    assert!(written.status.success() && written.stdout == video());
    let none = sekisho(&["sessions", "video", CONNECTION, "--original", "abc", "--data", data]);
    assert_eq!(none.status.code(), Some(4));
    let ledger = std::fs::read_to_string(Path::new(data).join("archive/ledger.ndjson")).unwrap();
    let read = ledger.lines().last().unwrap();
    assert!(read.contains("\"screen\"") && read.contains(CONNECTION), "{read}");
}

#[tokio::test]
async fn a_video_is_served_from_any_place() {
    let data = ingested(folder());
    let server = Server::of(data.path().to_str().unwrap());
    let whole = video();
    let session = format!("{}/api/v1/sessions/{CONNECTION}", server.address);
    let shown: serde_json::Value = reqwest::get(&session).await.unwrap().json().await.unwrap();
    let sha256 = shown["screens"][0]["sha256"].as_str().unwrap();
    let address = format!("{session}/screens/{sha256}");
    let page = async |asked: &str| {
        let page = format!("{}/sessions/{CONNECTION}{asked}", server.address);
        let page = reqwest::get(page).await.unwrap();
        assert!(!page.headers()["link"].to_str().unwrap().contains("modulepreload"));
        page.text().await.unwrap()
    };
    let ahead = format!("<video id=\"ahead\" src=\"{}\"", &address[server.address.len()..]);
    assert!(page("").await.contains(&ahead), "its page begins to load it");
    assert!(page(&format!("?screen={}", &sha256[..12])).await.contains(&ahead));
    for other in ["000000000000", &sha256[..11], sha256] {
        assert!(!page(&format!("?screen={other}")).await.contains("<video"), "{other}");
    }
    let client = reqwest::Client::new();
    let ask = async |range: Option<&str>, tag: Option<&str>| {
        let mut request = client.get(&address);
        for (name, value) in [(RANGE, range), (IF_RANGE, tag)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let answer = request.send().await.unwrap();
        let header =
            |name| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        let about = (answer.status(), header(CONTENT_RANGE), header(ETAG));
        (about, answer.bytes().await.unwrap())
    };
    let ((status, _, tag), bytes) = ask(None, None).await;
    assert!(status == StatusCode::OK && bytes == whole);
    let size = whole.len();
    let ((status, range, _), bytes) = ask(Some("bytes=100-199"), tag.as_deref()).await;
    assert!(status == StatusCode::PARTIAL_CONTENT && bytes == whole[100..200]);
    assert_eq!(range, Some(format!("bytes 100-199/{size}")));
    let ((status, ..), bytes) = ask(Some("bytes=-50"), None).await;
    assert!(status == StatusCode::PARTIAL_CONTENT && bytes == whole[size - 50..]);
    let ((status, ..), bytes) = ask(Some("bytes=0-9"), Some("\"another\"")).await;
    assert!(status == StatusCode::OK && bytes == whole);
    let past = format!("bytes={size}-");
    let ((status, range, _), _) = ask(Some(&past), None).await;
    assert_eq!(
        (status, range),
        (StatusCode::RANGE_NOT_SATISFIABLE, Some(format!("bytes */{size}")))
    );
    let beginning = client.get(format!("{address}?bytes=100")).send().await.unwrap();
    assert_eq!(beginning.headers()[ETAG], format!("\"{sha256}-first-100-bytes\""));
    assert!(beginning.bytes().await.unwrap() == whole[..100]);
    let none = client.get(format!("{session}/screens/abc")).send().await.unwrap();
    assert_eq!(none.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_lies_along_a_video_is_told() {
    let data = ingested(folder());
    let data = data.path().to_str().unwrap();
    let shown = sekisho(&["sessions", "show", CONNECTION, "--data", data]);
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.contains("16071 bytes, 3.000 s, 480x360, avc1.64001f"), "{shown}");

    let server = Server::of(data);
    let session = format!("{}/api/v1/sessions/{CONNECTION}", server.address);
    let ask = async |address: String| reqwest::get(address).await.unwrap();
    let detail: serde_json::Value = ask(session.clone()).await.json().await.unwrap();
    let sha256 = detail["screens"][0]["sha256"].as_str().unwrap();
    let video = format!("{session}/screens/{sha256}");
    let told: serde_json::Value = ask(format!("{video}/timeline")).await.json().await.unwrap();
    for (name, expected) in [
        ("container", serde_json::json!("mp4")),
        ("codec", serde_json::json!("avc1.64001f")),
        ("width", 480.into()),
        ("duration_us", 3_000_000.into()),
        ("frames", 15.into()),
        ("key_frames", 2.into()),
        ("whole", true.into()),
        ("ends", serde_json::Value::Null),
        ("sizes", serde_json::json!([{"at_us": 0, "width": 480, "height": 360}])),
        ("bin_us", 1_000_000.into()),
        ("idle_us", serde_json::json!([])),
    ] {
        assert_eq!(told[name], expected, "{name}");
    }
    let activity: Vec<_> =
        told["activity"].as_array().unwrap().iter().map(|n| n.as_u64()).collect();
    assert!(activity.len() == 3 && activity.iter().all(|level| *level > Some(100)), "{activity:?}");

    let frames: serde_json::Value = ask(format!("{video}/frames")).await.json().await.unwrap();
    let expected: Vec<u64> = (0..15).map(|frame| frame * 200_000).collect();
    assert_eq!(frames["times_us"], serde_json::json!(expected));
    let pictures = &told["pictures"];
    if pictures["state"] == "ready" {
        assert_eq!(pictures["at_us"], serde_json::json!([0, 2_000_000]));
        assert_eq!(pictures["scenes"], serde_json::json!([0]), "only the clock went on");
        let sheet = ask(format!("{video}/sheets/0")).await;
        assert_eq!(sheet.headers()["content-type"], "image/jpeg");
        assert!(sheet.bytes().await.unwrap().starts_with(b"\xff\xd8\xff"));
    } else {
        let because = pictures["because"].as_str().unwrap();
        assert!(because.starts_with("no decoder is installed"), "{because}");
    }
    for missing in [format!("{video}/sheets/99"), format!("{session}/screens/abc/timeline")] {
        assert_eq!(ask(missing).await.status(), StatusCode::NOT_FOUND);
    }
}

#[test]
fn without_a_decoder_everything_but_the_pictures_is_there() {
    let data = tempfile::tempdir().unwrap();
    let (to, from) = (data.path().to_str().unwrap(), folder().to_str().unwrap());
    let mut ingest = command(&["ingest", "--data", to, "--from", from]);
    let run = ingest.env("PATH", "").output().unwrap();
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    let shown = json(&["sessions", "show", CONNECTION, "--json", "--data", to]);
    let screen = &shown["screens"][0];
    assert_eq!(screen["about"]["duration_us"], 3_000_000);
    let because = screen["pictures_because"].as_str().unwrap();
    assert!(because.starts_with("no decoder is installed"), "{because}");
}

#[tokio::test]
async fn a_video_of_which_nothing_says_whose_it_is_says_so() {
    let from = tempfile::tempdir().unwrap();
    std::fs::write(from.path().join("recording.mp4"), video()).unwrap();
    let data = tempfile::tempdir().unwrap();
    let (to, from) = (data.path().to_str().unwrap(), from.path().to_str().unwrap());
    let run = sekisho(&["ingest", "--data", to, "--from", from]);
    assert_eq!(run.status.code(), Some(5), "{}", String::from_utf8_lossy(&run.stderr));
    let server = Server::of(to);
    let unreadable = format!("{}/api/v1/originals?state=unreadable", server.address);
    let told: serde_json::Value = reqwest::get(unreadable).await.unwrap().json().await.unwrap();
    let original = &told["originals"][0];
    assert_eq!((&original["kind"], &original["state"]), (&"video-mp4".into(), &"partly".into()));
    assert_eq!(original["rejected"][0]["code"], "no-session");
}

/// The fixture with its video at another place.
fn moved(to: &str) -> tempfile::TempDir {
    let from = tempfile::tempdir().unwrap();
    for file in walk(folder()).iter().filter(|file| file.extension().is_some_and(|e| e == "json")) {
        let place = from.path().join(file.strip_prefix(folder()).unwrap());
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::copy(file, place).unwrap();
    }
    std::fs::write(from.path().join(to), video()).unwrap();
    from
}

fn ingest(from: &Path, data: &Path) {
    let run =
        sekisho(&["ingest", "--data", data.to_str().unwrap(), "--from", from.to_str().unwrap()]);
    assert!(run.status.code().is_some_and(|code| code == 0 || code == 5), "{run:?}");
}

fn screens(data: &str) -> serde_json::Value {
    json(&["sessions", "show", CONNECTION, "--json", "--data", data])["screens"].take()
}

#[test]
fn a_video_that_fits_one_desktop_says_that_it_only_fits() {
    let data = tempfile::tempdir().unwrap();
    ingest(moved("i-0c3d4e5f60718293a-2026-11-20.mp4").path(), data.path());
    let to = data.path().to_str().unwrap();
    assert_eq!(screens(to)[0]["joined"], "fits");
    assert_eq!(
        json(&["recordings", "list", "--json", "--data", to])["recordings"],
        serde_json::json!([])
    );
    let shown = sekisho(&["sessions", "show", CONNECTION, "--data", to]);
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.contains("fits node and time"), "{shown}");
}

#[tokio::test]
async fn a_recording_that_names_nobody_is_attached_by_somebody() {
    let from = moved("recording.mp4");
    let data = tempfile::tempdir().unwrap();
    ingest(from.path(), data.path());
    let to = data.path().to_str().unwrap();
    let listed = json(&["recordings", "list", "--json", "--data", to]);
    let recording = listed["recordings"][0]["sha256"].as_str().unwrap().to_owned();
    assert_eq!(listed["recordings"][0]["offered"][0]["key"], CONNECTION);
    let printed = sekisho(&["recordings", "list", "--data", to]);
    let printed = String::from_utf8_lossy(&printed.stdout).into_owned();
    assert!(printed.contains(&recording) && printed.contains("vendor-x"), "{printed}");

    // Whoever can write to a bucket says nothing by it.
    let forged = format!(
        r#"{{"recording":"{recording}","session":"{CONNECTION}","by":"x","reason":"y","at":"2026-11-23T00:00:00Z"}}"#
    );
    std::fs::create_dir(from.path().join("attachments")).unwrap();
    std::fs::write(from.path().join("attachments/forged.json"), forged).unwrap();
    ingest(from.path(), data.path());
    assert_eq!(screens(to), serde_json::json!([]));

    let check = |arguments: &[&str], code: i32, said: &str| {
        let run = sekisho(&[&["recordings", "attach", "--data", to], arguments].concat());
        let told = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(code), "{told}");
        assert!(told.contains(said), "{told}");
    };
    check(&[&recording, CONNECTION, "--reason", " "], 2, "says why");
    check(&[&recording, "nobody", "--reason", "x"], 4, "there is no session");
    check(&["abc", CONNECTION, "--reason", "x"], 2, "too short");
    check(&["abcabcabcabc", CONNECTION, "--reason", "x"], 4, "there is no recording");
    let denied = "denied:6a0c0004-0000-4000-8000-000000000004";
    check(&[&recording, denied, "--reason", "x"], 2, "no remote desktop that was opened");

    // It may show whatever is asked for, until it is known whose it is.
    let unattached = |question: &str| {
        let found = json(&["sessions", "list", question, "--json", "--data", to]);
        found["undecided"]["unattached"].clone()
    };
    assert_eq!(
        (unattached("screen:ticket"), unattached("recording:missing")),
        (1.into(), 1.into())
    );

    // It can be watched before, which the ledger tells.
    let written = sekisho(&["recordings", "video", "--data", to, &recording[..12]]);
    assert!(written.status.success() && written.stdout == video());
    let ledger = std::fs::read_to_string(data.path().join("archive/ledger.ndjson")).unwrap();
    let read = ledger.lines().last().unwrap();
    assert!(read.contains("\"screen\"") && read.contains(&recording), "{read}");
    let server = Server::of(to);
    let address = format!("{}/api/v1/recordings/{recording}/video", server.address);
    let part = reqwest::Client::new().get(address).header(RANGE, "bytes=4-7").send().await.unwrap();
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.headers()["content-type"], "video/mp4");
    assert_eq!(&part.bytes().await.unwrap()[..], &video()[4..8]);

    let address = format!("{}/api/v1/recordings/{recording}/attach", server.address);
    let asked =
        serde_json::json!({ "session": CONNECTION, "reason": "the ticket is on the screen" });
    let answer = reqwest::Client::new().post(address).json(&asked).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let attached = &screens(to)[0];
    assert_eq!(
        (&attached["joined"], &attached["attached"]["by"]),
        (&"attached".into(), &"local".into())
    );
    assert_eq!(attached["attached"]["reason"], "the ticket is on the screen");
    assert_eq!(unattached("screen:ticket"), 0);
    drop(server);

    // What was said is in the archive, so it outlives what was derived.
    assert_eq!(sekisho(&["rebuild", "--data", to]).status.code(), Some(5));
    assert_eq!(screens(to)[0]["joined"], "attached");
    let shown = sekisho(&["sessions", "show", CONNECTION, "--data", to]);
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.contains("attached by local") && shown.contains("the ticket"), "{shown}");
    check(&[&recording, CONNECTION, "--reason", "again"], 0, "is of session");

    // What was said can be taken back, once, and said again.
    let shown = json(&["sessions", "show", CONNECTION, "--json", "--data", to]);
    let originals = shown["originals"].as_array().unwrap();
    let of_it = originals.iter().find(|original| original["sha256"] == *recording).unwrap();
    assert_eq!((&of_it["state"], &of_it["rejected"]), (&"read".into(), &serde_json::json!([])));
    let detach = ["recordings", "detach", "--data", to, &recording, "--reason", "the wrong ticket"];
    assert_eq!(sekisho(&detach).status.code(), Some(0));
    assert_eq!(screens(to), serde_json::json!([]));
    let listed = &json(&["recordings", "list", "--json", "--data", to])["recordings"][0];
    assert_eq!(
        (&listed["said"]["by"], &listed["said"]["reason"]),
        (&"local".into(), &"the wrong ticket".into())
    );
    let again = sekisho(&detach);
    let told = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(again.status.code() == Some(2) && told.contains("said so of recording"), "{told}");
    check(&[&recording, CONNECTION, "--reason", "it was right"], 0, "is of session");
    // A clock that goes back says nothing by which the last word could be told.
    let later = serde_json::json!({
        "recording": recording, "session": null, "by": "carol", "reason": "x",
        "at": "9999-01-01T00:00:00Z",
    });
    let holdings = sekisho_ingest::Holdings::open(data.path()).await.unwrap();
    let later = serde_json::from_value(later).unwrap();
    let now = jiff::Timestamp::now();
    sekisho_ingest::attach(&holdings, &later, now, &|_| ()).await.unwrap();
    drop(holdings);
    check(&[&recording, CONNECTION, "--reason", "now"], 3, "the later word counts");
}

/// The fixture with its video under a key that names nobody, and metadata that names this connection.
fn told(connection: &str) -> tempfile::TempDir {
    let from = moved("recording.mp4");
    let metadata = format!(r#"{{"recording.mp4": {{"connection-id": "{connection}"}}}}"#);
    std::fs::write(from.path().join("object-metadata.json"), metadata).unwrap();
    let data = tempfile::tempdir().unwrap();
    ingest(from.path(), data.path());
    data
}

fn say(what: &[&str], data: &str, code: i32) -> String {
    let run = sekisho(&[&["recordings"], what, &["--data", data, "--reason", "seen"]].concat());
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(code), "{told}");
    told
}

fn shown(data: &str) -> String {
    let run = sekisho(&["sessions", "show", CONNECTION, "--data", data]);
    String::from_utf8_lossy(&run.stdout).into_owned()
}

#[test]
fn people_know_better_than_the_metadata_of_a_recording() {
    let data = told(CONNECTION);
    let to = data.path().to_str().unwrap();
    let recording = screens(to)[0]["sha256"].as_str().unwrap().to_owned();
    assert_eq!(screens(to)[0]["joined"], "told");
    assert!(shown(to).contains("its metadata names this one"), "{}", shown(to));
    say(&["detach", &recording], to, 0);
    let detail = json(&["sessions", "show", CONNECTION, "--json", "--data", to]);
    assert_eq!(detail["screens"], serde_json::json!([]));
    let disowned = &detail["disowned"][0];
    assert_eq!(
        (&disowned["sha256"], &disowned["by"]),
        (&recording.as_str().into(), &"local".into())
    );
    assert!(
        shown(to).contains("it shows no session that is known, because: seen"),
        "{}",
        shown(to)
    );
    let listed = json(&["recordings", "list", "--json", "--data", to]);
    assert_eq!(listed["recordings"][0]["sha256"], recording.as_str());
    say(&["attach", &recording, CONNECTION], to, 0);
    assert_eq!(screens(to)[0]["joined"], "attached");
    assert_eq!(screens(to)[0]["attached"]["told"], serde_json::Value::Null);

    let other = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
    let data = told(other);
    let to = data.path().to_str().unwrap();
    say(&["attach", &recording, CONNECTION], to, 0);
    assert_eq!(screens(to)[0]["attached"]["told"], other);
    assert!(shown(to).contains(&format!("its metadata names session {other}")), "{}", shown(to));
    // Nothing else tells of the other session.
    let gone = sekisho(&["sessions", "show", other, "--data", to]);
    assert_eq!(gone.status.code(), Some(4));

    // What the key names stays.
    let data = ingested(folder());
    let refused = say(&["detach", &recording], data.path().to_str().unwrap(), 2);
    assert!(refused.contains("its key names session"), "{refused}");
}

#[test]
fn several_videos_are_told_apart() {
    let from = tempfile::tempdir().unwrap();
    for file in walk(folder()) {
        let to = from.path().join(file.strip_prefix(folder()).unwrap());
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(&file, to).unwrap();
    }
    let first =
        walk(from.path()).into_iter().find(|file| file.ends_with("i-0c3d4e5f60718293a.mp4"));
    let second = concat!(env!("CARGO_MANIFEST_DIR"), "/../recording/tests/video/unknown_size.webm");
    std::fs::copy(second, first.unwrap().with_extension("webm")).unwrap();
    let data = ingested(from.path());
    let data = data.path().to_str().unwrap();
    let printed = |what: &str| {
        let run = sekisho(&["sessions", what, CONNECTION, "--data", data]);
        String::from_utf8(run.stdout).unwrap()
    };
    let videos = |text: &str| -> Vec<String> {
        text.lines()
            .filter_map(|line| line.trim().strip_prefix("video "))
            .map(str::to_owned)
            .collect()
    };
    let read = json(&["sessions", "screen-text", CONNECTION, "--json", "--data", data]);
    let told = [&read["sha256"], &read["others"][0]].map(|sha256| sha256.as_str().unwrap());
    assert_eq!(videos(&printed("show")), told);
    assert_eq!(videos(&printed("screen-text")), told);
    let arguments = ["sessions", "screen-text", CONNECTION, "--original", told[1], "--json"];
    let other = json(&[&arguments[..], &["--data", data]].concat());
    assert_eq!((&other["sha256"], &other["others"][0]), (&told[1].into(), &told[0].into()));
}

#[test]
fn a_video_that_is_cut_says_what_is_missing() {
    let video = video();
    let from = tempfile::tempdir().unwrap();
    std::fs::write(from.path().join(format!("{CONNECTION}.mp4")), &video[..video.len() / 2])
        .unwrap();
    let data = tempfile::tempdir().unwrap();
    let (to, from) = (data.path().to_str().unwrap(), from.path().to_str().unwrap());
    let run = sekisho(&["ingest", "--data", to, "--from", from]);
    assert_eq!(run.status.code(), Some(5), "{}", String::from_utf8_lossy(&run.stderr));
    let told = json(&["originals", "list", "--unreadable", "--json", "--data", to]);
    let rejected = told["originals"][0]["rejected"].as_array().unwrap();
    let codes: Vec<_> = rejected.iter().map(|one| one["code"].as_str().unwrap()).collect();
    // Its index stood behind its frames.
    assert!(codes.contains(&"index-missing"), "{codes:?}");
    let told = sekisho(&["originals", "list", "--unreadable", "--data", to]);
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(told.contains("partly") && told.contains("moov"), "{told}");
}

#[test]
fn a_recording_that_came_and_is_no_video_is_not_called_one_that_did_not_come() {
    let from = tempfile::tempdir().unwrap();
    for file in walk(folder()) {
        let to = from.path().join(file.strip_prefix(folder()).unwrap());
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        let bytes = std::fs::read(&file).unwrap();
        let is_video = file.extension().is_some_and(|extension| extension == "mp4");
        std::fs::write(to, if is_video { b"not a video".to_vec() } else { bytes }).unwrap();
    }
    let data = tempfile::tempdir().unwrap();
    let (to, from) = (data.path().to_str().unwrap(), from.path().to_str().unwrap());
    let run = sekisho(&["ingest", "--data", to, "--from", from]);
    assert_eq!(run.status.code(), Some(5), "{}", String::from_utf8_lossy(&run.stderr));
    let shown = json(&["sessions", "show", CONNECTION, "--json", "--data", to]);
    let because = &shown["session"]["recording"]["because"];
    assert_eq!(because, "its recording came, and nothing in it can be read");
}
