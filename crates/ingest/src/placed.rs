//! Whose screen does a video show, by where it lies?
//!
//! AWS documents no name for the objects it writes of remote desktops, so every part of the place is looked at: the UUID of
//! the connection, the id of the node, and a time. Where the key is silent, metadata of the object that says of itself that it
//! is the connection or the node is believed, until somebody says otherwise; a UUID there may be the name of anything else.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use regex::{Captures, Regex};
use sekisho_archive::Origin;
use sekisho_domain::evidence::Sha256;
use sekisho_domain::id::{NodeId, SessionId};
use sekisho_domain::recording::{Joined, RecordingSeen, RecordingSource, SourceKind};

/// What is to be done about a video that cannot be told from its place.
pub(crate) const NO_CONNECTION: &str = "its place does not name one connection, by which its session would be known; if it fits no other desktop either, `sekisho recordings attach` says whose it is";

/// What is known of a video without looking into it.
pub(crate) fn seen(original: Sha256, size_bytes: u64, origin: &Origin) -> RecordingSeen {
    let named = connection(&origin.locator);
    let told = connection_told(&origin.metadata).filter(|_| named.is_none());
    let joined = if told.is_some() { Joined::Told } else { Joined::Named };
    let source = RecordingSource { joined, ..RecordingSource::named(SourceKind::Video, original) };
    RecordingSeen {
        source,
        session: named.or(told),
        node: node(&origin.locator).or_else(|| node_told(&origin.metadata)),
        owner: None,
        run_as: None,
        generated_at: None,
        placed: time(&origin.locator),
        uploaded: origin.uploaded,
        lines_at: None,
        output_bytes: size_bytes,
    }
}

/// The one connection of which metadata says that it is one: by its name, or as its ARN.
fn connection_told(metadata: &BTreeMap<String, String>) -> Option<SessionId> {
    let told = metadata.iter().filter_map(|(name, value)| {
        let is_so_called = matches!(name.as_str(), "connection" | "connection-id");
        let id = match value.rsplit_once(":connection/") {
            Some((of, id)) => of.contains(":ssm-guiconnect:").then_some(id)?,
            None => is_so_called.then_some(value)?,
        };
        SessionId::new(id.to_ascii_lowercase()).ok().filter(SessionId::is_connection)
    });
    only(told)
}

/// The one node of which metadata says that it is one: by its id alone, or as its ARN.
fn node_told(metadata: &BTreeMap<String, String>) -> Option<NodeId> {
    let told = metadata.values().filter_map(|value| {
        let of_arn = value.rsplit_once(":instance/").or(value.rsplit_once(":managed-instance/"));
        let id = of_arn.map_or(value.as_str(), |(_, id)| id);
        node(id).filter(|node| node.as_str() == id)
    });
    only(told)
}

/// The one connection that a text names.
pub(crate) fn connection(text: &str) -> Option<SessionId> {
    let connections = text.char_indices().filter_map(|(at, _)| {
        let id = word(text, at, UUID)?.to_ascii_lowercase();
        SessionId::new(id).ok().filter(SessionId::is_connection)
    });
    only(connections)
}

/// The one node that a text names.
fn node(text: &str) -> Option<NodeId> {
    static NODE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new("m?i-(?:[0-9a-f]{17}|[0-9a-f]{8})").ok());
    let found = NODE.as_ref()?.find_iter(text);
    let whole = found.filter_map(|found| word(text, found.start(), found.len()));
    only(whole.filter_map(|word| NodeId::new(word).ok()))
}

/// The second that a text names, else the day; `None` where it names several.
fn time(text: &str) -> Option<(Timestamp, Timestamp)> {
    static TIME: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let day = "(20[0-9]{2})[-/]?([0-9]{2})[-/]?([0-9]{2})";
        let second = "(?:[T_ -]?([0-9]{2})[-:]?([0-9]{2})[-:]?([0-9]{2})Z?)?";
        Regex::new(&[day, second].concat()).ok()
    });
    let found = TIME.as_ref()?.captures_iter(text);
    let all: BTreeSet<_> = found.filter_map(|found| stretch(text, &found)).collect();
    // A folder of the day tells no more than the second in a name within it.
    let shortest = all.iter().min_by_key(|(from, to)| from.duration_until(*to)).copied()?;
    let holds = |(from, to): &(Timestamp, Timestamp)| *from <= shortest.0 && shortest.1 <= *to;
    all.iter().all(holds).then_some(shortest)
}

/// The second or the day that is written there, unless it is a part of a longer word or number.
fn stretch(text: &str, found: &Captures<'_>) -> Option<(Timestamp, Timestamp)> {
    let whole = found.get(0)?;
    word(text, whole.start(), whole.len())?;
    let number = |at: usize| found.get(at)?.as_str().parse::<i8>().ok();
    let day = Date::new(found.get(1)?.as_str().parse().ok()?, number(2)?, number(3)?).ok()?;
    let (from, length) = match found.get(4) {
        Some(_) => (Time::new(number(4)?, number(5)?, number(6)?, 0).ok()?, 1.second()),
        None => (Time::midnight(), 24.hours()),
    };
    let from = TimeZone::UTC.to_timestamp(day.to_datetime(from)).ok()?;
    Some((from, from.checked_add(length).ok()?))
}

const UUID: usize = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9".len();

/// So many bytes from a place on, if they are no part of a longer word.
fn word(text: &str, at: usize, length: usize) -> Option<&str> {
    let is_part = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let before = at.checked_sub(1).and_then(|before| text.as_bytes().get(before));
    let is_whole = !is_part(before) && !is_part(text.as_bytes().get(at + length));
    text.get(at..at + length).filter(|_| is_whole)
}

/// The one that is named, however often; several tell nothing.
fn only<T: Ord>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut all: BTreeSet<T> = all.collect();
    all.pop_first().filter(|_| all.is_empty())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::source::origin;

    #[test]
    fn a_place_tells_the_one_connection_that_it_names() {
        let one = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
        let check = |text: &str, session: Option<&str>, of_node: Option<&str>| {
            assert_eq!(connection(text).as_ref().map(SessionId::as_str), session, "{text}");
            assert_eq!(node(text).as_ref().map(NodeId::as_str), of_node, "{text}");
        };
        check(&format!("b/{one}.mp4"), Some(one), None);
        check(&format!("b/2026/11/24/{one}/{one}-video_0.mp4"), Some(one), None);
        check(&format!("b/{}.mp4", one.to_uppercase()), Some(one), None);
        let node = "i-0a1b2c3d4e5f60718";
        check(&format!("b/{node}/{one}"), Some(one), Some(node));
        check(&format!("b/{node}-2026-11-24.mp4"), None, Some(node));
        check("b/mi-0a1b2c3d4e5f60718.mp4", None, Some("mi-0a1b2c3d4e5f60718"));
        check("b/i-0a1b2c3d4e5f607180.mp4", None, None);
        check(&format!("b/{node}_mi-0a1b2c3d4e5f60718/x.mp4"), None, None);
        check(&format!("b/{one}/1b2c3d4e-5f60-7182-93a4-b5c6d7e8f90a.mp4"), None, None);
        check(&format!("b/a{one}.mp4"), None, None);
        check("b/録画/x.mp4", None, None);
    }

    #[test]
    fn a_place_tells_the_one_time_that_it_names() {
        let check = |locator: &str, expected: Option<(&str, &str)>| {
            let at = |at: &str| at.parse::<Timestamp>().unwrap();
            let expected = expected.map(|(from, to)| (at(from), at(to)));
            assert_eq!(time(locator), expected, "{locator}");
        };
        let day = Some(("2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z"));
        let second = Some(("2026-11-20T14:41:30Z", "2026-11-20T14:41:31Z"));
        check("b/2026/11/20/x.mp4", day);
        check("b/20261120/x.mp4", day);
        check("b/2026/11/20/i-0a1b2c3d_20261120T144130Z.mp4", second);
        check("b/2026-11-20T14-41-30.mp4", second);
        check("b/2026-11-20_14:41:30/20261120.mp4", second);
        check("b/2026/11/20/2026-11-21.mp4", None);
        check("b/2026/13/20/x.mp4", None);
        check("b/201122223333/x.mp4", None);
        check("b/x.mp4", None);
    }

    #[test]
    fn metadata_tells_where_the_key_is_silent() {
        let (one, other) =
            ("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "1b2c3d4e-5f60-7182-93a4-b5c6d7e8f90a");
        let check = |key: &str, metadata: &[(&str, &str)], session: Option<&str>| {
            let mut origin = origin("s3", key.to_owned(), None);
            let metadata =
                metadata.iter().map(|(name, value)| (name.to_string(), value.to_string()));
            origin.metadata = metadata.collect();
            let seen = seen(Sha256::from_bytes([0; 32]), 1, &origin);
            assert_eq!(seen.session.as_ref().map(SessionId::as_str), session, "{origin:?}");
            let is_told = session.is_some() && key == "b/x.mp4";
            assert_eq!(seen.source.joined == Joined::Told, is_told, "{origin:?}");
        };
        let arn =
            |id: &str| format!("arn:aws:ssm-guiconnect:us-east-1:111122223333:connection/{id}");
        check("b/x.mp4", &[("connection", one)], Some(one));
        check("b/x.mp4", &[("connection-id", &one.to_uppercase())], Some(one));
        check("b/x.mp4", &[("source", &arn(one)), ("connection", one)], Some(one));
        check("b/x.mp4", &[("source", &arn(one)), ("connection", other)], None);
        // What else may be named by a UUID.
        check("b/x.mp4", &[("upload", one)], None);
        check(
            "b/x.mp4",
            &[("kms", &format!("arn:aws:kms:us-east-1:111122223333:key/{one}"))],
            None,
        );
        check("b/x.mp4", &[("vpn-connection-id", one)], None);
        let code = format!("arn:aws:codeconnections:us-east-1:111122223333:connection/{one}");
        check("b/x.mp4", &[("connection", &code)], None);
        check("b/x.mp4", &[("connection", &format!("{one} {other}"))], None);
        check(&format!("b/{one}.mp4"), &[("connection", other)], Some(one));
        check("b/x.mp4", &[], None);
    }

    #[test]
    fn metadata_tells_the_node_only_as_a_whole() {
        let check = |metadata: &[(&str, &str)], expected: Option<&str>| {
            let metadata =
                metadata.iter().map(|(name, value)| (name.to_string(), value.to_string()));
            let found = node_told(&metadata.collect());
            assert_eq!(found.as_ref().map(NodeId::as_str), expected);
        };
        let id = "i-0a1b2c3d4e5f60718";
        check(&[("instance", id)], Some(id));
        check(
            &[("target", &format!("arn:aws:ec2:us-east-1:111122223333:instance/{id}"))],
            Some(id),
        );
        check(&[("note", &format!("moved from {id}"))], None);
        let copier = format!("arn:aws:sts::111122223333:assumed-role/copier/{id}");
        check(&[("by", &copier)], None);
        check(&[("a", id), ("b", "mi-0a1b2c3d4e5f60718")], None);
    }
}
