//! What was read lately, and need not be fetched again?

use std::future::Future;
use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use sekisho_catalog::{About, Catalog, StoredCommand, StoredLine, StoredReplay};
use sekisho_domain::session::SessionKey;

use super::AnswerError;
use super::fold::fold_into;
use super::rows::Found;
use super::size::Chosen;

/// Rows, texts, replays at other sizes and headings of what is played, as they were asked for lately. What is kept never
/// becomes wrong: a row is kept under the state it belongs to, everything else under its generation.
pub(crate) struct Shelf {
    rows: Cache<(String, SessionKey), Arc<Found>>,
    texts: Cache<String, Arc<SessionText>, Bytes>,
    resized: Cache<(String, Chosen), Arc<Resized>, Bytes>,
    played: Cache<(String, String), Arc<About>>,
}

/// What a recording shows at a size that a reader chose.
pub(crate) struct Resized {
    pub(crate) size: Chosen,
    pub(crate) replay: StoredReplay,
}

/// The text of one session, in one piece so that it is searched in one pass.
pub(crate) struct SessionText {
    /// Offset, text and folded text of each command.
    pub(crate) commands: Vec<(u64, String, String)>,
    /// Every line, each ended by a newline.
    output: String,
    /// The same, folded for searching.
    pub(crate) folded: String,
    lines: Vec<LineStart>,
}

/// Where a line starts in `folded` and in `output`, and its place in the recording.
struct LineStart {
    folded: usize,
    output: usize,
    offset: u64,
    played_us: u64,
}

/// Rows kept at most, about 5 KB each.
const ROWS: usize = 2_000;

/// Bytes of text kept at most.
const TEXT_BYTES: u64 = 64 << 20;

/// Replays kept at most, and their bytes: more than the longest one that is emulated on demand.
const RESIZED: usize = 16;
const RESIZED_BYTES: u64 = 192 << 20;

#[derive(Clone)]
struct Bytes;

impl Weighter<String, Arc<SessionText>> for Bytes {
    fn weight(&self, _: &String, text: &Arc<SessionText>) -> u64 {
        (text.output.len() + text.folded.len() + size_of::<LineStart>() * text.lines.len() + 1_000)
            as u64
    }
}

impl Weighter<(String, Chosen), Arc<Resized>> for Bytes {
    fn weight(&self, _: &(String, Chosen), resized: &Arc<Resized>) -> u64 {
        let StoredReplay { segments, lines, .. } = &resized.replay;
        let segments = segments.iter().map(|segment| segment.payload.len()).sum::<usize>();
        let lines = lines.iter().map(|line| line.text.len() + size_of::<StoredLine>());
        (segments + lines.sum::<usize>() + 1_000) as u64
    }
}

impl Shelf {
    /// An empty shelf.
    pub(crate) fn new() -> Self {
        Self {
            rows: Cache::new(ROWS),
            texts: Cache::with_weighter(ROWS, TEXT_BYTES, Bytes),
            resized: Cache::with_weighter(RESIZED, RESIZED_BYTES, Bytes),
            played: Cache::new(ROWS),
        }
    }

    /// The heading of a generation of a session's recording, if a part of it was asked for lately.
    pub(crate) fn played(&self, key: &str, generation: &str) -> Option<Arc<About>> {
        self.played.get(&(key.to_owned(), generation.to_owned()))
    }

    /// Keeps the heading of what is being played.
    pub(crate) fn keep_played(&self, key: &str, about: About) {
        self.played.insert((key.to_owned(), about.generation.clone()), Arc::new(about));
    }

    /// The records of these keys as of `state`, in their order.
    ///
    /// The index is only ever ahead of the catalog while a rebuild empties it; leaving rows out then would make a short
    /// list look whole.
    pub(crate) async fn rows(
        &self,
        catalog: &Catalog,
        state: &str,
        keys: &[SessionKey],
    ) -> Result<Vec<Arc<Found>>, AnswerError> {
        let place = |key: &SessionKey| (state.to_owned(), key.clone());
        let kept: Vec<_> = keys.iter().map(|key| self.rows.get(&place(key))).collect();
        let missing: Vec<SessionKey> = keys
            .iter()
            .zip(&kept)
            .filter(|(_, row)| row.is_none())
            .map(|(k, _)| k.clone())
            .collect();
        let mut fetched = Vec::with_capacity(missing.len());
        if !missing.is_empty() {
            let records = catalog.records(&missing).await?;
            let abouts = catalog.replays(&missing).await?;
            for ((key, record), about) in missing.iter().zip(records).zip(abouts) {
                let record = record.ok_or(AnswerError::NotDerived)?;
                let found = Arc::new(Found { record, about });
                self.rows.insert(place(key), Arc::clone(&found));
                fetched.push(found);
            }
        }
        let mut fetched = fetched.into_iter();
        Ok(kept.into_iter().filter_map(|row| row.or_else(|| fetched.next())).collect())
    }

    /// The text of a generation.
    pub(crate) async fn text(
        &self,
        catalog: &Catalog,
        generation: &str,
    ) -> Result<Arc<SessionText>, AnswerError> {
        if let Some(text) = self.texts.get(generation) {
            return Ok(text);
        }
        let lines = catalog.lines(generation).await?.unwrap_or_default();
        let commands = catalog.commands(generation).await?.unwrap_or_default();
        let text = Arc::new(SessionText::new(lines, commands));
        self.texts.insert(generation.to_owned(), Arc::clone(&text));
        Ok(text)
    }

    /// A generation at a size; `emulated` is awaited where it is not here, by one of those who ask at the same time.
    pub(crate) async fn resized(
        &self,
        generation: &str,
        size: Chosen,
        emulated: impl Future<Output = Result<Resized, AnswerError>>,
    ) -> Result<Arc<Resized>, AnswerError> {
        let place = (generation.to_owned(), size);
        self.resized.get_or_insert_async(&place, async { Ok(Arc::new(emulated.await?)) }).await
    }

    /// The text of a generation at a size.
    pub(crate) fn text_of(&self, generation: &str, resized: &Resized) -> Arc<SessionText> {
        let place = format!("{generation} {}", resized.size);
        if let Some(text) = self.texts.get(&place) {
            return text;
        }
        let StoredReplay { lines, commands, .. } = resized.replay.clone();
        let text = Arc::new(SessionText::new(lines, commands));
        self.texts.insert(place, Arc::clone(&text));
        text
    }
}

impl SessionText {
    /// The text of lines and commands.
    pub(crate) fn new(lines: Vec<StoredLine>, commands: Vec<StoredCommand>) -> Self {
        let bytes = lines.iter().map(|line| line.text.len() + 1).sum();
        let mut text = Self {
            commands: Vec::with_capacity(commands.len()),
            output: String::with_capacity(bytes),
            folded: String::with_capacity(bytes),
            lines: Vec::with_capacity(lines.len()),
        };
        for line in lines {
            text.lines.push(LineStart {
                folded: text.folded.len(),
                output: text.output.len(),
                offset: line.offset,
                played_us: line.at.played_us,
            });
            fold_into(&line.text, &mut text.folded);
            text.folded.push('\n');
            text.output.push_str(&line.text);
            text.output.push('\n');
        }
        for command in commands {
            let mut folded = String::with_capacity(command.text.len());
            fold_into(&command.text, &mut folded);
            text.commands.push((command.offset, command.text, folded));
        }
        text
    }

    /// The line that covers a byte of `folded`: where it stands there, its offset and its text.
    pub(crate) fn line_at(&self, byte: usize) -> Option<(Range<usize>, u64, &str)> {
        let number = self.row_at(byte)?;
        let line = &self.lines[number];
        let ends = (self.folded.len(), self.output.len());
        let next = self.lines.get(number + 1).map_or(ends, |next| (next.folded, next.output));
        Some((
            line.folded..next.0,
            line.offset,
            self.output[line.output..next.1].trim_end_matches('\n'),
        ))
    }

    /// Number, counted from 1, and playing position of each line that holds a folded word, in one pass.
    pub(crate) fn lines_with<'a>(
        &'a self,
        needle: &'a str,
    ) -> impl Iterator<Item = (u64, u64)> + 'a {
        let finder = memmem::Finder::new(needle);
        // Nothing stands everywhere, and no line holds its own end.
        let is_sought = !needle.is_empty() && !needle.contains('\n');
        let mut at = is_sought.then_some(0);
        std::iter::from_fn(move || {
            let from = at?;
            at = None;
            let found = from + finder.find(&self.folded.as_bytes()[from..])?;
            let row = self.row_at(found)?;
            at = self.lines.get(row + 1).map(|next| next.folded);
            Some((row as u64 + 1, self.lines[row].played_us))
        })
    }

    fn row_at(&self, byte: usize) -> Option<usize> {
        self.lines.partition_point(|line| line.folded <= byte).checked_sub(1)
    }
}
