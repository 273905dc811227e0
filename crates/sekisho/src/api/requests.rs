//! Which access requests are there, and what became of them?

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use super::asked::Paged;
use super::parameter::{Named, Parameters};
use crate::answer::{self, AnswerError, Desk};
use crate::shape::ErrorBody;
use crate::shape::request::{RequestPage, RequestRow};

/// Access requests, newest first.
#[utoipa::path(get, path = "/api/v1/requests", params(Paged),
    responses((status = 200, body = RequestPage), (status = 400, body = ErrorBody)))]
pub(crate) async fn list(
    State(desk): State<Arc<Desk>>,
    Parameters(paged): Parameters<Paged>,
) -> Result<Json<RequestPage>, AnswerError> {
    Ok(Json(answer::requests::list(&desk, paged.page()?).await?))
}

/// One access request.
#[utoipa::path(get, path = "/api/v1/requests/{id}", params(("id" = String, Path)),
    responses((status = 200, body = RequestRow), (status = 404, body = ErrorBody)))]
pub(crate) async fn detail(
    State(desk): State<Arc<Desk>>,
    Named(id): Named<String>,
) -> Result<Json<RequestRow>, AnswerError> {
    Ok(Json(answer::requests::detail(&desk, &id).await?))
}
