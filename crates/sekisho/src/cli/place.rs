//! How is a moment of a recording named at the command line?

use crate::answer::AnswerError;
use crate::answer::place::Place;
use crate::answer::size::Chosen;

/// Reads a place, for clap.
pub(crate) fn place(text: &str) -> Result<Place, String> {
    Place::typed(text).ok_or_else(|| {
        "a place is a playing position such as 7.5s or 3:12, a byte of the output such as @18231, or a line such as L214"
            .to_owned()
    })
}

/// Reads the size of a terminal, for clap.
pub(crate) fn size(text: &str) -> Result<Chosen, String> {
    Chosen::typed(text).map_err(|error| match error {
        AnswerError::Refused { hint, .. } => hint,
        other => other.to_string(),
    })
}
