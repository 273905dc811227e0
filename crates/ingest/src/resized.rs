//! What does a session show on a terminal of another size?

use sekisho_archive::Archive;
use sekisho_catalog::{Marks, StoredReplay};
use sekisho_domain::record::AccessRecord;
use sekisho_recording::Survey;

use crate::IngestError;
use crate::derive::recorded;
use crate::replay::{Heading, Piece, Story, stored_rhythm};

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
    let (mut story, mut segments, mut lines) = (Story::default(), Vec::new(), Vec::new());
    let (mut commands, mut marks) = (Vec::new(), Marks::default());
    let mut keep = |piece| match piece {
        Piece::Line(line) => lines.push(line),
        Piece::Segment(segment) => segments.push(segment),
        Piece::Command(command) => commands.push(command),
        Piece::Secret(mark) => marks.secrets.push(mark),
        Piece::Hidden(mark) => marks.hidden.push(mark),
    };
    let survey = Survey::new(tape.about(), plan.span);
    let deriver = tape.deriver(archive, survey, Some(size))?;
    let outline = tape.play(archive, deriver, &mut |part| story.take(part, &mut keep))?;
    let heading = Heading {
        session: &record.session.key,
        generation: &plan.generation,
        best: &best.source,
        kind: tape.about().kind.name(),
    };
    let about = story.finish(&heading, &outline, &mut keep);
    let rhythm = outline.rhythm.as_ref().map(stored_rhythm);
    marks.sort();
    Ok(Some(StoredReplay { about, lines, commands, segments, rhythm, marks }))
}
