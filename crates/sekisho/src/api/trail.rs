//! Is the trail complete?

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use crate::answer::{self, AnswerError, Desk};
use crate::shape::trail::TrailShape;

/// For which hours CloudTrail's digests prove that the CloudTrail files held are complete and unaltered, and what is not
/// proven.
#[utoipa::path(get, path = "/api/v1/trail", responses((status = 200, body = TrailShape)))]
pub(crate) async fn completeness(
    State(desk): State<Arc<Desk>>,
) -> Result<Json<TrailShape>, AnswerError> {
    Ok(Json(answer::trail::completeness(&desk).await?))
}
