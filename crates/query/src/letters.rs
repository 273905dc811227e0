//! Which spellings of one text are the same text?

use std::ops::Range;

use unicode_normalization::char::{canonical_combining_class, decompose_compatible};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// Text with one spelling for each character, which still knows where it came from.
///
/// Full and half width become one (NFKC), and quotation marks become the straight one: a query pasted from a document
/// or typed with a Japanese keyboard is read like one typed at a terminal.
#[derive(Debug)]
pub(crate) struct Folded {
    /// The characters.
    pub(crate) chars: Vec<char>,
    /// For each of them the characters of the original it came from.
    spans: Vec<Range<usize>>,
}

impl Folded {
    /// Folds `text`.
    pub(crate) fn new(text: &str) -> Self {
        let original: Vec<char> = text.chars().collect();
        let mut folded = Self { chars: Vec::new(), spans: Vec::new() };
        let mut start = 0;
        while start < original.len() {
            let mut end = start + 1;
            while end < original.len() && joins_the_one_before(original[end]) {
                end += 1;
            }
            for c in original[start..end].iter().copied().nfkc() {
                folded.chars.push(straight(c));
                folded.spans.push(start..end);
            }
            start = end;
        }
        folded
    }

    /// The folded text between two positions.
    pub(crate) fn text(&self, range: Range<usize>) -> String {
        self.chars[range].iter().collect()
    }

    /// The characters of the original that folded into `range`; a range that is empty stands before its start.
    pub(crate) fn origin(&self, range: Range<usize>) -> Range<usize> {
        let length = self.spans.last().map_or(0, |span| span.end);
        let start = self.spans.get(range.start).map_or(length, |span| span.start);
        let last = range.end.checked_sub(1).filter(|last| range.contains(last));
        start..last.and_then(|last| self.spans.get(last)).map_or(start, |span| span.end)
    }
}

/// Whether `c` belongs to a script that writes words without spaces between them: Han and kana.
#[must_use]
pub fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}' // 々 〆 〇
        | '\u{3041}'..='\u{309f}' // hiragana
        | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' // katakana without its middle dot
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
        && c.is_alphanumeric()
}

/// Normalising piece by piece equals normalising the whole only if no piece begins with a character that can merge
/// with, or move before, the one in front of it.
fn joins_the_one_before(c: char) -> bool {
    if c.is_ascii() {
        return false;
    }
    let mut first = None;
    decompose_compatible(c, |part| first = first.or(Some(part)));
    // A vowel of Hangul in half width merges too, and only what it stands for says so.
    let merges = |c| is_nfkc_quick(std::iter::once(c)) == IsNormalized::Maybe;
    merges(c) || first.is_some_and(|part| canonical_combining_class(part) != 0 || merges(part))
}

fn straight(c: char) -> char {
    match c {
        '\u{201c}'..='\u{201f}' | '「' | '」' | '『' | '』' | '«' | '»' => '"',
        '\u{2018}'..='\u{201b}' => '\'',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_the_way_back() {
        let check = |text: &str, expected: &str, word: &str, origin: Range<usize>| {
            let folded = Folded::new(text);
            let all = folded.text(0..folded.chars.len());
            assert_eq!(all, expected);
            let start = all.find(word).map(|at| all[..at].chars().count()).expect("the word");
            assert_eq!(folded.origin(start..start + word.chars().count()), origin, "{text}");
        };
        check("ｎｏｄｅ：ｄｂ", "node:db", "db", 5..7);
        check("ﾃﾞｰﾀﾍﾞｰｽ a", "データベース a", "a", 9..10);
        check("“a” 「b」", "\"a\" \"b\"", "b", 5..6);
        check("㍉x", "ミリx", "x", 1..2);
        check("e\u{301}x", "éx", "x", 2..3);
    }

    #[test]
    fn piecewise_is_the_same_as_whole() {
        for text in [
            "각",
            "\u{1100}\u{1161}\u{11a8}",
            "a\u{323}\u{307}b",
            "ｶﾞｷﾞ",
            "\u{ff9e}",
            "ﬁ\u{301}",
            "ﾧￂ",
        ] {
            let folded = Folded::new(text);
            assert_eq!(folded.text(0..folded.chars.len()), text.nfkc().collect::<String>());
        }
    }
}
