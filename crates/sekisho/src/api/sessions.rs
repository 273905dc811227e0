//! Which sessions are there, and what is in one?

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue};
use axum::response::IntoResponse;
use serde::Deserialize;
use utoipa::IntoParams;

use super::asked::Asked;
use super::download::{download, name, sent};
use super::parameter::{Named, Parameters, Terminal};
use crate::answer::place::Place;
use crate::answer::transcript::Begin;
use crate::answer::{self, AnswerError, Desk, text};
use crate::shape::ErrorBody;
use crate::shape::around::AroundShape;
use crate::shape::recording::{CommandList, TranscriptPage};
use crate::shape::session::{SessionDetail, SessionPage};
use crate::shape::timeline::{Hits, TimelineShape};

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

/// Words to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Words {
    /// As they stand on one line; case and width do not matter.
    q: String,
}

impl Stretch {
    fn place(&self) -> Result<Option<Place>, AnswerError> {
        Place::asked(self.line, self.offset, self.at_us)
    }
}

/// Which lines of a plain transcript.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Lines {
    /// Lines to leave out; 0 if absent.
    line: Option<u64>,
    /// Instead of `line`: begin with the first line that was complete at this byte of the output or later.
    offset: Option<u64>,
    /// Instead of `line`: begin with the first line that was complete at this playing position or later.
    at_us: Option<u64>,
    /// Lines to give; all if absent.
    limit: Option<u64>,
    /// Give what was written up to the end of these lines, control characters included, each as one that can be seen.
    #[serde(default)]
    raw: bool,
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
#[utoipa::path(get, path = "/api/v1/sessions/{key}/transcript", params(("key" = String, Path), Stretch, Terminal),
    responses((status = 200, body = TranscriptPage), (status = 400, body = ErrorBody),
        (status = 404, body = ErrorBody)))]
pub(crate) async fn transcript(
    State(desk): State<Arc<Desk>>,
    Named(key): Named<String>,
    Parameters(stretch): Parameters<Stretch>,
    Parameters(terminal): Parameters<Terminal>,
) -> Result<Json<TranscriptPage>, AnswerError> {
    let (begin, limit) = (Begin::at(stretch.place()?), stretch.limit.unwrap_or(1000).min(5000));
    let size = terminal.chosen()?;
    Ok(Json(answer::transcript::page(&desk, &key, size, begin, limit).await?))
}

/// The commands as reconstructed from the screen.
#[utoipa::path(get, path = "/api/v1/sessions/{key}/commands", params(("key" = String, Path), Terminal),
    responses((status = 200, body = CommandList), (status = 400, body = ErrorBody),
        (status = 404, body = ErrorBody)))]
pub(crate) async fn commands(
    State(desk): State<Arc<Desk>>,
    Named(key): Named<String>,
    Parameters(terminal): Parameters<Terminal>,
) -> Result<Json<CommandList>, AnswerError> {
    Ok(Json(answer::transcript::commands(&desk, &key, terminal.chosen()?).await?))
}

/// When the session was busy and quiet, and what CloudTrail recorded of it.
#[utoipa::path(get, path = "/api/v1/sessions/{key}/timeline", params(("key" = String, Path)),
    responses((status = 200, body = TimelineShape), (status = 404, body = ErrorBody)))]
pub(crate) async fn timeline(
    State(desk): State<Arc<Desk>>,
    Named(key): Named<String>,
) -> Result<Json<TimelineShape>, AnswerError> {
    Ok(Json(answer::timeline::of(&desk, &key).await?))
}

/// What the same person did around the session, and what was done about its request.
#[utoipa::path(get, path = "/api/v1/sessions/{key}/around", params(("key" = String, Path)),
    responses((status = 200, body = AroundShape), (status = 404, body = ErrorBody)))]
pub(crate) async fn around(
    State(desk): State<Arc<Desk>>,
    Named(key): Named<String>,
) -> Result<Json<AroundShape>, AnswerError> {
    Ok(Json(answer::around::of(&desk, &key).await?))
}

/// Every line of the transcript that holds some words.
#[utoipa::path(get, path = "/api/v1/sessions/{key}/find", params(("key" = String, Path), Words, Terminal),
    responses((status = 200, body = Hits), (status = 400, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub(crate) async fn find(
    State(desk): State<Arc<Desk>>,
    Named(key): Named<String>,
    Parameters(words): Parameters<Words>,
    Parameters(terminal): Parameters<Terminal>,
) -> Result<Json<Hits>, AnswerError> {
    Ok(Json(answer::find::find(&desk, &key, terminal.chosen()?, &words.q).await?))
}

/// The transcript as plain text. It is sent while it is read; a transfer that breaks off is incomplete.
#[utoipa::path(get, path = "/api/v1/sessions/{key}/text", params(("key" = String, Path), Lines, Terminal),
    responses(
        (status = 200, body = String, content_type = "text/plain", headers(
            ("sekisho-first-line" = u64, description = "the number of the first line, counted from 1"),
            ("sekisho-time-basis", description = "`exact`, `anchored`, `estimated` or `order-only`"),
            ("sekisho-original", description = "the SHA-256 of the original it was made from"))),
        (status = 400, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub(crate) async fn text(
    State(desk): State<Arc<Desk>>,
    Named(key): Named<String>,
    Parameters(lines): Parameters<Lines>,
    Parameters(terminal): Parameters<Terminal>,
) -> Result<impl IntoResponse, AnswerError> {
    let from = Place::asked(lines.line, lines.offset, lines.at_us)?;
    let whole = text::Stretch::WHOLE;
    let stretch = text::Stretch {
        from: from.unwrap_or(whole.from),
        lines: lines.limit.unwrap_or(whole.lines),
    };
    let size = terminal.chosen()?;
    let text = match lines.raw {
        true => answer::raw::raw(&desk, &key, stretch, size).await?,
        false => answer::text::text(&desk, &key, stretch, size).await?,
    };
    let first = [(HeaderName::from_static("sekisho-first-line"), HeaderValue::from(text.first))];
    let name = name(&key, &text.handed_out);
    Ok((download("text/plain; charset=utf-8", &name, "txt"), first, sent(text.handed_out)))
}
