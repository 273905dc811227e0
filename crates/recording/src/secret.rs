//! Where in the output do secrets stand, and how are they made unreadable?
//!
//! Secrets are found in the bytes of the output and masked there, before anything is emulated:
//! each of their ASCII characters becomes `*`. So no offset moves, and screen, lines, commands,
//! segments and all that is made from them are masked by one act. The original stays as it is.

mod likely;
mod rules;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::bytes::{Captures, Regex};

use self::likely::Fit;
use self::rules::RULES;
use crate::edited::{At, Reader, View};
use crate::recording::Recording;

/// A stretch of the output that holds a secret. What it says is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// What kind it is of, for example `github-token`.
    pub kind: &'static str,
    /// Its first byte.
    pub offset: u64,
    /// The bytes up to its last, with whatever the terminal was told in between.
    pub length: u64,
}

/// The recording with every secret in its output masked, and where they stand.
#[must_use]
pub fn masked(recording: &Recording) -> (Cow<'_, Recording>, Vec<Secret>) {
    let found = find(&recording.output);
    if found.secrets.is_empty() {
        return (Cow::Borrowed(recording), Vec::new());
    }
    let mut masked = recording.clone();
    masked.output = found.mask(masked.output);
    (Cow::Owned(masked), found.secrets)
}

/// The secrets of an output.
#[derive(Debug, Default)]
struct Found {
    secrets: Vec<Secret>,
    /// The bytes that make them up, in order.
    bytes: Vec<Range<usize>>,
}

impl Found {
    /// The output with every secret masked.
    fn mask(&self, mut output: Vec<u8>) -> Vec<u8> {
        for range in &self.bytes {
            for byte in output[range.clone()].iter_mut().filter(|byte| byte.is_ascii_graphic()) {
                *byte = b'*';
            }
        }
        output
    }
}

/// How far around a word its secret is looked for: more than any token is long.
const BEFORE: usize = 1024;
const BEHIND: usize = 8 * 1024;

/// Looked for again are at most so many: more would be a file full of them.
const KNOWN: usize = 1000;

/// The words of some rules, and for each the rules that know it.
struct Words {
    search: AhoCorasick,
    rules: Vec<Vec<usize>>,
}

/// So many words are compared at once, sixteen bytes at a time; with one more the search would go
/// byte by byte, which takes longer than the emulation.
const TOGETHER: usize = 64;

static WORDS: LazyLock<Vec<Words>> = LazyLock::new(|| {
    let mut groups: Vec<Vec<(&str, Vec<usize>)>> = vec![Vec::new()];
    for (index, rule) in RULES.iter().enumerate() {
        let is_full = groups.last().is_none_or(|g| g.len() + rule.words.len() > TOGETHER);
        if is_full {
            groups.push(Vec::new());
        }
        for word in rule.words {
            let group = groups.last_mut().expect("one was just made");
            match group.iter_mut().find(|(known, _)| known == word) {
                Some((_, rules)) => rules.push(index),
                None => group.push((word, vec![index])),
            }
        }
    }
    let words = groups.into_iter().map(|group| {
        let (words, rules): (Vec<_>, Vec<_>) = group.into_iter().unzip();
        let search = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(words);
        Words { search: search.expect("the words are few"), rules }
    });
    words.collect()
});

static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let compile = |rule: &rules::Rule| Regex::new(&format!("(?-u){}", rule.pattern));
    RULES.iter().map(|rule| compile(rule).expect("a test compiles them")).collect()
});

/// Finds the secrets of an output.
fn find(output: &[u8]) -> Found {
    let mut search = Search { output, pieces: Vec::new(), in_key: false };
    let mut reader = Reader::new(output);
    let word = |words: &'static Words| {
        Next::new(|from| {
            let input = aho_corasick::Input::new(output).range(from..);
            words.search.find(input).map(|found| found.start())
        })
    };
    let mut words: Vec<_> = WORDS.iter().map(word).collect();
    let mut controls = Next::new(|from| control(output, from));
    let mut at = 0;
    while at < output.len() {
        let first = match search.in_key {
            true => at,
            false => {
                let words = words.iter_mut().filter_map(|word| word.at(at));
                match words.chain(controls.at(at)).min() {
                    Some(first) => first,
                    None => break,
                }
            }
        };
        let start = memchr::memrchr(b'\n', &output[at..first]).map_or(at, |end| at + end + 1);
        let end = memchr::memchr(b'\n', &output[first..]).map_or(output.len(), |end| first + end);
        match controls.at(start).is_some_and(|control| control < end) {
            true => reader.line(start..end, &mut |view| search.look(&view)),
            false => search.look(&unedited(output, start..end)),
        }
        at = end + 1;
    }
    search.again();
    search.finish()
}

/// The next place of something, looked for once.
struct Next<F> {
    look: F,
    known: Option<Option<usize>>,
}

impl<F: Fn(usize) -> Option<usize>> Next<F> {
    fn new(look: F) -> Self {
        Self { look, known: None }
    }

    fn at(&mut self, from: usize) -> Option<usize> {
        match self.known {
            Some(None) => None,
            Some(Some(place)) if place >= from => Some(place),
            _ => *self.known.insert((self.look)(from)),
        }
    }
}

/// The next byte that makes a line say something else than its bytes in their order.
fn control(output: &[u8], from: usize) -> Option<usize> {
    memchr::memchr3_iter(b'\x1b', b'\x08', b'\r', &output[from..])
        .map(|at| from + at)
        .find(|at| output[*at] != b'\r' || output.get(at + 1) != Some(&b'\n'))
}

/// A line that says what its bytes are.
fn unedited(output: &[u8], line: Range<usize>) -> View<'_> {
    let text = &output[line.clone()];
    let text = text.strip_suffix(b"\r").unwrap_or(text);
    View { at: At::From(line.start), text, is_final: true }
}

struct Search<'a> {
    output: &'a [u8],
    pieces: Vec<Piece>,
    /// The lines are the body of a private key.
    in_key: bool,
}

/// Bytes of a secret.
struct Piece {
    rule: usize,
    secret: Range<usize>,
    bytes: Vec<Range<usize>>,
}

impl Search<'_> {
    fn look(&mut self, view: &View<'_>) {
        if self.in_key {
            match key_body(view.text) {
                Some(body) => return self.add(0, view, body),
                None => self.in_key = false,
            }
        }
        for words in WORDS.iter() {
            self.look_around(words, view);
        }
        self.in_key |= opens_key(view.text);
    }

    /// Looks more closely where one of the words stands.
    fn look_around(&mut self, words: &Words, view: &View<'_>) {
        let mut looked_to = [0; RULES.len()];
        for word in words.search.find_iter(view.text) {
            for rule in words.rules[word.pattern().as_usize()].iter().copied() {
                if word.start() < looked_to[rule] {
                    continue;
                }
                let from = word.start().saturating_sub(BEFORE);
                let to = view.text.len().min(word.end() + BEHIND);
                for captures in PATTERNS[rule].captures_iter(&view.text[from..to]) {
                    if let Some(secret) = fitting(rule, view.text, from, &captures) {
                        self.add(rule, view, secret);
                    }
                }
                looked_to[rule] = if to == view.text.len() { to } else { to - BEHIND / 2 };
            }
        }
    }

    fn add(&mut self, rule: usize, view: &View<'_>, secret: Range<usize>) {
        let bytes = view.bytes(secret);
        let start = bytes.iter().map(|range| range.start).min();
        let end = bytes.iter().map(|range| range.end).max();
        if let Some((start, end)) = start.zip(end) {
            self.pieces.push(Piece { rule, secret: start..end, bytes });
        }
    }

    /// Looks for what was found once wherever else it stands, as in a listing or a redrawn line.
    fn again(&mut self) {
        let mut known: Vec<(&[u8], usize)> = Vec::new();
        for piece in self.pieces.iter().filter(|piece| piece.rule != 0 && piece.bytes.len() == 1) {
            let text = &self.output[piece.bytes[0].clone()];
            if likely::is_unmistakable(text) && known.len() < KNOWN {
                known.push((text, piece.rule));
            }
        }
        if known.is_empty() {
            return;
        }
        known.sort_unstable();
        known.dedup_by_key(|(text, _)| *text);
        let texts = known.iter().map(|(text, _)| text);
        let Ok(search) = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(texts)
        else {
            return;
        };
        // Where a rule has found it, that rule names it.
        self.pieces.sort_by_key(|piece| piece.secret.start);
        let mut elsewhere = Vec::new();
        for place in search.find_iter(self.output) {
            let (rule, bytes) = (known[place.pattern().as_usize()].1, place.range());
            let before = self.pieces.partition_point(|piece| piece.secret.start <= bytes.start);
            let last = before.checked_sub(1).map(|last| &self.pieces[last]);
            if last.is_none_or(|piece| piece.secret.end < bytes.end) {
                elsewhere.push(Piece { rule, secret: bytes.clone(), bytes: vec![bytes] });
            }
        }
        self.pieces.extend(elsewhere);
    }

    /// Joins what was found in several states of a line, and the lines of a key.
    fn finish(mut self) -> Found {
        self.pieces.sort_by_key(|piece| (piece.secret.start, piece.rule));
        let mut found = Found::default();
        let mut joined: Vec<Piece> = Vec::new();
        for piece in self.pieces {
            found.bytes.extend(piece.bytes.iter().cloned());
            let continues = |last: &&mut Piece| {
                let between = self.output.get(last.secret.end..piece.secret.start);
                let is_next_line = |bytes: &[u8]| bytes.iter().filter(|b| **b == b'\n').count() < 2;
                piece.secret.start < last.secret.end
                    || (piece.rule == 0 && last.rule == 0 && between.is_some_and(is_next_line))
            };
            match joined.last_mut().filter(continues) {
                Some(last) => {
                    last.secret.end = last.secret.end.max(piece.secret.end);
                    last.rule = last.rule.min(piece.rule);
                }
                None => joined.push(piece),
            }
        }
        let secrets = joined.iter().map(|piece| Secret {
            kind: RULES[piece.rule].kind,
            offset: piece.secret.start as u64,
            length: (piece.secret.end - piece.secret.start) as u64,
        });
        found.secrets = secrets.collect();
        found
    }
}

/// The secret of a match, in `text`, if it is one.
fn fitting(rule: usize, text: &[u8], from: usize, captures: &Captures<'_>) -> Option<Range<usize>> {
    let secret = captures.name("s").or_else(|| captures.name("v"))?;
    let range = from + secret.start()..from + secret.end();
    let fit = Fit {
        before: &text[..range.start],
        value: &text[range.clone()],
        after: &text[range.end..],
        key: captures.name("k").map_or(b"", |key| key.as_bytes()),
        is_quoted: captures.name("q").is_some(),
    };
    (RULES[rule].fits)(&fit).then_some(range)
}

/// Whether the lines that follow are the body of a private key.
fn opens_key(text: &[u8]) -> bool {
    let text = text.trim_ascii_end();
    text.ends_with(b"PRIVATE KEY-----") && memchr::memmem::find(text, b"-----BEGIN ").is_some()
}

/// The characters of a line of a private key. A line number or a margin may stand before them.
fn key_body(text: &[u8]) -> Option<Range<usize>> {
    let is_body = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=".contains(byte);
    let end = text.trim_ascii_end().len();
    let length = text[..end].iter().rev().take_while(|byte| is_body(byte)).count();
    let margin = &text[..end - length];
    let is_margin = margin.iter().all(|b| b.is_ascii_digit() || b" \t:|>-".contains(b));
    let is_header = [&b"Proc-Type: "[..], b"DEK-Info: "].iter().any(|name| text.starts_with(name));
    match (length > 0 && is_margin) || end == 0 {
        true => Some(end - length..end),
        false if is_header => Some(end..end),
        false => None,
    }
}
