//! In which lines do marked stretches of the output stand?

use std::collections::VecDeque;

use sekisho_catalog::Mark;
use sekisho_recording::{Hidden, Line, Micros, Secret};

use crate::replay::Piece;

/// Puts marks and lines together, both of which come nearly in the order of their places.
#[derive(Default)]
pub(crate) struct Marking {
    lines: u64,
    /// By offset: those that later lines may still belong to.
    waiting: VecDeque<Waiting>,
    told: Vec<Piece>,
}

struct Waiting {
    mark: Mark,
    is_secret: bool,
    /// The first line it stands in, and whether one so far shows something masked.
    first: Option<u64>,
    shows_mask: bool,
}

impl Marking {
    /// A masked secret. In the title of a window one stands in no line.
    pub(crate) fn secret(&mut self, secret: Secret, played: Micros) {
        self.wait(secret.kind, (secret.offset, secret.length), played, true);
    }

    /// Output that was not seen as it was written, which stands in the lines by which it was gone.
    pub(crate) fn hidden(&mut self, hidden: Hidden, played: Micros) {
        self.wait(hidden.way.name(), (hidden.offset, hidden.length), played, false);
    }

    /// The next line.
    pub(crate) fn line(&mut self, line: &Line) {
        self.lines += 1;
        let mut index = 0;
        while let Some(waiting) = self.waiting.get_mut(index) {
            if waiting.mark.offset >= line.offset && waiting.end() > line.offset {
                break;
            }
            waiting.first.get_or_insert(self.lines);
            waiting.shows_mask |= line.text.contains('*');
            if waiting.end() > line.offset {
                index += 1;
            } else if let Some(done) = self.waiting.remove(index) {
                let last = self.lines;
                self.tell(done, Some(last));
            }
        }
    }

    /// No line comes any more.
    pub(crate) fn finish(&mut self) {
        while let Some(waiting) = self.waiting.pop_front() {
            self.tell(waiting, None);
        }
    }

    /// The marks of which all is known now.
    pub(crate) fn told(&mut self) -> impl Iterator<Item = Piece> {
        self.told.drain(..)
    }

    fn wait(&mut self, kind: &str, place: (u64, u64), played: Micros, is_secret: bool) {
        let (offset, length) = place;
        let kind = kind.to_owned();
        let mark = Mark { kind, offset, length, played_us: played.0, lines: None };
        let at = self.waiting.partition_point(|waiting| waiting.mark.offset <= offset);
        self.waiting.insert(at, Waiting { mark, is_secret, first: None, shows_mask: false });
    }

    fn tell(&mut self, waiting: Waiting, last: Option<u64>) {
        let Waiting { mut mark, is_secret, first, shows_mask } = waiting;
        mark.lines = first.zip(last).filter(|_| shows_mask || !is_secret);
        self.told.push(if is_secret { Piece::Secret(mark) } else { Piece::Hidden(mark) });
    }
}

impl Waiting {
    fn end(&self) -> u64 {
        self.mark.offset + self.mark.length
    }
}
