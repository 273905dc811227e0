//! When did each line of a transcript appear, if a CloudWatch stream of the same session has it?
//!
//! The transcript has the true text and no time; the stream has times and damaged text. What the
//! agent does to a line before it sends it (strip most escape sequences, turn tabs into blanks,
//! drop carriage returns, drop the bytes 0x80 to 0x9F, sometimes nothing at all) leaves one thing
//! alone: the printable ASCII in it. So lines are compared by that: those that are there once fix
//! the order, the others are matched by their place between them.

use std::collections::HashMap;
use std::ops::Range;

use crate::recording::{Anchor, Clock, Recording};

/// A clock for a transcript, and how much of it could be established.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alignment {
    /// One anchor for each run of lines with the same window; [`Clock::Absent`] if none matched.
    pub clock: Clock,
    /// Lines of the transcript that have an anchor.
    pub matched: usize,
    /// Lines of the transcript.
    pub lines: usize,
}

/// Carries the clock of a stream over to the transcript of the same session.
#[must_use]
pub fn align(transcript: &Recording, stream: &Recording) -> Alignment {
    let ours = lines(&transcript.output);
    let theirs = lines(&stream.output);
    let known = match &stream.clock {
        Clock::Lines { anchors } => anchors.as_slice(),
        Clock::Exact { .. } | Clock::Absent => &[],
    };
    let mut anchors: Vec<Anchor> = Vec::new();
    let mut matched = 0;
    for (our, their) in pairs(&ours, &theirs) {
        let end = theirs[their].bytes.end as u64;
        let index = known.partition_point(|anchor| anchor.to < end);
        let Some(anchor) = known.get(index).filter(|anchor| anchor.from < end) else { continue };
        let range = &ours[our].bytes;
        matched += 1;
        match anchors.last_mut() {
            Some(last)
                if last.to == range.start as u64
                    && (last.not_before, last.not_after)
                        == (anchor.not_before, anchor.not_after) =>
            {
                last.to = range.end as u64;
            }
            _ => anchors.push(Anchor {
                from: range.start as u64,
                to: range.end as u64,
                not_before: anchor.not_before,
                not_after: anchor.not_after,
            }),
        }
    }
    let clock = if anchors.is_empty() { Clock::Absent } else { Clock::Lines { anchors } };
    Alignment { clock, matched, lines: ours.len() }
}

/// A line and what survives of it everywhere.
struct Line {
    bytes: Range<usize>,
    key: Vec<u8>,
}

/// The complete lines of an output; an unfinished one was never sent.
fn lines(output: &[u8]) -> Vec<Line> {
    let mut start = 0;
    memchr::memchr_iter(b'\n', output)
        .map(|newline| {
            let bytes = start..newline + 1;
            start = newline + 1;
            Line { key: key(&output[bytes.clone()]), bytes }
        })
        .collect()
}

/// The printable ASCII of a line without blanks and without escape sequences.
fn key(line: &[u8]) -> Vec<u8> {
    let mut key = Vec::with_capacity(line.len());
    let mut rest = line;
    while let Some((&byte, after)) = rest.split_first() {
        rest = match byte {
            0x1b => after_escape(after),
            b'!'..=b'~' => {
                key.push(byte);
                after
            }
            _ => after,
        };
    }
    key
}

/// What follows an escape sequence of which the first byte has been taken.
fn after_escape(rest: &[u8]) -> &[u8] {
    let end = match rest.first() {
        Some(b'[') => {
            rest.iter().skip(1).position(|byte| (0x40..=0x7e).contains(byte)).map(|at| at + 2)
        }
        Some(b']' | b'P' | b'_' | b'^') => {
            rest.iter().position(|byte| matches!(byte, 0x07 | 0x1b)).map(|at| at + 1)
        }
        Some(b'(' | b')' | b'*' | b'+' | b'#' | b'%') => Some(2),
        _ => Some(1),
    };
    rest.get(end.unwrap_or(rest.len())..).unwrap_or(&[])
}

/// Which of our lines is which of theirs, both ascending.
///
/// Lines that occur once on either side are certain. Between two of them, as many lines on both
/// sides are the same lines; where the numbers differ, some were lost and nothing tells which.
fn pairs(ours: &[Line], theirs: &[Line]) -> Vec<(usize, usize)> {
    let mut certain = ascending(&unique_pairs(ours, theirs));
    certain.push((ours.len(), theirs.len()));
    let mut pairs = Vec::new();
    let (mut our, mut their) = (0, 0);
    for (next_our, next_their) in certain {
        if next_our - our == next_their - their {
            pairs.extend((our..next_our).zip(their..next_their));
        }
        if next_our < ours.len() {
            pairs.push((next_our, next_their));
        }
        (our, their) = (next_our + 1, next_their + 1);
    }
    pairs
}

/// The lines whose key is there exactly once on both sides, in our order.
fn unique_pairs(ours: &[Line], theirs: &[Line]) -> Vec<(usize, usize)> {
    let (our_places, their_places) = (places(ours), places(theirs));
    ours.iter()
        .enumerate()
        .filter(|(_, line)| !line.key.is_empty() && our_places[line.key.as_slice()].is_some())
        .filter_map(|(our, line)| Some((our, (*their_places.get(line.key.as_slice())?)?)))
        .collect()
}

/// Where each key is, or `None` if it is there more than once.
fn places(lines: &[Line]) -> HashMap<&[u8], Option<usize>> {
    let mut places = HashMap::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        places.entry(line.key.as_slice()).and_modify(|place| *place = None).or_insert(Some(index));
    }
    places
}

/// The longest part of the pairs that ascends on their side too.
fn ascending(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length the pair that ends such a sequence earliest, and for each pair the one
    // before it in its sequence.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < pair.1);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut sequence: Vec<_> = std::iter::successors(ends.last().copied(), |index| before[*index])
        .map(|i| pairs[i])
        .collect();
    sequence.reverse();
    sequence
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(text: String) -> Line {
        Line { bytes: 0..0, key: key(text.as_bytes()) }
    }

    proptest! {
        #[test]
        fn a_lost_block_costs_only_its_surroundings(
            texts in prop::collection::vec("[a-c]{0,6}", 1..80),
            (from, to) in (0..80_usize, 0..80_usize),
        ) {
            let ours: Vec<_> = texts.iter().cloned().map(line).collect();
            let kept = |index: &usize| !(from..to).contains(index);
            let sent: Vec<usize> = (0..texts.len()).filter(kept).collect();
            let theirs: Vec<_> = sent.iter().map(|index| line(texts[*index].clone())).collect();

            let found = pairs(&ours, &theirs);
            prop_assert!(found.is_sorted());
            if sent.len() == texts.len() {
                prop_assert_eq!(found.len(), texts.len());
            }
            for (our, their) in found {
                // A line whose only twin was lost looks unique; it is the same text all the same.
                let is_same = sent[their] == our || ours[our].key == theirs[their].key;
                prop_assert!(is_same, "{our} taken for {}", sent[their]);
            }
        }
    }

    #[test]
    fn what_the_agent_does_to_a_line_does_not_change_its_key() {
        let check = |ours: &[u8], theirs: &str| assert_eq!(key(ours), key(theirs.as_bytes()));
        check(b"\x1b[01;34mdir\x1b[0m\tfile\r\n", "dir file\n");
        check("本番 prod-db\r\n".as_bytes(), "\u{fffd}\u{fffd} prod-db\n");
        check(b"\x1b]0;title\x07$ ls\r\n", "\x1b]0;title\x07$ ls\n");
        check(b"\x1b(B\x1b[mtop\x1b[K\r\n", "top\n");
        check(b"ab\x08c\r\n", "ab\x08c\n");
    }
}
