//! In which window of time was each event of a stream filled?
//!
//! The agent looks once a second for lines that are complete, and stamps an event with the time at which it built it.
//! What it finds then is younger than the look before, with two exceptions: one look fills four events of 33,000 bytes
//! at most, so that a flood is sent late; and a last line without an end waits for the end of the session.

use std::ops::Range;

use jiff::{SignedDuration, Timestamp};

use crate::recording::Anchor;
use crate::time::TimeBasis;

/// The agent polls for complete lines every second; the rest allows for a late wake-up.
const POLL: SignedDuration = SignedDuration::from_millis(2_000);

/// An event is closed when the next line would bring it above 33,000 bytes; what was cleaned away cannot be counted.
pub(super) const FULL: usize = 32_000;

/// As many events at most are filled by one look, and take less time than this.
const EVENTS: usize = 4;
const LOOK: SignedDuration = SignedDuration::from_millis(1_500);

/// The events so far.
#[derive(Default)]
pub(super) struct Polls {
    anchors: Vec<Anchor>,
    /// Since when lines may be waiting that the last event had no room for.
    backlog: Option<Timestamp>,
    /// When the last event was built at the earliest, and whether it held a single line.
    last: Option<(Timestamp, bool)>,
}

impl Polls {
    /// Takes an event that was built between two instants, the bytes of its lines, and how long the first of them is.
    pub(super) fn take(
        &mut self,
        built: (Timestamp, Timestamp),
        bytes: Range<usize>,
        first: usize,
    ) {
        let polled = built.0.saturating_sub(POLL).unwrap_or(built.0);
        let waiting = self.backlog.filter(|_| self.is_late(built.0, first));
        let not_before = waiting.map_or(polled, |since| since.min(polled));
        self.backlog = Some(not_before);
        self.last = Some((built.0, first + 2 == bytes.len()));
        self.anchors.push(Anchor {
            from: bytes.start as u64,
            to: bytes.end as u64,
            not_before,
            not_after: built.1,
            basis: TimeBasis::Anchored,
        });
    }

    /// Whether lines of the next event can have been complete before the last look.
    fn is_late(&self, built: Timestamp, first: usize) -> bool {
        let (Some(last), Some((before, _))) = (self.anchors.last(), self.last) else {
            return false;
        };
        let is_full = (last.to - last.from) as usize + first >= FULL;
        let batch = self.anchors.len().checked_sub(EVENTS).map(|index| self.anchors[index]);
        let is_fourth =
            batch.is_some_and(|first| last.not_after.duration_since(first.not_after) < LOOK);
        let is_same_look = built.duration_since(before) < LOOK / 2;
        is_full || is_fourth || is_same_look
    }

    pub(super) fn finish(mut self) -> Vec<Anchor> {
        if self.last.is_some_and(|(_, is_single)| is_single) {
            // It may be a prompt at which nobody typed any more, and has stood there since the line above it.
            match self.anchors.as_mut_slice() {
                [.., before, last] => last.not_before = last.not_before.min(before.not_before),
                _ => self.anchors.clear(),
            }
        }
        self.anchors
    }
}
