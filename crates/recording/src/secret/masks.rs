//! How are secrets made unreadable that were found before?

use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::rules::RULES;
use super::{Piece, Secret};
use crate::grid::width;

/// Masks the secrets of an output that comes once more, in pieces of whole lines.
#[derive(Debug, Default)]
pub(crate) struct Masks {
    /// What the rules found and was not masked yet, in order.
    pub(super) found: VecDeque<Piece>,
    /// What is looked for wherever else it stands, as in a listing or a redrawn line.
    pub(super) known: Option<AhoCorasick>,
    /// The rule that found each of these texts.
    pub(super) rules: Vec<usize>,
    /// The place of the next piece.
    pub(super) start: usize,
    /// How far what was found by the rules reaches.
    pub(super) reached: usize,
    /// Bytes of secrets that go on in the next piece.
    pub(super) rest: Vec<Range<usize>>,
    /// A secret that the next lines may continue.
    pub(super) open: Option<Piece>,
}

impl Masks {
    /// Masks what is secret in the next piece, and says which secrets are complete.
    ///
    /// Each of their characters becomes one that takes as many bytes and cells, so that nothing moves.
    pub(crate) fn mask(&mut self, output: &mut Cow<'_, [u8]>) -> Vec<Secret> {
        let end = self.start + output.len();
        let here = self.found.partition_point(|piece| piece.secret.start < end);
        let mut pieces: Vec<Piece> = self.found.drain(..here).collect();
        self.look_elsewhere(output, &mut pieces);
        pieces.sort_by_key(|piece| (piece.secret.start, piece.rule));
        let rest = std::mem::take(&mut self.rest);
        for range in rest.iter().chain(pieces.iter().flat_map(|piece| &piece.bytes)) {
            let here = range.start.max(self.start)..range.end.min(end);
            if !here.is_empty() {
                conceal(&mut output.to_mut()[here.start - self.start..here.end - self.start]);
            }
            if range.end > end {
                self.rest.push(range.clone());
            }
        }
        let mut complete: Vec<_> =
            pieces.into_iter().filter_map(|piece| self.join(piece)).collect();
        complete.extend(self.close());
        self.start = end;
        complete
    }

    /// A secret that began before this piece and does not go on in it is complete.
    fn close(&mut self) -> Option<Secret> {
        self.open.take_if(|open| open.secret.end < self.start).as_ref().map(secret)
    }

    /// The secret that nothing continues any more.
    pub(crate) fn finish(self) -> Option<Secret> {
        self.open.as_ref().map(secret)
    }

    /// Adds where a text that was a secret once stands again. Where a rule has found it, that rule
    /// names it.
    fn look_elsewhere(&mut self, output: &[u8], pieces: &mut Vec<Piece>) {
        let Some(known) = &self.known else { return };
        let mut elsewhere = Vec::new();
        let mut by_rule = pieces.iter().peekable();
        for place in known.find_iter(output) {
            let bytes = self.start + place.start()..self.start + place.end();
            while let Some(piece) = by_rule.next_if(|piece| piece.secret.start <= bytes.start) {
                self.reached = piece.secret.end;
            }
            if self.reached < bytes.end {
                let rule = self.rules[place.pattern().as_usize()];
                let (secret, bytes) = (bytes.clone(), vec![bytes]);
                elsewhere.push(Piece { rule, secret, bytes, line: 0 });
            }
        }
        if let Some(last) = by_rule.last() {
            self.reached = last.secret.end;
        }
        pieces.extend(elsewhere);
    }

    /// Joins what was found in several states of a line, and the lines of a key.
    fn join(&mut self, piece: Piece) -> Option<Secret> {
        let Some(open) = &mut self.open else {
            self.open = Some(piece);
            return None;
        };
        let are_key = open.rule == 0 && piece.rule == 0;
        if piece.secret.start >= open.secret.end && !(are_key && piece.line - open.line < 2) {
            return self.open.replace(piece).as_ref().map(secret);
        }
        if piece.rule == 0 {
            open.line = piece.line;
        }
        open.secret.end = open.secret.end.max(piece.secret.end);
        open.rule = open.rule.min(piece.rule);
        None
    }
}

fn conceal(bytes: &mut [u8]) {
    let mut concealed = Vec::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        let stars: String = chunk.valid().chars().map(star).collect();
        concealed.extend_from_slice(stars.as_bytes());
        concealed.extend_from_slice(chunk.invalid());
    }
    bytes.copy_from_slice(&concealed);
}

/// What stands for a character. What is not seen stays: nothing as long would be as invisible.
fn star(c: char) -> char {
    match (c.len_utf8(), width(c)) {
        _ if c.is_control() || c.is_whitespace() => c,
        (1, _) => '*',
        (2, 1) => '×',
        (3, 1) => '•',
        (3, 2) => '＊',
        (4, 1) => '🞶',
        (4, 2) => '🔒',
        _ => c,
    }
}

fn secret(piece: &Piece) -> Secret {
    let Range { start, end } = piece.secret;
    Secret { kind: RULES[piece.rule].kind, offset: start as u64, length: (end - start) as u64 }
}
