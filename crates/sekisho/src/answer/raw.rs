//! What did a session write, where its screen does not show it as it was written?

use std::sync::Arc;

use futures_util::{StreamExt, stream};
use sekisho_catalog::SegmentPlace;
use sekisho_export::plain;
use sekisho_recording::What;

use super::pieces::HandedOut;
use super::shown::Shown;
use super::size::Chosen;
use super::text::{Stretch, Text, first_line};
use super::{AnswerError, Desk};

/// The output up to the end of each of the lines, with its controls written out as text; a piece for each segment.
///
/// What leads to a line, such as moving the cursor, stands before it. Secrets are masked as everywhere.
pub(crate) async fn raw(
    desk: &Arc<Desk>,
    key: &str,
    stretch: Stretch,
    size: Option<Chosen>,
) -> Result<Text, AnswerError> {
    let shown = Shown::on(desk, key, size).await?;
    let (about, chosen) = (shown.heading().clone(), shown.chosen());
    let before = first_line(&shown, stretch.from).await?;
    let from = match before {
        0 => 0,
        line => shown.line_offset(line).await?,
    };
    let end = before.saturating_add(stretch.lines);
    let to = match end < about.lines {
        true if end > 0 => shown.line_offset(end).await?,
        true => 0,
        false => u64::MAX,
    };
    let segments = shown.segment_index().await?;
    let next = segments.partition_point(|segment| segment.offset <= from).saturating_sub(1);
    desk.record_read(&about.session, "raw")?;
    let rest = Rest { shown, segments, next, from, to };
    let pieces = stream::try_unfold(rest, async |mut rest| {
        Ok(rest.piece().await?.map(|piece| (piece, rest)))
    });
    Ok(Text { first: before + 1, handed_out: HandedOut { about, chosen, pieces: pieces.boxed() } })
}

/// What is still to be written.
struct Rest {
    shown: Shown,
    segments: Vec<SegmentPlace>,
    /// The index of the next segment.
    next: usize,
    from: u64,
    to: u64,
}

impl Rest {
    async fn piece(&mut self) -> Result<Option<String>, AnswerError> {
        let Some(place) = self.segments.get(self.next).filter(|place| place.offset < self.to)
        else {
            return Ok(None);
        };
        let segment = self.shown.segment(place.number).await?;
        self.next += 1;
        let mut piece = String::new();
        for event in &segment.events {
            if let What::Output(text) = &event.what {
                piece.push_str(within(text, event.offset, self.from, self.to));
            }
        }
        Ok(Some(plain::raw(&piece)))
    }
}

/// The part of a text, whose first byte is at `offset`, that lies between two offsets.
fn within(text: &str, offset: u64, from: u64, to: u64) -> &str {
    let place = |at: u64| {
        let at = usize::try_from(at.saturating_sub(offset)).unwrap_or(usize::MAX);
        text.floor_char_boundary(at.min(text.len()))
    };
    let (start, end) = (place(from), place(to));
    text.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_cut_from_a_text_at_whole_characters() {
        for (from, to, expected) in [
            (0, 99, "a本b"),
            (10, 14, "a本"),
            (11, 13, ""),
            (11, 14, "本"),
            (12, 15, "本b"),
            (15, 99, ""),
            (0, 10, ""),
        ] {
            assert_eq!(within("a本b", 10, from, to), expected, "{from}..{to}");
        }
    }
}
