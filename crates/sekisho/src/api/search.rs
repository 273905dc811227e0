//! Who, where and what: the answer to what an auditor typed.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use super::asked::Asked;
use super::parameter::Parameters;
use crate::answer::{self, AnswerError, Desk};
use crate::shape::ErrorBody;
use crate::shape::search::SearchAnswer;

/// Answer a question and say how it was understood.
#[utoipa::path(get, path = "/api/v1/search", params(Asked),
    responses((status = 200, body = SearchAnswer), (status = 400, body = ErrorBody)))]
pub(crate) async fn search(
    State(desk): State<Arc<Desk>>,
    Parameters(asked): Parameters<Asked>,
) -> Result<Json<SearchAnswer>, AnswerError> {
    Ok(Json(answer::search::search(&desk, &asked.question()?).await?))
}
