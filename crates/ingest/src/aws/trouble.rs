//! What does an error of AWS mean, and what is the next step?

use std::error::Error;

use aws_sdk_s3::error::{BuildError, ProvideErrorMetadata, SdkError};
use aws_sdk_sts::operation::assume_role::AssumeRoleError;

/// Why something could not be had from AWS.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}; {next}")]
pub struct Trouble {
    /// The kind of trouble.
    pub code: TroubleCode,
    /// What was asked and what AWS said.
    pub what: String,
    /// What to do.
    pub next: String,
    /// How much of `what` says what was asked.
    asked: usize,
}

/// The kinds of trouble, by what can be done about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TroubleCode {
    /// A permission is missing.
    Denied,
    /// The object may be read, its key may not be used.
    KeyDenied,
    /// The object lies in an archive storage class.
    Archived,
    /// It was listed or notified, and is not there.
    Gone,
    /// It was overwritten between the listing and the reading.
    Overwritten,
    /// A delete marker stands over it.
    Deleted,
    /// The credentials are missing or have expired.
    Credentials,
    /// The role of the account may not be assumed.
    RoleRefused,
    /// AWS asks to be asked less often.
    Throttled,
    /// AWS cannot be reached or does not answer in time.
    Unreachable,
    /// What arrived is not what was sent.
    Damaged,
    /// The bucket, group or queue does not exist, or belongs to another account.
    Missing,
    /// This server does not know the call.
    Unknown,
    /// Anything else.
    Other,
}

impl TroubleCode {
    const ALL: [Self; 14] = [
        Self::Denied,
        Self::KeyDenied,
        Self::Archived,
        Self::Gone,
        Self::Overwritten,
        Self::Deleted,
        Self::Credentials,
        Self::RoleRefused,
        Self::Throttled,
        Self::Unreachable,
        Self::Damaged,
        Self::Missing,
        Self::Unknown,
        Self::Other,
    ];

    /// The code of a word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.name() == word)
    }

    /// Whether it may pass without anybody doing something.
    #[must_use]
    pub fn passes(self) -> bool {
        matches!(
            self,
            Self::Credentials | Self::Throttled | Self::Unreachable | Self::Damaged | Self::Other
        )
    }

    /// The word in output and in the catalog.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Denied => "denied",
            Self::KeyDenied => "key-denied",
            Self::Archived => "archived-storage",
            Self::Gone => "gone",
            Self::Overwritten => "overwritten",
            Self::Deleted => "deleted",
            Self::Credentials => "credentials",
            Self::RoleRefused => "role-refused",
            Self::Throttled => "throttled",
            Self::Unreachable => "unreachable",
            Self::Damaged => "damaged-in-transfer",
            Self::Missing => "no-such-place",
            Self::Unknown => "not-implemented",
            Self::Other => "failed",
        }
    }

    /// What to do about it, in general.
    fn next(self) -> &'static str {
        match self {
            Self::Denied => "`sekisho sources check` prints the statement that is missing",
            Self::KeyDenied => "allow the reading role kms:Decrypt with the key of the object",
            Self::Archived => "restore the object in S3; it is then taken in like any other",
            Self::Gone => {
                "look for a lifecycle rule or a person that deletes before Sekisho has read"
            }
            Self::Overwritten => {
                "switch versioning on for the bucket, so that nothing can be overwritten unread"
            }
            Self::Deleted => "the versions below the marker are kept as far as they were read",
            Self::Credentials => {
                "check the credentials this program was started with (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or \
                 the role of this machine), and the role of the account"
            }
            Self::RoleRefused => {
                "the trust policy of the role has to name who was refused, with the external_id of the configuration, and that \
                 one needs sts:AssumeRole: `sekisho sources policy` prints the one with --template and the other with --caller"
            }
            Self::Throttled => "it goes on whenever `sekisho ingest` runs, more slowly",
            Self::Unreachable => {
                "check the network and the endpoint; it is asked again whenever `sekisho ingest` runs"
            }
            Self::Damaged => {
                "it is asked for again whenever `sekisho ingest` runs; if it stays, compare the object with its checksum in S3"
            }
            Self::Missing => "check the name, the account and the region in the configuration",
            Self::Unknown => "this is no server of AWS, and it lacks the call",
            Self::Other => {
                "it is asked again whenever `sekisho ingest` runs; if it stays, look up what was said"
            }
        }
    }
}

impl Trouble {
    pub(crate) fn new(code: TroubleCode, what: impl Into<String>) -> Self {
        Self::told(code, what, code.next())
    }

    /// With another next step than its kind has.
    pub(crate) fn told(
        code: TroubleCode,
        what: impl Into<String>,
        next: impl Into<String>,
    ) -> Self {
        Self { code, what: what.into(), next: next.into(), asked: 0 }
    }

    /// What was said, without what was asked.
    #[must_use]
    pub fn why(&self) -> &str {
        self.what.get(self.asked..).unwrap_or(&self.what)
    }

    /// What `error` means for `asked`, such as `GetObject bucket/key`.
    pub(crate) fn of<E>(asked: &str, error: &SdkError<E>) -> Self
    where
        E: ProvideErrorMetadata + Error + 'static,
    {
        let (code, said) = Self::meaning(error);
        let asked_for = format!("{asked}: ");
        let trouble = Self::new(code, format!("{asked_for}{said}"));
        Self { asked: asked_for.len(), ..trouble }
    }

    /// What kind of trouble an error is, and what was said.
    fn meaning<E>(error: &SdkError<E>) -> (TroubleCode, String)
    where
        E: ProvideErrorMetadata + Error + 'static,
    {
        if let Some(answer) = error.raw_response() {
            let meta = error.as_service_error().map(ProvideErrorMetadata::meta);
            let name = meta.and_then(|meta| meta.code()).unwrap_or_default();
            let message = meta.and_then(|meta| meta.message()).unwrap_or_default();
            let status = answer.status().as_u16();
            return match name {
                "" => (of_status(status), format!("answered {status} and no reason")),
                _ => (meant(name, message), said(name, message)),
            };
        }
        if let Some(refused) = entering(error) {
            return refused;
        }
        let cause = causes(error);
        // Without a network there are no credentials either, and it is the network that has to be mended.
        let code = if cause.contains("redentials") && !cause.contains("connect error") {
            TroubleCode::Credentials
        } else {
            TroubleCode::Unreachable
        };
        (code, cause)
    }
}

/// The words of an answer, which may be its code alone.
fn said(name: &str, message: &str) -> String {
    format!("{name} {message}").trim_end().to_owned()
}

/// What STS said where the role of the account was not given: that call fails inside of the one that needs it.
fn entering(error: &(dyn Error + 'static)) -> Option<(TroubleCode, String)> {
    let mut causes = std::iter::successors(Some(error), |cause| (*cause).source());
    let refused = causes.find_map(|cause| cause.downcast_ref::<SdkError<AssumeRoleError>>())?;
    let meta = refused.as_service_error()?.meta();
    let (name, message) = (meta.code().unwrap_or("no reason"), meta.message().unwrap_or_default());
    let code = match meant(name, message) {
        TroubleCode::Denied => TroubleCode::RoleRefused,
        code => code,
    };
    Some((code, format!("AssumeRole: {}", said(name, message))))
}

/// What the SDK says around a cause, and which tells a person nothing.
const AROUND: &[&str] = &["dispatch failure", "other", "io error", "client error (Connect)"];

/// Why there was no answer, each cause once: a call for credentials fails inside of the call that needs them.
fn causes(error: &dyn Error) -> String {
    let mut said: Vec<String> = Vec::new();
    for cause in std::iter::successors(Some(error), |cause| (*cause).source()) {
        let cause = cause.to_string();
        if !AROUND.contains(&cause.as_str()) && !said.contains(&cause) {
            said.push(cause);
        }
    }
    if said.is_empty() { "no answer came".to_owned() } else { said.join(": ") }
}

/// A question that lacks something: a fault of this program, told like any other.
impl From<BuildError> for Trouble {
    fn from(error: BuildError) -> Self {
        Self::new(TroubleCode::Other, error.to_string())
    }
}

/// The kind of trouble behind an answer that gives no reason.
fn of_status(status: u16) -> TroubleCode {
    match status {
        401 | 403 => TroubleCode::Denied,
        404 => TroubleCode::Missing,
        412 => TroubleCode::Overwritten,
        501 => TroubleCode::Unknown,
        429 | 503 => TroubleCode::Throttled,
        500.. => TroubleCode::Unreachable,
        _ => TroubleCode::Other,
    }
}

/// The kind of trouble behind the code and the message of an answer.
pub(super) fn meant(name: &str, message: &str) -> TroubleCode {
    let of_a_key = message.contains("kms") || message.contains("KMS");
    match name {
        "AccessDenied" if of_a_key => TroubleCode::KeyDenied,
        _ if name.starts_with("KMS.") => TroubleCode::KeyDenied,
        "AccessDenied"
        | "AccessDeniedException"
        | "UnauthorizedOperation"
        | "AuthorizationError"
        | "Forbidden" => TroubleCode::Denied,
        "InvalidObjectState" => TroubleCode::Archived,
        "NoSuchKey" | "NoSuchVersion" | "NotFound" => TroubleCode::Gone,
        "PreconditionFailed" => TroubleCode::Overwritten,
        "NoSuchBucket"
        | "ResourceNotFoundException"
        | "InvalidDocument"
        | "ResourceDataSyncNotFoundException"
        | "UnsupportedOperationException"
        | "PermanentRedirect"
        | "AuthorizationHeaderMalformed"
        | "QueueDoesNotExist"
        | "AWS.SimpleQueueService.NonExistentQueue" => TroubleCode::Missing,
        "ExpiredToken"
        | "ExpiredTokenException"
        | "InvalidAccessKeyId"
        | "InvalidClientTokenId"
        | "UnrecognizedClientException"
        | "SignatureDoesNotMatch"
        | "InvalidToken" => TroubleCode::Credentials,
        "SlowDown"
        | "Throttling"
        | "ThrottlingException"
        | "TooManyRequestsException"
        | "RequestLimitExceeded"
        | "RateExceeded"
        | "ServiceUnavailable" => TroubleCode::Throttled,
        "NotImplemented" | "UnknownOperationException" => TroubleCode::Unknown,
        "BadDigest" | "XAmzContentSHA256Mismatch" => TroubleCode::Damaged,
        "InternalError" | "InternalServerError" | "InternalServiceError" | "RequestTimeout" => {
            TroubleCode::Unreachable
        }
        _ => TroubleCode::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_mean_what_can_be_done_about_them() {
        for (name, message, expected) in [
            ("AccessDenied", "Access Denied", "denied"),
            ("AccessDenied", "User: x is not authorized to perform: kms:Decrypt", "key-denied"),
            ("KMS.DisabledException", "", "key-denied"),
            ("InvalidObjectState", "", "archived-storage"),
            ("NoSuchKey", "", "gone"),
            ("PreconditionFailed", "", "overwritten"),
            ("NoSuchBucket", "", "no-such-place"),
            ("ExpiredToken", "", "credentials"),
            ("SlowDown", "", "throttled"),
            ("Odd", "", "failed"),
        ] {
            assert_eq!(meant(name, message).name(), expected, "{name}");
        }
    }

    #[test]
    fn a_cause_is_told_once_and_without_what_stands_around_it() {
        #[derive(Debug, thiserror::Error)]
        #[error("{0}")]
        struct Cause(&'static str, #[source] Option<Box<Cause>>);
        let check = |causes_told: &[&'static str], expected: &str| {
            let chain = causes_told
                .iter()
                .rev()
                .fold(None, |inner, cause| Some(Box::new(Cause(cause, inner))));
            assert_eq!(causes(&*chain.expect("a cause")), expected);
        };
        let loading = "an error occurred while loading credentials";
        let refused = "tcp connect error";
        check(
            &[
                "dispatch failure",
                "other",
                loading,
                "dispatch failure",
                "other",
                loading,
                "no IMDS",
            ],
            "an error occurred while loading credentials: no IMDS",
        );
        check(&["dispatch failure", "io error", "client error (Connect)", refused], refused);
        check(&["dispatch failure"], "no answer came");
    }
}
