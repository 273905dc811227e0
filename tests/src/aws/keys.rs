//! Whose key is it, and what is its secret?
//!
//! Imitates access keys of IAM: `AKIA…` for ever, `ASIA…` with a session token, both of one account.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use s3s::auth::{S3Auth, SecretKey};

use super::held;

/// An access key and who calls with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// `AWS_ACCESS_KEY_ID`
    pub id: String,
    /// `AWS_SECRET_ACCESS_KEY`
    pub secret: String,
    /// `AWS_SESSION_TOKEN`, for keys that AssumeRole gave.
    pub token: Option<String>,
    /// Twelve digits.
    pub account: String,
    /// The ARN of the caller.
    pub arn: String,
}

#[derive(Default)]
pub(super) struct Keys {
    known: Mutex<BTreeMap<String, Key>>,
    given: AtomicU64,
    /// When each key of a role's session is no longer one.
    expire: Mutex<BTreeMap<String, Instant>>,
}

impl Keys {
    /// The key of the user `sekisho` in an account: the same at every start, so that it can be put into a file.
    pub(super) fn of_user(&self, account: &str) -> Key {
        let key = Key {
            id: format!("AKIAEXAM{account}"),
            secret: format!("example/secret/of/the/key/of/{account}"),
            token: None,
            account: account.to_owned(),
            arn: format!("arn:aws:iam::{account}:user/sekisho"),
        };
        held(&self.known).insert(key.id.clone(), key.clone());
        key
    }

    /// A new key of a role's session.
    pub(super) fn of_role(&self, account: &str, role: &str, session: &str, life: Duration) -> Key {
        let number = self.given.fetch_add(1, Ordering::Relaxed);
        let key = Key {
            id: format!("ASIAEXAMPLE{number:09}"),
            secret: format!("example/secret/of/a/session/key/{number:08}"),
            token: Some(format!("example-session-token-{number}")),
            account: account.to_owned(),
            arn: format!("arn:aws:sts::{account}:assumed-role/{role}/{session}"),
        };
        held(&self.expire).insert(key.id.clone(), Instant::now() + life);
        held(&self.known).insert(key.id.clone(), key.clone());
        key
    }

    /// Whether a key was one of a role's session, which is over.
    pub(super) fn has_expired(&self, id: &str) -> bool {
        held(&self.expire).get(id).is_some_and(|end| *end <= Instant::now())
    }

    /// The key, if the session token that came with it is its own.
    pub(super) fn find(&self, id: &str, token: Option<&str>) -> Option<Key> {
        held(&self.known).get(id).filter(|key| key.token.as_deref() == token).cloned()
    }
}

/// S3 verifies whole signatures; this tells it the secrets.
pub(super) struct Secrets(pub(super) std::sync::Arc<Keys>);

#[async_trait::async_trait]
impl S3Auth for Secrets {
    async fn get_secret_key(&self, id: &str) -> s3s::S3Result<SecretKey> {
        let key = held(&self.0.known).get(id).cloned();
        key.map(|key| key.secret.into()).ok_or_else(|| s3s::s3_error!(InvalidAccessKeyId))
    }
}
