//! How does content of sessions lose its power over the terminal that shows it?

/// The text with every character that would steer a terminal replaced by U+FFFD, line ends included: a reason must not
/// be able to forge a second line. What joins two characters beyond ASCII, as in emoji, hides nothing and stays.
#[must_use]
pub fn text(text: &str) -> String {
    let mut before = '\0';
    let plain = text.chars().map(|c| {
        let joins = matches!(c, '\u{200c}' | '\u{200d}') && !before.is_ascii() && !steers(before);
        before = c;
        if steers(c) && !joins { char::REPLACEMENT_CHARACTER } else { c }
    });
    plain.collect()
}

/// The text with every such character written out, so that one sees what it would have done: `␛[2J`, `␍`, `<U+202E>`. A
/// line end is `␊` and a line end. What already looks like that is written by its code.
#[must_use]
pub fn raw(text: &str) -> String {
    let mut raw = String::with_capacity(text.len() + text.len() / 8);
    for (at, c) in text.char_indices() {
        match c {
            '\n' => raw.push_str("␊\n"),
            '\0'..='\x1f' => raw.extend(char::from_u32(0x2400 + u32::from(c))),
            '\x7f' => raw.push('␡'),
            '\u{2400}'..='\u{2426}' => raw.push_str(&format!("<U+{:04X}>", u32::from(c))),
            '<' if text[at..].starts_with("<U+") => raw.push_str("<U+003C>"),
            c if steers(c) => raw.push_str(&format!("<U+{:04X}>", u32::from(c))),
            c => raw.push(c),
        }
    }
    raw
}

/// The JSON document with the same characters written as `\uXXXX`, so that it still means the same. JSON itself asks
/// for that only below U+0020, but U+009B begins an escape sequence too.
#[must_use]
pub fn json(document: &str) -> String {
    let mut plain = String::with_capacity(document.len());
    for c in document.chars() {
        // Below DEL only the line ends between values are left; above, such a character stands within a string.
        if c >= '\u{7f}' && steers(c) {
            plain.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            plain.push(c);
        }
    }
    plain
}

/// Controls, line and paragraph separators, and what cannot be seen but reorders or hides what can.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal() {
        for (content, expected) in [
            ("plain 日本語", "plain 日本語"),
            ("\u{1b}]0;title\u{7}", "\u{fffd}]0;title\u{fffd}"),
            ("\u{9b}2J", "\u{fffd}2J"),
            ("x\napproval   independent: carol", "x\u{fffd}approval   independent: carol"),
            ("\u{202e}gpj.exe", "\u{fffd}gpj.exe"),
            ("prod\u{200b}-db\u{feff}", "prod\u{fffd}-db\u{fffd}"),
            ("👩\u{200d}💻 a\u{200d}b", "👩\u{200d}💻 a\u{fffd}b"),
            ("本\u{200d}\u{200d}", "本\u{200d}\u{fffd}"),
            ("\u{2066}\u{61c}\u{2028}", "\u{fffd}\u{fffd}\u{fffd}"),
        ] {
            assert_eq!(text(content), expected);
        }
    }

    #[test]
    fn raw_text_shows_what_it_would_have_done() {
        for (content, expected) in [
            ("plain 日本語", "plain 日本語"),
            ("\u{1b}]0;title\u{7}\r\r\nnext", "␛]0;title␇␍␍␊\nnext"),
            ("\u{9b}2J\u{7f}\t", "<U+009B>2J␡␉"),
            ("\u{202e}gpj.exe\u{200b}", "<U+202E>gpj.exe<U+200B>"),
            ("␛[2J", "<U+241B>[2J"),
            ("<U+202E> <b>", "<U+003C>U+202E> <b>"),
        ] {
            assert_eq!(raw(content), expected);
            assert!(!raw(content).chars().any(|c| c != '\n' && steers(c)), "{expected}");
        }
    }

    #[test]
    fn json_is_plain_and_still_means_the_same() {
        for content in
            ["日本語", "\u{1b}[2J\u{9b}2J\u{7f}", "a\nb", "\u{202e}\u{200d}\u{feff}\\u0041"]
        {
            let document = serde_json::json!({ "reason": content });
            let plain = json(&serde_json::to_string_pretty(&document).expect("a document"));
            assert!(!plain.chars().any(|c| c != '\n' && steers(c)), "{plain:?}");
            assert_eq!(serde_json::from_str::<serde_json::Value>(&plain).expect("JSON"), document);
        }
    }
}
