//! Which originals are archived, and which of them could not be read?

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use super::asked::Paged;
use super::parameter::Parameters;
use crate::answer::{self, AnswerError, Desk};
use crate::shape::ErrorBody;
use crate::shape::original::OriginalPage;

/// Which originals.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// `unreadable` (wholly, in part, or in conflict) or `all`; `all` if absent.
    state: Option<String>,
    /// Rows of a page, 1 to 500; 20 if absent.
    limit: Option<usize>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// Archived originals by place.
#[utoipa::path(get, path = "/api/v1/originals", params(Which),
    responses((status = 200, body = OriginalPage), (status = 400, body = ErrorBody)))]
pub(crate) async fn list(
    State(desk): State<Arc<Desk>>,
    Parameters(which): Parameters<Which>,
) -> Result<Json<OriginalPage>, AnswerError> {
    let only_unreadable = match which.state.as_deref() {
        None | Some("all") => false,
        Some("unreadable") => true,
        Some(other) => {
            return Err(AnswerError::Refused {
                code: "bad-state",
                message: format!("there are no {other:?} originals"),
                hint: "use state=unreadable or state=all".into(),
            });
        }
    };
    let page = Paged { limit: which.limit, cursor: which.cursor }.page()?;
    Ok(Json(answer::originals::list(&desk, only_unreadable, page).await?))
}
