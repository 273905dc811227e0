//! How does the embedded web app reach the browser?

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use rust_embed::{Embed, EmbeddedFile};

use crate::answer::Desk;
use crate::answer::ahead::{self, Ahead, Seen, Terminal};

/// The built web app. Missing only when the program was built without `make build`.
#[derive(Embed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Web;

/// What the browser may load and run: nothing from elsewhere, and no markup made of session content.
/// `wasm-unsafe-eval` is what the terminal player's emulator needs; without it the player hangs.
pub(crate) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; media-src 'self'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";

/// Serves a file of the web app; every other path is a page of it, because the address is the page's state.
pub(crate) async fn serve(State(desk): State<Arc<Desk>>, uri: Uri, headers: HeaderMap) -> Response {
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
        _ => match Web::get("index.html") {
            Some(page) => asking_ahead(page, &desk, &uri).await,
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
    // Names under assets/ carry a hash of their content, so they never change. The sign of the tab is asked for again with
    // every address, so with every seek, unless it may be kept.
    let caching = match path.split_once('/') {
        Some(("assets", _)) => "public, max-age=31536000, immutable",
        _ if path.ends_with(".svg") => "public, max-age=86400",
        _ => "no-cache",
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

/// Tells the browser what the page of a session will ask for, so that it asks while it still reads the page. There is no
/// word for a video that is asked for ahead, so an element of it stands in the page, which `web/src/player/ahead.ts` takes.
async fn asking_ahead(mut file: EmbeddedFile, desk: &Desk, uri: &Uri) -> Response {
    let is_legible = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~@:%".contains(&byte);
    let key = uri.path().strip_prefix("/sessions/");
    let key = key.filter(|key| !key.is_empty() && key.bytes().all(is_legible));
    let Some(key) = key else { return file_response("index.html", file) };
    let Query(seen) = Query::<Seen>::try_from_uri(uri).unwrap_or_default();
    let Ahead { recording, video } = ahead::of(desk, key, &seen).await;
    if let Some(video) = video {
        file.data = loading(&file.data, &video).into();
    }
    let mut page = file_response("index.html", file);
    let is_terminal = !matches!(recording, Terminal::Absent);
    let parts = is_terminal.then(parts).into_iter().flatten();
    let watched = match recording {
        Terminal::Watched(address) => Some(address),
        Terminal::Read | Terminal::Absent => None,
    };
    let answers = [format!("/api/v1/sessions/{key}")].into_iter().chain(watched);
    let answers = answers.map(|each| format!("<{each}>; rel=preload; as=fetch; crossorigin"));
    if let Ok(ahead) = HeaderValue::try_from(parts.chain(answers).collect::<Vec<_>>().join(", ")) {
        page.headers_mut().insert(header::LINK, ahead);
    }
    page
}

/// The page with an element that loads a video, which is not seen before the page shows it.
fn loading(page: &[u8], video: &str) -> Vec<u8> {
    let ahead =
        format!(r#"<body><video id="ahead" src="{video}" preload="auto" muted hidden></video>"#);
    String::from_utf8_lossy(page).replacen("<body>", &ahead, 1).into_bytes()
}

/// The parts of the web app that the recording of a terminal needs besides what every page needs, by the name of their
/// module, `web/src/player/surface.ts`.
fn parts() -> impl Iterator<Item = String> {
    Web::iter().filter(|name| name.starts_with("assets/surface-")).filter_map(|name| {
        let how = match name.rsplit('.').next()? {
            "js" => "modulepreload",
            "css" => "preload; as=style; crossorigin",
            "wasm" => "preload; as=fetch; crossorigin",
            _ => return None,
        };
        Some(format!("</{name}>; rel={how}"))
    })
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
