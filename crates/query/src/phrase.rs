//! What does a sentence ask?

use crate::ast::{Query, Text, Value};
use crate::pieces::{self, Piece};
use crate::syntax::Said;
use crate::template;
use crate::time::Named;
use crate::{Context, Show};

/// What a sentence asks.
#[derive(Debug)]
pub(crate) struct Phrase {
    /// What to list.
    pub(crate) show: Show,
    /// What must hold; words that belong to no template are searched for.
    pub(crate) conditions: Vec<Query>,
    /// The times it names.
    pub(crate) periods: Vec<Named>,
}

/// More is no question but something pasted, and looking for names in it would take time for nothing.
const LONGEST_SENTENCE_BYTES: usize = 1_000;

/// Reads words as a sentence, if they follow a template or at least name a time.
pub(crate) fn read(said: &[Said], context: &Context<'_>) -> Option<Phrase> {
    let length: usize = said.iter().map(|said| said.text().len()).sum();
    if length > LONGEST_SENTENCE_BYTES {
        return None;
    }
    let (pieces, periods) = pieces::split(said, context);
    let (show, mut names, adds, rest) = match template::best(&pieces) {
        Some(fit) => (fit.template.show, fit.names, fit.template.adds, fit.rest),
        None if periods.is_empty() => return None,
        None => (Show::default(), Vec::new(), &[][..], pieces),
    };
    // A known name that no template asked for is still that name. They come in the order of the fields, so that
    // different sentences with one meaning are one query.
    names.extend(rest.iter().filter_map(|piece| match piece {
        Piece::Name(field, name) => Some((*field, name.clone())),
        _ => None,
    }));
    names.sort_by_key(|(field, _)| *field);
    let added = adds.iter().map(|(field, value)| (*field, (*value).to_owned()));
    let mut conditions: Vec<Query> = names
        .into_iter()
        .chain(added)
        .map(|(field, name)| Query::Field(field, Value::Text(Text::Exact(name))))
        .collect();
    conditions.extend(periods.iter().map(|named| Query::Started(named.range)));
    conditions.extend(words(&rest).into_iter().map(|word| Query::Words(Text::Exact(word))));
    Some(Phrase { show, conditions, periods })
}

/// The words among the pieces; characters without spaces between them are one.
fn words(pieces: &[Piece]) -> Vec<String> {
    let mut words = Vec::new();
    let is_char = |piece: &Piece| matches!(piece, Piece::Char(_));
    for run in pieces.chunk_by(|a, b| is_char(a) && is_char(b)) {
        let text: String = run
            .iter()
            .filter_map(|piece| match piece {
                Piece::Char(c) => Some(c.to_string()),
                Piece::Word(word) | Piece::Quoted(word) => Some(word.clone()),
                Piece::Name(..) => None,
            })
            .collect();
        words.extend(Some(text).filter(|text| !text.is_empty()));
    }
    words
}
