//! How does a live stream reach a client, and what ends it?

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::response::IntoResponse;
use serde::Deserialize;
use tokio::time::{Instant, timeout, timeout_at};
use utoipa::IntoParams;

use super::asked::place;
use super::parameter::{Named, Parameters, Terminal};
use crate::answer::alis::PROTOCOL;
use crate::answer::live::{Live, Speed};
use crate::answer::place::Place;
use crate::answer::{AnswerError, Desk};
use crate::shape::ErrorBody;

/// What to stream.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// Where to begin: `7.5s` or `3:12`, `@18231` or `b18231`, `L214`; the start if absent.
    at: Option<String>,
    /// From 0.1 to 100; 1 if absent.
    speed: Option<String>,
}

/// The recording at its own pace, for asciinema-player and others.
///
/// A WebSocket with the subprotocol `v1.alis`: the screen at the place, then what follows when it is due. A client that
/// does not take what is due is let go with close code 4001, a failure ends with 4002.
#[utoipa::path(get, path = "/api/v1/sessions/{key}/stream", params(("key" = String, Path), Wanted, Terminal),
    responses((status = 101), (status = 400, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub(crate) async fn stream(
    State(desk): State<Arc<Desk>>,
    Named(key): Named<String>,
    Parameters(wanted): Parameters<Wanted>,
    Parameters(terminal): Parameters<Terminal>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<impl IntoResponse, AnswerError> {
    let place = wanted.at.as_deref().map_or(Ok(Place::Offset(0)), place)?;
    let speed = wanted.speed.as_deref().map_or(Ok(Speed::RECORDED), Speed::typed)?;
    let size = terminal.chosen()?;
    let upgrade = upgrade.map_err(|rejection| refused(rejection.body_text()))?;
    let upgrade = upgrade
        .protocols([PROTOCOL])
        .max_message_size(MOST_HEARD)
        .write_buffer_size(0)
        .max_write_buffer_size(MOST_HELD);
    if upgrade.selected_protocol().is_none() {
        return Err(refused("the client does not offer the subprotocol v1.alis".into()));
    }
    let (live, first) = Live::begin(&desk, &key, size, place, speed).await?;
    Ok(upgrade.on_upgrade(async move |mut socket| {
        let end = play(&mut socket, live, first).await;
        if let Some((code, reason)) = end.close() {
            let frame = CloseFrame { code, reason: reason.into() };
            // Whoever has not taken anything for so long may not take this either.
            let _ = timeout(GRACE, socket.send(Message::Close(Some(frame)))).await;
        }
    }))
}

/// Nothing that a client says matters, so it is heard in small pieces.
const MOST_HEARD: usize = 4 << 10;

/// A first screen may be large; everything else is smaller than a segment.
const MOST_HELD: usize = 16 << 20;

/// How long after it was due a message may wait for the client.
const GRACE: Duration = Duration::from_secs(10);

const MOMENT: Duration = Duration::from_secs(1);

/// How often a client is asked whether it is still there while nothing happens.
const QUIET: Duration = Duration::from_secs(30);

enum End {
    Complete,
    Gone,
    Slow,
    Failed,
}

impl End {
    /// Codes from 4000 to 4100 tell asciinema-player not to connect again; it shows the reason.
    fn close(&self) -> Option<(u16, &'static str)> {
        match self {
            End::Complete => Some((1000, "the recording has ended")),
            End::Gone => None,
            End::Slow => Some((4001, "too slow for this stream: ask for a lower speed")),
            End::Failed => {
                Some((4002, "the recording could not be read on: see the log of the server"))
            }
        }
    }
}

async fn play(socket: &mut WebSocket, mut live: Live, first: [Vec<u8>; 2]) -> End {
    let start = Instant::now();
    for message in first {
        if let Err(end) = hand_over(socket, message, start).await {
            return end;
        }
    }
    loop {
        let due = match live.next().await {
            Ok(Some(due)) => due,
            Ok(None) => return End::Complete,
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "a live stream was broken off");
                return End::Failed;
            }
        };
        let at = start + due.after;
        if let Err(end) = wait(socket, at).await {
            return end;
        }
        if let Err(end) = hand_over(socket, due.message, at).await {
            return end;
        }
    }
}

async fn hand_over(socket: &mut WebSocket, message: Vec<u8>, due: Instant) -> Result<(), End> {
    // Where it is we who are late, a client still gets a moment.
    let latest = (due + GRACE).max(Instant::now() + MOMENT);
    match timeout_at(latest, socket.send(Message::Binary(message.into()))).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(End::Gone),
        Err(_) => Err(End::Slow),
    }
}

/// Waits until then, hearing meanwhile whether the client goes.
async fn wait(socket: &mut WebSocket, until: Instant) -> Result<(), End> {
    loop {
        let now = Instant::now();
        if now >= until {
            return Ok(());
        }
        match timeout_at(until.min(now + QUIET), socket.recv()).await {
            Ok(None | Some(Err(_) | Ok(Message::Close(_)))) => return Err(End::Gone),
            Ok(Some(Ok(_))) => {}
            Err(_) if Instant::now() < until => ping(socket).await?,
            Err(_) => {}
        }
    }
}

async fn ping(socket: &mut WebSocket) -> Result<(), End> {
    match timeout(GRACE, socket.send(Message::Ping(Default::default()))).await {
        Ok(Ok(())) => Ok(()),
        _ => Err(End::Gone),
    }
}

fn refused(why: String) -> AnswerError {
    AnswerError::Refused {
        code: "no-websocket",
        message: why,
        hint: "connect with a WebSocket that offers v1.alis, as asciinema-player does; or fetch .../cast".into(),
    }
}
