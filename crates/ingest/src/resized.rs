//! What does a session show on a terminal of another size?

use sekisho_archive::Archive;
use sekisho_catalog::StoredReplay;
use sekisho_domain::record::AccessRecord;
use sekisho_recording::derive;

use crate::IngestError;
use crate::derive::recorded;
use crate::replay::store;

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
    let session = &record.session.key;
    let Some((plan, recording)) = recorded(archive, record)? else { return Ok(None) };
    let Some(best) = plan.held.first() else { return Ok(None) };
    let replay = derive(&recording, plan.span, Some(size));
    Ok(Some(store(session, &plan.generation, &best.source, recording.kind.name(), replay)))
}
