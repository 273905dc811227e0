//! How does AWS say no?
//!
//! Imitates three forms: XML of S3, `__type` of the JSON services, and XML of the query protocol of STS. Codes and
//! texts are those that the services document.

use http_body_util::{BodyExt, Full};
use hyper::Response;
use hyper::header::{CONTENT_TYPE, HeaderValue};

use super::server::{Answer, Body};

/// SQS spoke another protocol once; clients still know this error by the name it had there, from a header.
pub(super) const QUEUE_MISSING: &str = "QueueDoesNotExist";

/// An error of AWS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) code: &'static str,
    pub(super) message: String,
}

impl Refusal {
    pub(super) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }

    /// The caller asked for something that does not exist or makes no sense.
    pub(super) fn bad(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(400, code, message)
    }

    /// The answer in the form of a service.
    pub(super) fn answer(&self, service: &str, request_id: &str) -> Answer {
        let Self { status, code, message } = self;
        let text = escape(message);
        let (kind, text) = match service {
            "s3" => (
                "application/xml",
                format!(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>{text}</Message>\
                     <RequestId>{request_id}</RequestId><HostId>stand-in</HostId></Error>"
                ),
            ),
            "sts" => (
                "text/xml",
                format!(
                    "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>\
                     <Code>{code}</Code><Message>{text}</Message></Error><RequestId>{request_id}</RequestId>\
                     </ErrorResponse>"
                ),
            ),
            "sqs" => (
                "application/x-amz-json-1.0",
                serde_json::json!({ "__type": format!("com.amazonaws.sqs#{code}"), "message": message }).to_string(),
            ),
            _ => (
                "application/x-amz-json-1.1",
                serde_json::json!({ "__type": code, "message": message }).to_string(),
            ),
        };
        let mut answer = Response::new(whole(text));
        *answer.status_mut() = hyper::StatusCode::from_u16(*status).unwrap_or_default();
        if *code == QUEUE_MISSING {
            let old_name = "AWS.SimpleQueueService.NonExistentQueue;Sender";
            answer.headers_mut().insert("x-amzn-query-error", HeaderValue::from_static(old_name));
        }
        answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        answer
    }
}

/// A body that is known at once.
pub(super) fn whole(bytes: impl Into<hyper::body::Bytes>) -> Body {
    Full::new(bytes.into()).map_err(|never| match never {}).boxed_unsync()
}

/// Text that may stand in XML.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
