//! Is every recording here that should be?

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::IntoParams;

use super::asked::zone;
use super::parameter::Parameters;
use crate::answer::coverage::Asked;
use crate::answer::{self, AnswerError, Desk};
use crate::shape::ErrorBody;
use crate::shape::coverage::CoverageShape;

/// Which days.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Days {
    /// The first day, `YYYY-MM-DD`; thirty days in all if absent.
    #[param(value_type = Option<String>)]
    from: Option<Date>,
    /// The last day; today if absent.
    #[param(value_type = Option<String>)]
    to: Option<Date>,
    /// The IANA zone that days are cut in; the server's if absent.
    zone: Option<String>,
}

/// Expected recordings against arrived ones, by account, region and day, and how far each source has been read.
#[utoipa::path(get, path = "/api/v1/coverage", params(Days),
    responses((status = 200, body = CoverageShape), (status = 400, body = ErrorBody)))]
pub(crate) async fn coverage(
    State(desk): State<Arc<Desk>>,
    Parameters(days): Parameters<Days>,
) -> Result<Json<CoverageShape>, AnswerError> {
    let asked = Asked { from: days.from, to: days.to, zone: days.zone.map(zone).transpose()? };
    Ok(Json(answer::coverage::of(&desk, &asked).await?))
}
