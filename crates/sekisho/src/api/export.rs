//! How is exactly the filtered list handed over?

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue};
use axum::response::IntoResponse;
use serde::Deserialize;
use utoipa::IntoParams;

use super::asked::Asked;
use super::download::download;
use super::parameter::Parameters;
use crate::answer::register::Register;
use crate::answer::{self, AnswerError, Desk};
use crate::shape::ErrorBody;

/// What to write.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// `csv`, `csv-excel` or `jsonl`; `csv` if absent.
    format: Option<String>,
    /// As in a search; the file holds every matching session, not one page.
    #[serde(default)]
    q: String,
    /// As in a search.
    zone: Option<String>,
}

/// The access register of every matching session.
#[utoipa::path(get, path = "/api/v1/export", params(Wanted),
    responses(
        (status = 200, body = String, content_type = "text/csv", headers(
            ("sekisho-undecided" = usize, description = "how many sessions may match or not, as in a search"))),
        (status = 400, body = ErrorBody)))]
pub(crate) async fn export(
    State(desk): State<Arc<Desk>>,
    Parameters(wanted): Parameters<Wanted>,
) -> Result<impl IntoResponse, AnswerError> {
    let question = Asked::everything(wanted.q, wanted.zone).question()?;
    let format = answer::register::format(wanted.format.as_deref().unwrap_or("csv"))?;
    let Register { bytes, undecided } = answer::register::write(&desk, &question, format).await?;
    let count = HeaderValue::from(undecided.sessions);
    let undecided = [(HeaderName::from_static("sekisho-undecided"), count)];
    Ok((download(format.content_type, "sekisho-sessions", format.extension), undecided, bytes))
}
