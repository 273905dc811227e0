//! Where does a transcript say less than was shown, and who may see the rest?

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use super::parameter::{Named, Sent};
use crate::answer::reason::Reason;
use crate::answer::{self, AnswerError, Desk};
use crate::shape::ErrorBody;
use crate::shape::marks::{MarkList, RevealAsked, Revealed};

/// Masked secrets and hidden output: where, and of which kind.
#[utoipa::path(get, path = "/api/v1/sessions/{key}/marks", params(("key" = String, Path)),
    responses((status = 200, body = MarkList), (status = 404, body = ErrorBody)))]
pub(crate) async fn list(
    State(desk): State<Arc<Desk>>,
    Named(key): Named<String>,
) -> Result<Json<MarkList>, AnswerError> {
    Ok(Json(answer::reveal::marks(&desk, &key).await?))
}

/// The lines that hold secrets, unmasked. The reason is written into the ledger before they are read, each time.
#[utoipa::path(post, path = "/api/v1/sessions/{key}/reveal", params(("key" = String, Path)),
    request_body = RevealAsked,
    responses((status = 200, body = Revealed), (status = 400, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub(crate) async fn reveal(
    State(desk): State<Arc<Desk>>,
    Named(key): Named<String>,
    Sent(asked): Sent<RevealAsked>,
) -> Result<Json<Revealed>, AnswerError> {
    let reason = Reason::given(&asked.reason, "secrets are shown")?;
    Ok(Json(answer::reveal::lines(&desk, &key, &reason).await?))
}
