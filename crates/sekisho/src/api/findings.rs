//! What do the rules say?

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use super::asked::Paged;
use super::parameter::Parameters;
use crate::answer::{self, AnswerError, Desk};
use crate::shape::ErrorBody;
use crate::shape::finding::FindingPage;

/// Findings, most severe first.
#[utoipa::path(get, path = "/api/v1/findings", params(Paged),
    responses((status = 200, body = FindingPage), (status = 400, body = ErrorBody)))]
pub(crate) async fn list(
    State(desk): State<Arc<Desk>>,
    Parameters(paged): Parameters<Paged>,
) -> Result<Json<FindingPage>, AnswerError> {
    Ok(Json(answer::findings::list(&desk, paged.page()?).await?))
}
