//! How is a session replayed, here and elsewhere?

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use serde::Deserialize;
use utoipa::IntoParams;

use super::download::{download, name, sent};
use super::parameter::{Named, Parameters, Terminal};
use crate::answer::replay::Besides;
use crate::answer::{self, AnswerError, Desk};
use crate::shape::ErrorBody;
use crate::shape::recording::{SegmentIndex, SegmentShape};

/// Which asciicast version.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Version {
    /// 2 or 3; 2 if absent.
    version: Option<u8>,
}

/// What to put into the index besides.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Included {
    /// `true` puts every command as a marker into the index, which makes most of it.
    #[serde(default)]
    markers: bool,
    /// A playing position: the segment that shows it comes with the index, as `opening`.
    at_us: Option<u64>,
}

/// The index of asciinema-player's segmented form.
#[utoipa::path(get, path = "/api/v1/sessions/{key}/recording", params(("key" = String, Path), Included, Terminal),
    responses((status = 200, body = SegmentIndex), (status = 400, body = ErrorBody),
        (status = 404, body = ErrorBody)))]
pub(crate) async fn index(
    State(desk): State<Arc<Desk>>,
    Named(key): Named<String>,
    Parameters(Included { markers, at_us }): Parameters<Included>,
    Parameters(terminal): Parameters<Terminal>,
) -> Result<Json<SegmentIndex>, AnswerError> {
    let besides = Besides { markers, at_us };
    Ok(Json(answer::replay::index(&desk, &key, terminal.chosen()?, besides).await?))
}

/// One segment: a keyframe and the events after it. Its address names a generation and the size, so it never changes.
#[utoipa::path(get, path = "/api/v1/sessions/{key}/recording/{generation}/{number}",
    params(("key" = String, Path), ("generation" = String, Path), ("number" = u32, Path), Terminal),
    responses((status = 200, body = SegmentShape), (status = 400, body = ErrorBody),
        (status = 404, body = ErrorBody)))]
pub(crate) async fn segment(
    State(desk): State<Arc<Desk>>,
    Named((key, generation, number)): Named<(String, String, u32)>,
    Parameters(terminal): Parameters<Terminal>,
) -> Result<impl IntoResponse, AnswerError> {
    let size = terminal.chosen()?;
    let segment = answer::replay::segment(&desk, &key, &generation, number, size).await?;
    Ok(([(header::CACHE_CONTROL, "private, max-age=31536000, immutable")], Json(segment)))
}

/// The recording as an asciicast, for `asciinema play` and others. It is sent while it is read; a transfer that breaks
/// off is incomplete.
#[utoipa::path(get, path = "/api/v1/sessions/{key}/cast", params(("key" = String, Path), Version, Terminal),
    responses(
        (status = 200, body = String, content_type = "application/x-asciicast", headers(
            ("sekisho-time-basis", description = "`exact`, `anchored`, `estimated` or `order-only`"),
            ("sekisho-original", description = "the SHA-256 of the original it was made from"))),
        (status = 400, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub(crate) async fn cast(
    State(desk): State<Arc<Desk>>,
    Named(key): Named<String>,
    Parameters(version): Parameters<Version>,
    Parameters(terminal): Parameters<Terminal>,
) -> Result<impl IntoResponse, AnswerError> {
    let (version, size) = (version.version.unwrap_or(2), terminal.chosen()?);
    let cast = answer::cast::cast(&desk, &key, version, size).await?;
    let name = name(&key, &cast);
    Ok((download("application/x-asciicast", &name, "cast"), sent(cast)))
}
