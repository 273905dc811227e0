//! Which connection does the key of a recording name, where an administrator says how to read it?
//!
//! What the configuration says is somebody's word like any other: it is sealed for each recording that it speaks of, so that
//! it can be seen, outlives the configuration, and can be taken back.

use std::collections::BTreeMap;

use jiff::Timestamp;
use regex::Regex;
use sekisho_catalog::{Listed, Object};
use sekisho_domain::evidence::Sha256;
use sekisho_domain::id::SessionId;
use sekisho_domain::recording::Attachment;

use crate::IngestError;
use crate::attachment::{last_words, seal};
use crate::estate::Bucket;
use crate::holdings::Holdings;
use crate::read::NAMES_NO_SESSION;

/// Whose word it is.
const CONFIGURATION: &str = "the configuration";

/// A regular expression whose group `connection` is the UUID of the connection.
#[derive(Debug, Clone)]
pub struct ConnectionKey(Regex);

impl ConnectionKey {
    /// The expression as it is written in the configuration.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn new(written: &str) -> Result<Self, String> {
        let regex = Regex::new(written).map_err(|error| match error {
            regex::Error::Syntax(told) => told.lines().last().unwrap_or_default().to_owned(),
            error => error.to_string(),
        })?;
        if regex.capture_names().flatten().all(|name| name != GROUP) {
            return Err(format!("no part of it is (?<{GROUP}>…)"));
        }
        Ok(Self(regex))
    }

    /// The connection that a key names.
    #[must_use]
    pub fn read(&self, key: &str) -> Option<SessionId> {
        let id = self.0.captures(key)?.name(GROUP)?.as_str().to_ascii_lowercase();
        SessionId::new(id).ok().filter(SessionId::is_connection)
    }
}

/// What of a key is the connection.
const GROUP: &str = "connection";

/// What it reads is decided by how it is written.
impl PartialEq for ConnectionKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl Eq for ConnectionKey {}

/// Seals what the configuration says of recordings that name no session and of which nobody said anything else, and tells
/// whether there was any.
pub(crate) async fn attach(
    holdings: &Holdings,
    buckets: &[Bucket],
    now: Timestamp,
) -> Result<bool, IngestError> {
    if buckets.iter().all(|bucket| bucket.connection.is_none()) {
        return Ok(false);
    }
    let said = last_words(&holdings.catalog).await?;
    let objects = holdings.catalog.objects().await?.into_iter().map(|Listed { object, .. }| object);
    let unnamed = objects.filter(|object| object.source == "s3" && is_unnamed(object));
    let words: BTreeMap<Sha256, Attachment> = unnamed
        .filter_map(|object| Some((object.original, word(&object, buckets, now)?)))
        .collect();
    let new = words.values().filter(|word| is_news(word, said.get(&word.recording)));
    let mut any = false;
    for word in new {
        seal(holdings, word)?;
        any = true;
    }
    Ok(any)
}

fn is_unnamed(object: &Object) -> bool {
    object.rejected.iter().any(|rejected| rejected.code == NAMES_NO_SESSION)
}

/// What the configuration says of an object.
fn word(object: &Object, buckets: &[Bucket], at: Timestamp) -> Option<Attachment> {
    let (name, key) = object.locator.split_once('/')?;
    let mut keys = buckets.iter().filter(|bucket| bucket.name == name);
    let (session, pattern) = keys.find_map(|bucket| {
        let pattern = bucket.connection.as_ref()?;
        Some((pattern.read(key)?, pattern.0.as_str()))
    })?;
    Some(Attachment {
        recording: object.original,
        session: Some(session),
        by: CONFIGURATION.into(),
        reason: format!("{pattern} finds the connection in the keys of bucket {name}"),
        at,
    })
}

/// Whether it was not said before. What people say outweighs it.
fn is_news(word: &Attachment, said: Option<&Attachment>) -> bool {
    said.is_none_or(|said| said.by == CONFIGURATION && said.session != word.session)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
    const OTHER: &str = "1b2c3d4e-5f60-7182-93a4-b5c6d7e8f90a";

    #[test]
    fn a_key_is_read_as_it_is_written() {
        let check = |pattern: &str, key: &str, expected: Option<&str>| {
            let pattern = ConnectionKey::new(pattern).expect("a good expression");
            let found = pattern.read(key);
            assert_eq!(found.as_ref().map(SessionId::as_str), expected, "{pattern:?} {key}");
        };
        let second = "^[^/]+/(?<connection>[^/.]+)";
        check(second, &format!("{OTHER}/{ONE}.mp4"), Some(ONE));
        check(second, &format!("{OTHER}/{}.mp4", ONE.to_uppercase()), Some(ONE));
        check(second, &format!("{ONE}.mp4"), None);
        check(second, "rdp/alice-0123456789abcdef0.mp4", None);
        check("録画/(?<connection>.{36})", &format!("録画/{ONE}-1.mp4"), Some(ONE));
    }

    #[test]
    fn what_finds_no_connection_is_told() {
        let check = |pattern: &str, expected: &str| {
            assert_eq!(ConnectionKey::new(pattern), Err(expected.to_owned()));
        };
        check("rdp/(.*)", "no part of it is (?<connection>…)");
        check("rdp/(?<connection>", "error: unclosed group");
    }

    #[test]
    fn the_configuration_follows_itself_and_nobody_else() {
        let said = |by: &str, session: Option<&str>| Attachment {
            recording: Sha256::from_bytes([1; 32]),
            session: session.and_then(|id| SessionId::new(id).ok()),
            by: by.into(),
            reason: "x".into(),
            at: Timestamp::UNIX_EPOCH,
        };
        let word = said(CONFIGURATION, Some(ONE));
        let check = |before: Option<&Attachment>, expected: bool| {
            assert_eq!(is_news(&word, before), expected, "{before:?}");
        };
        check(None, true);
        check(Some(&word), false);
        check(Some(&said(CONFIGURATION, Some(OTHER))), true);
        check(Some(&said("carol", Some(OTHER))), false);
        check(Some(&said("carol", None)), false);
    }
}
