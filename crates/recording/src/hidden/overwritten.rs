//! Which text of the flow did other text take the place of?

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::{Hidden, Way};
use crate::edited::Reader;

/// More different words than a line of honest output loses.
const WORDS: usize = 1000;

/// What the figures of a progress bar are told in, as `pv` does. They change and go as figures do.
const MEASURES: [&[u8]; 6] = [b"KiB", b"MiB", b"GiB", b"TiB", b"PiB", b"ETA"];

/// Looks at the lines in which the cursor goes back.
pub(super) struct Overwritten<'a> {
    output: &'a [u8],
    /// The place of its first byte.
    start: usize,
    /// The line ends of commands, whose lines were edited by whoever typed them.
    entered: &'a [u64],
    /// Where a program took over the screen or the line, and where it gave it back.
    owned: Vec<Range<usize>>,
    owned_from: Option<usize>,
    /// Where a line that is complete is gone up to, or erased.
    ups: Vec<usize>,
    /// Where a sequence goes back in a line, or takes something out of it.
    backs: Vec<usize>,
}

impl<'a> Overwritten<'a> {
    /// Looks at whole lines, the first of which starts at `start`. A program that took over before
    /// did so at `owned_from`.
    pub(super) fn new(
        output: &'a [u8],
        start: usize,
        entered: &'a [u64],
        owned_from: Option<usize>,
    ) -> Overwritten<'a> {
        let (owned, ups, backs) = (Vec::new(), Vec::new(), Vec::new());
        Overwritten { output, start, entered, owned, owned_from, ups, backs }
    }

    /// Takes a control sequence that is no colour.
    pub(super) fn control(&mut self, at: usize, parameters: &[u8], last: u8) {
        const OWNERS: [&[u8]; 4] = [b"?2004", b"?1049", b"?1047", b"?47"];
        match last {
            b'h' if OWNERS.contains(&parameters) => {
                self.owned_from.get_or_insert(at);
            }
            b'l' if OWNERS.contains(&parameters) => {
                self.owned.extend(self.owned_from.take().map(|from| from..at));
            }
            _ if self.owned_from.is_some() => {}
            b'A' | b'F' => self.ups.push(at),
            b'J' if parameters == b"1" => self.ups.push(at),
            b'K' if matches!(parameters, b"1" | b"2") => self.backs.push(at),
            b'D' | b'G' | b'`' | b'M' | b'P' | b'X' => self.backs.push(at),
            b'u' if parameters.is_empty() => self.backs.push(at),
            _ => {}
        }
    }

    /// Takes an escape sequence of two bytes.
    pub(super) fn escape(&mut self, at: usize, last: u8) {
        match last {
            _ if self.owned_from.is_some() => {}
            // At the top, as pagers do it, what comes in from above takes the place of nothing.
            b'M' if !self.output[..at].ends_with(b"\x1b[H") => self.ups.push(at),
            b'8' => self.backs.push(at),
            _ => {}
        }
    }

    /// One stretch for each line that lost words, and where the program took over that still owns
    /// the screen or the line.
    pub(super) fn finish(mut self) -> (Vec<Hidden>, Option<usize>) {
        self.owned.extend(self.owned_from.map(|from| from..self.output.len()));
        let mut hidden: Vec<Hidden> = Vec::new();
        let mut at = 0;
        while let Some(turn) = self.turn(at) {
            let line = self.line(turn);
            at = line.end + 1;
            let is_up = self.ups.binary_search(&turn).is_ok();
            let is_typed = self.entered.binary_search(&((self.start + line.end) as u64)).is_ok();
            if is_typed || self.is_owned(turn) {
                continue;
            }
            let lost = if is_up { self.replacing(turn..line.end) } else { self.lost(line) };
            hidden.extend(lost.map(|lost| Hidden {
                way: Way::Overwritten,
                offset: (self.start + lost.start) as u64,
                length: lost.len() as u64,
            }));
        }
        (hidden, self.owned_from)
    }

    /// The next place from which the cursor goes back or up.
    fn turn(&self, from: usize) -> Option<usize> {
        let next =
            |places: &[usize]| places.get(places.partition_point(|place| *place < from)).copied();
        let turns = [self.back(from), next(&self.ups), next(&self.backs)];
        turns.into_iter().flatten().min()
    }

    /// The next backspace, or carriage return that is not before a line end. Several of them before
    /// one, as `script` leaves them, go nowhere.
    fn back(&self, from: usize) -> Option<usize> {
        let mut from = from;
        loop {
            let at = from + memchr::memchr2(b'\r', b'\x08', self.output.get(from..)?)?;
            let returns = self.output[at..].iter().take_while(|byte| **byte == b'\r').count();
            match self.output.get(at + returns) {
                Some(b'\n') | None if returns > 0 => from = at + returns,
                _ => return Some(at),
            }
        }
    }

    fn line(&self, at: usize) -> Range<usize> {
        let start = memchr::memrchr(b'\n', &self.output[..at]).map_or(0, |end| end + 1);
        let end = memchr::memchr(b'\n', &self.output[at..]);
        start..end.map_or(self.output.len(), |end| at + end)
    }

    fn is_owned(&self, at: usize) -> bool {
        let next = self.owned.partition_point(|range| range.end <= at);
        self.owned.get(next).is_some_and(|range| range.start <= at)
    }

    /// What takes the place of a line further up.
    fn replacing(&self, stretch: Range<usize>) -> Option<Range<usize>> {
        let text = &self.output[stretch.clone()];
        let erases = [&b"K"[..], b"J"].iter().any(|last| {
            memchr::memmem::find_iter(text, b"\x1b[").any(|at| {
                let end = text[at + 2..].iter().position(|byte| *byte >= b'@');
                end.is_some_and(|end| text[at + 2 + end] == last[0])
            })
        });
        let mut words = Vec::new();
        Reader::new(self.output)
            .line(stretch.clone(), &mut |view| words.extend(words_of(view.text)));
        (erases || !words.is_empty()).then_some(stretch)
    }

    /// From the first to the last byte of what stood in the line and is not in it any more: words,
    /// as the figures of a progress bar are there to change.
    fn lost(&self, line: Range<usize>) -> Option<Range<usize>> {
        let mut gone: HashMap<Vec<u8>, Range<usize>> = HashMap::new();
        let mut left = HashSet::new();
        Reader::new(self.output).line(line, &mut |view| {
            if view.is_final {
                left.extend(words_of(view.text));
                return;
            }
            let bytes = view.bytes(0..view.text.len());
            let start = bytes.iter().map(|range| range.start).min();
            let end = bytes.iter().map(|range| range.end).max();
            let Some((start, end)) = start.zip(end) else { return };
            for word in words_of(view.text) {
                if gone.len() < WORDS {
                    gone.entry(word).or_insert(start..end);
                }
            }
        });
        gone.retain(|word, _| !left.contains(word));
        let bytes = gone.into_values();
        bytes.reduce(|all, next| all.start.min(next.start)..all.end.max(next.end))
    }
}

/// Words of three letters and more, but for those that belong to figures.
fn words_of(text: &[u8]) -> Vec<Vec<u8>> {
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
    let words = text
        .split(|byte| !is_letter(byte))
        .filter(|word| word.len() >= 3 && !MEASURES.contains(word));
    words.map(<[u8]>::to_vec).collect()
}
