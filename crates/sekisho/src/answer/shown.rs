//! From what is a recording shown: from what is stored, or from what it shows at a size that a reader chose?

use std::sync::Arc;

use sekisho_catalog::{About, LINES_PER_BLOCK, LinePlace, SegmentPlace, StoredCommand, StoredLine};
use sekisho_recording::Segment;

use super::replay::{no_segment, segment_of};
use super::rows::Found;
use super::shelf::{Resized, SessionText};
use super::size::Chosen;
use super::transcript::recorded;
use super::{AnswerError, Desk};

/// A session and what its recording shows.
pub(crate) struct Shown {
    desk: Arc<Desk>,
    pub(crate) found: Found,
    /// The stored replay's heading; `size`, `lines`, `commands` and `segments` are not those of a chosen size.
    pub(crate) about: About,
    resized: Option<Arc<Resized>>,
}

/// More output is not emulated while somebody waits for it.
const LONGEST: u64 = 32 << 20;

impl Shown {
    /// What a session shows, on a terminal of the size chosen or of its own.
    pub(crate) async fn on(
        desk: &Arc<Desk>,
        key: &str,
        size: Option<Chosen>,
    ) -> Result<Shown, AnswerError> {
        let (found, about) = recorded(desk, key).await?;
        let own = Chosen { cols: about.size.cols, rows: about.size.rows };
        let resized = match size.filter(|size| *size != own) {
            None => None,
            Some(size) => Some(resized(desk, &found, &about, size).await?),
        };
        Ok(Shown { desk: Arc::clone(desk), found, about, resized })
    }

    /// The heading of what is shown.
    pub(crate) fn heading(&self) -> &About {
        self.resized.as_ref().map_or(&self.about, |resized| &resized.replay.about)
    }

    /// Columns and rows.
    pub(crate) fn size(&self) -> (u16, u16) {
        let size = &self.heading().size;
        (size.cols, size.rows)
    }

    /// The size for the address of a segment, where it is not the recording's own.
    pub(crate) fn chosen(&self) -> Option<Chosen> {
        self.resized.as_ref().map(|resized| resized.size)
    }

    /// How many lines there are.
    pub(crate) fn lines(&self) -> u64 {
        self.heading().lines
    }

    /// The lines with the numbers `block * LINES_PER_BLOCK` and following, counted from 0.
    pub(crate) async fn line_block(&self, block: u64) -> Result<Vec<StoredLine>, AnswerError> {
        let Some(resized) = &self.resized else {
            return Ok(self
                .desk
                .holdings
                .catalog
                .line_block(&self.about.generation, block)
                .await?);
        };
        let blocks = &mut resized.replay.lines.chunks(LINES_PER_BLOCK);
        let block = usize::try_from(block).ok().and_then(|block| blocks.nth(block));
        Ok(block.unwrap_or_default().to_vec())
    }

    /// The block of lines in which a place lies: the last one that starts at or before it, else the first one.
    pub(crate) async fn line_block_at(&self, place: LinePlace) -> Result<u64, AnswerError> {
        let Some(resized) = &self.resized else {
            let generation = &self.about.generation;
            return Ok(self.desk.holdings.catalog.line_block_at(generation, place).await?);
        };
        let starts_by = |line: &StoredLine| match place {
            LinePlace::Offset(offset) => line.offset <= offset,
            LinePlace::PlayedUs(us) => line.at.played_us <= us,
        };
        let starts = resized.replay.lines.iter().step_by(LINES_PER_BLOCK);
        Ok((starts.take_while(|line| starts_by(line)).count() as u64).saturating_sub(1))
    }

    /// The byte of the output by which a line, counted from 1, was complete.
    pub(crate) async fn line_offset(&self, number: u64) -> Result<u64, AnswerError> {
        let (before, block) = (number.saturating_sub(1), LINES_PER_BLOCK as u64);
        let lines = self.line_block(before / block).await?;
        let line = lines.get((before % block) as usize).ok_or_else(|| AnswerError::Refused {
            code: "bad-place",
            message: format!("there is no line {number} in the transcript"),
            hint: format!("it has {} lines", self.lines()),
        })?;
        Ok(line.offset)
    }

    /// The commands, by offset.
    pub(crate) async fn commands(&self) -> Result<Vec<StoredCommand>, AnswerError> {
        if let Some(resized) = &self.resized {
            return Ok(resized.replay.commands.clone());
        }
        let commands = self.desk.holdings.catalog.commands(&self.about.generation).await?;
        Ok(commands.unwrap_or_default())
    }

    /// Where the segments start, by number.
    pub(crate) async fn segment_index(&self) -> Result<Vec<SegmentPlace>, AnswerError> {
        if let Some(resized) = &self.resized {
            return Ok(resized.replay.segments.iter().map(|segment| segment.place).collect());
        }
        Ok(self.desk.holdings.catalog.segment_index(&self.about.generation).await?)
    }

    /// A segment.
    pub(crate) async fn segment(&self, number: u32) -> Result<Segment, AnswerError> {
        let Some(resized) = &self.resized else {
            return segment_of(&self.desk, &self.about, number).await;
        };
        let segment = resized.replay.segments.get(number as usize);
        let segment = segment.ok_or_else(|| no_segment(&self.about, number))?;
        Ok(Segment::decode(&segment.payload).map_err(anyhow::Error::from)?)
    }

    /// The text in one piece.
    pub(crate) async fn text(&self) -> Result<Arc<SessionText>, AnswerError> {
        match &self.resized {
            None => self.desk.shelf.text(&self.desk.holdings.catalog, &self.about.generation).await,
            Some(resized) => Ok(self.desk.shelf.text_of(&self.about.generation, resized)),
        }
    }
}

/// The recording at another size; read and emulated once for all who ask at the same time, and kept for a while.
async fn resized(
    desk: &Arc<Desk>,
    found: &Found,
    about: &About,
    size: Chosen,
) -> Result<Arc<Resized>, AnswerError> {
    let last = desk.holdings.catalog.segment_index(&about.generation).await?.pop();
    if last.is_some_and(|last| last.offset > LONGEST) {
        return Err(AnswerError::Refused {
            code: "too-long-to-resize",
            message: format!(
                "a recording of more than {} MiB is shown at its own size",
                LONGEST >> 20
            ),
            hint: "run `sekisho screen FILE --size` on the original to see one moment of it".into(),
        });
    }
    desk.shelf.resized(&about.generation, size, emulated(desk, found, about, size)).await
}

async fn emulated(
    desk: &Arc<Desk>,
    found: &Found,
    about: &About,
    size: Chosen,
) -> Result<Resized, AnswerError> {
    let (reading, record) = (Arc::clone(desk), found.record.clone());
    let replay = tokio::task::spawn_blocking(move || {
        sekisho_ingest::resized(&reading.holdings.archive, &record, size.pair())
    });
    let replay = replay.await.map_err(anyhow::Error::from)??;
    let mut replay = replay.ok_or_else(|| AnswerError::NotFound {
        what: format!(
            "the originals of session {} no longer hold its recording",
            found.record.session.key
        ),
        hint: "run `sekisho rebuild` to see what the archive still holds".into(),
    })?;
    // What a search finds does not depend on the terminal.
    replay.about.unsearched = about.unsearched;
    Ok(Resized { size, replay })
}
