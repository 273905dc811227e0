//! When is it time to derive what was sealed?
//!
//! Deriving looks at everything that is known. While objects keep coming it is done seldom enough to cost a small part of
//! the time, and as soon as they stop for a moment, so that the newest session is found within a second. That sources were
//! read further, and gave nothing, is judged by later: it only makes something missing that was not known to be.

use std::time::{Duration, Instant};

/// Nothing new for so long means that a burst is over.
const QUIET: Duration = Duration::from_millis(150);

/// While a burst lasts, so many times the duration of the last derivation lie between two of them.
const SHARE: u32 = 8;

/// And at least this long.
const LEAST: Duration = Duration::from_secs(2);

/// And so long where nothing new came.
const LEAST_FOR_REACH: Duration = Duration::from_secs(300);

#[derive(Debug)]
pub(super) struct Due {
    has_new: bool,
    is_read_further: bool,
    began: Instant,
    ended: Instant,
}

impl Default for Due {
    fn default() -> Self {
        let now = Instant::now();
        // An earlier run may have sealed what it did not derive any more.
        Self { has_new: true, is_read_further: false, began: now, ended: now }
    }
}

impl Due {
    /// Something was sealed.
    pub(super) fn has_new(&mut self) {
        self.has_new = true;
    }

    /// Sources were read further than at the last derivation.
    pub(super) fn is_read_further(&mut self) {
        self.is_read_further = true;
    }

    /// Whether there may be something sealed that is not derived yet.
    pub(super) fn awaits_derivation(&self) -> bool {
        self.has_new
    }

    /// Whether deriving may change anything.
    pub(super) fn has_work(&self) -> bool {
        self.has_new || self.is_read_further
    }

    /// How long to wait for more.
    pub(super) fn wait(&self) -> Duration {
        if self.has_new { QUIET } else { LEAST_FOR_REACH }
    }

    /// Whether to derive now; `quiet` when nothing came for as long as [`Due::wait`] says.
    pub(super) fn is_now(&self, quiet: bool) -> bool {
        let (cost, rested) = (self.ended - self.began, self.ended.elapsed());
        let often_enough = |least: Duration| rested > least.max(cost * SHARE);
        self.has_new && (quiet || often_enough(LEAST))
            || self.is_read_further && often_enough(LEAST_FOR_REACH)
    }

    pub(super) fn begins(&mut self) {
        (self.has_new, self.is_read_further) = (false, false);
        self.began = Instant::now();
    }

    pub(super) fn ends(&mut self) {
        self.ended = Instant::now();
    }
}
