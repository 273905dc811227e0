//! What does the server answer?

use serde_json::Value;

use crate::samples::{Server, data};

const ALICE: &str = "alice@example.com-vrz5442rvc73kwy2ccveoxn44o";

async fn get(server: &Server, path: &str) -> reqwest::Response {
    reqwest::get(format!("{}{path}", server.address)).await.unwrap()
}

async fn json(server: &Server, path: &str) -> Value {
    let response = get(server, path).await;
    assert!(response.status().is_success(), "{path}: {}", response.status());
    response.json().await.unwrap()
}

#[tokio::test]
async fn pages_hold_every_session_once() {
    let server = Server::start();
    let whole = json(&server, "/api/v1/sessions?limit=500").await;
    let total = usize::try_from(whole["total"].as_u64().unwrap()).unwrap();
    let keys = |page: &Value| -> Vec<String> {
        page["sessions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|s| s["key"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(keys(&whole).len(), total);
    for limit in [1, 7, 20] {
        let mut found = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = json(&server, &format!("/api/v1/sessions?limit={limit}{cursor}")).await;
            assert_eq!(page["total"], total);
            found.extend(keys(&page));
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(found, keys(&whole), "pages of {limit}");
    }
}

#[tokio::test]
async fn a_search_shows_where_the_words_stand() {
    let server = Server::start();
    let answer = json(&server, "/api/v1/search?q=cmd:psql").await;
    let row = &answer["sessions"][0];
    let snippet = &row["snippets"][0];
    assert_eq!(snippet["source"], "command");
    assert!(snippet["text"].as_str().unwrap().contains("psql"), "{snippet}");
    assert!(
        snippet["offset"].as_u64().is_some() && !snippet["marks"].as_array().unwrap().is_empty()
    );
}

#[tokio::test]
async fn a_replay_follows_the_rules_of_the_player() {
    let server = Server::start();
    let detail = json(&server, &format!("/api/v1/sessions/{ALICE}")).await;
    let segments = detail["recording"]["segments"].as_u64().unwrap();
    assert!(segments > 1, "the recording is longer than one keyframe");
    let index = json(&server, &format!("/api/v1/sessions/{ALICE}/recording")).await;
    let places = index["segments"].as_array().unwrap();
    assert_eq!(places.len() as u64, segments);
    let mut last = -1.0;
    for (number, place) in places.iter().enumerate() {
        let start = place["start"].as_f64().unwrap();
        assert!(start > last && (number > 0 || start == 0.0));
        last = start;
        let segment = json(&server, place["url"].as_str().unwrap()).await;
        let events = segment["events"].as_array().unwrap();
        assert!(number == 0 || events[0][0].as_f64() == Some(start));
        if number + 1 == places.len() {
            assert_eq!(events.last().unwrap()[0], index["duration"]);
        }
    }
    let stale = get(&server, &format!("/api/v1/sessions/{ALICE}/recording/0123/0")).await;
    assert_eq!(stale.status(), 404);
}

#[tokio::test]
async fn a_cast_has_a_header_and_the_whole_output() {
    let server = Server::start();
    for version in [2, 3] {
        let cast = get(&server, &format!("/api/v1/sessions/{ALICE}/cast?version={version}")).await;
        assert!(cast.headers()["content-disposition"].to_str().unwrap().starts_with("attachment"));
        let cast = cast.text().await.unwrap();
        let header: Value = serde_json::from_str(cast.lines().next().unwrap()).unwrap();
        assert_eq!(header["version"], version);
        assert!(
            cast.lines()
                .skip(1)
                .all(|line| serde_json::from_str::<(f64, String, String)>(line).is_ok())
        );
        assert!(cast.lines().count() > 100);
    }
    assert_eq!(
        get(&server, &format!("/api/v1/sessions/{ALICE}/cast?version=4")).await.status(),
        400
    );
}

#[tokio::test]
async fn the_transcript_comes_in_stretches() {
    let server = Server::start();
    let first = json(&server, &format!("/api/v1/sessions/{ALICE}/transcript?limit=10")).await;
    let then = json(&server, &format!("/api/v1/sessions/{ALICE}/transcript?line=5&limit=5")).await;
    assert_eq!(first["lines"].as_array().unwrap()[5..], then["lines"].as_array().unwrap()[..]);
    // By an offset or a position the stretch begins with the thousand lines around it.
    let line = &first["lines"][7];
    for by in ["offset", "at_us"] {
        let path = format!("/api/v1/sessions/{ALICE}/transcript?{by}={}&limit=10", line[by]);
        assert_eq!(json(&server, &path).await, first, "{by}");
    }
    for line in first["lines"].as_array().unwrap() {
        assert!(line["not_before_us"].as_u64() <= line["not_after_us"].as_u64(), "{line}");
    }
}

#[tokio::test]
async fn a_timeline_has_the_events_of_the_session_and_every_byte_of_its_output() {
    let server = Server::start();
    let detail = json(&server, &format!("/api/v1/sessions/{ALICE}")).await;
    let timeline = json(&server, &format!("/api/v1/sessions/{ALICE}/timeline")).await;
    let events = timeline["events"].as_array().unwrap();
    let names: Vec<_> = events.iter().map(|event| event["name"].as_str().unwrap()).collect();
    let expected = ["StartAccessRequest", "SendAutomationSignal", "GetAccessToken", "StartSession"];
    assert_eq!(names, expected);
    assert_eq!(events[3]["at"], detail["session"]["started"]["at"]);
    let bytes = timeline["activity"].as_array().unwrap();
    assert!(bytes.iter().map(|bytes| bytes.as_u64().unwrap()).sum::<u64>() > 200_000);
    let length = detail["recording"]["duration_us"].as_u64().unwrap();
    for stretch in timeline["idle_us"].as_array().unwrap() {
        let [from, to] = [0, 1].map(|end| stretch[end].as_u64().unwrap());
        assert!(to - from >= 10_000_000 && to <= length, "{stretch}");
    }
}

#[tokio::test]
async fn a_session_without_a_clock_has_no_activity_and_no_pauses() {
    let server = Server::start();
    let key = "dave@example.com-4x4bkxvtphfrelb27emb5pqpwh";
    let timeline = json(&server, &format!("/api/v1/sessions/{key}/timeline")).await;
    assert_eq!((&timeline["activity"], &timeline["idle_us"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn every_list_of_positions_says_where_they_come_from() {
    let server = Server::start();
    for (key, basis) in
        [(ALICE, "anchored"), ("dave@example.com-4x4bkxvtphfrelb27emb5pqpwh", "estimated")]
    {
        for list in ["transcript", "commands", "find?q=e", "marks"] {
            let told = json(&server, &format!("/api/v1/sessions/{key}/{list}")).await;
            assert_eq!(told["basis"], basis, "{key}: {list}");
        }
    }
}

#[tokio::test]
async fn words_are_found_on_every_line_that_holds_them() {
    let server = Server::start();
    let whole = json(&server, &format!("/api/v1/sessions/{ALICE}/transcript?limit=5000")).await;
    let lines = whole["lines"].as_array().unwrap();
    let holding = lines
        .iter()
        .filter(|line| line["text"].as_str().unwrap().to_lowercase().contains("select"));
    let expected: Vec<_> =
        holding.map(|line| serde_json::json!([line["line"], line["at_us"]])).collect();
    assert!(!expected.is_empty());
    let hits = json(&server, &format!("/api/v1/sessions/{ALICE}/find?q=SELECT")).await;
    assert_eq!(hits["lines"].as_array().unwrap(), &expected);
    assert_eq!(hits["total"], expected.len());
}

#[tokio::test]
async fn content_is_handed_out_only_after_the_ledger_says_so() {
    let server = Server::start();
    let ledger = || std::fs::read_to_string(format!("{}/archive/ledger.ndjson", data())).unwrap();
    let key = "bob@example.com-nb25gnjuqeh5yzmkhpzocgfmnt";
    for (path, how) in [
        ("text", "text"),
        ("cast", "cast"),
        ("recording", "replay"),
        ("transcript", "transcript"),
        ("find?q=id", "find"),
    ] {
        get(&server, &format!("/api/v1/sessions/{key}/{path}")).await.text().await.unwrap();
        let told =
            ledger().lines().any(|l| l.contains(key) && l.contains(&format!("\"how\":\"{how}\"")));
        assert!(told, "{path}");
    }
}

#[tokio::test]
async fn refusals_are_coded_and_say_what_to_do() {
    let server = Server::start();
    let index = json(&server, &format!("/api/v1/sessions/{ALICE}/recording")).await;
    let segment = index["segments"][0]["url"].as_str().unwrap().trim_end_matches('0').to_owned();
    let segment = format!("{segment}99");
    for (path, status, code) in [
        ("/api/v1/sessions/nobody-0123456789abcdef0", 404, "not-found"),
        ("/api/v1/sessions?limit=0", 400, "bad-limit"),
        ("/api/v1/sessions?limit=x", 400, "bad-parameter"),
        (&segment, 404, "not-found"),
        ("/api/v1/sessions?cursor=x", 400, "bad-cursor"),
        ("/api/v1/search?q=a&zone=Mars", 400, "unknown-zone"),
        ("/api/v1/sessions/a/transcript?line=1&offset=1", 400, "bad-parameter"),
        ("/api/v1/export?format=xlsx", 400, "unknown-format"),
        ("/api/v1/originals?state=odd", 400, "bad-state"),
        ("/api/v1/requests/oi-1", 404, "not-found"),
        ("/api/v2/nothing", 404, "no-such-route"),
    ] {
        let response = get(&server, path).await;
        assert_eq!(response.status(), status, "{path}");
        let body: Value = response.json().await.unwrap();
        assert_eq!(body["error"]["code"], code, "{path}");
        let message = body["error"]["message"].as_str().unwrap();
        assert!(!message.is_empty() && !message.contains("eserialize"), "{path}: {message}");
    }
}

#[tokio::test]
async fn a_question_that_is_not_understood_has_no_rows() {
    let server = Server::start();
    let expected = serde_json::json!([{
        "start": 13,
        "end": 22,
        "code": "unknown-value",
        "message": "`recording:` is never \"trunkated\". \
            Use one of present, incomplete, none-by-design, pending, missing, unknown. \
            Did you mean `recording:incomplete`?",
        "field": "recording",
        "allowed": ["present", "incomplete", "none-by-design", "pending", "missing", "unknown"],
        "nearest": "incomplete",
    }]);
    for path in ["search?", "sessions?", "export?format=csv&"] {
        let path = format!("/api/v1/{path}q=%E5%85%88%E9%80%B1%20recording:trunkated");
        let response = get(&server, &path).await;
        assert_eq!(response.status(), 400, "{path}");
        let body: Value = response.json().await.unwrap();
        assert_eq!(body["error"]["code"], "not-understood", "{path}");
        assert_eq!(body["error"]["problems"], expected, "{path}");
        assert_eq!(body.as_object().unwrap().len(), 1, "{path}");
    }
}

#[tokio::test]
async fn other_names_and_foreign_pages_get_nothing() {
    let server = Server::start();
    let client = reqwest::Client::new();
    let response = client
        .get(format!("{}/api/v1/status", server.address))
        .header("host", "evil.example")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 421);
    let response = get(&server, "/api/v1/status").await;
    let policy = response.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe-inline"), "{policy}");
    assert_eq!(response.headers()["cache-control"], "no-store");
}

#[tokio::test]
async fn the_counts_agree_with_the_lists() {
    let server = Server::start();
    let status = json(&server, "/api/v1/status").await;
    for (count, list) in [
        ("sessions", "/api/v1/sessions"),
        ("requests", "/api/v1/requests"),
        ("findings", "/api/v1/findings"),
        ("originals", "/api/v1/originals"),
        ("unreadable", "/api/v1/originals?state=unreadable"),
    ] {
        assert_eq!(status[count], json(&server, list).await["total"], "{count}");
    }
    assert_eq!(status["as_of_fixed"], true);
}

#[tokio::test]
async fn the_page_of_a_session_asks_ahead_for_the_moment_it_opens_at() {
    let server = Server::start();
    let recording = format!("/api/v1/sessions/{ALICE}/recording");
    let end = (json(&server, &recording).await["duration"].as_f64().unwrap() * 1e6).round() as u64;
    for (seen, expected) in [
        ("view=play", Some(0)),
        ("view=split&t=0:00", Some(0)),
        ("view=play&t=12.3", Some(12_300_000)),
        ("view=play&at=0:12", Some(12_000_000)),
        ("view=play&at=12&t=3", Some(3_000_000)),
        ("view=play&at=b18231&t=3", Some(3_000_000)),
        ("view=play&t=9:59:59", Some(end)),
        ("view=play&t=nonsense", Some(0)),
        ("view=read", None),
        ("view=play&size=100x40", None),
    ] {
        let page = get(&server, &format!("/sessions/{ALICE}?{seen}")).await;
        let ahead = page.headers()["link"].to_str().unwrap();
        let asked: Vec<&str> = ahead
            .split(", ")
            .filter_map(|part| part.strip_prefix('<')?.split('>').next())
            .filter(|address| address.starts_with(&recording))
            .collect();
        let expected = expected.map(|us| format!("{recording}?at_us={us}"));
        assert_eq!(asked, Vec::from_iter(expected.as_deref()), "{seen}");
    }
}

#[tokio::test]
async fn the_segment_that_shows_a_position_comes_with_the_index() {
    let server = Server::start();
    let recording = format!("/api/v1/sessions/{ALICE}/recording");
    let index = json(&server, &recording).await;
    assert_eq!(index.get("opening"), None);
    let [second, last] = [starts(&index)[1], starts(&index)[starts(&index).len() - 1]];
    for at_us in [0, second - 1, second, last, u64::MAX] {
        for size in ["", "&size=100x40"] {
            let index = json(&server, &format!("{recording}?at_us={at_us}{size}")).await;
            let number = starts(&index).iter().rposition(|start| *start <= at_us).unwrap();
            assert_eq!(index["opening"]["number"], number, "{at_us}{size}");
            let address = index["segments"][number]["url"].as_str().unwrap();
            assert_eq!(index["opening"]["segment"], json(&server, address).await, "{at_us}{size}");
        }
    }
    let refused = get(&server, &format!("{recording}?at_us=soon")).await;
    assert_eq!(refused.status(), 400);
}

/// Where the segments of an index start.
fn starts(index: &Value) -> Vec<u64> {
    let segments = index["segments"].as_array().unwrap().iter();
    segments.map(|segment| (segment["start"].as_f64().unwrap() * 1e6).round() as u64).collect()
}

#[tokio::test]
async fn the_page_of_a_session_says_what_it_will_ask_for() {
    let server = Server::start();
    let page = get(&server, &format!("/sessions/{ALICE}?t=1:00")).await;
    let ahead = page.headers()["link"].to_str().unwrap().to_owned();
    assert!(
        ahead.contains(&format!("</api/v1/sessions/{ALICE}>; rel=preload; as=fetch")),
        "{ahead}"
    );
    assert!(ahead.contains("rel=modulepreload"), "{ahead}");
    let without = get(&server, "/sessions/nobody").await;
    assert!(!without.headers()["link"].to_str().unwrap().contains("rel=modulepreload"));
    for address in ahead.split(", ").filter_map(|part| part.strip_prefix('<')?.split('>').next()) {
        assert_eq!(get(&server, address).await.status(), 200, "{address}");
        if address.starts_with("/assets/") {
            let asked = reqwest::Client::new().get(format!("{}{address}", server.address));
            let sent = asked.header("accept-encoding", "gzip, br").send().await.unwrap();
            assert_eq!(sent.headers()["content-encoding"], "br", "{address}");
        }
    }
    for path in ["/", "/sessions/", "/sessions/a/b", "/sessions/a%22b", "/search?q=x"] {
        let page = get(&server, path).await;
        let ahead = page.headers().get("link").map(|link| link.to_str().unwrap().to_owned());
        assert!(
            ahead.is_none_or(|link| path == "/sessions/a%22b" && !link.contains('"')),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_monitoring_system_gets_numbers() {
    let server = Server::start();
    let response = get(&server, "/metrics").await;
    let kind = response.headers()["content-type"].to_str().unwrap().to_owned();
    assert!(kind.starts_with("application/openmetrics-text"), "{kind}");
    let text = response.text().await.unwrap();
    let status = json(&server, "/api/v1/status").await;
    let number = |name: &str| -> u64 {
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        line.unwrap_or_else(|| panic!("{name}: {text}")).trim().parse().unwrap()
    };
    let states = ["read", "partly", "quarantined"];
    let of = states.map(|state| number(&format!("sekisho_originals{{state=\"{state}\"}}")));
    assert_eq!(of.iter().sum::<u64>(), status["originals"].as_u64().unwrap());
    assert_eq!(of[1] + of[2], status["unreadable"].as_u64().unwrap());
    assert!(number("sekisho_judged_seconds") > 0);
    assert!(text.ends_with("# EOF\n"), "{text}");
}
