//! What does an asciinema recording of version 1 say?
//!
//! The whole recording is one JSON object, and its output a list of pairs of the seconds since the
//! pair before and a text. Source: docs.asciinema.org/manual/asciicast/v1.

use memchr::memmem;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::asciicast::{Refusal, Tape, micros};
use super::{Kind, Limits, Position, Reading};
use crate::recording::Size;

/// A cut recording is known by what stands before its output.
const HEAD: usize = 64 * 1024;

pub(super) fn matches(bytes: &[u8]) -> bool {
    // Many audit documents are one long line of JSON, and skipping through it takes a while.
    let is_likely = bytes.trim_ascii_start().starts_with(b"{")
        && memmem::find(bytes, b"\"version\"").is_some()
        && memmem::find(bytes, b"\"stdout\"").is_some();
    is_likely && head(bytes).is_some_and(|head| head.version == 1)
}

#[derive(Deserialize)]
struct Head {
    version: u32,
    width: u16,
    height: u16,
}

#[derive(Deserialize)]
struct Whole {
    #[serde(flatten)]
    head: Head,
    #[serde(rename = "stdout")]
    _stdout: IgnoredAny,
}

/// What stands beside the output; of a cut recording, what stands before it.
fn head(bytes: &[u8]) -> Option<Head> {
    if let Ok(whole) = serde_json::from_slice::<Whole>(bytes) {
        return Some(whole.head);
    }
    let (before, _) = stdout(&bytes[..bytes.len().min(HEAD)])?;
    let mut head = bytes[..before].trim_ascii_end().to_vec();
    if head.ends_with(b",") {
        head.pop();
    }
    head.push(b'}');
    serde_json::from_slice(&head).ok()
}

/// Where the name of the output stands, and where its list begins.
fn stdout(bytes: &[u8]) -> Option<(usize, usize)> {
    const NAME: &[u8] = b"\"stdout\"";
    memmem::find_iter(bytes, NAME).find_map(|at| {
        let value = bytes[at + NAME.len()..].trim_ascii_start().strip_prefix(b":")?;
        let list = value.trim_ascii_start().strip_prefix(b"[")?;
        Some((at, bytes.len() - list.len()))
    })
}

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Reading {
    let mut reading = Reading::default();
    let found = head(bytes).filter(|head| head.width > 0 && head.height > 0);
    let Some((head, (_, list))) = found.zip(stdout(bytes)) else {
        let reason = "no asciicast of version 1 with a terminal size and its output";
        reading.reject(Position::Byte(0), "no-header", reason);
        return reading;
    };
    let size = (head.width, head.height);
    reading.note_size(size, Position::Byte(0));
    let mut tape = Tape::new(Kind::AsciicastV1, Size::within(size));
    read_pairs(bytes, list, limits, &mut tape, &mut reading);
    let recording = tape.finish(None, &mut reading);
    reading.recordings.push(recording);
    reading
}

/// Reads the list that begins at the byte `at`, as far as it goes.
fn read_pairs(
    bytes: &[u8],
    mut at: usize,
    limits: &Limits,
    tape: &mut Tape,
    reading: &mut Reading,
) {
    loop {
        while bytes.get(at).is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b',') {
            at += 1;
        }
        let place = Position::Byte(at as u64);
        let rest = &bytes[at..];
        if rest.starts_with(b"]") {
            break;
        }
        let mut pairs = serde_json::Deserializer::from_slice(rest).into_iter::<&RawValue>();
        let pair = match pairs.next() {
            Some(Ok(pair)) => pair.get(),
            Some(Err(error)) if !error.is_eof() => {
                reading.reject(place, "bad-json", format!("{error}; nothing behind it was read"));
                break;
            }
            Some(Err(_)) | None => {
                reading.reject(place, "truncated", "the file ends inside the list of its output");
                break;
            }
        };
        if pair.len() > limits.line || tape.events() >= limits.events {
            reading.reject(place, "too-large", "above the limit for one event or for all events");
            break;
        }
        at += pair.len();
        if let Err((code, reason)) = take(tape, pair) {
            reading.reject(place, code, reason);
        }
    }
}

fn take(tape: &mut Tape, pair: &str) -> Result<(), Refusal> {
    let (after, text): (f64, String) = serde_json::from_str(pair)
        .map_err(|error| ("unknown-shape", format!("no pair of seconds and text: {error}")))?;
    tape.show(tape.now().plus(micros(after)?), &text);
    Ok(())
}
