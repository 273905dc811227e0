//! Which secrets did a session show, and why does somebody have to know?

use std::collections::HashSet;
use std::sync::Arc;

use sekisho_catalog::{LINES_PER_BLOCK, Mark};
use sekisho_ingest::RevealedLine;

use super::reason::Reason;
use super::transcript::recorded;
use super::{AnswerError, Desk};
use crate::shape::marks::{MarkList, MarkShape, Revealed, RevealedLineShape};

/// Where secrets were masked and where the output hides something. It holds no content.
pub(crate) async fn marks(desk: &Desk, key: &str) -> Result<MarkList, AnswerError> {
    let (_, about) = recorded(desk, key).await?;
    let marks = desk.holdings.catalog.marks(&about.generation).await?.unwrap_or_default();
    let shapes = |marks: Vec<Mark>| marks.into_iter().map(shape).collect();
    let basis = about.basis.name().to_owned();
    Ok(MarkList { basis, secrets: shapes(marks.secrets), hidden: shapes(marks.hidden) })
}

fn shape(mark: Mark) -> MarkShape {
    let (first_line, last_line) = mark.lines.unzip();
    MarkShape {
        kind: mark.kind,
        offset: mark.offset,
        length: mark.length,
        at_us: mark.played_us,
        first_line,
        last_line,
    }
}

/// The lines of the transcript that hold a secret, as they were shown. The reason is in the ledger before they are read.
pub(crate) async fn lines(
    desk: &Arc<Desk>,
    key: &str,
    reason: &Reason,
) -> Result<Revealed, AnswerError> {
    let (_, about) = recorded(desk, key).await?;
    let catalog = &desk.holdings.catalog;
    let marks = catalog.marks(&about.generation).await?.unwrap_or_default();
    let marked = marks.secrets.iter().filter_map(|mark| mark.lines);
    let numbers: HashSet<u64> = marked.flat_map(|(first, last)| first..=last).collect();
    let mut masked = Vec::with_capacity(numbers.len());
    let block = LINES_PER_BLOCK as u64;
    let blocks: HashSet<u64> = numbers.iter().map(|number| (number - 1) / block).collect();
    for number in blocks {
        let lines = catalog.line_block(&about.generation, number).await?;
        let lines = (number * block + 1..).zip(lines);
        masked.extend(lines.filter(|(number, _)| numbers.contains(number)));
    }
    masked.sort_by_key(|(number, _)| *number);
    let revealed = text(desk, key, reason).await?;
    let shown = |offset: u64, length: usize| {
        let from = revealed.partition_point(|line| line.offset < offset);
        let here = revealed[from..].iter().take_while(|line| line.offset == offset);
        here.map(|line| &line.text).find(|text| text.len() == length).cloned()
    };
    let lines = masked.into_iter().filter_map(|(line, masked)| {
        let text = shown(masked.offset, masked.text.len())?;
        Some(RevealedLineShape { line, offset: masked.offset, text })
    });
    Ok(Revealed { reason: reason.words().to_owned(), lines: lines.collect() })
}

/// The whole transcript as it was shown, read from the originals. The reason is in the ledger before they are read.
pub(crate) async fn text(
    desk: &Arc<Desk>,
    key: &str,
    reason: &Reason,
) -> Result<Vec<RevealedLine>, AnswerError> {
    let (found, _) = recorded(desk, key).await?;
    desk.record_reveal(&found.record.session.key, reason.words())?;
    let reading = Arc::clone(desk);
    let lines = tokio::task::spawn_blocking(move || {
        sekisho_ingest::reveal(&reading.holdings.archive, &found.record)
    });
    let lines = lines.await.map_err(anyhow::Error::from)??;
    lines.ok_or_else(|| AnswerError::NotFound {
        what: format!("the originals of session {key} no longer hold its recording"),
        hint: "run `sekisho rebuild` to see what the archive still holds".into(),
    })
}
