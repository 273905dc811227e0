//! What was to be read on the screens?
//!
//! Reading takes longer than all else, so it comes when everything else can be seen, a few pictures at a time: what was read
//! is kept, and the next run goes on from there.

use std::time::Duration;

use sekisho_catalog::{AboutText, SceneText, ScreenLine, TextState};
use sekisho_domain::evidence::Sha256;
use sekisho_recording::video::{Legible, LegibleLine, OpenKey};
use tokio::task::spawn_blocking;

use crate::IngestError;
use crate::engine::{Engine, Unread};
use crate::findable::make_findable;
use crate::holdings::Holdings;
use crate::intake::refusing;
use crate::program::Undone;
use crate::progress::{Progress, Stage, Step};
use crate::scenes::{self, Scene, Turn};
use crate::until::Until;

/// Reading all pictures of one video takes at most so long, however many processors read at once. Six hundred pictures take
/// eight minutes where they have 1920x1080 pixels.
const LIMIT: Duration = Duration::from_secs(3600);

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
    let left = LIMIT.saturating_sub(Duration::from_millis(kept.about.spent_ms));
    let told = read(holdings, original, kept.about.left_us.clone(), left, until).await?;
    if until.is_over() {
        return Ok(false);
    }
    kept.take(told);
    let Kept { mut about, text } = kept;
    let (done, total) = (about.read.into(), about.scenes.into());
    progress.step(Step { stage: Stage::ReadScreens, done, total });
    // It is done only when it can be found.
    let so_far = AboutText { state: TextState::Reading, ..about.clone() };
    conclude(&mut about, screen.is_whole);
    catalog.put_screen_text(&original, &so_far, &text).await?;
    let is_over = about.state != TextState::Reading;
    if is_over {
        // Whoever derives meanwhile may have newer records, and would find that it is not done.
        let _turn = holdings.lock().await?;
        make_findable(holdings, &original, &about).await?;
        catalog.put_screen_text(&original, &about, &text).await?;
    }
    Ok(!is_over)
}

/// Says of a video at which nothing more is tried what came of it.
fn conclude(about: &mut AboutText, is_whole: bool) {
    let is_tried = about.left_us.as_ref().is_some_and(Vec::is_empty);
    let is_late = Duration::from_millis(about.spent_ms) >= LIMIT;
    if about.state != TextState::Reading || !(is_tried || is_late) {
        return;
    }
    about.open_key = None;
    about.left_us = None;
    // It would be another one with every rebuild.
    about.spent_ms = 0;
    about.lacks_pictures |= !is_whole;
    about.state = if is_tried { TextState::Read } else { TextState::GaveUp };
    if about.failed == about.scenes {
        about.state = TextState::Failed;
    }
}

/// What came of a turn: what the engine is called and what it read, or why there is none.
type Told = Result<(Option<String>, Turn), Failed>;

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
    wanted_us: Option<Vec<u64>>,
    left: Duration,
    until: &Until,
) -> Result<Told, IngestError> {
    let (archive, until, wanted) = (holdings.archive.clone(), until.clone(), wanted_us.clone());
    let reading = spawn_blocking(move || match Engine::installed(&until) {
        Ok(engine) => {
            let turn = scenes::read(&archive, original, wanted, &engine, left, &until)?;
            let turn = turn.map_err(|why| Failed::ForNow(why.to_string()));
            Ok(turn.map(|turn| (Some(engine.name()), turn)))
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
    let wanted_us = wanted_us.unwrap_or_default();
    let unread =
        |at_us: &u64| Scene { at_us: *at_us, took: Duration::ZERO, read: Err(why.clone()) };
    let scenes = wanted_us.iter().map(unread).collect();
    Ok(Ok((None, Turn { wanted_us, lacks: Some(why), scenes })))
}

/// What is kept of the text of a video.
struct Kept {
    about: AboutText,
    text: Vec<SceneText>,
}

impl Kept {
    fn take(&mut self, told: Told) {
        match told {
            Ok((engine, turn)) => {
                self.about.engine = engine.or(self.about.engine.take());
                self.turn(turn);
            }
            Err(Failed::Here(why) | Failed::ForNow(why)) => {
                self.about.state = TextState::NoEngine;
                self.about.because = Some(why);
            }
        }
    }

    fn turn(&mut self, Turn { mut wanted_us, lacks, scenes }: Turn) {
        let about = &mut self.about;
        if about.left_us.is_none() {
            about.scenes = wanted_us.len() as u32;
        }
        about.lacks_pictures |= lacks.is_some();
        about.because = about.because.take().or(lacks);
        about.left_us = Some(wanted_us.split_off(scenes.len()));
        scenes.into_iter().for_each(|scene| self.scene(scene));
    }

    fn scene(&mut self, Scene { at_us, took, read }: Scene) {
        self.about.read += 1;
        self.about.spent_ms += took.as_millis() as u64;
        match read {
            Ok(legible) => self.lines(at_us, &legible),
            Err(why) => {
                self.about.failed += 1;
                self.about.because.get_or_insert(why);
            }
        }
    }

    /// Pictures are taken in their order, so that a key is masked that goes on from one to the next.
    fn lines(&mut self, at_us: u64, legible: &Legible) {
        let about = &mut self.about;
        let mut open = about.open_key.map(|(strangers, is_seen)| OpenKey { strangers, is_seen });
        let lines: Vec<_> = legible.masked(&mut open).into_iter().map(line).collect();
        about.open_key = open.map(|key| (key.strangers, key.is_seen));
        if lines.is_empty() {
            return;
        }
        about.lines += lines.len() as u64;
        let scene = SceneText { at_us, lines };
        let new = scene.new_since(self.text.last());
        about.secrets += new.map(|line| u64::from(line.secrets)).sum::<u64>();
        self.text.push(scene);
    }
}

fn line(LegibleLine { text, secrets }: LegibleLine) -> ScreenLine {
    ScreenLine { text, secrets }
}

#[cfg(test)]
mod tests {
    use sekisho_recording::video::legible;

    use super::*;

    #[test]
    fn a_video_without_pictures_was_not_read() {
        let check = |read: &[bool], is_whole: bool, lacks: Option<&str>, expected| {
            let scene = |is_read: &bool| Scene {
                at_us: 0,
                took: Duration::ZERO,
                read: if *is_read { Ok(picture(&[])) } else { Err("misread".into()) },
            };
            let mut kept = Kept { about: AboutText::default(), text: Vec::new() };
            let lacks = lacks.map(str::to_owned);
            let scenes = read.iter().map(scene).collect();
            kept.take(Ok((None, Turn { wanted_us: vec![0; read.len()], lacks, scenes })));
            let about = &mut kept.about;
            conclude(about, is_whole);
            assert_eq!((about.state, about.is_all(), about.because.as_deref()), expected);
        };
        check(&[true; 2], true, None, (TextState::Read, true, None));
        check(&[true, false], true, None, (TextState::Read, false, Some("misread")));
        check(&[true; 2], false, None, (TextState::Read, false, None));
        check(&[true; 2], true, Some("1 of 3"), (TextState::Read, false, Some("1 of 3")));
        check(&[false; 2], true, None, (TextState::Failed, false, Some("misread")));
        check(&[], true, Some("no decoder"), (TextState::Failed, false, Some("no decoder")));
    }

    #[test]
    fn a_video_that_takes_too_long_is_read_in_part() {
        let check = |minutes: &[u64], scenes: u64, expected: (TextState, u32, usize)| {
            let mut kept = Kept { about: AboutText::default(), text: Vec::new() };
            for minutes in minutes {
                let wanted_us = kept.about.left_us.clone().unwrap_or((0..scenes).collect());
                let scene = Scene {
                    at_us: wanted_us[0],
                    took: Duration::from_secs(60 * minutes),
                    read: Ok(picture(&["Services"])),
                };
                kept.take(Ok((None, Turn { wanted_us, lacks: None, scenes: vec![scene] })));
            }
            conclude(&mut kept.about, true);
            let about = &kept.about;
            assert_eq!((about.state, about.read, kept.text.len()), expected);
            assert_eq!(u64::from(about.scenes), scenes);
            assert!(about.state == TextState::Read || !about.is_all());
        };
        check(&[20, 20], 3, (TextState::Reading, 2, 2));
        check(&[20, 40], 3, (TextState::GaveUp, 2, 2));
        check(&[20, 40], 2, (TextState::Read, 2, 2));
    }

    #[test]
    fn a_secret_that_stays_or_goes_on_is_told_once() {
        let begin = "-----BEGIN PRIVATE KEY-----";
        let (one, other) = ("MIIEvQIBADANBgkqhkiG9w0BAQEF", "AASCBKcwggSjAgEAAoIBAQC7VJTU");
        let token = "TOKEN=x9Fk2mQ8vR4tLp";
        let mut kept = Kept { about: AboutText::default(), text: Vec::new() };
        let mut check = |lines: &[&str], secrets: u64, goes_on: bool| {
            let scene = Scene { at_us: 0, took: Duration::ZERO, read: Ok(picture(lines)) };
            // What is kept between two turns is enough.
            kept.take(Ok((None, Turn { wanted_us: vec![0], lacks: None, scenes: vec![scene] })));
            assert_eq!((kept.about.secrets, kept.about.open_key.is_some()), (secrets, goes_on));
        };
        check(&[token, begin, one], 2, true);
        check(&[token, begin, one], 2, true);
        check(&["Notepad", other, "-----END PRIVATE KEY-----"], 2, false);
        check(&[token], 3, false);
        let all: Vec<_> = kept.text.iter().flat_map(|scene| &scene.lines).collect();
        assert!(all.iter().all(|line| [one, other].iter().all(|key| line.text != *key)), "{all:?}");
    }

    /// What a machine reads of a picture with these lines.
    fn picture(lines: &[&str]) -> Legible {
        let row = |(n, text)| format!("5\t1\t1\t1\t{n}\t1\t0\t9\t900\t40\t96\t{text}\n");
        let rows: String = (1..).zip(lines).map(row).collect();
        legible(format!("level\tpage_num\n{rows}").as_bytes(), 100)
    }
}
