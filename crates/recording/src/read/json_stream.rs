//! Where does each JSON document of this file start and end?
//!
//! Documents may stand one per line or, as Firehose writes them, directly behind each other.
//! A broken one costs itself, not the file: reading goes on at the next place where a document
//! can start.

use serde_json::value::RawValue;

use super::Position;

/// One document, or the reason why there is none at this place.
pub(super) type Item<'a> = (Position, Result<&'a RawValue, serde_json::Error>);

/// Walks the documents of `bytes` in order.
pub(super) fn documents(bytes: &[u8]) -> impl Iterator<Item = Item<'_>> {
    let mut walk = Walk { bytes, at: 0, line: 1, line_start: 0, lost: 0 };
    std::iter::from_fn(move || walk.next())
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
    line_start: usize,
    /// Bytes of broken documents that were looked through.
    lost: usize,
}

/// Documents that are broken at their ends and begin inside of each other would be looked through
/// once for each of them. When that adds up to so many times the file, it is the end.
const PATIENCE: usize = 16;

impl<'a> Walk<'a> {
    fn next(&mut self) -> Option<Item<'a>> {
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.advance(self.at + 1);
        }
        if self.at == self.bytes.len() {
            return None;
        }
        let position = match self.at == self.line_start {
            true => Position::Line(self.line),
            false => Position::Byte(self.at as u64),
        };
        let rest = &self.bytes[self.at..];
        let mut stream = serde_json::Deserializer::from_slice(rest).into_iter::<&RawValue>();
        let mut result = stream.next()?;
        let end = match &result {
            Ok(_) => stream.byte_offset(),
            Err(error) => {
                self.lost += reached(rest, error);
                if self.lost / PATIENCE > self.bytes.len() {
                    let reason = format!("{error}; too much is like this, the rest was not read");
                    result = Err(serde::de::Error::custom(reason));
                    rest.len()
                } else {
                    restart(rest)
                }
            }
        };
        self.advance(self.at + end.max(1));
        Some((position, result))
    }

    fn advance(&mut self, to: usize) {
        for newline in memchr::memchr_iter(b'\n', &self.bytes[self.at..to]) {
            self.line += 1;
            self.line_start = self.at + newline + 1;
        }
        self.at = to;
    }
}

/// How many bytes were looked at before the error.
fn reached(rest: &[u8], error: &serde_json::Error) -> usize {
    let before = error.line().saturating_sub(2);
    let line = match error.line() {
        0 | 1 => 0,
        _ => memchr::memchr_iter(b'\n', rest).nth(before).map_or(0, |newline| newline + 1),
    };
    line + error.column()
}

/// The nearest place behind a broken document where another one can start.
fn restart(broken: &[u8]) -> usize {
    const ENVELOPE: &[u8] = b"{\"messageType\":";
    let mut places = memchr::memchr2_iter(b'\n', b'{', broken).skip_while(|at| *at == 0);
    let next = places.find(|at| broken[*at] == b'\n' || broken[*at..].starts_with(ENVELOPE));
    next.unwrap_or(broken.len())
}
