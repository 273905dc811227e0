//! How is an instant written together with what is known about it?

use sekisho_domain::moment::{Moment, Window};
use serde::Serialize;
use utoipa::ToSchema;

/// An instant, an upper bound of one, or the reason there is none: exactly one of `at`, `not_after` and `why` is set.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct MomentShape {
    /// RFC 3339, UTC.
    pub(crate) at: Option<String>,
    /// RFC 3339, UTC.
    pub(crate) not_after: Option<String>,
    /// The document it was taken from.
    #[schema(value_type = Option<String>)]
    pub(crate) basis: Option<&'static str>,
    /// Why nothing is known.
    pub(crate) why: Option<String>,
}

/// An approved stretch of time: `start` inclusive, `end` exclusive.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct WindowShape {
    /// RFC 3339, UTC.
    pub(crate) start: String,
    /// RFC 3339, UTC.
    pub(crate) end: String,
}

impl From<&Moment> for MomentShape {
    fn from(moment: &Moment) -> Self {
        let empty = Self { at: None, not_after: None, basis: None, why: None };
        match moment {
            Moment::At { at, basis } => {
                Self { at: Some(at.to_string()), basis: Some(basis.name()), ..empty }
            }
            Moment::NotAfter { at, basis } => {
                Self { not_after: Some(at.to_string()), basis: Some(basis.name()), ..empty }
            }
            Moment::Unknown { why } => Self { why: Some(why.clone()), ..empty },
        }
    }
}

impl From<&Window> for WindowShape {
    fn from(window: &Window) -> Self {
        Self { start: window.start().to_string(), end: window.end().to_string() }
    }
}
