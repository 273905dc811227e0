//! Where in the output do secrets stand, and how are they made unreadable?
//!
//! Secrets are found in the bytes of the output and masked there, before anything is emulated: each of their characters
//! becomes `*`, or a sign that takes as many bytes and cells. So no offset moves, and screen, lines, commands,
//! segments and all that is made from them are masked by one act. The original stays as it is.

mod likely;
mod masks;
mod private_key;
mod rules;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::bytes::{Captures, Regex};

use self::likely::Fit;
pub(crate) use self::masks::Masks;
pub(crate) use self::rules::PRIVATE_KEY;
use self::rules::{RULES, VALUE};
use crate::edited::{At, Reader, View};
use crate::recording::Recording;
use crate::window::whole_lines;

/// A stretch of the output that holds a secret. What it says is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    match mask(&recording.output) {
        (Cow::Borrowed(_), secrets) => (Cow::Borrowed(recording), secrets),
        (Cow::Owned(output), secrets) => {
            (Cow::Owned(Recording { output, ..recording.clone() }), secrets)
        }
    }
}

/// A text that no terminal wrote, such as what was read in a picture, with every secret masked, and where they stand in it.
#[must_use]
pub fn masked_text(text: &str) -> (String, Vec<Secret>) {
    let (masked, secrets) = mask(text.as_bytes());
    // A character is masked by a character, so that it stays UTF-8.
    (String::from_utf8_lossy(&masked).into_owned(), secrets)
}

fn mask(output: &[u8]) -> (Cow<'_, [u8]>, Vec<Secret>) {
    let mut search = Search::default();
    let mut rest = output;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(whole_lines(rest, true));
        search.look(piece);
        rest = after;
    }
    let mut masks = search.finish();
    let mut output = Cow::Borrowed(output);
    let mut secrets = masks.mask(&mut output);
    secrets.extend(masks.finish());
    (output, secrets)
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
    let compile = |rule: &rules::Rule| {
        Regex::new(&format!("(?-u){}", rule.pattern.replace("<value>", VALUE)))
    };
    RULES.iter().map(|rule| compile(rule).expect("a test compiles them")).collect()
});

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

/// Looks for secrets in an output that comes in pieces of whole lines.
#[derive(Default)]
pub(crate) struct Search {
    found: Vec<Piece>,
    /// Texts to look for again, and the rules that found them.
    known: BTreeMap<Vec<u8>, usize>,
    /// The lines are the body of a private key, and each has this before it.
    key: Option<Vec<u8>>,
    /// The place of the piece.
    start: usize,
    /// Line ends before the bytes of this piece that were counted.
    lines: u64,
    counted: usize,
    /// The end of a line that is so long that it comes in several pieces.
    cut: Vec<u8>,
}

/// Bytes of a secret.
#[derive(Debug)]
struct Piece {
    rule: usize,
    secret: Range<usize>,
    bytes: Vec<Range<usize>>,
    /// Line ends before it, if it belongs to a private key.
    line: u64,
}

impl Search {
    /// Looks through the next piece.
    pub(crate) fn look(&mut self, piece: &[u8]) {
        // Where a line was cut, a secret may stand on both sides.
        let cut = std::mem::take(&mut self.cut);
        let joined =
            if cut.is_empty() { Cow::Borrowed(piece) } else { Cow::Owned([&cut, piece].concat()) };
        self.start -= cut.len();
        self.counted = cut.len();
        self.look_through(&joined);
        self.lines += memchr::memchr_iter(b'\n', &joined[self.counted..]).count() as u64;
        self.start += joined.len();
        if joined.last().is_some_and(|last| *last != b'\n') {
            self.cut = joined[joined.len().saturating_sub(BEFORE + BEHIND)..].to_vec();
        }
    }

    /// Looks at the lines that have one of the words, or say something else than their bytes.
    fn look_through(&mut self, output: &[u8]) {
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
            let words = words.iter_mut().filter_map(|word| word.at(at));
            let first = match self.key {
                Some(_) => at,
                None => match words.chain(controls.at(at)).min() {
                    Some(first) => first,
                    None => break,
                },
            };
            let start = memchr::memrchr(b'\n', &output[at..first]).map_or(at, |end| at + end + 1);
            let end = memchr::memchr(b'\n', &output[first..]);
            let end = end.map_or(output.len(), |end| first + end);
            match controls.at(start).is_some_and(|control| control < end) {
                true => reader.line(start..end, &mut |view| self.look_at(output, &view)),
                false => self.look_at(output, &unedited(output, start..end)),
            }
            at = end + 1;
        }
    }

    fn look_at(&mut self, output: &[u8], view: &View<'_>) {
        if let Some(before) = &self.key {
            match private_key::body(view.text, before) {
                Some(body) => return self.add(output, 0, view, body),
                None => self.key = None,
            }
        }
        for words in WORDS.iter() {
            self.look_around(output, words, view);
        }
        if let Some(before) = private_key::opened(view.text) {
            self.key = Some(before.to_vec());
        }
    }

    /// Looks more closely where one of the words stands.
    fn look_around(&mut self, output: &[u8], words: &Words, view: &View<'_>) {
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
                        self.add(output, rule, view, secret);
                    }
                }
                looked_to[rule] = if to == view.text.len() { to } else { to - BEHIND / 2 };
            }
        }
    }

    fn add(&mut self, output: &[u8], rule: usize, view: &View<'_>, secret: Range<usize>) {
        let bytes = view.bytes(secret);
        let start = bytes.iter().map(|range| range.start).min();
        let end = bytes.iter().map(|range| range.end).max();
        let Some((start, end)) = start.zip(end) else { return };
        if rule == 0 && start > self.counted {
            self.lines += memchr::memchr_iter(b'\n', &output[self.counted..start]).count() as u64;
            self.counted = start;
        }
        if let ([only], true) = (bytes.as_slice(), rule != 0 && self.known.len() < KNOWN) {
            let text = &output[only.clone()];
            if likely::is_unmistakable(text) {
                // The rules that know more of what they find come first.
                let known = self.known.entry(text.to_vec()).or_insert(rule);
                *known = rule.min(*known);
            }
        }
        let place = |range: Range<usize>| self.start + range.start..self.start + range.end;
        self.found.push(Piece {
            rule,
            secret: place(start..end),
            bytes: bytes.into_iter().map(place).collect(),
            line: self.lines,
        });
    }

    /// What was found, so that it can be masked.
    pub(crate) fn finish(mut self) -> Masks {
        self.found.sort_by_key(|piece| (piece.secret.start, piece.rule));
        let (texts, rules): (Vec<_>, Vec<_>) = self.known.into_iter().unzip();
        let build = || AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(texts);
        // Most recordings have none, and making a search costs more than reading a short one.
        let known = if rules.is_empty() { None } else { build().ok() };
        Masks { found: self.found.into(), known, rules, ..Masks::default() }
    }
}

/// The secret of a match, in `text`, if it is one.
fn fitting(rule: usize, text: &[u8], from: usize, captures: &Captures<'_>) -> Option<Range<usize>> {
    let secret = ["s", "v", "w"].iter().find_map(|name| captures.name(name))?;
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
