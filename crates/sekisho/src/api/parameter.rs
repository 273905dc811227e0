//! How are parameters read, so that a wrong one is refused like everything else?

use std::error::Error;

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;

use crate::answer::AnswerError;
use crate::answer::size::Chosen;

/// The parameters after the `?`.
pub(crate) struct Parameters<T>(pub(crate) T);

/// The parameters in the path.
pub(crate) struct Named<T>(pub(crate) T);

/// The terminal that a recording is shown on.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Terminal {
    /// `COLSxROWS`, at most `1000x300`: show what the recording shows on a terminal of that size; on its own if absent.
    size: Option<String>,
}

impl Terminal {
    /// The size, checked.
    pub(crate) fn chosen(&self) -> Result<Option<Chosen>, AnswerError> {
        self.size.as_deref().map(Chosen::typed).transpose()
    }
}

/// The JSON document that was sent.
pub(crate) struct Sent<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Sent<T> {
    type Rejection = AnswerError;

    async fn from_request(request: Request, state: &S) -> Result<Self, AnswerError> {
        let read = Json::<T>::from_request(request, state).await;
        let read = read.map_err(|error: JsonRejection| refused("what was sent", &error))?;
        Ok(Self(read.0))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Parameters<T> {
    type Rejection = AnswerError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, AnswerError> {
        let read = Query::<T>::from_request_parts(parts, state).await;
        let read = read.map_err(|error: QueryRejection| refused("a parameter", &error))?;
        Ok(Self(read.0))
    }
}

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Named<T> {
    type Rejection = AnswerError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, AnswerError> {
        let read = Path::<T>::from_request_parts(parts, state).await;
        let read = read.map_err(|error: PathRejection| refused("the address", &error))?;
        Ok(Self(read.0))
    }
}

/// What axum says names its own work first, which tells nobody anything; behind it stands what is wrong.
fn refused(what: &str, error: &dyn Error) -> AnswerError {
    let why = error.source().unwrap_or(error);
    AnswerError::Refused {
        code: "bad-parameter",
        message: format!("{what} cannot be read: {why}"),
        hint: "what can be asked, and how, is in /api/v1/openapi.json".into(),
    }
}
