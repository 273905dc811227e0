//! How does one recorded command become many different ones?

use std::ops::Range;
use std::sync::LazyLock;

use super::random::Random;

/// Commands that were recorded together, in order.
#[derive(Debug)]
pub(super) struct Scene {
    /// The file name without its ending.
    pub(super) name: &'static str,
    /// One per command.
    pub(super) blocks: Vec<Block>,
}

/// A prompt, the command typed at it and what it put out, as a pty delivers it.
#[derive(Debug)]
pub(super) struct Block {
    bytes: &'static [u8],
    slots: Vec<Slot>,
}

/// Bytes that differ from session to session.
#[derive(Debug)]
struct Slot {
    range: Range<usize>,
    holds: Holds,
}

#[derive(Debug)]
enum Holds {
    Host,
    /// Digits, of which the first is not 0 and at most the given one, so that an address stays an address.
    Number(u8),
    Hexadecimal,
}

macro_rules! scene {
    ($name:literal) => {
        ($name, include_bytes!(concat!("blocks/", $name, ".pty")))
    };
}

const FILES: &[(&str, &[u8])] = &[
    scene!("database"),
    scene!("edit-files"),
    scene!("japanese"),
    scene!("look-around"),
    scene!("page-through"),
    scene!("progress"),
    scene!("read-logs"),
    scene!("scripting"),
    scene!("slips"),
    scene!("versions"),
    scene!("watch-load"),
];

/// Every recorded scene.
pub(super) static SCENES: LazyLock<Vec<Scene>> = LazyLock::new(|| {
    FILES.iter().map(|(name, bytes)| Scene { name, blocks: split(bytes) }).collect()
});

/// What a recorded prompt begins with, up to the host name.
const PROMPT: &[u8] = b"\x1b[?2004h\x1b]0;ssm-user@";
const HOST: &[u8] = b"ip-10-0-142-231";

fn split(bytes: &'static [u8]) -> Vec<Block> {
    let mut starts: Vec<usize> = memchr::memmem::find_iter(bytes, PROMPT).collect();
    starts.push(bytes.len());
    starts.windows(2).map(|pair| Block::new(&bytes[pair[0]..pair[1]])).collect()
}

impl Block {
    /// Finds what may differ.
    #[must_use]
    pub(super) fn new(bytes: &'static [u8]) -> Self {
        let mut slots = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            if bytes[at..].starts_with(HOST) {
                slots.push(Slot { range: at..at + HOST.len(), holds: Holds::Host });
                at += HOST.len();
            } else if bytes[at] == 0x1b {
                at = after_escape(bytes, at);
            } else if bytes[at].is_ascii_alphanumeric() {
                let end = at + bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
                find_in_word(bytes, at..end, &mut slots);
                at = end;
            } else {
                at += 1;
            }
        }
        Self { bytes, slots }
    }

    /// How many bytes it writes.
    #[must_use]
    pub(super) fn size(&self) -> usize {
        self.bytes.len()
    }

    /// Appends the block as another session would have it. Every byte keeps its column, so screens stay whole.
    pub(super) fn write(&self, out: &mut Vec<u8>, host: &str, random: &mut Random) {
        let start = out.len();
        out.extend_from_slice(self.bytes);
        for slot in &self.slots {
            let place = &mut out[start..][slot.range.clone()];
            match slot.holds {
                Holds::Host => place.copy_from_slice(host.as_bytes()),
                Holds::Hexadecimal => fill(place, b"0123456789abcdef", random),
                Holds::Number(first) => {
                    fill(place, b"0123456789", random);
                    place[0] = b'1' + random.below(usize::from(first - b'0')) as u8;
                }
            }
        }
    }
}

fn fill(place: &mut [u8], digits: &[u8], random: &mut Random) {
    let mut bits = 0;
    for (index, byte) in place.iter_mut().enumerate() {
        if index % 8 == 0 {
            bits = random.next_u64();
        }
        *byte = digits[(bits & 0xff) as usize % digits.len()];
        bits >>= 8;
    }
}

/// The end of an escape sequence. A title (OSC) ends with its introducer: the host name in it may differ.
fn after_escape(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at + 1) {
        Some(b'[') => {
            let last = bytes[at + 2..].iter().position(|b| (0x40..=0x7e).contains(b));
            last.map_or(bytes.len(), |length| at + 2 + length + 1)
        }
        Some(b'(' | b')') => (at + 3).min(bytes.len()),
        _ => (at + 2).min(bytes.len()),
    }
}

/// Ids, and numbers of at least three digits; shorter ones are options, dates and times, and years stay years.
fn find_in_word(bytes: &[u8], word: Range<usize>, slots: &mut Vec<Slot>) {
    let text = &bytes[word.clone()];
    let lower_hexadecimal = |b: &u8| b.is_ascii_digit() || (b'a'..=b'f').contains(b);
    let digits = text.iter().filter(|b| b.is_ascii_digit()).count();
    if text.len() >= 7 && digits > 0 && digits < text.len() && text.iter().all(lower_hexadecimal) {
        slots.push(Slot { range: word, holds: Holds::Hexadecimal });
        return;
    }
    let mut at = word.start;
    while at < word.end {
        let run = bytes[at..word.end].iter().take_while(|b| b.is_ascii_digit()).count();
        let year = run == 4 && (bytes[at..].starts_with(b"20") || bytes[at..].starts_with(b"19"));
        if run >= 3 && !year {
            let dotted = (at > 0 && bytes[at - 1] == b'.') || bytes.get(at + run) == Some(&b'.');
            let first = if run == 3 && dotted { b'1' } else { b'9' };
            slots.push(Slot { range: at..at + run, holds: Holds::Number(first) });
        }
        at += run.max(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_numbers_change_and_nothing_else_does() {
        fn check(recorded: &'static [u8], expected: &str) {
            let block = Block::new(recorded);
            let mut out = Vec::new();
            block.write(&mut out, "HOSTHOSTHOSTHOS", &mut Random::new(1, 1));
            assert_eq!(out.len(), block.size());
            let slots: Vec<_> = block.slots.iter().flat_map(|slot| slot.range.clone()).collect();
            let masked: Vec<u8> = out
                .iter()
                .enumerate()
                .map(|(at, byte)| if slots.contains(&at) { b'#' } else { *byte })
                .collect();
            assert_eq!(String::from_utf8_lossy(&masked), expected);
        }
        check(b"ssm-user@ip-10-0-142-231:~$ id", "ssm-user@###############:~$ id");
        check(b"chmod 600 a; head -40 b 2>&1", "chmod ### a; head -40 b 2>&1");
        check(b"2026-11-16T01:02:03.123Z", "2026-11-16T01:02:03.###Z");
        check(b"commit 0ea9bf21 facade app14", "commit ######## facade app14");
        check(b"\x1b[38;5;123m999\x1b(B\x1b]0;t", "\x1b[38;5;123m###\x1b(B\x1b]0;t");
    }

    #[test]
    fn every_recorded_scene_has_whole_commands() {
        assert_eq!(SCENES.len(), FILES.len());
        for (scene, (name, bytes)) in SCENES.iter().zip(FILES) {
            let written: usize = scene.blocks.iter().map(Block::size).sum();
            assert_eq!(written, bytes.len(), "{name} begins with a prompt");
            assert!(scene.blocks.len() >= 4, "{name}");
        }
    }
}
