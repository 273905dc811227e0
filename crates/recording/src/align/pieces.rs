//! In which pieces does the agent read a transcript, and which of them is a line of the stream?

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};
use std::ops::Range;

use super::likeness::Likeness;

/// The agent's buffer: a longer line is sent in pieces of this length, as if they were lines.
pub(super) const BUFFER: usize = 33_000;
/// Cleaning makes pieces shorter, and as many of one line as fit one event become one line of it.
const JOINED: usize = 64;
/// So many joins are compared that look like a line of the stream.
const CANDIDATES: usize = 8;

/// A line of the transcript, or a piece of one that is longer than the buffer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) bytes: Range<usize>,
    /// Whether the line ends with it.
    pub(super) ends_line: bool,
}

/// The whole output in pieces; what follows the last line end is sent when the session ends.
pub(super) fn pieces(output: &[u8]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while start < output.len() {
        let window = &output[start..output.len().min(start + BUFFER)];
        let newline = memchr::memchr(b'\n', window).map(|newline| newline + 1);
        let end = start + newline.unwrap_or(window.len());
        pieces
            .push(Piece { bytes: start..end, ends_line: newline.is_some() || end == output.len() });
        start = end;
    }
    pieces
}

/// Numbers for what pieces read, equal where they read the same.
pub(super) struct Names<'a> {
    likeness: Likeness,
    output: &'a [u8],
    pieces: &'a [Piece],
    numbers: HashMap<Cow<'a, [u8]>, u32>,
    /// The number of each piece.
    pub(super) ours: Vec<u32>,
    /// Pieces of one line that may have been joined, by a hash of what no joining changes.
    joins: HashMap<u64, Vec<Range<usize>>>,
}

impl<'a> Names<'a> {
    pub(super) fn new(likeness: Likeness, output: &'a [u8], pieces: &'a [Piece]) -> Names<'a> {
        let mut names = Names {
            likeness,
            output,
            pieces,
            numbers: HashMap::new(),
            ours: Vec::with_capacity(pieces.len()),
            joins: HashMap::new(),
        };
        for (index, piece) in pieces.iter().enumerate() {
            let text = likeness.read(likeness.kept(&output[piece.bytes.clone()]));
            let next = u32::try_from(names.numbers.len()).unwrap_or(u32::MAX);
            names.ours.push(*names.numbers.entry(text).or_insert(next));
            if !piece.ends_line {
                names.join(index);
            }
        }
        names
    }

    /// The numbers of the pieces that a line of the stream consists of; none if it is no line of ours.
    pub(super) fn of_sent(&self, line: &[u8]) -> Vec<u32> {
        let text = self.likeness.read_sent(line);
        if let Some(number) = self.numbers.get(&text) {
            return vec![*number];
        }
        let candidates = self.joins.get(&look(&text));
        let mut candidates = candidates.into_iter().flatten().take(CANDIDATES);
        let found = candidates.find(|pieces| self.joined(pieces) == *text);
        found.map_or_else(Vec::new, |pieces| self.ours[pieces.clone()].to_vec())
    }

    /// Notes what a piece reads together with those that follow it in its line.
    fn join(&mut self, first: usize) {
        let mut hasher = DefaultHasher::new();
        let mut length = 0;
        for (index, piece) in self.pieces.iter().enumerate().skip(first).take(JOINED) {
            let kept = self.likeness.kept(&self.output[piece.bytes.clone()]);
            length += kept.len();
            if length > BUFFER {
                return;
            }
            look_on(&mut hasher, &kept);
            if index > first {
                self.joins.entry(hasher.finish()).or_default().push(first..index + 1);
            }
            if piece.ends_line {
                return;
            }
        }
    }

    fn joined(&self, pieces: &Range<usize>) -> Vec<u8> {
        let bytes =
            self.pieces[pieces.clone()].iter().map(|piece| &self.output[piece.bytes.clone()]);
        let kept: Vec<_> = bytes.map(|bytes| self.likeness.kept(bytes)).collect();
        self.likeness.read(Cow::Owned(kept.concat())).into_owned()
    }
}

fn look(text: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    look_on(&mut hasher, text);
    hasher.finish()
}

/// Characters that a cut has parted look different when they are joined again; printable ASCII does not.
fn look_on(hasher: &mut DefaultHasher, text: &[u8]) {
    text.iter().filter(|byte| byte.is_ascii_graphic()).for_each(|byte| hasher.write_u8(*byte));
}
