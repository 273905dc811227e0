//! How is exactly the filtered list handed over?

use sekisho_export::{FORMATS, Format, Row};
use sekisho_index::Page;

use super::rows::{found, keys, listed};
use super::{AnswerError, Desk, Question, undecided};
use crate::shape::search::UndecidedShape;

/// The format of that name.
pub(crate) fn format(name: &str) -> Result<&'static Format, AnswerError> {
    sekisho_export::format(name).ok_or_else(|| AnswerError::Refused {
        code: "unknown-format",
        message: format!("there is no format {name:?}"),
        hint: format!(
            "use one of {}",
            FORMATS.iter().map(|f| f.name).collect::<Vec<_>>().join(", ")
        ),
    })
}

/// What is handed over.
pub(crate) struct Register {
    /// In the format that was asked for.
    pub(crate) bytes: Vec<u8>,
    /// The sessions besides of which nobody can say whether the question means them.
    pub(crate) undecided: UndecidedShape,
}

/// The register of every session a question means, whatever page is shown on screen.
pub(crate) async fn write(
    desk: &Desk,
    question: &Question,
    format: &Format,
) -> Result<Register, AnswerError> {
    let reading = desk.read(question).await?;
    let all = keys(listed(desk, &reading, Page { offset: 0, limit: usize::MAX })?.keys)?;
    let found = found(desk, &all).await?;
    let mut rows = found
        .into_iter()
        .map(|found| Row { time_basis: found.time_basis(), record: found.record.clone() });
    let mut bytes = Vec::new();
    (format.write)(&mut bytes, &mut rows).map_err(anyhow::Error::from)?;
    Ok(Register { bytes, undecided: undecided::of(desk, &reading.query).await? })
}
