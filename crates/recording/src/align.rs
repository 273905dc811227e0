//! When did each line of a transcript appear, if a CloudWatch stream of the same session has it?
//!
//! The transcript has the true text and no time; the stream has times and damaged text. The transcript is damaged in the
//! same way, and then the lines of the stream are some of its lines, in its order. What follows from that alone is
//! claimed and nothing else: an interval that does not hold the true time is worse than a wide one.

mod agent;
mod likeness;
mod pieces;
mod places;
#[cfg(test)]
mod proof;
mod trusted;

use std::collections::HashSet;

use likeness::Likeness;
use pieces::{Names, Piece, pieces};
use places::Places;
use trusted::{Sent, trusted};

use crate::recording::{Anchor, Clock, Recording};
use crate::time::TimeBasis;

/// A clock for a transcript, and how much of it could be established.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alignment {
    /// Anchors for what the stream has, and wider ones for what it has lost between them; [`Clock::Absent`] if nothing
    /// matched.
    pub clock: Clock,
    /// Lines of the transcript that are known as closely as the stream tells times at all.
    pub matched: usize,
    /// Lines of the transcript.
    pub lines: usize,
}

/// Carries the clock of a stream over to the transcript of the same session.
///
/// Takes time and memory in proportion to both, however often a line is repeated.
#[must_use]
pub fn align(transcript: &Recording, stream: &Recording) -> Alignment {
    let pieces = pieces(&transcript.output);
    let lines = pieces.iter().filter(|piece| piece.ends_line).count();
    let events = events(stream);
    let exact = compared(Likeness::Exact, &transcript.output, &pieces, stream, &events);
    let compared = match exact.unknown {
        0 => exact,
        _ => {
            let loose = compared(Likeness::Printable, &transcript.output, &pieces, stream, &events);
            if loose.unknown < exact.unknown { loose } else { exact }
        }
    };
    let (sent, places) = trusted(&compared.ours, compared.theirs);
    let intervals =
        places.map_or_else(Vec::new, |places| intervals(&pieces, &sent, &places, &events));
    let matched = intervals
        .iter()
        .filter(|(piece, anchor)| piece.ends_line && anchor.basis == TimeBasis::Anchored)
        .count();
    let anchors = joined(intervals.into_iter().map(|(_, anchor)| anchor));
    let clock = if anchors.is_empty() { Clock::Absent } else { Clock::Lines { anchors } };
    Alignment { clock, matched, lines }
}

/// The events of a stream in order. One that was sent again is there once.
fn events(stream: &Recording) -> Vec<Anchor> {
    let Clock::Lines { anchors } = &stream.clock else { return Vec::new() };
    let mut seen = HashSet::new();
    let is_new = |anchor: &&Anchor| seen.insert((anchor.not_after, bytes(stream, anchor)));
    anchors.iter().filter(is_new).copied().collect()
}

fn bytes<'a>(stream: &'a Recording, event: &Anchor) -> &'a [u8] {
    let place = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX);
    stream.output.get(place(event.from)..place(event.to)).unwrap_or_default()
}

/// Both sides as numbers.
struct Compared {
    ours: Vec<u32>,
    theirs: Vec<Sent>,
    /// Lines of theirs that are none of ours. Without them the others are still some of ours.
    unknown: usize,
}

fn compared(
    likeness: Likeness,
    output: &[u8],
    pieces: &[Piece],
    stream: &Recording,
    events: &[Anchor],
) -> Compared {
    let names = Names::new(likeness, output, pieces);
    let (mut theirs, mut unknown, mut instant) = (Vec::new(), 0, 0);
    for (event, anchor) in events.iter().enumerate() {
        if event > 0 && events[event - 1].not_after != anchor.not_after {
            instant = event;
        }
        for line in bytes(stream, anchor).split_inclusive(|byte| *byte == b'\n') {
            let numbers = names.of_sent(line);
            unknown += usize::from(numbers.is_empty());
            theirs.extend(numbers.into_iter().map(|number| Sent { number, event, instant }));
        }
    }
    Compared { ours: names.ours, theirs, unknown }
}

/// What is known of each piece of which something is known on both sides.
fn intervals<'a>(
    pieces: &'a [Piece],
    sent: &[Sent],
    places: &Places,
    events: &[Anchor],
) -> Vec<(&'a Piece, Anchor)> {
    let event = |sent: &Sent| events[sent.event];
    // The latest lower bound so far: what follows a line is not older than it.
    let lower: Vec<_> = sent
        .iter()
        .scan(None, |latest, sent| {
            *latest = (*latest).max(Some(event(sent).not_before));
            *latest
        })
        .collect();
    let width = |anchor: Anchor| anchor.not_after.duration_since(anchor.not_before);
    let known = pieces.iter().zip(places.around(pieces.len())).filter_map(|(piece, around)| {
        let (before, after) = (around.0?, around.1?);
        let (not_before, not_after) = (lower[before], event(&sent[after]).not_after);
        let closest = width(event(&sent[before])).max(width(event(&sent[after])));
        let is_close = not_after.duration_since(not_before) <= closest;
        let basis = if is_close { TimeBasis::Anchored } else { TimeBasis::Estimated };
        let (from, to) = (piece.bytes.start as u64, piece.bytes.end as u64);
        Some((piece, Anchor { from, to, not_before, not_after, basis }))
    });
    known.collect()
}

/// One anchor for each run of pieces of which the same is known.
fn joined(anchors: impl Iterator<Item = Anchor>) -> Vec<Anchor> {
    let mut joined: Vec<Anchor> = Vec::new();
    for anchor in anchors {
        match joined.last_mut() {
            Some(last)
                if (Anchor { from: last.from, to: last.to, ..anchor }) == *last
                    && last.to == anchor.from =>
            {
                last.to = anchor.to;
            }
            _ => joined.push(anchor),
        }
    }
    joined
}
