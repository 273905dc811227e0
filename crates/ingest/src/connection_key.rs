//! Which connection does the key of a recording name, where an administrator says how to read it?
//!
//! What the configuration says is somebody's word like any other: it is sealed for each recording that it speaks of, so that
//! it can be seen, outlives the configuration, and can be taken back.

use std::collections::BTreeMap;

use jiff::Timestamp;
use regex::Regex;
use sekisho_catalog::{Listed, Object, Rejected};
use sekisho_domain::evidence::Sha256;
use sekisho_domain::id::SessionId;
use sekisho_domain::recording::Attachment;
use sekisho_domain::session::SessionKey;

use crate::IngestError;
use crate::attachment::{last_words, seal};
use crate::estate::Bucket;
use crate::holdings::Holdings;
use crate::read::NAMES_NO_SESSION;

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

/// Seals what the configuration says of videos that name no session and of which people said nothing, and tells whether
/// there was any. What it says of a connection that no document tells of waits until one does.
pub(crate) async fn say(
    holdings: &Holdings,
    buckets: &[Bucket],
    now: Timestamp,
) -> Result<bool, IngestError> {
    if buckets.iter().all(|bucket| bucket.connection.is_none()) {
        return Ok(false);
    }
    let catalog = &holdings.catalog;
    let said = last_words(catalog).await?;
    let objects = catalog.objects().await?.into_iter().map(|Listed { object, .. }| object);
    let words = words(objects, buckets, now).into_iter();
    let news = words.filter(|word| is_news(word, said.get(&word.recording)));
    let news: Vec<_> = news.filter_map(|word| Some((key(&word)?, word))).collect();
    let keys: Vec<_> = news.iter().map(|(key, _)| key.clone()).collect();
    let records = catalog.records(&keys).await?.into_iter().map(Option::into_iter);
    let mut any = false;
    for (record, (_, word)) in records.zip(&news) {
        if record.into_iter().any(|record| record.session.is_opened_desktop()) {
            seal(holdings, word)?;
            any = true;
        }
    }
    Ok(any)
}

fn key(word: &Attachment) -> Option<SessionKey> {
    word.session.as_ref().map(SessionKey::session)
}

/// What the configuration says of each video; nothing of one that lies in two places that name two connections.
fn words(
    objects: impl Iterator<Item = Object>,
    buckets: &[Bucket],
    at: Timestamp,
) -> Vec<Attachment> {
    let mut words: BTreeMap<Sha256, Vec<Attachment>> = BTreeMap::new();
    for object in objects.filter(is_unnamed_video) {
        words.entry(object.original).or_default().extend(word(&object, buckets, at));
    }
    let only = words.into_values().filter_map(|mut words| {
        let word = words.pop()?;
        words.iter().all(|other| other.session == word.session).then_some(word)
    });
    only.collect()
}

fn is_unnamed_video(object: &Object) -> bool {
    let is_unnamed = |rejected: &Rejected| rejected.code == NAMES_NO_SESSION;
    object.source == "s3"
        && object.kind.starts_with("video-")
        && object.rejected.iter().any(is_unnamed)
}

/// What the configuration says of an object, in the table of its bucket and prefix.
fn word(object: &Object, buckets: &[Bucket], at: Timestamp) -> Option<Attachment> {
    let (name, key) = object.locator.split_once('/')?;
    let is_below = |prefix: &String| key.starts_with(prefix);
    let holds = |bucket: &&Bucket| bucket.name == name && bucket.prefixes.iter().any(is_below);
    let pattern = buckets.iter().find(holds)?.connection.as_ref()?;
    Some(Attachment {
        recording: object.original,
        session: Some(pattern.read(key)?),
        by: Attachment::CONFIGURATION.into(),
        reason: format!("{} finds the connection in the keys of bucket {name}", pattern.0.as_str()),
        at,
    })
}

/// Whether it would count, and says something else than what counts now.
fn is_news(word: &Attachment, said: Option<&Attachment>) -> bool {
    said.is_none_or(|said| word.outweighs(said) && said.session != word.session)
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
        let said = |by: &str, second: i64, session: Option<&str>| Attachment {
            recording: Sha256::from_bytes([1; 32]),
            session: session.and_then(|id| SessionId::new(id).ok()),
            by: by.into(),
            reason: "x".into(),
            at: Timestamp::constant(second, 0),
        };
        let configuration = Attachment::CONFIGURATION;
        let word = said(configuration, 2, Some(ONE));
        let check = |before: Option<Attachment>, expected: bool| {
            assert_eq!(is_news(&word, before.as_ref()), expected, "{before:?}");
        };
        check(None, true);
        check(Some(said(configuration, 1, Some(ONE))), false);
        check(Some(said(configuration, 1, Some(OTHER))), true);
        check(Some(said("carol", 1, Some(OTHER))), false);
        check(Some(said("carol", 1, None)), false);
        // A clock that goes back must not have it said again and again.
        check(Some(said(configuration, 3, Some(OTHER))), false);
    }
}
