//! When is it time to derive what was sealed?
//!
//! Deriving looks at everything that is known. While objects keep coming it is done seldom enough to cost a small part of
//! the time, and as soon as they stop for a moment, so that the newest session is found within a second.

use std::time::{Duration, Instant};

/// Nothing new for so long means that a burst is over.
const QUIET: Duration = Duration::from_millis(150);

/// While a burst lasts, so many times the duration of the last derivation lie between two of them.
const SHARE: u32 = 8;

/// And at least this long.
const LEAST: Duration = Duration::from_secs(2);

#[derive(Debug)]
pub(super) struct Due {
    has_work: bool,
    began: Instant,
    ended: Instant,
}

impl Default for Due {
    fn default() -> Self {
        let now = Instant::now();
        // An earlier run may have sealed what it did not derive any more.
        Self { has_work: true, began: now, ended: now }
    }
}

impl Due {
    /// Something was sealed.
    pub(super) fn has_new(&mut self) {
        self.has_work = true;
    }

    /// Whether there may be something sealed that is not derived yet.
    pub(super) fn has_work(&self) -> bool {
        self.has_work
    }

    /// How long to wait for more.
    pub(super) fn wait(&self) -> Duration {
        if self.has_work { QUIET } else { Duration::from_secs(3600) }
    }

    /// Whether to derive now; `quiet` when nothing came for as long as [`Due::wait`] says.
    pub(super) fn is_now(&self, quiet: bool) -> bool {
        let cost = self.ended - self.began;
        self.has_work && (quiet || self.ended.elapsed() > LEAST.max(cost * SHARE))
    }

    pub(super) fn begins(&mut self) {
        self.has_work = false;
        self.began = Instant::now();
    }

    pub(super) fn ends(&mut self) {
        self.ended = Instant::now();
    }
}
