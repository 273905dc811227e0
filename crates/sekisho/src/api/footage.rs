//! How does a browser get what lies along a video, and its pictures?
//!
//! None of it is kept by the browser: a rebuild with another decoder gives other sheets at the same addresses, and a
//! picture must never stand at the time of another.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use super::parameter::Named;
use crate::answer::{AnswerError, Desk, footage, screen_text};
use crate::shape::ErrorBody;
use crate::shape::footage::{FootageShape, FrameTimes};
use crate::shape::screen_text::ScreenTextShape;

/// What plays of a video, when its picture changed, and which pictures there are of it.
#[utoipa::path(get, path = "/api/v1/sessions/{key}/screens/{sha256}/timeline",
    params(("key" = String, Path), ("sha256" = String, Path)),
    responses((status = 200, body = FootageShape), (status = 404, body = ErrorBody)))]
pub(crate) async fn timeline(
    State(desk): State<Arc<Desk>>,
    Named((key, sha256)): Named<(String, String)>,
) -> Result<Json<FootageShape>, AnswerError> {
    Ok(Json(footage::of(&desk, &key, &sha256).await?))
}

/// When each frame of a video is shown.
#[utoipa::path(get, path = "/api/v1/sessions/{key}/screens/{sha256}/frames",
    params(("key" = String, Path), ("sha256" = String, Path)),
    responses((status = 200, body = FrameTimes), (status = 404, body = ErrorBody)))]
pub(crate) async fn frames(
    State(desk): State<Arc<Desk>>,
    Named((key, sha256)): Named<(String, String)>,
) -> Result<Json<FrameTimes>, AnswerError> {
    Ok(Json(footage::frames(&desk, &key, &sha256).await?))
}

/// What a machine read in the changed pictures of a video, and how far it came. It may be wrong.
#[utoipa::path(get, path = "/api/v1/sessions/{key}/screens/{sha256}/text",
    params(("key" = String, Path), ("sha256" = String, Path)),
    responses((status = 200, body = ScreenTextShape), (status = 404, body = ErrorBody)))]
pub(crate) async fn text(
    State(desk): State<Arc<Desk>>,
    Named((key, sha256)): Named<(String, String)>,
) -> Result<Json<ScreenTextShape>, AnswerError> {
    Ok(Json(screen_text::of(&desk, &key, Some(&sha256)).await?))
}

/// A sheet of small pictures of a video, counted from 0.
#[utoipa::path(get, path = "/api/v1/sessions/{key}/screens/{sha256}/sheets/{number}",
    params(("key" = String, Path), ("sha256" = String, Path), ("number" = u32, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "image/jpeg"),
        (status = 404, body = ErrorBody)))]
pub(crate) async fn sheet(
    State(desk): State<Arc<Desk>>,
    Named((key, sha256, number)): Named<(String, String, u32)>,
) -> Result<impl IntoResponse, AnswerError> {
    let sheet = footage::sheet(&desk, &key, &sha256, number).await?;
    Ok(([(header::CONTENT_TYPE, "image/jpeg")], sheet))
}
