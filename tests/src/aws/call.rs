//! What does a request ask for, in whose account, and about what?
//!
//! As in AWS, the signature says it: `Authorization: AWS4-HMAC-SHA256 Credential=<key>/<day>/<region>/<service>/…` names
//! the key, whose account it is, the region and the service that is meant.

use http_body_util::BodyExt;
use hyper::body::{Bytes, Incoming};
use hyper::header::AUTHORIZATION;
use hyper::{Method, Request, Uri};

use super::keys::{Key, Keys};

/// A request as it was understood; [`super::Aws::calls`] lists them all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// As in the credential scope: `s3`, `ssm`, `cloudtrail`, `logs`, `sqs`, `sts`.
    pub service: String,
    /// As AWS calls it, such as `ListObjectsV2` or `DescribeSessions`.
    pub operation: String,
    /// Twelve digits, or empty for a key nobody knows.
    pub account: String,
    /// Such as `ap-northeast-1`.
    pub region: String,
    /// S3: `<bucket>/<key>?<query>`, percent escapes undone. Others: the body of the request.
    pub about: String,
}

/// A request, its [`Call`] read from it.
pub(super) struct Asked {
    pub(super) call: Call,
    pub(super) key: Option<Key>,
    pub(super) content: Content,
}

/// S3 reads its own body, and only S3 has large ones.
pub(super) enum Content {
    Object(Box<Request<Incoming>>),
    Whole(Bytes),
}

impl Asked {
    pub(super) async fn read(
        request: Request<Incoming>,
        keys: &Keys,
    ) -> Result<Self, hyper::Error> {
        let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
        let scope = header(AUTHORIZATION.as_str()).and_then(scope).unwrap_or_default();
        let key = keys.find(scope[0], header("x-amz-security-token"));
        let mut call = Call {
            service: scope[3].to_owned(),
            operation: String::new(),
            account: key.as_ref().map_or_else(String::new, |key| key.account.clone()),
            region: scope[2].to_owned(),
            about: String::new(),
        };
        if call.service == "s3" || call.service.is_empty() {
            call.operation = object_operation(request.method(), request.uri()).to_owned();
            call.about = object_name(request.uri());
            return Ok(Self { call, key, content: Content::Object(Box::new(request)) });
        }
        let target = header("x-amz-target").and_then(|target| target.rsplit('.').next());
        call.operation = target.unwrap_or_default().to_owned();
        let body = request.into_body().collect().await?.to_bytes();
        call.about = String::from_utf8_lossy(&body).into_owned();
        if call.operation.is_empty() {
            call.operation = form_field(&call.about, "Action").unwrap_or_default();
        }
        Ok(Self { call, key, content: Content::Whole(body) })
    }
}

/// The value of a field of `application/x-www-form-urlencoded` text.
pub(super) fn form_field(form: &str, name: &str) -> Option<String> {
    let pairs = form.split('&').filter_map(|pair| pair.split_once('='));
    let found = pairs.into_iter().find(|(field, _)| *field == name);
    found.map(|(_, value)| unescape(&value.replace('+', " ")))
}

/// Key, day, region and service of a signature.
fn scope(authorization: &str) -> Option<[&str; 4]> {
    let credential = authorization.split_once("Credential=")?.1.split(',').next()?;
    credential.split('/').take(4).collect::<Vec<_>>().try_into().ok()
}

/// The operations of S3 have no name on the wire; these are told apart here, the others are `Other`.
fn object_operation(method: &Method, uri: &Uri) -> &'static str {
    let query = uri.query().unwrap_or_default();
    let asks = |name: &str| query.split('&').any(|field| field.split('=').next() == Some(name));
    let in_bucket = uri.path().trim_matches('/').contains('/');
    match (method.as_str(), in_bucket) {
        ("GET", true) => "GetObject",
        ("HEAD", true) => "HeadObject",
        ("PUT", true) => "PutObject",
        ("DELETE", true) => "DeleteObject",
        ("HEAD", false) => "HeadBucket",
        ("GET", false) if asks("list-type") => "ListObjectsV2",
        ("GET", false) if asks("versions") => "ListObjectVersions",
        ("GET", false) if asks("versioning") => "GetBucketVersioning",
        ("GET", false) if asks("location") => "GetBucketLocation",
        ("GET", false) if uri.path() == "/" => "ListBuckets",
        ("PUT", false) => "CreateBucket",
        _ => "Other",
    }
}

fn object_name(uri: &Uri) -> String {
    let query = uri.query().map_or_else(String::new, |query| format!("?{query}"));
    unescape(&format!("{}{query}", uri.path().trim_start_matches('/')))
}

fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let escaped =
            (first == b'%').then(|| after.get(..2).and_then(|pair| hex::decode(pair).ok()));
        match escaped.flatten() {
            Some(decoded) => {
                bytes.extend(decoded);
                rest = &after[2..];
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
