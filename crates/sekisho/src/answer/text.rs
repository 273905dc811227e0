//! How does a transcript leave as plain text?

use std::sync::Arc;

use futures_util::{StreamExt, stream};
use sekisho_catalog::{LINES_PER_BLOCK, LinePlace, StoredLine};
use sekisho_export::plain;

use super::pieces::{HandedOut, replaced};
use super::place::Place;
use super::reason::Reason;
use super::reveal;
use super::shown::Shown;
use super::size::Chosen;
use super::{AnswerError, Desk};

/// Which lines.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch {
    /// Begin with the first line that was complete there or later.
    pub(crate) from: Place,
    /// At most so many.
    pub(crate) lines: u64,
}

impl Stretch {
    pub(crate) const WHOLE: Stretch = Stretch { from: Place::Line(1), lines: u64::MAX };
}

/// A plain transcript, and the number of its first line, counted from 1.
pub(crate) struct Text {
    pub(crate) first: u64,
    pub(crate) handed_out: HandedOut,
}

/// The lines of a transcript, each ended by a newline; a piece for every thousand of them. They are those of a terminal of
/// the size chosen or of its own.
///
/// Nothing in them steers a terminal.
pub(crate) async fn text(
    desk: &Arc<Desk>,
    key: &str,
    stretch: Stretch,
    size: Option<Chosen>,
) -> Result<Text, AnswerError> {
    let shown = Shown::on(desk, key, size).await?;
    let (about, chosen) = (shown.heading().clone(), shown.chosen());
    let next = first_line(&shown, stretch.from).await?;
    desk.record_read(&about.session, "text")?;
    let end = next.saturating_add(stretch.lines).min(about.lines);
    let rest = Rest { shown, next, end };
    let pieces = stream::try_unfold(rest, async |mut rest| {
        Ok(rest.piece().await?.map(|piece| (piece, rest)))
    });
    Ok(Text { first: next + 1, handed_out: HandedOut { about, chosen, pieces: pieces.boxed() } })
}

/// As [`text`], with secrets as they were shown; in one piece, read from the originals.
pub(crate) async fn revealed(
    desk: &Arc<Desk>,
    key: &str,
    stretch: Stretch,
    reason: &Reason,
) -> Result<Text, AnswerError> {
    let shown = Shown::on(desk, key, None).await?;
    let about = shown.about.clone();
    let before = first_line(&shown, stretch.from).await?;
    let lines = reveal::text(desk, key, reason).await?.into_iter().skip(before as usize);
    let wanted = lines.take(usize::try_from(stretch.lines).unwrap_or(usize::MAX));
    let piece = wanted.map(|line| plain::text(&line.text) + "\n").collect();
    let pieces = stream::once(std::future::ready(Ok(piece))).boxed();
    Ok(Text { first: before + 1, handed_out: HandedOut { about, chosen: None, pieces } })
}

/// How many lines come before the place. Behind the last line there is nothing to begin with.
pub(super) async fn first_line(shown: &Shown, place: Place) -> Result<u64, AnswerError> {
    let before = match place {
        Place::Line(number) => number.saturating_sub(1),
        Place::Offset(offset) => lines_before(shown, LinePlace::Offset(offset)).await?,
        Place::Played(us) => lines_before(shown, LinePlace::PlayedUs(us)).await?,
    };
    match shown.lines() {
        lines if before > 0 && before >= lines => Err(AnswerError::Refused {
            code: "bad-place",
            message: "nothing of the transcript is behind that place".into(),
            hint: format!("it has {lines} lines"),
        }),
        _ => Ok(before),
    }
}

async fn lines_before(shown: &Shown, place: LinePlace) -> Result<u64, AnswerError> {
    let is_before = |line: &StoredLine| match place {
        LinePlace::Offset(offset) => line.offset < offset,
        LinePlace::PlayedUs(us) => line.at.played_us < us,
    };
    // The block found is the last one that starts at or before the place. Lines that were complete at the same moment
    // may stand in the block before it too.
    let mut block = shown.line_block_at(place).await?;
    loop {
        let lines = shown.line_block(block).await?;
        let before = lines.partition_point(is_before) as u64;
        if before > 0 || block == 0 {
            return Ok(block * LINES_PER_BLOCK as u64 + before);
        }
        block -= 1;
    }
}

/// What is still to be written.
struct Rest {
    shown: Shown,
    /// Lines before the next one.
    next: u64,
    /// Lines before the first one that is left out again.
    end: u64,
}

impl Rest {
    async fn piece(&mut self) -> Result<Option<String>, AnswerError> {
        if self.next >= self.end {
            return Ok(None);
        }
        let block = LINES_PER_BLOCK as u64;
        let lines = self.shown.line_block(self.next / block).await?;
        let wanted = lines.into_iter().skip((self.next % block) as usize);
        let mut piece = String::new();
        let before = self.next;
        for line in wanted.take((self.end - self.next) as usize) {
            piece.push_str(&plain::text(&line.text));
            piece.push('\n');
            self.next += 1;
        }
        if self.next == before {
            return Err(replaced(&self.shown.about));
        }
        Ok(Some(piece))
    }
}
