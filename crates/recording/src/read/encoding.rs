//! In which encoding is this text of a Windows host?

use std::borrow::Cow;

use encoding_rs::{Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text as UTF-8, except for what is none in a file that claims to be.
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, [u8]>,
    /// The length of the mark in front of it.
    pub(super) mark: usize,
    /// What a reader of the text should know about how it was decoded.
    pub(super) note: Option<(&'static str, String)>,
}

/// Decodes by the mark at the start; without one by what the bytes themselves rule out.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((unmarked(bytes), 0));
    let rest = &bytes[mark..];
    if encoding == UTF_8 {
        return Decoded { text: Cow::Borrowed(rest), mark, note: None };
    }
    let (text, has_errors) = encoding.decode_without_bom_handling(rest);
    let note = if encoding == SHIFT_JIS || encoding == WINDOWS_1252 {
        let name = if encoding == SHIFT_JIS {
            "code page 932 (Japanese)"
        } else {
            "code page 1252 (Western European)"
        };
        let reason = format!("neither UTF-8 nor UTF-16; read as {name}, which is a guess");
        Some(("assumed-encoding", reason))
    } else {
        let reason = format!("not all of it is {}; shown as U+FFFD", encoding.name());
        has_errors.then_some(("undecodable", reason))
    };
    Decoded { text: Cow::Owned(text.into_owned().into_bytes()), mark, note }
}

/// The encoding of a text without a mark.
fn unmarked(bytes: &[u8]) -> &'static Encoding {
    match bytes {
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => return UTF_16LE,
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => return UTF_16BE,
        _ => {}
    }
    // Text in a code page holds few characters of UTF-8, and those by accident; text with more of
    // them than of anything else is UTF-8 that was damaged.
    let (mut characters, mut others) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        characters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        others += usize::from(!chunk.invalid().is_empty());
    }
    if characters >= others {
        return UTF_8;
    }
    // Nearly every byte pair is a character of code page 932, but only Japanese text has kana.
    let japanese = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes);
    let is_kana = |c: char| ('\u{3041}'..='\u{30fe}').contains(&c);
    match japanese.is_some_and(|text| text.contains(is_kana)) {
        true => SHIFT_JIS,
        false => WINDOWS_1252,
    }
}
