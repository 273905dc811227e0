//! What are the names, times and words of a sentence?

use std::iter;

use unicode_normalization::UnicodeNormalization;

use crate::field::Field;
use crate::letters::is_unspaced;
use crate::syntax::Said;
use crate::time::Named;
use crate::{Context, period, time};

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A name, recognised by its form or from the vocabulary.
    Name(Field, String),
    /// A word as it was typed.
    Word(String),
    /// A text that stood in quotes: a name or text to search for, never a word of the sentence.
    Quoted(String),
    /// One character of a script without spaces.
    Char(char),
}

/// Takes a sentence apart: names first, then times, then words. Punctuation around words says nothing.
pub(crate) fn split(said: &[Said], context: &Context<'_>) -> (Vec<Piece>, Vec<Named>) {
    let (mut pieces, mut times) = (Vec::new(), Vec::new());
    let is_bare = |said: &Said| matches!(said, Said::Bare(_));
    for run in said.chunk_by(|a, b| is_bare(a) && is_bare(b)) {
        let mut words = Vec::new();
        for said in run {
            match said {
                Said::Bare(word) => words.push(word.as_str()),
                Said::Quoted(text) => pieces.push(Piece::Quoted(text.clone())),
            }
        }
        split_words(&words.join(" "), context, &mut pieces, &mut times);
    }
    (pieces, times)
}

fn split_words(
    sentence: &str,
    context: &Context<'_>,
    pieces: &mut Vec<Piece>,
    times: &mut Vec<Named>,
) {
    let chars: Vec<char> = sentence.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        let rest = &chars[at..];
        if let Some((name, length)) = known_name(&chars, at, context) {
            pieces.push(name);
            at += length;
        } else if let Some((named, length)) = spoken_time(rest, context) {
            times.push(named);
            at += length;
        } else if is_unspaced(rest[0]) {
            pieces.push(Piece::Char(rest[0]));
            at += 1;
        } else if rest[0].is_alphanumeric() {
            let length = word_length(rest);
            let word: String = rest[..length].iter().collect();
            pieces.push(name_by_form(&word).unwrap_or(Piece::Word(word)));
            at += length;
        } else {
            at += 1;
        }
    }
}

/// The longest name of the vocabulary that stands at `at`, as it is spelled there, and its length.
fn known_name(chars: &[char], at: usize, context: &Context<'_>) -> Option<(Piece, usize)> {
    if at > 0 && is_word(chars[at - 1]) && is_word(chars[at]) {
        return None;
    }
    let rest = &chars[at..];
    let nodes = context.vocabulary.nodes.iter().map(|name| (Field::Node, name.as_str()));
    let people = context.vocabulary.people.iter().flat_map(|name| {
        let first = name.split_once('@').map(|(first, _)| first);
        iter::once(name.as_str()).chain(first).map(|name| (Field::User, name))
    });
    let (mut found, mut longest) = (None, 0);
    for (field, name) in nodes.chain(people) {
        if let Some(length) = spells(rest, name).filter(|length| *length > longest) {
            (found, longest) = (Some((field, name)), length);
        }
    }
    found.map(|(field, name)| (Piece::Name(field, name.nfkc().collect()), longest))
}

/// How many characters of `text` spell `name` in any letter case, unless they are only part of a word.
fn spells(text: &[char], name: &str) -> Option<usize> {
    // Most names fail here, before anything is normalised: a vocabulary may hold thousands.
    if name.is_ascii()
        && !name.starts_with(|c| text.first().is_some_and(|t| t.eq_ignore_ascii_case(&c)))
    {
        return None;
    }
    let mut length = 0;
    for c in name.nfkc() {
        let same = |t: &char| *t == c || t.to_lowercase().eq(c.to_lowercase());
        text.get(length).filter(|t| same(t))?;
        length += 1;
    }
    let last = text[..length].last()?;
    let inside_word =
        is_word(*last) && text.get(length).is_some_and(|c| continues(text, length, *c));
    (!inside_word).then_some(length)
}

/// A time said in words or as a date, with the preposition before and the particle after it.
fn spoken_time(text: &[char], context: &Context<'_>) -> Option<(Named, usize)> {
    let mut start = 0;
    for word in ["in ", "on ", "during ", "over ", "within ", "for ", "the "] {
        let said = text[start..].iter().map(char::to_ascii_lowercase).take(word.len());
        if said.eq(word.chars()) {
            start += word.len();
        }
    }
    let rest = &text[start..];
    let (name, length) = match period::spoken(rest) {
        Some(spoken) => spoken,
        None => {
            // Shorter words such as `2026` and `24h` are times in a term only: here they are more often something else.
            let length = Some(word_length(rest)).filter(|length| *length >= "YYYY-MM".len())?;
            (rest[..length].iter().collect(), length)
        }
    };
    let named = time::read(&name, context).ok()?;
    let particle = matches!(rest.get(length), Some('に' | 'は' | 'の'));
    Some((named, start + length + usize::from(particle)))
}

/// Ids have forms of their own: `oi-…` is a request, `i-…` and `mi-…` are nodes.
fn name_by_form(word: &str) -> Option<Piece> {
    let (kind, digits) = word.split_once('-')?;
    let is_id = digits.len() >= 8 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    let field = match kind {
        "oi" => Field::Request,
        "i" | "mi" => Field::Node,
        _ => return None,
    };
    is_id.then(|| Piece::Name(field, word.to_owned()))
}

/// Letters and digits with the signs that join them in names: `prod-db.internal`, `alice@example.com`, `/etc/passwd`.
fn word_length(text: &[char]) -> usize {
    let end = text.iter().enumerate().position(|(i, c)| !is_word(*c) && !continues(text, i, *c));
    end.unwrap_or(text.len())
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() && !is_unspaced(c)
}

/// Whether the character at `i` goes on with a word that has begun before it.
fn continues(text: &[char], i: usize, c: char) -> bool {
    let joins = matches!(c, '-' | '_' | '@' | '.' | '/' | ':' | '\'');
    is_word(c) || joins && text.get(i + 1).is_some_and(|next| is_word(*next))
}
