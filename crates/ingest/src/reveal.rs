//! What did a session show before its secrets were masked?

use sekisho_archive::Archive;
use sekisho_domain::record::AccessRecord;
use sekisho_recording::{Part, Survey};

use crate::IngestError;
use crate::derive::recorded;

/// A line of text with the secrets that stood in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevealedLine {
    /// The first byte of the output by which it was complete, as in the masked transcript.
    pub offset: u64,
    /// The text as it was shown.
    pub text: String,
}

/// Reads the originals of a session again. Nothing of it is kept: whoever asks has to have written into the ledger why.
///
/// `None` where the session has no recording, or the originals no longer hold it.
///
/// # Errors
/// Those of the archive.
pub fn reveal(
    archive: &Archive,
    record: &AccessRecord,
) -> Result<Option<Vec<RevealedLine>>, IngestError> {
    let Some((plan, tape)) = recorded(archive, record)? else { return Ok(None) };
    let mut lines = Vec::new();
    let deriver = tape.deriver(archive, Survey::revealed(tape.about(), plan.span), None)?;
    tape.play(archive, deriver, &mut |part| {
        if let Part::Line(line) = part {
            lines.push(RevealedLine { offset: line.offset, text: line.text });
        }
    })?;
    Ok(Some(lines))
}
