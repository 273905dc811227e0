//! Does a recording show on a terminal of another size what a terminal of that size would have shown?

use serde_json::Value;

use crate::samples::Server;

const ALICE: &str = "alice@example.com-vrz5442rvc73kwy2ccveoxn44o";

async fn get(server: &Server, path: &str) -> reqwest::Response {
    reqwest::get(format!("{}/api/v1/sessions/{ALICE}{path}", server.address)).await.unwrap()
}

async fn json(server: &Server, path: &str) -> Value {
    let response = get(server, path).await;
    assert!(response.status().is_success(), "{path}: {}", response.status());
    response.json().await.unwrap()
}

async fn text(server: &Server, path: &str) -> String {
    let response = get(server, path).await;
    assert!(response.status().is_success(), "{path}: {}", response.status());
    response.text().await.unwrap()
}

/// The texts of the lines, and the offsets by which they were complete.
async fn lines(server: &Server, query: &str) -> Vec<(String, u64)> {
    let page = json(server, &format!("/transcript?limit=5000{query}")).await;
    let lines = page["lines"].as_array().unwrap();
    assert_eq!(page["total"].as_u64().unwrap(), lines.len() as u64);
    let line = |line: &Value| {
        (line["text"].as_str().unwrap().to_owned(), line["offset"].as_u64().unwrap())
    };
    lines.iter().map(line).collect()
}

#[tokio::test]
async fn the_recordings_own_size_is_the_same_asked_for_or_not() {
    let server = Server::start();
    for path in ["/recording", "/commands", "/transcript", "/find?q=select"] {
        let own = json(&server, path).await;
        let separator = if path.contains('?') { '&' } else { '?' };
        assert_eq!(own, json(&server, &format!("{path}{separator}size=120x30")).await, "{path}");
    }
    for path in ["/cast?version=2", "/cast?version=3", "/text?limit=9999", "/text?raw=true"] {
        let own = text(&server, path).await;
        assert_eq!(own, text(&server, &format!("{path}&size=120x30")).await, "{path}");
    }
}

#[tokio::test]
async fn what_is_taken_away_is_as_it_is_seen() {
    let server = Server::start();
    let narrow = lines(&server, "&size=60x20").await;
    let saved = get(&server, "/text?size=60x20").await;
    let saved = saved.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert!(saved.contains(".60x20.txt"), "{saved}");
    let plain = text(&server, "/text?size=60x20").await;
    assert_eq!(
        plain.lines().collect::<Vec<_>>(),
        narrow.iter().map(|line| &line.0).collect::<Vec<_>>()
    );
    let last = text(&server, &format!("/text?size=60x20&line={}", narrow.len() - 1)).await;
    assert_eq!(last.trim_end_matches('\n'), narrow.last().unwrap().0);

    for (version, size) in [(2, r#""width":60,"height":20"#), (3, r#""cols":60,"rows":20"#)] {
        let cast = text(&server, &format!("/cast?version={version}&size=60x20")).await;
        let own = text(&server, &format!("/cast?version={version}")).await;
        let header = cast.lines().next().unwrap();
        assert!(header.contains(size) && header.contains("terminal: 60x20, chosen"), "{header}");
        assert_eq!(output(&cast), output(&own), "version {version}");
    }
    assert_eq!(
        text(&server, "/text?raw=true&size=60x20").await,
        text(&server, "/text?raw=true").await,
        "the same was written, whatever shows it"
    );
}

/// What a cast writes.
fn output(cast: &str) -> String {
    let events = cast.lines().skip(1).map(|event| serde_json::from_str::<Value>(event).unwrap());
    let output = events.filter(|event| event[1] == "o");
    output.map(|event| event[2].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn everything_is_emulated_again_at_a_chosen_size() {
    let server = Server::start();
    let (own, narrow) = (lines(&server, "").await, lines(&server, "&size=60x20").await);
    assert!(own.iter().any(|(text, _)| text.chars().count() > 60));
    assert_ne!(own, narrow);
    // Both are of the same output: a place of one is a place of the other.
    assert_eq!(own.last().unwrap().1, narrow.last().unwrap().1);

    let index = json(&server, "/recording?size=60x20").await;
    assert_eq!(index["term"], serde_json::json!({"cols": 60, "rows": 20}));
    assert_eq!(index["duration"], json(&server, "/recording").await["duration"]);
    for segment in index["segments"].as_array().unwrap() {
        let url = segment["url"].as_str().unwrap();
        let segment = reqwest::get(format!("{}{url}", server.address)).await.unwrap();
        let caching = segment.headers()["cache-control"].to_str().unwrap().to_owned();
        assert_eq!(caching, "private, max-age=31536000, immutable", "{url}");
        let segment: Value = segment.json().await.unwrap();
        assert_eq!(segment["snapshot"]["cols"], 60, "{url} has the size in its address");
        assert_eq!(segment["snapshot"]["rows"], 20);
    }

    let place = own[own.len() / 2].1;
    let around = json(&server, &format!("/transcript?offset={place}&size=60x20&limit=1")).await;
    let first = around["lines"][0]["offset"].as_u64().unwrap();
    assert!(first <= place, "{first} {place}");
    let hits = json(&server, "/find?q=select&size=60x20").await;
    for hit in hits["lines"].as_array().unwrap() {
        let number = usize::try_from(hit[0].as_u64().unwrap()).unwrap();
        assert!(narrow[number - 1].0.to_lowercase().contains("select"), "{hit}");
    }
}

#[tokio::test]
async fn a_terminal_that_nobody_has_is_refused() {
    let server = Server::start();
    for size in ["0x40", "1001x300", "80x301", "wide", "-1x-1", "80x24x2", ""] {
        for path in
            ["/recording?", "/commands?", "/transcript?", "/still.png?at=L1&", "/cast?", "/text?"]
        {
            let refused = get(&server, &format!("{path}size={size}")).await;
            assert_eq!(refused.status(), 400, "{path} {size}");
            let refused: Value = refused.json().await.unwrap();
            assert_eq!(refused["error"]["code"], "bad-size", "{path} {size}");
            assert!(refused["error"]["hint"].as_str().unwrap().contains("1000x300"));
        }
    }
}
