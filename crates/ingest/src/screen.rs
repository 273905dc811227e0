//! Whose screen does a video show?
//!
//! AWS documents no name for the objects it writes of remote desktops, so every part of the place is looked at: the UUID of
//! the connection, and the id of the node.

use std::collections::BTreeSet;
use std::io;

use sekisho_archive::{Error, Window};
use sekisho_domain::evidence::Sha256;
use sekisho_domain::id::{NodeId, SessionId};
use sekisho_domain::recording::{RecordingSeen, RecordingSource, SourceKind};
use sekisho_recording::video::Source;

use crate::read::Contents;

/// What a long video in the archive says.
///
/// # Errors
/// Those of the archive.
pub(crate) fn contents(
    window: Window,
    original: Sha256,
    locator: &str,
) -> sekisho_archive::Result<Contents> {
    let mut file = File { window, failed: None };
    let contents = Contents::of_video(original, &mut file, locator);
    contents.map_err(|error| {
        let altered = Error::Altered { original, how: error.to_string() };
        file.failed.unwrap_or(altered)
    })
}

/// A video that lies in the archive, and why it could not be read there.
struct File {
    window: Window,
    failed: Option<Error>,
}

impl Source for File {
    fn size(&self) -> u64 {
        self.window.size_bytes()
    }

    fn read_at(&mut self, offset: u64, into: &mut [u8]) -> io::Result<()> {
        match self.window.read_at(offset, into) {
            Ok(count) if count == into.len() => Ok(()),
            Ok(_) => Err(io::ErrorKind::UnexpectedEof.into()),
            Err(error) => {
                self.failed = Some(error);
                Err(io::Error::other("the archive failed"))
            }
        }
    }
}

/// What is to be done about a video that cannot be told from its place.
pub(crate) const NO_CONNECTION: &str = "its place does not hold the UUID of one connection, and nothing else says whose screen it shows";

/// What the place of a video says of it.
pub(crate) fn seen(original: Sha256, size_bytes: u64, locator: &str) -> RecordingSeen {
    let connections = locator.char_indices().filter_map(|(at, _)| {
        let id = word(locator, at, UUID)?.to_ascii_lowercase();
        SessionId::new(id).ok().filter(SessionId::is_connection)
    });
    let nodes = words(locator).filter(|word| {
        let digits = word.strip_prefix("mi-").or(word.strip_prefix("i-"));
        digits.is_some_and(|digits| {
            matches!(digits.len(), 8 | 17) && digits.bytes().all(|b| b.is_ascii_hexdigit())
        })
    });
    RecordingSeen {
        source: RecordingSource { kind: SourceKind::Video, original, part: 0 },
        session: only(connections),
        node: only(nodes.filter_map(|word| NodeId::new(word).ok())),
        owner: None,
        run_as: None,
        generated_at: None,
        lines_at: None,
        output_bytes: size_bytes,
    }
}

const UUID: usize = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9".len();

/// So many bytes from a place on, if they are no part of a longer word.
fn word(text: &str, at: usize, length: usize) -> Option<&str> {
    let is_part = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let before = at.checked_sub(1).and_then(|before| text.as_bytes().get(before));
    let is_whole = !is_part(before) && !is_part(text.as_bytes().get(at + length));
    text.get(at..at + length).filter(|_| is_whole)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
}

/// The one that is named, however often; several tell nothing.
fn only<T: Ord>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut all: BTreeSet<T> = all.collect();
    all.pop_first().filter(|_| all.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_tells_the_one_connection_that_it_names() {
        let one = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
        let check = |locator: &str, session: Option<&str>, node: Option<&str>| {
            let seen = seen(Sha256::from_bytes([0; 32]), 1, locator);
            let found = seen.session.as_ref().map(SessionId::as_str);
            assert_eq!(found, session, "{locator}");
            assert_eq!(seen.node.as_ref().map(NodeId::as_str), node, "{locator}");
        };
        check(&format!("b/{one}.mp4"), Some(one), None);
        check(&format!("b/2026/11/24/{one}/{one}-video_0.mp4"), Some(one), None);
        check(&format!("b/{}.mp4", one.to_uppercase()), Some(one), None);
        let node = "i-0a1b2c3d4e5f60718";
        check(&format!("b/{node}/{one}"), Some(one), Some(node));
        check(&format!("b/{node}_mi-0a1b2c3d4e5f60718/x.mp4"), None, None);
        check(&format!("b/{one}/1b2c3d4e-5f60-7182-93a4-b5c6d7e8f90a.mp4"), None, None);
        check(&format!("b/a{one}.mp4"), None, None);
        check("b/録画/x.mp4", None, None);
    }
}
