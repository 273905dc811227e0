//! Which sessions are there, and what is in one?

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use sekisho_catalog::LinePlace;
use serde::Deserialize;
use utoipa::IntoParams;

use super::asked::Asked;
use super::parameter::{Named, Parameters};
use crate::answer::transcript::Begin;
use crate::answer::{self, AnswerError, Desk};
use crate::shape::ErrorBody;
use crate::shape::recording::{CommandList, TranscriptPage};
use crate::shape::session::{SessionDetail, SessionPage};

/// A stretch of lines.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Stretch {
    /// Lines to leave out; 0 if absent.
    line: Option<u64>,
    /// Instead of `line`: begin with the thousand lines in which this byte of the output lies.
    offset: Option<u64>,
    /// Instead of `line`: begin with the thousand lines in which this playing position lies.
    at_us: Option<u64>,
    /// Lines to give, at most 5000; 1000 if absent.
    limit: Option<usize>,
}

impl Stretch {
    fn begin(&self) -> Result<Begin, AnswerError> {
        match (self.line, self.offset, self.at_us) {
            (line, None, None) => Ok(Begin::After(line.unwrap_or(0))),
            (None, Some(offset), None) => Ok(Begin::Around(LinePlace::Offset(offset))),
            (None, None, Some(us)) => Ok(Begin::Around(LinePlace::PlayedUs(us))),
            _ => Err(AnswerError::Refused {
                code: "bad-parameter",
                message: "line, offset and at_us exclude each other".into(),
                hint: "name one of them".into(),
            }),
        }
    }
}

/// The sessions that match, newest first.
#[utoipa::path(get, path = "/api/v1/sessions", params(Asked),
    responses((status = 200, body = SessionPage), (status = 400, body = ErrorBody)))]
pub(crate) async fn list(
    State(desk): State<Arc<Desk>>,
    Parameters(asked): Parameters<Asked>,
) -> Result<Json<SessionPage>, AnswerError> {
    Ok(Json(answer::search::list(&desk, &asked.question()?).await?))
}

/// Everything about one session.
#[utoipa::path(get, path = "/api/v1/sessions/{key}", params(("key" = String, Path)),
    responses((status = 200, body = SessionDetail), (status = 404, body = ErrorBody)))]
pub(crate) async fn detail(
    State(desk): State<Arc<Desk>>,
    Named(key): Named<String>,
) -> Result<Json<SessionDetail>, AnswerError> {
    Ok(Json(answer::session::detail(&desk, &key).await?))
}

/// Lines of the transcript as they stood on the screen.
#[utoipa::path(get, path = "/api/v1/sessions/{key}/transcript", params(("key" = String, Path), Stretch),
    responses((status = 200, body = TranscriptPage), (status = 404, body = ErrorBody)))]
pub(crate) async fn transcript(
    State(desk): State<Arc<Desk>>,
    Named(key): Named<String>,
    Parameters(stretch): Parameters<Stretch>,
) -> Result<Json<TranscriptPage>, AnswerError> {
    let limit = stretch.limit.unwrap_or(1000).min(5000);
    Ok(Json(answer::transcript::page(&desk, &key, stretch.begin()?, limit).await?))
}

/// The commands as reconstructed from the screen.
#[utoipa::path(get, path = "/api/v1/sessions/{key}/commands", params(("key" = String, Path)),
    responses((status = 200, body = CommandList), (status = 404, body = ErrorBody)))]
pub(crate) async fn commands(
    State(desk): State<Arc<Desk>>,
    Named(key): Named<String>,
) -> Result<Json<CommandList>, AnswerError> {
    Ok(Json(answer::transcript::commands(&desk, &key).await?))
}

/// The whole transcript as plain text.
#[utoipa::path(get, path = "/api/v1/sessions/{key}/text", params(("key" = String, Path)),
    responses((status = 200, body = String, content_type = "text/plain"), (status = 404, body = ErrorBody)))]
pub(crate) async fn text(
    State(desk): State<Arc<Desk>>,
    Named(key): Named<String>,
) -> Result<impl IntoResponse, AnswerError> {
    let text = answer::transcript::text(&desk, &key).await?;
    Ok((super::export::download("text/plain; charset=utf-8", &key, "txt"), text))
}
