//! What does a caller see of a fault?

use std::time::Duration;

use http_body_util::{BodyExt, Channel};
use hyper::body::Bytes;

use super::call::Call;
use super::fault::Harm;
use super::keys::Key;
use super::refusal::{Refusal, whole};
use super::server::{Answer, Failed, Line};

/// Long enough for what was written to be on its way before the connection ends.
const UNDERWAY: Duration = Duration::from_millis(200);

/// What is answered instead of the answer, if this harm refuses the call.
pub(super) fn refusal(harm: &Harm, call: &Call, key: Option<&Key>) -> Option<Refusal> {
    let s3 = call.service == "s3";
    Some(match harm {
        Harm::Throttled if s3 => Refusal::new(503, "SlowDown", "Please reduce your request rate."),
        Harm::Throttled => Refusal::bad("ThrottlingException", "Rate exceeded"),
        Harm::Broken if s3 => {
            let text = "We encountered an internal error. Please try again.";
            Refusal::new(500, "InternalError", text)
        }
        Harm::Broken => {
            Refusal::new(500, "InternalServerError", "An error occurred on the server side.")
        }
        Harm::Denied => {
            let code = if s3 { "AccessDenied" } else { "AccessDeniedException" };
            Refusal::new(
                if s3 { 403 } else { 400 },
                code,
                denied(call, key, &action(call), &resource(call)),
            )
        }
        Harm::KeyDenied => {
            let key_arn = format!("arn:aws:kms:{}:{}:key/example", call.region, call.account);
            Refusal::new(403, "AccessDenied", denied(call, key, "kms:Decrypt", &key_arn))
        }
        Harm::Lacking => {
            Refusal::bad("UnsupportedOperationException", "The operation is not supported.")
        }
        Harm::Gone => Refusal::new(404, "NoSuchKey", "The specified key does not exist."),
        Harm::ExpiredToken if s3 => Refusal::bad("ExpiredToken", "The provided token has expired."),
        Harm::ExpiredToken => {
            let text = "The security token included in the request is expired";
            Refusal::bad("ExpiredTokenException", text)
        }
        Harm::ExpiredPage => expired_page(&call.service),
        Harm::Changed(_)
        | Harm::Reset(_)
        | Harm::Short(_)
        | Harm::WrongBytes { .. }
        | Harm::Slow(_) => {
            return None;
        }
    })
}

/// The token of a page is not, or no longer, known.
pub(super) fn expired_page(service: &str) -> Refusal {
    match service {
        "s3" => Refusal::bad("InvalidArgument", "The continuation token provided is incorrect"),
        "ssm" => Refusal::bad("InvalidNextToken", "The specified token isn't valid."),
        "cloudtrail" => Refusal::bad("InvalidNextTokenException", "Invalid token."),
        _ => Refusal::bad("InvalidParameterException", "The specified nextToken is invalid."),
    }
}

/// The answer as it arrives after what happened to it on its way.
pub(super) async fn damage(mut answer: Answer, harm: &Harm, line: &Line) -> Result<Answer, Failed> {
    match harm {
        Harm::Reset(bytes) => {
            line.reset();
            cut(answer, *bytes).await
        }
        Harm::Short(bytes) => cut(answer, *bytes).await,
        Harm::WrongBytes { checksum } => {
            if !checksum {
                let names: Vec<_> = answer.headers().keys().cloned().collect();
                for name in names.iter().filter(|name| name.as_str().starts_with("x-amz-checksum-"))
                {
                    answer.headers_mut().remove(name);
                }
            }
            let (head, body) = answer.into_parts();
            let mut bytes = body.collect().await?.to_bytes().to_vec();
            let middle = bytes.len() / 2;
            if let Some(byte) = bytes.get_mut(middle) {
                *byte ^= 0x01;
            }
            Ok(Answer::from_parts(head, whole(bytes)))
        }
        _ => Ok(answer),
    }
}

/// Lets `bytes` of the body through and then ends the connection; Content-Length still promises all of it.
async fn cut(answer: Answer, bytes: usize) -> Result<Answer, Failed> {
    let (mut head, body) = answer.into_parts();
    let all = body.collect().await?.to_bytes();
    head.headers.insert(hyper::header::CONTENT_LENGTH, all.len().into());
    let part = all.slice(..bytes.min(all.len().saturating_sub(1)));
    let (mut sender, body) = Channel::<Bytes, Failed>::new(1);
    tokio::spawn(async move {
        // The receiver is gone when the client did not wait: then there is nothing left to break.
        let _ = sender.send_data(part).await;
        tokio::time::sleep(UNDERWAY).await;
        sender.abort("the connection ends here".into());
    });
    Ok(Answer::from_parts(head, body.boxed_unsync()))
}

fn denied(call: &Call, key: Option<&Key>, action: &str, resource: &str) -> String {
    let arn = key.map_or("anonymous", |key| &key.arn);
    let quote = if call.service == "s3" { "\"" } else { "" };
    format!(
        "User: {arn} is not authorized to perform: {action} on resource: {quote}{resource}{quote} because no \
         identity-based policy allows the {action} action"
    )
}

/// The permission that an operation takes: not always its name.
fn action(call: &Call) -> String {
    let name = match call.operation.as_str() {
        "ListObjectsV2" | "HeadBucket" => "ListBucket",
        "ListObjectVersions" => "ListBucketVersions",
        "HeadObject" => "GetObject",
        name => name,
    };
    format!("{}:{name}", call.service)
}

fn resource(call: &Call) -> String {
    let Call { service, account, region, about, .. } = call;
    match service.as_str() {
        "s3" => format!("arn:aws:s3:::{}", about.split('?').next().unwrap_or_default()),
        _ => format!("arn:aws:{service}:{region}:{account}:*"),
    }
}
