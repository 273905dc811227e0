//! How does a refusal travel over HTTP?

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::answer::AnswerError;
use crate::shape::{ErrorBody, ErrorDetail};

impl IntoResponse for AnswerError {
    fn into_response(self) -> Response {
        let status = match &self {
            AnswerError::NotFound { .. } => StatusCode::NOT_FOUND,
            AnswerError::Refused { .. } | AnswerError::NotUnderstood { .. } => {
                StatusCode::BAD_REQUEST
            }
            AnswerError::ClockBehind { .. } => StatusCode::CONFLICT,
            AnswerError::NotDerived => StatusCode::SERVICE_UNAVAILABLE,
            AnswerError::Failed(error) => {
                tracing::error!(error = format!("{error:#}"), "a request failed");
                StatusCode::INTERNAL_SERVER_ERROR
            }
        };
        (status, Json(ErrorBody { error: self.detail() })).into_response()
    }
}

/// Anything under `/api` that is not in the router list.
pub(crate) async fn unknown_route() -> Response {
    let error = ErrorDetail {
        code: "no-such-route".into(),
        message: "the API has no such address".into(),
        hint: Some("see /api/v1/openapi.json".into()),
        problems: Vec::new(),
    };
    (StatusCode::NOT_FOUND, Json(ErrorBody { error })).into_response()
}

/// A known address with a method that it does not know.
pub(crate) async fn wrong_method() -> Response {
    let error = ErrorDetail {
        code: "wrong-method".into(),
        message: "this address does not answer that method".into(),
        hint: Some("see /api/v1/openapi.json".into()),
        problems: Vec::new(),
    };
    (StatusCode::METHOD_NOT_ALLOWED, Json(ErrorBody { error })).into_response()
}
