//! What did a machine read on a screen, and when did it come?

use sekisho_catalog::{AboutText, SceneText, ScreenLine, TextState};
use sekisho_domain::evidence::Sha256;
use sekisho_domain::record::AccessRecord;

use super::screen::named;
use super::{AnswerError, Desk};
use crate::shape::screen_text::{AboutTextShape, ScreenLineShape, ScreenTextShape};

/// What was read in the pictures of a video of a session; the first of them if none is named.
pub(crate) async fn of(
    desk: &Desk,
    key: &str,
    wanted: Option<&str>,
) -> Result<ScreenTextShape, AnswerError> {
    let video = named(desk, key, wanted).await?;
    let about = about(desk, &video.original).await?;
    let text = desk.holdings.catalog.screen_text(&video.original).await?;
    let lines = came(&text);
    if !lines.is_empty() {
        desk.record_read(&video.session, "screen-text")?;
    }
    let others = video.others.iter().map(ToString::to_string).collect();
    Ok(ScreenTextShape { sha256: video.original.to_string(), others, about, lines })
}

/// How far a video was read.
pub(super) async fn about(desk: &Desk, original: &Sha256) -> Result<AboutTextShape, AnswerError> {
    let kept = desk.holdings.catalog.about_screen_text(original).await?;
    let state = kept.as_ref().map_or("waiting", state);
    let AboutText { because, engine, scenes, read, failed, secrets, .. } = kept.unwrap_or_default();
    Ok(AboutTextShape { state, because, engine, scenes, read, failed, secrets })
}

/// What was read in each video of a record.
pub(super) async fn of_record(
    desk: &Desk,
    record: &AccessRecord,
) -> Result<Vec<(Sha256, Vec<ScreenLineShape>)>, AnswerError> {
    let mut read = Vec::new();
    for video in record.recording.videos() {
        let text = desk.holdings.catalog.screen_text(&video.original).await?;
        read.push((video.original, came(&text)));
    }
    Ok(read)
}

fn state(about: &AboutText) -> &'static str {
    match about.state {
        TextState::Reading => "reading",
        TextState::Read if about.lines == 0 => "nothing-legible",
        TextState::Read => "read",
        TextState::GaveUp => "gave-up",
        TextState::NoEngine => "no-engine",
        TextState::Failed => "failed",
    }
}

/// Each line where it came: what stays from picture to picture is told once.
fn came(text: &[SceneText]) -> Vec<ScreenLineShape> {
    let before = std::iter::once(None).chain(text.iter().map(Some));
    let came = text.iter().zip(before).flat_map(|(scene, before)| {
        let line = |line: &ScreenLine| ScreenLineShape {
            at_us: scene.at_us,
            text: line.text.clone(),
            secrets: line.secrets,
        };
        scene.new_since(before).map(line).collect::<Vec<_>>()
    });
    came.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_told_where_it_came() {
        let check = |scenes: &[&str], expected: &[(u64, &str)]| {
            let scenes = (0..).zip(scenes).map(|(at_us, lines)| {
                let line = |text: &str| ScreenLine { text: text.to_owned(), secrets: 0 };
                let lines = lines.lines().map(line).collect();
                SceneText { at_us, lines }
            });
            let scenes: Vec<_> = scenes.collect();
            let lines = came(&scenes);
            let told: Vec<_> = lines.iter().map(|line| (line.at_us, line.text.as_str())).collect();
            assert_eq!(told, expected);
        };
        check(&[], &[]);
        check(&["a\nb", "b\nc", "b\nc"], &[(0, "a"), (0, "b"), (1, "c")]);
        check(&["a", "b", "a"], &[(0, "a"), (1, "b"), (2, "a")]);
    }

    #[test]
    fn a_state_says_whether_anything_was_legible() {
        let check = |state: TextState, lines: u64, expected: &str| {
            let about = AboutText { state, lines, ..AboutText::default() };
            assert_eq!(super::state(&about), expected);
        };
        check(TextState::Reading, 0, "reading");
        check(TextState::Read, 0, "nothing-legible");
        check(TextState::Read, 1, "read");
        check(TextState::GaveUp, 0, "gave-up");
        check(TextState::NoEngine, 0, "no-engine");
        check(TextState::Failed, 0, "failed");
    }
}
