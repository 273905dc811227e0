//! How does a browser get the part of a video that it is about to show?

use std::ops::RangeInclusive;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::{TryStreamExt, stream};
use http_range_header::{RangeUnsatisfiableError, parse_range_header};
use serde::Deserialize;
use utoipa::IntoParams;

use super::download::disposition;
use super::parameter::{Named, Parameters};
use crate::answer::screen::{Screen, open};
use crate::answer::{AnswerError, Desk};
use crate::shape::ErrorBody;

/// So much is read and sent at a time.
const PIECE: u64 = 256 << 10;

/// How much of it.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Beginning {
    /// Only so many bytes from its start, as if the file ended there; all if absent. With `whole_bytes` of a video that is
    /// cut, a browser plays all of its frames, which would give up before the piece of a frame.
    pub(super) bytes: Option<u64>,
}

/// A video of a remote desktop as it is archived, or the part of it that `Range` asks for. Its address names its hash, so
/// it never changes.
#[utoipa::path(get, path = "/api/v1/sessions/{key}/screens/{sha256}",
    params(("key" = String, Path), ("sha256" = String, Path), Beginning),
    responses((status = 200, body = Vec<u8>, content_type = "video/mp4"),
        (status = 206, body = Vec<u8>, content_type = "video/mp4"),
        (status = 404, body = ErrorBody), (status = 416)))]
pub(crate) async fn screen(
    State(desk): State<Arc<Desk>>,
    Named((key, sha256)): Named<(String, String)>,
    Parameters(Beginning { bytes }): Parameters<Beginning>,
    headers: HeaderMap,
) -> Result<Response, AnswerError> {
    let screen = open(&desk, &key, Some(&sha256)).await?;
    Ok(handed_out(screen, &key, bytes, &headers))
}

/// The whole of a video, only so many `bytes` from its start, or the part that is asked for; saved under a name.
pub(super) fn handed_out(
    screen: Screen,
    name: &str,
    bytes: Option<u64>,
    headers: &HeaderMap,
) -> Response {
    let all = screen.window.size_bytes();
    let size = bytes.unwrap_or(all).min(all);
    // What is less than the original must not pass for it.
    let less = if size < all { format!("-first-{size}-bytes") } else { String::new() };
    let (tag, name) = (format!("\"{}{less}\"", screen.original), format!("{name}{less}"));
    let about = [
        (header::CONTENT_TYPE, screen.container.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition("inline", &name, screen.container.extension())),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::CACHE_CONTROL, "private, max-age=31536000, immutable".to_owned()),
        (header::ETAG, tag.clone()),
    ];
    match wanted(headers, &tag, size) {
        Ok(Some(part)) => {
            let (from, to) = (*part.start(), *part.end());
            let range = [(header::CONTENT_RANGE, format!("bytes {from}-{to}/{size}"))];
            (StatusCode::PARTIAL_CONTENT, about, range, sent(screen, from, to + 1)).into_response()
        }
        Ok(None) => (about, sent(screen, 0, size)).into_response(),
        Err(_) => {
            let range = [(header::CONTENT_RANGE, format!("bytes */{size}"))];
            (StatusCode::RANGE_NOT_SATISFIABLE, range).into_response()
        }
    }
}

/// The part that is asked for; `None` for the whole, which also answers several parts at once, and a part of another
/// version.
fn wanted(
    headers: &HeaderMap,
    tag: &str,
    size: u64,
) -> Result<Option<RangeInclusive<u64>>, RangeUnsatisfiableError> {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let is_other = text(header::IF_RANGE).is_some_and(|known| known != tag);
    let Some(range) = text(header::RANGE).filter(|_| !is_other) else { return Ok(None) };
    let mut parts = parse_range_header(range)?.validate(size)?;
    Ok(parts.pop().filter(|_| parts.is_empty()))
}

/// The bytes up to `end`. An error breaks the connection off, so that no client takes what it got for the whole.
fn sent(screen: Screen, from: u64, end: u64) -> Response {
    let original = screen.original;
    let pieces = stream::try_unfold((screen, from), move |(screen, at)| async move {
        if at >= end {
            return Ok(None);
        }
        let read = tokio::task::spawn_blocking(move || piece(screen, at, end)).await;
        let (screen, piece) = read.map_err(anyhow::Error::from)??;
        let next = at + piece.len() as u64;
        Ok::<_, anyhow::Error>(Some((piece, (screen, next))))
    });
    let pieces = pieces.inspect_err(move |error| {
        tracing::error!(%original, error = format!("{error:#}"), "a video was broken off");
    });
    let length = [(header::CONTENT_LENGTH, HeaderValue::from(end - from))];
    (length, Body::from_stream(pieces)).into_response()
}

fn piece(mut screen: Screen, at: u64, end: u64) -> anyhow::Result<(Screen, Bytes)> {
    let wanted = usize::try_from(PIECE.min(end - at))?;
    let mut piece = vec![0; wanted];
    let count = screen.window.read_at(at, &mut piece)?;
    anyhow::ensure!(count > 0, "it ends at byte {at}, and the ledger says at {end}");
    piece.truncate(count);
    Ok((screen, piece.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_given_only_where_one_is_asked_for() {
        let check =
            |range: Option<&str>, other: Option<&str>, expected: Option<Option<(u64, u64)>>| {
                let mut headers = HeaderMap::new();
                for (name, value) in [(header::RANGE, range), (header::IF_RANGE, other)] {
                    if let Some(value) = value {
                        headers.insert(name, value.parse().expect("a header"));
                    }
                }
                let found = wanted(&headers, "\"abc\"", 1000).ok();
                let found = found.map(|part| part.map(|part| (*part.start(), *part.end())));
                assert_eq!(found, expected, "{range:?} {other:?}");
            };
        check(None, None, Some(None));
        check(Some("bytes=0-"), None, Some(Some((0, 999))));
        check(Some("bytes=100-199"), None, Some(Some((100, 199))));
        check(Some("bytes=900-2000"), None, Some(Some((900, 999))));
        check(Some("bytes=-100"), None, Some(Some((900, 999))));
        check(Some("bytes=1000-"), None, None);
        check(Some("bytes=5-4"), None, None);
        check(Some("lines=1-2"), None, None);
        check(Some("bytes=0-1,5-6"), None, Some(None));
        check(Some("bytes=0-1"), Some("\"abc\""), Some(Some((0, 1))));
        check(Some("bytes=0-1"), Some("\"abd\""), Some(None));
    }
}
