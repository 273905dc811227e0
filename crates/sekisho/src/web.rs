//! How does the embedded web app reach the browser?

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
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
pub(crate) async fn serve(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    let file = |path: &str| match compressed(path, &headers) {
        Some(file) => Some(encoded(file_response(path, file))),
        None => Web::get(path).map(|file| file_response(path, file)),
    };
    match file(path) {
        Some(response) if !path.is_empty() => response,
        // A page that was loaded before an upgrade asks for files that are gone; a page in their place would not run.
        _ if path.starts_with("assets/") => {
            text(StatusCode::NOT_FOUND, "there is no such file; load the page again\n")
        }
        _ => match file("index.html") {
            Some(page) => asking_ahead(page, path),
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

/// The file as the build compressed it, for whoever can undo that.
fn compressed(path: &str, headers: &HeaderMap) -> Option<EmbeddedFile> {
    let accepted = headers.get(header::ACCEPT_ENCODING)?.to_str().ok()?;
    let is_accepted = accepted.split(',').any(|encoding| encoding.trim() == "br");
    is_accepted.then(|| Web::get(&format!("{path}.br")))?
}

fn encoded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}

/// Tells the browser what the page of a session will ask for, so that it asks while it still reads the page.
fn asking_ahead(mut page: Response, path: &str) -> Response {
    let is_legible = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~@:%".contains(&byte);
    let key = path.strip_prefix("sessions/").filter(|key| key.bytes().all(is_legible));
    let Some(key) = key.filter(|key| !key.is_empty()) else { return page };
    let mut ahead = vec![format!("</api/v1/sessions/{key}>; rel=preload; as=fetch; crossorigin")];
    // What draws a terminal is a part of its own, named after `web/src/player/surface.ts`.
    for name in Web::iter().filter(|name| name.starts_with("assets/surface-")) {
        if name.ends_with(".js") {
            ahead.push(format!("</{name}>; rel=modulepreload"));
        } else if name.ends_with(".css") {
            ahead.push(format!("</{name}>; rel=preload; as=style; crossorigin"));
        }
    }
    if let Ok(ahead) = HeaderValue::try_from(ahead.join(", ")) {
        page.headers_mut().insert(header::LINK, ahead);
    }
    page
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
