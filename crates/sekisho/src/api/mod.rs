//! Which addresses does the server answer?

mod asked;
mod coverage;
mod download;
mod error;
mod export;
mod findings;
mod footage;
mod live;
mod marks;
mod metrics;
mod originals;
mod parameter;
mod recording;
mod recordings;
mod requests;
mod screen;
mod search;
mod sessions;
mod status;
mod still;
mod trail;

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::Request;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::Desk;
use crate::web;

/// The document's own part; routes and shapes are collected from the handlers.
#[derive(OpenApi)]
#[openapi(info(
    title = "Sekisho",
    description = "Who got into which server through AWS Systems Manager, was it allowed, and what did they do?\n\n\
        Times are RFC 3339 in UTC; `null` means not known; lists carry exact totals and an opaque cursor."
))]
struct Document;

/// Every API route, one line each.
fn routes() -> OpenApiRouter<Arc<Desk>> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(status::status))
        .routes(routes!(search::search))
        .routes(routes!(sessions::list))
        .routes(routes!(sessions::detail))
        .routes(routes!(sessions::transcript))
        .routes(routes!(sessions::commands))
        .routes(routes!(sessions::timeline))
        .routes(routes!(sessions::around))
        .routes(routes!(sessions::find))
        .routes(routes!(sessions::text))
        .routes(routes!(marks::list))
        .routes(routes!(marks::reveal))
        .routes(routes!(recording::index))
        .routes(routes!(recording::segment))
        .routes(routes!(recording::cast))
        .routes(routes!(live::stream))
        .routes(routes!(still::svg))
        .routes(routes!(still::png))
        .routes(routes!(screen::screen))
        .routes(routes!(footage::timeline))
        .routes(routes!(footage::frames))
        .routes(routes!(footage::sheet))
        .routes(routes!(footage::text))
        .routes(routes!(requests::list))
        .routes(routes!(requests::detail))
        .routes(routes!(findings::list))
        .routes(routes!(originals::list))
        .routes(routes!(trail::completeness))
        .routes(routes!(recordings::unattached))
        .routes(routes!(recordings::video))
        .routes(routes!(recordings::attach))
        .routes(routes!(recordings::detach))
        .routes(routes!(coverage::coverage))
        .routes(routes!(export::export))
}

/// The whole server: API, its description, numbers to watch, and the web app for every other address.
pub(crate) fn router(desk: Arc<Desk>) -> Router {
    let (api, document) = routes().split_for_parts();
    api.route("/api/v1/openapi.json", get(|| async { Json(document) }))
        .route("/metrics", get(metrics::metrics))
        .route("/api/{*rest}", axum::routing::any(error::unknown_route))
        .method_not_allowed_fallback(error::wrong_method)
        .fallback(web::serve)
        .layer(CompressionLayer::new().compress_when(packable()))
        .layer(middleware::from_fn(guard))
        .layer(CatchPanicLayer::new())
        .with_state(desk)
}

/// What is worth packing: a video is packed already.
fn packable() -> impl Predicate {
    DefaultPredicate::new().and(NotForContentType::const_new("video/"))
}

/// Protects every answer: a page elsewhere must not reach the API through the auditor's browser, and session content
/// must not become markup.
async fn guard(request: Request, next: Next) -> Response {
    if !is_local_host(request.headers().get(header::HOST)) {
        return refusal(
            StatusCode::MISDIRECTED_REQUEST,
            "this server answers only to its own address\n",
        );
    }
    let is_api = request.uri().path().starts_with("/api/");
    let headers = request.headers();
    if is_api && (is_foreign(headers.get("sec-fetch-site")) || is_elsewhere(headers)) {
        return refusal(StatusCode::FORBIDDEN, "other sites may not use this API\n");
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, web::CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

fn refusal(status: StatusCode, text: &'static str) -> Response {
    (status, text).into_response()
}

/// Without sign-in the loopback address is the only protection, and a foreign name that resolves to it (DNS rebinding)
/// would get around it.
fn is_local_host(host: Option<&HeaderValue>) -> bool {
    let Some(host) = host.and_then(|host| host.to_str().ok()) else { return false };
    let Ok(authority) = host.parse::<Authority>() else { return false };
    let name = authority.host().trim_start_matches('[').trim_end_matches(']');
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// What a browser says of a request that another site caused. Even one whose answer that site cannot see would leave a
/// line in the ledger. Addresses that were typed, and programs, say `none` or nothing.
fn is_foreign(site: Option<&HeaderValue>) -> bool {
    site.is_some_and(|site| site == "cross-site" || site == "same-site")
}

/// A WebSocket is opened across sites without asking, and not every browser says so in any other way.
fn is_elsewhere(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return false };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let own = |scheme| host.map(|host| format!("{scheme}://{host}"));
    !["http", "https"].into_iter().filter_map(own).any(|own| *origin == own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_another_address_is_elsewhere() {
        for (origin, expected) in [
            (None, false),
            (Some("http://127.0.0.1:8080"), false),
            (Some("https://127.0.0.1:8080"), false),
            (Some("http://127.0.0.1:8081"), true),
            (Some("http://localhost:8080"), true),
            (Some("http://evil.example"), true),
            (Some("null"), true),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static("127.0.0.1:8080"));
            if let Some(origin) = origin {
                headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
            }
            assert_eq!(is_elsewhere(&headers), expected, "{origin:?}");
        }
    }

    /// The web app's types are made from this file, so a change of the API is always a visible change of it.
    #[test]
    fn the_openapi_document_is_the_one_in_the_repository() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
        let document = routes().split_for_parts().1.to_pretty_json().expect("a document") + "\n";
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            std::fs::write(file, &document).expect("a writable checkout");
        }
        let kept = std::fs::read_to_string(file).expect("openapi.json");
        assert!(
            kept == document,
            "the API changed: run `make snapshots` and look at the difference"
        );
    }

    #[test]
    fn only_loopback_names_are_answered() {
        for (host, expected) in [
            ("127.0.0.1:8080", true),
            ("localhost", true),
            ("localhost:1", true),
            ("[::1]:8080", true),
            ("[::1]", true),
            ("127.0.0.53:8080", true),
            ("192.168.0.10", false),
            ("user@127.0.0.1", true),
            ("evil.example:8080", false),
            ("127.0.0.1.evil.example", false),
            ("", false),
        ] {
            assert_eq!(
                is_local_host(HeaderValue::from_str(host).ok().as_ref()),
                expected,
                "{host}"
            );
        }
        assert!(!is_local_host(None));
    }
}
