//! What is held here, and what time is it?

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use crate::answer::{self, AnswerError, Desk};
use crate::shape::status::Status;

/// What is held here, and what time it is.
#[utoipa::path(get, path = "/api/v1/status", responses((status = 200, body = Status)))]
pub(crate) async fn status(State(desk): State<Arc<Desk>>) -> Result<Json<Status>, AnswerError> {
    Ok(Json(answer::status::status(&desk).await?))
}
