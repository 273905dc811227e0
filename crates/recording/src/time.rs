//! How is time inside a recording written down, and how sure is it?

use std::fmt;
use std::time::Duration;

use jiff::Timestamp;

/// Whole microseconds since the start of a replay.
///
/// One integer unit everywhere: floats would make two derivations of the same bytes differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Micros(pub u64);

impl Micros {
    /// The time from `earlier` to `later`, zero if they are the wrong way round.
    #[must_use]
    pub fn between(earlier: Timestamp, later: Timestamp) -> Micros {
        let micros = later.as_microsecond().saturating_sub(earlier.as_microsecond());
        Micros(u64::try_from(micros).unwrap_or(0))
    }

    /// The time in seconds, for players that count in fractions: exact for 285 years.
    #[must_use]
    pub fn as_seconds(self) -> f64 {
        Duration::from(self).as_secs_f64()
    }

    /// `self` scaled by `part / whole`, rounded down; `self` if `whole` is zero.
    #[must_use]
    pub(crate) fn portion(self, part: u64, whole: u64) -> Micros {
        if whole == 0 {
            return self;
        }
        let scaled = u128::from(self.0) * u128::from(part.min(whole)) / u128::from(whole);
        Micros(u64::try_from(scaled).unwrap_or(u64::MAX))
    }

    #[must_use]
    pub(crate) fn plus(self, other: Micros) -> Micros {
        Micros(self.0.saturating_add(other.0))
    }

    #[must_use]
    pub(crate) fn minus(self, other: Micros) -> Micros {
        Micros(self.0.saturating_sub(other.0))
    }
}

impl From<Duration> for Micros {
    fn from(duration: Duration) -> Micros {
        Micros(u64::try_from(duration.as_micros()).unwrap_or(u64::MAX))
    }
}

impl From<Micros> for Duration {
    fn from(micros: Micros) -> Duration {
        Duration::from_micros(micros.0)
    }
}

/// Seconds with all six decimals, as asciicast writes them: `7.500000`.
impl fmt::Display for Micros {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:06}", self.0 / 1_000_000, self.0 % 1_000_000)
    }
}

/// Where the times of a replay come from, from the surest to the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeBasis {
    /// Every event carries its own recorded time.
    Exact,
    /// Lines carry the time of the poll that delivered them.
    Anchored,
    /// Only start and end are known; everything between is spread by bytes.
    Estimated,
    /// Nothing is known but the order; positions are a playing pace, not a clock.
    OrderOnly,
}

impl TimeBasis {
    /// The word used in every interface: `exact`, `anchored`, `estimated` or `order-only`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            TimeBasis::Exact => "exact",
            TimeBasis::Anchored => "anchored",
            TimeBasis::Estimated => "estimated",
            TimeBasis::OrderOnly => "order-only",
        }
    }
}

/// When something happened, as two bounds since the start of the replay.
///
/// An estimated instant must never look like an exact one, so there is no single value to print:
/// the bounds are equal only where the recording itself has the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// It did not happen before this.
    pub not_before: Micros,
    /// It had happened by this.
    pub not_after: Micros,
    /// Where the bounds come from.
    pub basis: TimeBasis,
}

/// What the caller knows about a session from elsewhere (CloudTrail, session history).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// When the session was started.
    pub started: Timestamp,
    /// When it was terminated, or the latest instant at which it can have been.
    pub ended: Timestamp,
}
