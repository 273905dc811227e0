//! How does a search find what was read on the screens of a session, and where nobody has read?

use sekisho_catalog::{AboutText, Catalog, TextState};
use sekisho_domain::evidence::Sha256;
use sekisho_domain::record::AccessRecord;
use sekisho_domain::recording::RecordingSource;
use sekisho_index::document::{Document, Unread};

use crate::IngestError;
use crate::derive::searchable;
use crate::document::Words;
use crate::holdings::Holdings;

/// Puts the sessions that a video shows into the index again, where it is known what came of reading it.
pub(crate) async fn make_findable(
    holdings: &Holdings,
    original: &Sha256,
    about: &AboutText,
) -> Result<(), IngestError> {
    let records = holdings.catalog.records_of(original).await?;
    let shows = |record: &&AccessRecord| record.recording.videos().any(|v| v.original == *original);
    let mut shown = records.iter().filter(shows);
    let Some(first) = shown.next() else { return Ok(()) };
    let mut writer = holdings.index.writer()?;
    for record in std::iter::once(first).chain(shown) {
        let mut document = searchable(holdings, record).await?;
        show(&holdings.catalog, record, Some((original, about)), &mut document).await?;
        writer.put(&document)?;
    }
    Ok(writer.commit()?)
}

/// Adds to what can be searched of a record what was read on its screens, each line once, and whether that is all. What is
/// `known` of one video takes the place of what is kept of it.
pub(crate) async fn show(
    catalog: &Catalog,
    record: &AccessRecord,
    known: Option<(&Sha256, &AboutText)>,
    document: &mut Document,
) -> Result<(), IngestError> {
    let (mut words, mut unread) = (Words::default(), Vec::new());
    for RecordingSource { original, .. } in record.recording.videos() {
        let text = catalog.screen_text(original).await?;
        text.iter().flat_map(|scene| &scene.lines).for_each(|line| words.line(&line.text));
        let kept = match known.filter(|(known, _)| *known == original) {
            Some((_, about)) => Some(about.clone()),
            None => catalog.about_screen_text(original).await?,
        };
        unread.extend(self::unread(kept.as_ref()));
    }
    if record.session.is_opened_desktop() && record.recording.videos().next().is_none() {
        unread.push(Unread::NoVideo);
    }
    unread.extend((words.unsearched() > 0).then_some(Unread::InPart));
    document.unread = unread.into_iter().min();
    document.screen = words.lines();
    Ok(())
}

/// Why not all of a video was read, if so; `None` is kept of one at which nobody has begun.
fn unread(about: Option<&AboutText>) -> Option<Unread> {
    let about = about.filter(|about| about.state != TextState::Reading);
    match about {
        None => Some(Unread::Waiting),
        Some(about) if about.state == TextState::NoEngine => Some(Unread::NoEngine),
        Some(about) => (!about.is_all()).then_some(Unread::InPart),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_read_in_full_has_nothing_unread() {
        use TextState::{Failed, GaveUp, NoEngine, Read, Reading};
        let check = |state: TextState, failed: u32, lacks_pictures: bool, expected| {
            let about = AboutText { state, failed, lacks_pictures, ..AboutText::default() };
            assert_eq!(unread(Some(&about)), expected, "{about:?}");
        };
        check(Read, 0, false, None);
        check(Read, 1, false, Some(Unread::InPart));
        check(Read, 0, true, Some(Unread::InPart));
        check(Failed, 0, false, Some(Unread::InPart));
        check(GaveUp, 0, false, Some(Unread::InPart));
        check(NoEngine, 0, false, Some(Unread::NoEngine));
        check(Reading, 0, false, Some(Unread::Waiting));
        assert_eq!(unread(None), Some(Unread::Waiting));
    }
}
