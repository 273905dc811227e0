//! How far has each source been read, and what does none of them give?

use jiff::Timestamp;
use sekisho_catalog::{Absent, SourceState};

use crate::shape::coverage::{AbsentShape, SourceStateShape};

/// Sources as they are written, those first that lag most.
pub(super) fn shapes(sources: &[(String, SourceState)], now: Timestamp) -> Vec<SourceStateShape> {
    let mut shapes: Vec<_> = sources.iter().map(|(name, state)| shape(name, state, now)).collect();
    shapes.sort_by_key(|source| (source.trouble.is_none(), source.brings == "other"));
    shapes
}

fn shape(name: &str, state: &SourceState, now: Timestamp) -> SourceStateShape {
    // A clock that was set to the past has no lag.
    let lag =
        |at: Timestamp| u64::try_from(now.as_microsecond() - at.as_microsecond()).unwrap_or(0);
    let written = |at: Option<Timestamp>| at.map(|at| at.to_string());
    SourceStateShape {
        name: name.to_owned(),
        brings: state.brings.name(),
        standing: state.standing(now).to_owned(),
        complete_up_to: written(state.complete_up_to),
        lag_us: state.complete_up_to.map(lag),
        asked: written(state.asked),
        answered: written(state.answered),
        listed: state.listed,
        left: state.left,
        trouble: state.trouble.clone().map(Into::into),
    }
}

/// Up to when everything of sessions and recordings has been seen: as far as the slowest of their sources. `None` where one
/// has never answered, or none tells of sessions.
pub(super) fn complete_up_to(sources: &[(String, SourceState)]) -> Option<Timestamp> {
    let configured = || sources.iter().map(|(_, state)| state).filter(|state| state.is_configured);
    configured().find(|state| state.brings.is_of_sessions())?;
    let telling =
        configured().filter(|state| state.brings.is_of_sessions() || state.brings.is_recordings());
    // `None` is less than every instant, so one that never answered decides.
    telling.map(|state| state.complete_up_to).min().flatten()
}

pub(super) fn absent(absent: Absent) -> AbsentShape {
    AbsentShape {
        source: absent.source,
        locator: absent.locator,
        version: absent.version,
        trouble: absent.trouble.into(),
        tries: absent.tries,
        first: absent.first.to_string(),
        last: absent.last.to_string(),
    }
}
