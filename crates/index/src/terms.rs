//! Into which terms is a text taken apart, for the index and for a search?

use std::ops::Range;

use sekisho_query::letters::is_unspaced;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_normalization::UnicodeNormalization;

/// The name under which the tokenizer is kept with an index. It must change whenever a text is taken apart in another
/// way or a name is spelled in another way: old and new terms would silently miss each other.
pub(crate) const TOKENIZER: &str = "sekisho-1";

/// Takes texts apart for the index:
///
/// - Letters of both widths and cases are the same, and everything that is neither letter nor digit separates:
///   `/etc/drop_table` is `etc`, `drop`, `table` in a row.
/// - Han and kana are written without spaces, so each pair of neighbours is a term, and the last character of a run is
///   one by itself: 本番機 is 本番, 番機, 機. A single character is then found as the beginning of a term.
#[derive(Debug, Clone, Default)]
pub(crate) struct Terms;

/// What a search looks for: these terms at these distances.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    /// Terms with their positions, in order.
    pub(crate) terms: Vec<(usize, String)>,
    /// Whether the last term may go on.
    pub(crate) open: bool,
}

/// The terms to search for when `text` is wanted, or a text that begins with it if `open`.
pub(crate) fn pattern(text: &str, open: bool) -> Pattern {
    let mut pieces = Pieces::new(text);
    let mut found = Vec::new();
    while let Some((piece, term)) = pieces.next() {
        found.push((piece.position, piece.kind, term.to_owned()));
    }
    let ends_in_word = text.chars().next_back().is_some_and(char::is_alphanumeric);
    let open = match found.as_slice() {
        [.., (_, Kind::Pair, _), (_, Kind::Last, _)] => {
            // The run may go on in the document, and its last character is no term there.
            found.pop();
            false
        }
        [.., (_, Kind::Last, _)] => true,
        _ => open && ends_in_word,
    };
    Pattern { terms: found.into_iter().map(|(at, _, term)| (at, term)).collect(), open }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Pair,
    /// The last character of a run.
    Last,
}

struct Piece {
    kind: Kind,
    /// Counted in words, and in characters where no spaces are written.
    position: usize,
    range: Range<usize>,
}

/// In characters; longer words are cut into several, in documents and searches alike.
const LONGEST_WORD: usize = 128;

/// Works through a text from space to space, so that memory does not grow with the text.
struct Pieces<'a> {
    chunks: std::str::SplitAsciiWhitespace<'a>,
    folded: String,
    pieces: Vec<Piece>,
    next: usize,
    position: usize,
}

impl<'a> Pieces<'a> {
    fn new(text: &'a str) -> Self {
        let chunks = text.split_ascii_whitespace();
        Self { chunks, folded: String::new(), pieces: Vec::new(), next: 0, position: 0 }
    }

    fn next(&mut self) -> Option<(&Piece, &str)> {
        while self.next == self.pieces.len() {
            let chunk = self.chunks.next()?;
            self.fold(chunk);
            self.split();
        }
        let piece = &self.pieces[self.next];
        self.next += 1;
        Some((piece, &self.folded[piece.range.clone()]))
    }

    fn fold(&mut self, chunk: &str) {
        self.folded.clear();
        if chunk.is_ascii() {
            self.folded.push_str(chunk);
            self.folded.make_ascii_lowercase();
        } else {
            self.folded.extend(chunk.nfkc().flat_map(char::to_lowercase));
        }
    }

    fn split(&mut self) {
        let Self { folded, pieces, position, next, .. } = self;
        pieces.clear();
        *next = 0;
        let mut push = |kind, range| {
            pieces.push(Piece { kind, position: *position, range });
            *position += 1;
        };
        let mut rest = folded.char_indices().peekable();
        while let Some((mut start, c)) = rest.next() {
            let mut end = start + c.len_utf8();
            if is_unspaced(c) {
                while let Some((at, c)) = rest.next_if(|(_, c)| is_unspaced(*c)) {
                    push(Kind::Pair, start..at + c.len_utf8());
                    (start, end) = (at, at + c.len_utf8());
                }
                push(Kind::Last, start..end);
            } else if c.is_alphanumeric() {
                let mut length = 1;
                while length < LONGEST_WORD
                    && let Some((at, c)) =
                        rest.next_if(|(_, c)| c.is_alphanumeric() && !is_unspaced(*c))
                {
                    (end, length) = (at + c.len_utf8(), length + 1);
                }
                push(Kind::Word, start..end);
            }
        }
    }
}

/// The terms of one text, one after the other.
pub(crate) struct Stream<'a> {
    pieces: Pieces<'a>,
    token: Token,
}

impl Tokenizer for Terms {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        Stream { pieces: Pieces::new(text), token: Token::default() }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let Some((piece, term)) = self.pieces.next() else { return false };
        self.token.position = piece.position;
        self.token.text.clear();
        self.token.text.push_str(term);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_taken_apart() {
        for (text, expected) in [
            ("", ""),
            ("--- $? ---", ""),
            ("DROP TABLE users;", "drop table users"),
            ("drop_table /etc/passwd", "drop table etc passwd"),
            ("alice@example.com", "alice example com"),
            ("ＰＳＱＬ　－ｃ", "psql c"),
            ("本番機", "本番 番機 機"),
            ("障", "障"),
            ("本番DBの障害", "本番 番 db の障 障害 害"),
            ("本番 障害", "本番 番 障害 害"),
            ("ﾃﾞｰﾀ", "デー ータ タ"),
            ("e\u{301}te\u{301} Straße", "été straße"),
        ] {
            let mut stream = Terms;
            let mut stream = stream.token_stream(text);
            let mut terms = Vec::new();
            while stream.advance() {
                assert_eq!(stream.token().position, terms.len(), "{text}");
                terms.push(stream.token().text.clone());
            }
            assert_eq!(terms.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn searches_leave_open_what_may_go_on() {
        for (text, open, expected) in [
            ("psql", false, "psql"),
            ("psq", true, "psq…"),
            ("drop_ta", true, "drop ta…"),
            ("drop_", true, "drop"),
            ("障害", false, "障害"),
            ("障害", true, "障害"),
            ("障", false, "障…"),
            ("本番DB", false, "本番 番 db"),
            ("DB障", false, "db 障…"),
            ("DB障害", false, "db 障害"),
            ("本番 障", false, "本番 番 障…"),
            ("?", true, ""),
        ] {
            let pattern = pattern(text, open);
            let terms: Vec<_> = pattern.terms.iter().map(|(_, term)| term.as_str()).collect();
            let ellipsis = if pattern.open { "…" } else { "" };
            assert_eq!(format!("{}{ellipsis}", terms.join(" ")), expected, "{text}");
        }
    }

    #[test]
    fn a_long_word_is_cut_the_same_way_everywhere() {
        let word = "x".repeat(LONGEST_WORD + 2);
        let lengths =
            |pattern: Pattern| pattern.terms.iter().map(|(_, t)| t.len()).collect::<Vec<_>>();
        assert_eq!(lengths(pattern(&word, false)), [LONGEST_WORD, 2]);
        assert_eq!(lengths(pattern(&word[..LONGEST_WORD], true)), [LONGEST_WORD]);
    }
}
