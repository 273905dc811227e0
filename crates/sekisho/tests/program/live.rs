//! Does a live stream show what was recorded, from any place, and is it closed to strangers?

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::samples::{Server, data};

const ALICE: &str = "alice@example.com-vrz5442rvc73kwy2ccveoxn44o";

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

async fn connect(
    server: &Server,
    query: &str,
    headers: &[(&'static str, &str)],
) -> Result<Socket, Error> {
    let address = server.address.replace("http://", "ws://");
    let url = format!("{address}/api/v1/sessions/{ALICE}/stream{query}");
    let mut request = url.into_client_request().unwrap();
    for (name, value) in headers {
        request.headers_mut().insert(*name, value.parse().unwrap());
    }
    Ok(connect_async(request).await?.0)
}

const ALIS: (&str, &str) = ("sec-websocket-protocol", "v1.alis, v2.asciicast, raw");

/// A message of ALiS, read by its own rules.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn byte(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().unwrap();
        self.0 = rest;
        *first
    }

    fn number(&mut self) -> u64 {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            value |= u64::from(byte & 127) << shift;
            if byte < 128 {
                return value;
            }
            shift += 7;
        }
    }

    fn text(&mut self) -> String {
        let length = self.number() as usize;
        let (text, rest) = self.0.split_at(length);
        self.0 = rest;
        String::from_utf8(text.to_vec()).unwrap()
    }
}

/// What a whole stream shows after its first screen, the time of that, and of the end.
async fn output(mut socket: Socket) -> (String, u64, u64) {
    let (mut output, mut start, mut time, mut has_ended) = (String::new(), None, 0, false);
    while let Some(message) = socket.next().await {
        let Message::Binary(bytes) = message.unwrap() else { continue };
        if bytes.as_ref() == b"ALiS\x01" {
            continue;
        }
        assert!(!has_ended);
        let mut reader = Reader(&bytes);
        match reader.byte() {
            0x01 => {
                reader.number();
                time = reader.number();
                start = Some(time);
                assert_eq!((reader.number(), reader.number(), reader.byte()), (120, 30, 0));
                reader.text();
            }
            b'o' => {
                reader.number();
                time += reader.number();
                output.push_str(&reader.text());
            }
            0x04 => {
                time += reader.number();
                has_ended = true;
            }
            kind => panic!("{kind}"),
        }
        assert!(reader.0.is_empty());
    }
    assert!(has_ended, "the end is told");
    (output, start.unwrap(), time)
}

#[tokio::test]
async fn a_stream_shows_the_rest_of_the_recording_at_its_pace() {
    let server = Server::start();
    let cast = reqwest::get(format!("{}/api/v1/sessions/{ALICE}/cast", server.address));
    let cast = cast.await.unwrap().text().await.unwrap();
    let events: Vec<(f64, String, String)> =
        cast.lines().skip(1).map(|line| serde_json::from_str(line).unwrap()).collect();
    let all: String = events.iter().map(|event| event.2.as_str()).collect();
    let duration = events.last().unwrap().0;
    // Inside of an event too.
    for offset in [0, 5, all.len() - 1_000, all.len()] {
        let before = tokio::time::Instant::now();
        let socket = connect(&server, &format!("?at=b{offset}&speed=100"), &[ALIS]).await.unwrap();
        let (output, start, end) = output(socket).await;
        assert_eq!(output, all[offset..], "from {offset}");
        let expected = (duration - start as f64 / 1e6) / 100.0;
        assert!(((end - start) as f64 / 1e6 - expected).abs() < 0.01, "{start} {end}");
        assert!(before.elapsed() > Duration::from_secs_f64(expected), "not before it is due");
    }
}

#[tokio::test]
async fn wrong_requests_are_refused_before_anything_is_sent() {
    let server = Server::start();
    for (query, headers, status, code) in [
        ("?speed=-1", &[ALIS][..], 400, "bad-speed"),
        ("?speed=0", &[ALIS], 400, "bad-speed"),
        ("?speed=inf", &[ALIS], 400, "bad-speed"),
        ("?speed=NaN", &[ALIS], 400, "bad-speed"),
        ("?speed=1000000000", &[ALIS], 400, "bad-speed"),
        ("?at=-1", &[ALIS], 400, "bad-place"),
        ("?at=inf", &[ALIS], 400, "bad-place"),
        ("?at=NaN", &[ALIS], 400, "bad-place"),
        ("?at=1000000000", &[ALIS], 400, "bad-place"),
        ("?at=L999999999", &[ALIS], 400, "bad-place"),
        ("", &[], 400, "no-websocket"),
        ("", &[("sec-websocket-protocol", "raw")], 400, "no-websocket"),
        ("", &[ALIS, ("origin", "http://evil.example")], 403, ""),
        ("", &[ALIS, ("origin", "null")], 403, ""),
        ("", &[ALIS, ("sec-fetch-site", "cross-site")], 403, ""),
    ] {
        let Err(Error::Http(refusal)) = connect(&server, query, headers).await else {
            panic!("{query} {headers:?}")
        };
        assert_eq!(refusal.status(), status, "{query} {headers:?}");
        let body = refusal.body().as_deref().unwrap_or_default();
        if !code.is_empty() {
            let body: Value = serde_json::from_slice(body).unwrap();
            assert_eq!(body["error"]["code"], code, "{query}");
        }
    }
    let plain = reqwest::get(format!("{}/api/v1/sessions/{ALICE}/stream", server.address));
    assert_eq!(plain.await.unwrap().status(), 400);
    assert!(connect(&server, "", &[ALIS, ("origin", &server.address)]).await.is_ok());
}

#[tokio::test]
async fn a_stream_is_told_to_the_ledger_and_ends_when_the_client_goes() {
    let server = Server::start();
    let mut socket = connect(&server, "", &[ALIS]).await.unwrap();
    socket.next().await.unwrap().unwrap();
    let ledger = std::fs::read_to_string(format!("{}/archive/ledger.ndjson", data())).unwrap();
    assert!(ledger.lines().any(|l| l.contains(ALICE) && l.contains("\"how\":\"stream\"")));
    // Whatever a client says is no reason to stop.
    socket.send(Message::text("hello")).await.unwrap();
    socket.close(None).await.unwrap();
    let rest = async { while let Some(Ok(_)) = socket.next().await {} };
    tokio::time::timeout(Duration::from_secs(20), rest).await.expect("the server closes too");
}
