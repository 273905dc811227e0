//! How is a still picture of a moment served?

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use sekisho_export::Picture;
use serde::Deserialize;
use utoipa::IntoParams;

use super::asked::{place, zone};
use super::download::{disposition, origin};
use super::parameter::{Named, Parameters, Terminal};
use crate::answer::{self, AnswerError, Desk};
use crate::shape::ErrorBody;

/// Which moment.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Moment {
    /// A byte of the output such as `b18231`, a line of the transcript such as `L214`, or a playing position such as
    /// `7.5s` or `3:12`.
    at: String,
    /// `false` leaves the cursor out.
    cursor: Option<bool>,
    /// The IANA zone that the time in the picture is written in; the server's if absent.
    zone: Option<String>,
}

/// The screen at a moment as an SVG. It says itself which session, node, place, time and original it shows.
#[utoipa::path(get, path = "/api/v1/sessions/{key}/still.svg", params(("key" = String, Path), Moment, Terminal),
    responses((status = 200, body = String, content_type = "image/svg+xml"), (status = 400, body = ErrorBody),
        (status = 404, body = ErrorBody)))]
pub(crate) async fn svg(
    State(desk): State<Arc<Desk>>,
    Named(key): Named<String>,
    Parameters(moment): Parameters<Moment>,
    Parameters(terminal): Parameters<Terminal>,
) -> Result<Response, AnswerError> {
    still(&desk, &key, (moment, &terminal), Picture::Svg).await
}

/// The same as a PNG, drawn with a font that has Japanese.
#[utoipa::path(get, path = "/api/v1/sessions/{key}/still.png", params(("key" = String, Path), Moment, Terminal),
    responses((status = 200, body = Vec<u8>, content_type = "image/png"), (status = 400, body = ErrorBody),
        (status = 404, body = ErrorBody)))]
pub(crate) async fn png(
    State(desk): State<Arc<Desk>>,
    Named(key): Named<String>,
    Parameters(moment): Parameters<Moment>,
    Parameters(terminal): Parameters<Terminal>,
) -> Result<Response, AnswerError> {
    still(&desk, &key, (moment, &terminal), Picture::Png).await
}

async fn still(
    desk: &Arc<Desk>,
    key: &str,
    (moment, terminal): (Moment, &Terminal),
    picture: Picture,
) -> Result<Response, AnswerError> {
    let place = place(&moment.at)?;
    let wanted = answer::still::Wanted {
        place,
        size: terminal.chosen()?,
        cursor: moment.cursor.unwrap_or(true),
        zone: moment.zone.map(zone).transpose()?,
        picture,
    };
    let drawn = answer::still::still(desk, key, wanted).await?;
    let name = format!("{key}-b{}", drawn.offset);
    // A browser shows a PNG, and saves an SVG, which would be a page of ours.
    let how = if picture == Picture::Png { "inline" } else { "attachment" };
    let headers: [(HeaderName, String); 2] = [
        (header::CONTENT_TYPE, picture.content_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition(how, &name, picture.extension())),
    ];
    Ok((headers, origin(&drawn.about), drawn.bytes).into_response())
}
