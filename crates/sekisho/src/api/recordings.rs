//! Which recordings belong to no session, and who says where they belong?

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::parameter::{Named, Parameters, Sent};
use super::screen::{Beginning, handed_out};
use crate::answer::reason::Reason;
use crate::answer::{self, AnswerError, Desk};
use crate::shape::ErrorBody;
use crate::shape::recording::{AttachAsked, Attached, DetachAsked, UnattachedList};

/// The recordings of which nobody knows whose screen they show, each with the sessions that it may belong to.
#[utoipa::path(get, path = "/api/v1/recordings/unattached",
    responses((status = 200, body = UnattachedList)))]
pub(crate) async fn unattached(
    State(desk): State<Arc<Desk>>,
) -> Result<Json<UnattachedList>, AnswerError> {
    Ok(Json(answer::recordings::unattached(&desk).await?))
}

/// A video as it is archived, or the part of it that `Range` asks for, whether it belongs to a session or not.
#[utoipa::path(get, path = "/api/v1/recordings/{sha256}/video",
    params(("sha256" = String, Path), Beginning),
    responses((status = 200, body = Vec<u8>, content_type = "video/mp4"),
        (status = 206, body = Vec<u8>, content_type = "video/mp4"),
        (status = 404, body = ErrorBody), (status = 416)))]
pub(crate) async fn video(
    State(desk): State<Arc<Desk>>,
    Named(sha256): Named<String>,
    Parameters(Beginning { bytes }): Parameters<Beginning>,
    headers: HeaderMap,
) -> Result<Response, AnswerError> {
    let screen = answer::recordings::open(&desk, &sha256).await?;
    Ok(handed_out(screen, &sha256, bytes, &headers))
}

/// Says whose screen a recording shows. It is sealed with the reason, and shown beside the recording; of several such words
/// about one recording the last counts.
#[utoipa::path(post, path = "/api/v1/recordings/{sha256}/attach", params(("sha256" = String, Path)),
    request_body = AttachAsked,
    responses((status = 200, body = Attached), (status = 400, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub(crate) async fn attach(
    State(desk): State<Arc<Desk>>,
    Named(sha256): Named<String>,
    Sent(asked): Sent<AttachAsked>,
) -> Result<Json<Attached>, AnswerError> {
    let reason = Reason::given(&asked.reason, "a recording is attached")?;
    Ok(Json(answer::attaching::attach(&desk, &sha256, &asked.session, &reason).await?))
}

/// Says that a recording shows the screen of no session that is known, whatever was said before or fits. It is sealed with the
/// reason, and nothing of what was said before is lost.
#[utoipa::path(post, path = "/api/v1/recordings/{sha256}/detach", params(("sha256" = String, Path)),
    request_body = DetachAsked,
    responses((status = 200, body = Attached), (status = 400, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub(crate) async fn detach(
    State(desk): State<Arc<Desk>>,
    Named(sha256): Named<String>,
    Sent(asked): Sent<DetachAsked>,
) -> Result<Json<Attached>, AnswerError> {
    let reason = Reason::given(&asked.reason, "an attachment is taken back")?;
    Ok(Json(answer::attaching::detach(&desk, &sha256, &reason).await?))
}
