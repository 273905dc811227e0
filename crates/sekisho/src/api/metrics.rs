//! What does a monitoring system get?

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use crate::answer::{AnswerError, Desk, metrics};

/// How far the sources were read and how much is held, in the text format of OpenMetrics, which Prometheus scrapes.
pub(crate) async fn metrics(
    State(desk): State<Arc<Desk>>,
) -> Result<impl IntoResponse, AnswerError> {
    let text = metrics::of(&desk.holdings.catalog, None).await?;
    Ok(([(header::CONTENT_TYPE, metrics::MEDIA_TYPE)], text))
}
