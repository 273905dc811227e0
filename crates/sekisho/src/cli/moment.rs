//! How is an instant printed at the command line, and typed?

use jiff::Timestamp;

use super::Common;
use crate::shape::moment::{MomentShape, WindowShape};

/// An instant in the asker's zone, or what is known instead of one.
pub(crate) fn moment(moment: &MomentShape, common: &Common) -> String {
    match (&moment.at, &moment.not_after, &moment.why) {
        (Some(at), _, _) => local(at, common),
        (None, Some(bound), _) => format!("not after {}", local(bound, common)),
        (None, None, why) => {
            format!("not known: {}", why.as_deref().unwrap_or("no document tells"))
        }
    }
}

/// Both ends of an approved stretch of time.
pub(crate) fn window(window: &WindowShape, common: &Common) -> String {
    format!("{} to {}", local(&window.start, common), local(&window.end, common))
}

/// An instant as somebody types it.
pub(crate) fn typed(text: &str) -> Result<Timestamp, &'static str> {
    text.parse().map_err(
        |_| "write it with its zone, such as 2026-11-23T12:02:44Z or 2026-11-23T21:02:44+09:00",
    )
}

/// An RFC 3339 instant in the asker's zone, with the zone: two instants beside each other must be comparable.
pub(crate) fn local(instant: &str, common: &Common) -> String {
    match instant.parse::<Timestamp>() {
        Ok(at) => at.to_zoned_datetime(common.zone()).strftime("%Y-%m-%d %H:%M:%S %Z").to_string(),
        Err(_) => instant.to_owned(),
    }
}

/// An instant in the asker's zone with every digit it has.
pub(crate) fn precise(at: Timestamp, common: &Common) -> String {
    at.to_zoned_datetime(common.zone()).strftime("%Y-%m-%d %H:%M:%S%.f %Z").to_string()
}
