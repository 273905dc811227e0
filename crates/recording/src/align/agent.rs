//! What does the agent make of a line before it sends it?
//!
//! `processMessage` and `buildEventInfo` of amazon-ssm-agent 3.3, with the vendored pborman/ansi: escape sequences are
//! stripped unless one of them is not understood, which keeps the whole line as it was; the bytes 0x80 to 0x9F count as
//! control characters even inside of UTF-8; then tabs become blanks, carriage returns go, and every byte that is no
//! text any more is written as U+FFFD.

use std::borrow::Cow;
use std::ops::RangeInclusive;

const ESC: u8 = 0x1b;
/// The one-byte form of `ESC [`, and the last byte of `ホ`.
const CSI: u8 = 0x9b;

/// The line without what the agent takes for control sequences.
pub(super) fn cleaned(line: &[u8]) -> Cow<'_, [u8]> {
    let is_control = |byte: &u8| *byte == ESC || (0x80..0xa0).contains(byte);
    match line.iter().any(is_control) {
        true => stripped(line).map_or(Cow::Borrowed(line), Cow::Owned),
        false => Cow::Borrowed(line),
    }
}

/// A cleaned line as it stands in `sessionData`.
pub(super) fn written(cleaned: &[u8]) -> Cow<'_, [u8]> {
    let line = cleaned.strip_suffix(b"\n").unwrap_or(cleaned);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    if std::str::from_utf8(line).is_ok() && memchr::memchr2(b'\t', b'\r', line).is_none() {
        return Cow::Borrowed(line);
    }
    let mut text = Vec::with_capacity(line.len());
    for chunk in line.utf8_chunks() {
        let bytes = chunk.valid().bytes().filter(|byte| *byte != b'\r');
        text.extend(bytes.map(|byte| if byte == b'\t' { b' ' } else { byte }));
        for _ in chunk.invalid() {
            text.extend_from_slice("\u{fffd}".as_bytes());
        }
    }
    Cow::Owned(text)
}

/// The text between the sequences, or nothing if one of them is not understood.
fn stripped(line: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::with_capacity(line.len());
    let mut rest = line;
    while let Some((&byte, after)) = rest.split_first() {
        rest = match byte {
            CSI => after_csi(after)?,
            ESC => after_escape(after)?,
            0x8e | 0x8f => after.get(1..).unwrap_or_default(),
            0x80..0xa0 => after,
            _ => {
                text.push(byte);
                after
            }
        };
    }
    Some(text)
}

fn after_escape(rest: &[u8]) -> Option<&[u8]> {
    let (first, after) = rest.split_first()?;
    match first {
        b'[' => after_csi(after),
        // A string ends with `ESC \` and nothing else; most titles end with BEL.
        b'P' | b']' | b'X' | b'^' | b'_' => {
            let end = memchr::memmem::find(after, b"\x1b\\")?;
            let is_nested = memchr::memmem::find(&after[..end], b"\x1bX").is_some();
            (!is_nested).then(|| &after[end + 2..])
        }
        b'N' | b'O' => Some(after.get(1..).unwrap_or_default()),
        0x40..=0x7e => Some(after),
        _ => None,
    }
}

fn after_csi(rest: &[u8]) -> Option<&[u8]> {
    let params = rest.iter().position(|byte| !(0x30..=0x3f).contains(byte))?;
    let between = rest[params..].iter().position(|byte| !(0x20..=0x2f).contains(byte))?;
    let last = rest[params + between];
    let is_known = (0x40..=0x7e).contains(&last);
    let allowed = match &rest[params..params + between] {
        b"" => allowed(last),
        b" " => allowed_after_blank(last),
        _ => ANY,
    };
    let is_taken = is_known && allowed.contains(&count(&rest[..params]));
    is_taken.then(|| &rest[params + between + 1..])
}

fn count(params: &[u8]) -> usize {
    match params.first() {
        None => 0,
        Some(b'<'..) => 1,
        Some(_) => params.iter().filter(|byte| **byte == b';').count() + 1,
    }
}

const ANY: RangeInclusive<usize> = 0..=usize::MAX;

/// How many parameters ECMA-48 gives a function; what it does not name may have any number.
fn allowed(function: u8) -> RangeInclusive<usize> {
    match function {
        b'H' | b'R' | b'f' => 0..=2,
        b'W' | b'h' | b'l' | b'm' | b'o' => ANY,
        b'@'..=b'Z' | b'['..=b'^' | b'`'..=b'n' => 0..=1,
        _ => ANY,
    }
}

/// The same for functions that are named by a blank and a letter, of which some need parameters.
fn allowed_after_blank(function: u8) -> RangeInclusive<usize> {
    match function {
        b'G' | b'T' | b'k' => 2..=2,
        b'c' => 1..=2,
        b'C' | b'E' | b'M' | b'O' | b'U'..=b'W' | b'[' | b'^' | b'`'..=b'b' | b'd' => 1..=1,
        b'g'..=b'j' => 1..=1,
        b'B' | b'D' | b'S' | b'Y' => 0..=2,
        b'F' | b'H' | b'N' | b']' | b'l'.. => ANY,
        _ => 0..=1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_damaged_as_the_agent_damages_it() {
        // What the agent's own code made of each, built and run.
        fn check(line: &[u8], expected: &str) {
            let cleaned = cleaned(line);
            assert_eq!(String::from_utf8_lossy(&written(&cleaned)), expected);
        }
        check(b"plain\r\n", "plain");
        check(b"\x1b[01;34mdir\x1b[0m\tfile\r\n", "dir file");
        check(b"\x1b]0;title\x07$ ls\r\n", "\u{1b}]0;title\u{7}$ ls");
        check(b"\x1b]0;title\x1b\\$ ls\r\n", "$ ls");
        check(b"\x1b(B\x1b[mtop\r\n", "\u{1b}(B\u{1b}[mtop");
        check(b"50%\r100%\r\n", "50%100%");
        check(b"ab\x08c\r\n", "ab\u{8}c");
        check("é".as_bytes(), "é");
        check("本番".as_bytes(), "\u{fffd}\u{fffd}\u{fffd}\u{fffd}");
        check("ホ1;2mst".as_bytes(), "\u{fffd}st");
        check("ホスト".as_bytes(), "ホスト");
        check(b"\x1b[1;2;3Hx", "\u{1b}[1;2;3Hx");
        check(b"\x1bOPx\x8fyz", "xz");
        check("スマホ go".as_bytes(), "スマホ go");
        check(b"half \x1b[3", "half \u{1b}[3");
    }
}
