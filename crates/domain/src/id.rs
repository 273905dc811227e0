//! Which strings are identifiers, and which are not?

use serde::{Deserialize, Serialize};

/// A string that is not the identifier it was taken for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not {expected}")]
pub struct Malformed {
    /// The text as it was met.
    pub text: String,
    /// What would have been accepted, with its article.
    pub expected: &'static str,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $expected:literal, $accepts:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Checks and keeps `text`.
            ///
            /// # Errors
            /// [`Malformed`] names the text and the form that was expected.
            pub fn new(text: impl Into<String>) -> Result<Self, Malformed> {
                let text = text.into();
                let accepts: fn(&str) -> bool = $accepts;
                if accepts(&text) { Ok(Self(text)) } else { Err(Malformed { text, expected: $expected }) }
            }

            /// The identifier as AWS writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = Malformed;
            fn try_from(text: String) -> Result<Self, Malformed> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }
    };
}

id!(
    /// A Session Manager session: role session name or IAM user name, a dash, and a suffix.
    /// It is also the name of the S3 log, of the CloudWatch stream and of the session history entry.
    /// Of a remote desktop it is the UUID of the connection.
    SessionId,
    "a session id (1 to 96 printable characters without spaces or slashes)",
    |t| printable(t, 96) && !t.contains('/')
);
id!(
    /// A just-in-time access request: the id of its OpsItem.
    RequestId,
    "an access request id (oi- and 12 hexadecimal digits)",
    |t| t.strip_prefix("oi-").is_some_and(|h| h.len() == 12 && hexadecimal(h))
);
id!(
    /// A managed node: `i-…`, `mi-…`, or one of the longer container forms.
    /// Upper-case hexadecimal occurs in anonymised real data and is accepted.
    NodeId,
    "a node id (1 to 400 printable characters without spaces)",
    |t| printable(t, 400)
);
id!(
    /// An AWS account.
    AccountId,
    "an account id (12 digits)",
    |t| t.len() == 12 && t.bytes().all(|b| b.is_ascii_digit())
);
id!(
    /// An AWS region such as `ap-northeast-1`.
    Region,
    "a region name",
    |t| printable(t, 40) && t.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
);
id!(
    /// A CloudTrail `eventID`.
    EventId,
    "an event id",
    |t| printable(t, 128)
);
id!(
    /// The access key of a set of credentials; it joins the call that issued them to the calls made with them.
    AccessKeyId,
    "an access key id",
    |t| printable(t, 128)
);
id!(
    /// The automation execution that asks the approvers of one access request.
    ExecutionId,
    "an automation execution id",
    |t| printable(t, 64)
);

fn printable(text: &str, max: usize) -> bool {
    !text.is_empty() && text.len() <= max && text.bytes().all(|b| b.is_ascii_graphic())
}

fn hexadecimal(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_hexdigit())
}

impl SessionId {
    /// The name the session was opened under: everything before the last dash. A connection is not named after anybody.
    #[must_use]
    pub fn owner_name(&self) -> Option<&str> {
        let name = self.0.rsplit_once('-').map_or(self.as_str(), |(name, _)| name);
        (!self.is_connection()).then_some(name)
    }

    /// Whether it is that of a connection to a remote desktop.
    #[must_use]
    pub fn is_connection(&self) -> bool {
        is_uuid(&self.0)
    }
}

/// Whether a text is a UUID as AWS writes one: groups of 8, 4, 4, 4 and 12 hexadecimal digits.
pub(crate) fn is_uuid(text: &str) -> bool {
    let groups = text.split('-').map(str::len);
    groups.eq([8, 4, 4, 4, 12]) && text.split('-').all(hexadecimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_accept_what_aws_writes_and_nothing_else() {
        fn check<T>(made: Result<T, Malformed>, expected: bool) {
            assert_eq!(made.as_ref().map(|_| ()).is_ok(), expected, "{:?}", made.err());
        }
        check(SessionId::new("christophe-wzleysigzmbd6fmkefjqvt5w4u"), true);
        check(SessionId::new("alice@example.com-0e34861185201706f"), true);
        check(SessionId::new("../etc/passwd"), false);
        check(SessionId::new("a b"), false);
        check(SessionId::new(""), false);
        check(RequestId::new("oi-a71f4d891d72"), true);
        check(RequestId::new("oi-a71f4d891d7"), false);
        check(RequestId::new("oi-a71f4d891d7g"), false);
        check(NodeId::new("i-eA1d1296c1dE3Aa1f"), true);
        check(NodeId::new("ecs:cluster_task_runtime"), true);
        check(NodeId::new("i-0\n"), false);
        check(AccountId::new("111122223333"), true);
        check(AccountId::new("11112222333"), false);
        check(Region::new("us-gov-west-1"), true);
        check(Region::new("US"), false);
    }

    #[test]
    fn owner_name_ends_at_the_last_dash() {
        let id = SessionId::new("garland.kan-temp-0e34861185201706f").expect("a real form");
        assert_eq!(id.owner_name(), Some("garland.kan-temp"));
        let connection = SessionId::new("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9").expect("a UUID");
        assert_eq!(connection.owner_name(), None);
    }
}
