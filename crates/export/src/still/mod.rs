//! How is a moment of a recording handed over as a picture?

mod caption;
mod drawn;
mod glyph;
mod palette;
mod png;
mod svg;

use sekisho_recording::{Frame, Look, Run};

use crate::plain;
use caption::Row;

/// A picture of a terminal that says itself what it shows.
#[derive(Debug, Clone)]
pub struct Still {
    frame: Frame,
    caption: Vec<Row>,
    /// What it says, as lines of text.
    words: Vec<String>,
}

/// A picture format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// Sharp at every size; text stays text.
    Svg,
    /// The same everywhere, whatever fonts there are.
    Png,
}

impl Picture {
    /// The format that a file name or address ends with.
    #[must_use]
    pub fn of_extension(extension: &str) -> Option<Picture> {
        match extension {
            "svg" => Some(Picture::Svg),
            "png" => Some(Picture::Png),
            _ => None,
        }
    }

    /// The file name extension.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Picture::Svg => "svg",
            Picture::Png => "png",
        }
    }

    /// The media type.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Picture::Svg => "image/svg+xml",
            Picture::Png => "image/png",
        }
    }
}

/// A caption has at least this much room, however narrow the terminal was.
const NARROWEST: u16 = 48;

impl Still {
    /// A picture of a frame, with or without its cursor, and below it what it shows, as names and what they are.
    #[must_use]
    pub fn new(mut frame: Frame, with_cursor: bool, says: &[(&'static str, String)]) -> Still {
        match frame.cursor {
            Some((col, row)) if with_cursor => {
                let col = col.min(frame.cols - 1);
                if let Some(runs) = frame.rows.get_mut(usize::from(row)) {
                    *runs = exchanged(runs, col);
                }
            }
            _ => {}
        }
        for run in frame.rows.iter_mut().flatten() {
            run.text = plain::text(&run.text);
        }
        let says = says.iter().map(|(name, value)| (*name, plain::text(value)));
        let says: Vec<(&str, String)> = says.collect();
        let caption = caption::rows(&says, frame.cols.max(NARROWEST));
        let words = says.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        Still { frame, caption, words }
    }

    /// The picture as a file.
    ///
    /// # Errors
    /// What the encoder of the format refuses, which no picture of a terminal is.
    pub fn write(&self, picture: Picture) -> std::io::Result<Vec<u8>> {
        match picture {
            Picture::Svg => Ok(svg::write(self).into_bytes()),
            Picture::Png => png::write(self),
        }
    }

    /// Columns of the picture.
    fn cols(&self) -> u16 {
        self.frame.cols.max(NARROWEST)
    }
}

/// The runs with the colours of one cell exchanged, as a block cursor does.
fn exchanged(runs: &[Run], col: u16) -> Vec<Run> {
    let mut parts = Vec::with_capacity(runs.len() + 2);
    for run in runs {
        if !(run.col..run.col + run.width()).contains(&col) {
            parts.push(run.clone());
            continue;
        }
        let at = (col - run.col) / run.cells;
        let mut from = run.col;
        let mut part = |text: String, look: Look| {
            let part = Run { col: from, cells: run.cells, text, look };
            from += part.width();
            if !part.text.is_empty() {
                parts.push(part);
            }
        };
        let mut characters = run.text.chars();
        part(characters.by_ref().take(at.into()).collect(), run.look);
        let cursor = Look { inverse: !run.look.inverse, ..run.look };
        part(characters.by_ref().take(1).collect(), cursor);
        part(characters.collect(), run.look);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(col: u16, cells: u16, text: &str) -> Run {
        Run { col, cells, text: text.to_owned(), look: Look::default() }
    }

    #[test]
    fn the_cursor_exchanges_one_cell() {
        let inverse = Look { inverse: true, ..Look::default() };
        let runs = [run(0, 1, "ab"), run(2, 2, "本番"), run(6, 1, "cd")];
        for (col, expected) in [
            (0, vec![Run { look: inverse, ..run(0, 1, "a") }, run(1, 1, "b")]),
            (5, vec![run(2, 2, "本"), Run { look: inverse, ..run(4, 2, "番") }]),
        ] {
            let parts = exchanged(&runs, col);
            assert!(parts.windows(2).any(|two| two == expected), "{parts:?}");
            assert_eq!(parts.len(), 4);
        }
    }
}
