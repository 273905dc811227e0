//! How does the embedded web app reach the browser?

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use rust_embed::{Embed, EmbeddedFile};

/// The built web app. Missing only when the program was built without `make build`.
#[derive(Embed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Web;

/// What the browser may load and run: nothing from elsewhere, and no markup made of session content.
/// `wasm-unsafe-eval` is what the terminal player's emulator needs; without it the player hangs.
pub(crate) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";

/// Serves a file of the web app; every other path is a page of it, because the address is the page's state.
pub(crate) async fn serve(uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    match Web::get(path) {
        Some(file) if !path.is_empty() => file_response(path, file),
        // A page that was loaded before an upgrade asks for files that are gone; a page in their place would not run.
        _ if path.starts_with("assets/") => {
            text(StatusCode::NOT_FOUND, "there is no such file; load the page again\n")
        }
        _ => match Web::get("index.html") {
            Some(page) => file_response("index.html", page),
            None => text(
                StatusCode::NOT_FOUND,
                "the web app is not part of this program; build it with `make build`\n",
            ),
        },
    }
}

fn file_response(path: &str, file: EmbeddedFile) -> Response {
    let mut response = Response::new(Body::from(file.data));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    // Names under assets/ carry a hash of their content, so they never change.
    let caching = if path.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    response
}

fn text(status: StatusCode, text: &'static str) -> Response {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        Some("woff2") => "font/woff2",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}
