//! What was to be read on the screens, and how does a search find it?
//!
//! Reading takes longer than all else, so it comes when everything else can be seen, a few pictures at a time: what was read
//! is kept, and the next run goes on from there.

use sekisho_catalog::{AboutText, Catalog, SceneText, TextState};
use sekisho_domain::evidence::Sha256;
use sekisho_domain::record::AccessRecord;
use sekisho_domain::recording::{RecordingSource, RecordingState, SourceKind};
use tokio::task::spawn_blocking;

use crate::IngestError;
use crate::derive::searchable;
use crate::document::Words;
use crate::engine::{Engine, Unread};
use crate::holdings::Holdings;
use crate::intake::refusing;
use crate::program::Undone;
use crate::progress::{Progress, Stage, Step};
use crate::scenes::{self, Scene};
use crate::until::Until;

/// Reads some pictures of every video, and says whether there are more. A run that is asked to end leaves them to the next
/// one. A video at which the archive or the catalog fails keeps none of the others back.
pub(crate) async fn read_on(
    holdings: &Holdings,
    until: &Until,
    progress: &Progress<'_>,
) -> Result<bool, IngestError> {
    let (mut is_more, mut failed) = (false, None);
    for original in holdings.catalog.unread_screens().await? {
        match turn(holdings, original, until, progress).await {
            Ok(goes_on) => is_more |= goes_on,
            Err(error) => failed = failed.or(Some(error)),
        }
        if until.is_over() {
            return Ok(false);
        }
    }
    match failed {
        Some(error) if !is_more => Err(error),
        _ => Ok(is_more),
    }
}

async fn turn(
    holdings: &Holdings,
    original: Sha256,
    until: &Until,
    progress: &Progress<'_>,
) -> Result<bool, IngestError> {
    let catalog = &holdings.catalog;
    let Some(screen) = catalog.screen(&original).await? else { return Ok(false) };
    let about = catalog.about_screen_text(&original).await?.unwrap_or_default();
    let mut kept = Kept { about, text: catalog.screen_text(&original).await? };
    let times = scenes::times(&screen.pictures);
    kept.about.scenes = times.len() as u32;
    let rest = times.get(kept.about.read as usize..).unwrap_or_default().to_vec();
    let told = read(holdings, original, rest, until).await?;
    if until.is_over() {
        return Ok(false);
    }
    kept.take(told);
    let Kept { mut about, text } = kept;
    let (done, total) = (about.read.into(), about.scenes.into());
    progress(Step { stage: Stage::ReadScreens, done, total });
    let is_over = about.state != TextState::Reading || about.read >= about.scenes;
    if is_over && about.state == TextState::Reading {
        let is_failed = about.lines == 0 && about.failed > 0 && about.failed == about.scenes;
        about.state = if is_failed { TextState::Failed } else { TextState::Read };
    }
    // It is done only when it can be found.
    let so_far = AboutText { state: TextState::Reading, ..about.clone() };
    catalog.put_screen_text(&original, &so_far, &text).await?;
    if is_over {
        make_findable(holdings, &original).await?;
        catalog.put_screen_text(&original, &about, &text).await?;
    }
    Ok(!is_over)
}

/// What came of a turn: what the engine is called and what it read, or why there is none.
type Told = Result<(Option<String>, Vec<Scene>), Failed>;

/// Why nothing could be read, as a sentence.
enum Failed {
    /// It may be tried again.
    ForNow(String),
    /// As long as nothing else is installed.
    Here(String),
}

async fn read(
    holdings: &Holdings,
    original: Sha256,
    times: Vec<u64>,
    until: &Until,
) -> Result<Told, IngestError> {
    let (archive, until, at_us) = (holdings.archive.clone(), until.clone(), times.clone());
    let reading = spawn_blocking(move || match Engine::installed(&until) {
        Ok(engine) => {
            let scenes = scenes::read(&archive, original, &times, &engine, &until)?;
            Ok(Ok((Some(engine.name()), scenes)))
        }
        // What passes is tried again by the next run; what is not installed stays so.
        Err(Unread::Undone(undone)) if !matches!(undone, Undone::NotInstalled(_)) => {
            Ok(Err(Failed::ForNow(undone.to_string())))
        }
        Err(why) => Ok(Err(Failed::Here(why.to_string()))),
    });
    // A picture on which the reader panicked, or whose video is refused, would end the next run as well.
    let why = match reading.await {
        Ok(told) => match refusing(told)? {
            Ok(Err(Failed::ForNow(why))) => return Err(IngestError::Stopped { why }),
            Ok(told) => return Ok(told),
            Err((_, error)) => error.to_string(),
        },
        Err(_) => "its reader failed, which is a mistake of Sekisho".to_owned(),
    };
    let unread = |at_us| Scene { at_us, read: Err(why.clone()) };
    Ok(Ok((None, at_us.into_iter().map(unread).collect())))
}

/// What is kept of the text of a video.
struct Kept {
    about: AboutText,
    text: Vec<SceneText>,
}

impl Kept {
    fn take(&mut self, told: Told) {
        match told {
            Ok((engine, scenes)) => {
                self.about.engine = engine.or(self.about.engine.take());
                scenes.into_iter().for_each(|scene| self.scene(scene));
            }
            Err(Failed::Here(why) | Failed::ForNow(why)) => {
                self.about.state = TextState::NoEngine;
                self.about.because = Some(why);
            }
        }
    }

    fn scene(&mut self, Scene { at_us, read }: Scene) {
        self.about.read += 1;
        match read {
            Ok(lines) if lines.is_empty() => {}
            Ok(lines) => {
                self.about.lines += lines.len() as u64;
                self.text.push(SceneText { at_us, lines });
            }
            Err(why) => {
                self.about.failed += 1;
                self.about.because.get_or_insert(why);
            }
        }
    }
}

/// Puts the sessions that a video shows into the index again.
async fn make_findable(holdings: &Holdings, original: &Sha256) -> Result<(), IngestError> {
    // Whoever derives meanwhile may have newer ones.
    let _turn = holdings.lock().await?;
    let records = holdings.catalog.records_of(original).await?;
    let mut shown = records.iter().filter(|r| videos(r).any(|video| video.original == *original));
    let Some(first) = shown.next() else { return Ok(()) };
    let mut writer = holdings.index.writer()?;
    for record in std::iter::once(first).chain(shown) {
        let mut document = searchable(holdings, record).await?;
        document.screen = searched(&holdings.catalog, record).await?;
        writer.put(&document)?;
    }
    Ok(writer.commit()?)
}

/// Everything that was read on the screens of a record, each line once.
pub(crate) async fn searched(
    catalog: &Catalog,
    record: &AccessRecord,
) -> Result<String, IngestError> {
    let mut words = Words::default();
    for video in videos(record) {
        let text = catalog.screen_text(&video.original).await?;
        text.iter().flat_map(|scene| &scene.lines).for_each(|line| words.line(line));
    }
    Ok(words.lines())
}

fn videos(record: &AccessRecord) -> impl Iterator<Item = &RecordingSource> {
    let sources = match &record.recording {
        RecordingState::Present { sources } => sources.as_slice(),
        _ => &[],
    };
    sources.iter().filter(|source| source.kind == SourceKind::Video)
}
