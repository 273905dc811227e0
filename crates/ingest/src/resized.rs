//! What does a session show on a terminal of another size?

use sekisho_archive::Archive;
use sekisho_catalog::StoredReplay;
use sekisho_domain::record::AccessRecord;
use sekisho_recording::Survey;

use crate::IngestError;
use crate::derive::recorded;
use crate::replay::{Ending, Heading, Piece, Story};

/// Replays a session from its originals on a terminal of so many columns and rows. The catalog learns nothing of it:
/// what one reader chose to see is not derived state.
///
/// Offsets and times are those of the stored replay; lines, and where segments are cut, are not. `None` where the
/// session has no recording, or the originals no longer hold it.
///
/// # Errors
/// Those of the archive.
pub fn resized(
    archive: &Archive,
    record: &AccessRecord,
    size: (u16, u16),
) -> Result<Option<StoredReplay>, IngestError> {
    let Some((plan, tape)) = recorded(archive, record)? else { return Ok(None) };
    let Some(best) = plan.held.first() else { return Ok(None) };
    let (mut story, mut lines, mut segments) = (Story::default(), Vec::new(), Vec::new());
    let survey = Survey::new(tape.about(), plan.span);
    let deriver = tape.deriver(archive, survey, Some(size))?;
    let outline = tape.play(archive, deriver, &mut |part| match story.take(part) {
        Some(Piece::Line(line)) => lines.push(line),
        Some(Piece::Segment(segment)) => segments.push(segment),
        None => {}
    })?;
    let heading = Heading {
        session: &record.session.key,
        generation: &plan.generation,
        best: &best.source,
        kind: tape.about().kind.name(),
    };
    let Ending { about, commands, rhythm, marks } = story.finish(&heading, outline, 0);
    Ok(Some(StoredReplay { about, lines, commands, segments, rhythm, marks }))
}
