//! How does content travel to be kept or passed on?

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures_util::TryStreamExt;
use sekisho_catalog::About;

use crate::answer::pieces::HandedOut;

/// The headers of a download; the browser saves it and never shows it as a page of ours.
pub(super) fn download(
    content_type: &'static str,
    name: &str,
    extension: &str,
) -> [(HeaderName, String); 2] {
    [
        (header::CONTENT_TYPE, content_type.to_owned()),
        (header::CONTENT_DISPOSITION, disposition("attachment", name, extension)),
    ]
}

/// The name of what is handed out: a terminal that somebody chose is part of it.
pub(super) fn name(key: &str, handed_out: &HandedOut) -> String {
    handed_out.chosen.map_or_else(|| key.to_owned(), |size| format!("{key}.{size}"))
}

/// What a browser does with it, and under which name it saves it.
pub(super) fn disposition(how: &str, name: &str, extension: &str) -> String {
    let is_safe = |c: char| c.is_ascii_alphanumeric() || "-_.@".contains(c);
    let safe: String = name.chars().map(|c| if is_safe(c) { c } else { '_' }).collect();
    format!("{how}; filename=\"{safe}.{extension}\"")
}

/// What the content was made from: a file that is passed on must not look surer than the page it came from.
pub(super) fn origin(about: &About) -> [(HeaderName, HeaderValue); 2] {
    // A hash in hexadecimal is a header value; an empty one says nothing false.
    let original = HeaderValue::try_from(about.original.to_string());
    [
        (
            HeaderName::from_static("sekisho-time-basis"),
            HeaderValue::from_static(about.basis.name()),
        ),
        (
            HeaderName::from_static("sekisho-original"),
            original.unwrap_or(HeaderValue::from_static("")),
        ),
    ]
}

/// The pieces as they come. An error breaks the connection off, so that no client takes what it got for the whole.
pub(super) fn sent(handed_out: HandedOut) -> Response {
    let session = handed_out.about.session.clone();
    let pieces = handed_out.pieces.inspect_err(move |error| {
        tracing::error!(%session, error = format!("{error:#}"), "a transfer was broken off");
    });
    (origin(&handed_out.about), Body::from_stream(pieces)).into_response()
}
