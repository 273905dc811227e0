//! What time is it here?

use jiff::Timestamp;

/// The clock every command and request reads. A demo's clock stands still, so that "last week" keeps its meaning.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Clock {
    /// The machine's clock.
    System,
    /// An instant given with `--as-of`.
    Fixed(Timestamp),
}

impl Clock {
    /// The clock for an optional `--as-of`.
    pub(crate) fn new(as_of: Option<Timestamp>) -> Self {
        as_of.map_or(Self::System, Self::Fixed)
    }

    /// The instant that "now" means.
    pub(crate) fn now(self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Fixed(at) => at,
        }
    }

    /// Whether it stands still.
    pub(crate) fn is_fixed(self) -> bool {
        matches!(self, Self::Fixed(_))
    }
}
