//! Where is a player when it has shown a byte?

use std::collections::VecDeque;

use crate::time::Micros;

/// The latest events of a replay: where each starts in the output, and its playing position. Both
/// ascend.
#[derive(Default)]
pub(crate) struct Played(VecDeque<(u64, Micros)>);

impl Played {
    pub(crate) fn push(&mut self, offset: u64, at: Micros) {
        self.0.push_back((offset, at));
    }

    /// Nobody asks for bytes before this one any more.
    pub(crate) fn forget(&mut self, before: u64) {
        while self.0.get(1).is_some_and(|(second, _)| *second <= before) {
            self.0.pop_front();
        }
    }

    /// The position of the event that shows the byte at `offset`; of one before all that is known,
    /// the first position that is.
    pub(crate) fn at(&self, offset: u64) -> Micros {
        let next = self.0.partition_point(|(start, _)| *start <= offset);
        self.0.get(next.saturating_sub(1)).map_or(Micros(0), |(_, at)| *at)
    }
}
