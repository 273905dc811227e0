//! Which lines are the body of a private key?

use std::ops::Range;

/// What stands before the first line of a key, such as the name of its file, if the lines that follow are its body. What
/// may change from line to line, such as its number, is left out.
pub(super) fn opened(text: &[u8]) -> Option<&[u8]> {
    let text = text.trim_ascii_end();
    text.ends_with(b"PRIVATE KEY-----").then_some(())?;
    let before = &text[..memchr::memmem::find(text, b"-----BEGIN ")?];
    let end = before.iter().rposition(|byte| !is_margin(byte));
    Some(&before[..end.map_or(0, |end| end + 1)])
}

/// The characters of a line of a key that has this before its lines. A line number or a margin may stand there too.
pub(super) fn body(text: &[u8], before: &[u8]) -> Option<Range<usize>> {
    let is_body = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=".contains(byte);
    let from = if text.starts_with(before) { before.len() } else { 0 };
    let text = text.trim_ascii_end();
    let line = text.get(from..).unwrap_or_default();
    let length = line.iter().rev().take_while(|byte| is_body(byte)).count();
    let is_told = line[..line.len() - length].iter().all(is_margin);
    let is_header = [&b"Proc-Type: "[..], b"DEK-Info: "].iter().any(|name| line.starts_with(name));
    match (length > 0 && is_told) || line.is_empty() {
        true => Some(text.len() - length..text.len()),
        false if is_header => Some(text.len()..text.len()),
        false => None,
    }
}

fn is_margin(byte: &u8) -> bool {
    byte.is_ascii_digit() || b" \t:|>-+".contains(byte)
}
