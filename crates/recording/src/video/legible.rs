//! Which lines did a machine read in the picture of a screen?
//!
//! `tesseract` writes a table with a row for every word: on which page, in which block, paragraph
//! and line it stands, its box in pixels, how sure the machine is of it, from 0 to 100, and its text
//! (`tesseract(1)`, config `tsv`; seen of 5.3.0 and 4.1.1).

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::read::{Position, Rejected};

/// What could be read in a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Legible {
    /// In the order in which people read, each without control characters and never empty.
    pub lines: Vec<String>,
    /// Rows that say nothing.
    pub rejected: Vec<Rejected>,
}

/// A word that the machine is less sure of is guessed. Of the sample desktops these are icons, frames
/// and words that a cursor half hides; what stands there otherwise is read with more than 80.
const SURE: f32 = 60.0;

/// The lines of the table that `tesseract` wrote, of at most so many words.
#[must_use]
pub fn legible(table: &[u8], words: usize) -> Legible {
    let mut told = Legible::default();
    let (mut line, mut left) = (Line::default(), words);
    let text = String::from_utf8_lossy(table);
    for (number, row) in (1..).zip(text.lines()).skip(1).filter(|(_, row)| !row.is_empty()) {
        let Some(Row { place, word }) = Row::read(row) else {
            let reason = "it is no row of a table of words".to_owned();
            told.rejected.push(Rejected { at: Position::Line(number), code: "no-word", reason });
            continue;
        };
        let Some(word) = word.filter(|_| left > 0) else { continue };
        left -= 1;
        if line.place != place {
            told.lines.extend(std::mem::replace(&mut line, Line::at(place)).text());
        }
        line.add(word);
    }
    told.lines.extend(line.text());
    told
}

/// Page, block, paragraph and line.
type Place<'a> = [&'a str; 4];

struct Row<'a> {
    place: Place<'a>,
    /// `None` where the row is about more than a word, or about one that is only guessed.
    word: Option<Word<'a>>,
}

struct Word<'a> {
    across: Range<i64>,
    height: i64,
    text: &'a str,
}

impl<'a> Row<'a> {
    fn read(row: &'a str) -> Option<Self> {
        let mut columns = row.splitn(12, '\t');
        let level = columns.next()?;
        let place = [columns.next()?, columns.next()?, columns.next()?, columns.next()?];
        let _word = columns.next()?;
        let mut pixels = || columns.next()?.parse::<i32>().ok().map(i64::from);
        let (left, _top, width, height) = (pixels()?, pixels()?, pixels()?, pixels()?);
        let sure: f32 = columns.next()?.parse().ok()?;
        let text = columns.next()?.trim();
        let word = Word { across: left..left + width, height, text };
        let is_word = level == WORD && sure >= SURE && !text.is_empty();
        Some(Self { place, word: is_word.then_some(word) })
    }
}

/// The level of a word; lines, paragraphs, blocks and pages have lower ones.
const WORD: &str = "5";

#[derive(Default)]
struct Line<'a> {
    place: Place<'a>,
    /// Where the last word ends.
    end: i64,
    text: String,
}

impl<'a> Line<'a> {
    fn at(place: Place<'a>) -> Self {
        Self { place, ..Self::default() }
    }

    /// Adds a word. What the machine takes for words are often parts of one, and always in Japanese, so
    /// that the gap between them tells whether there is a space.
    fn add(&mut self, Word { across, height, text }: Word<'_>) {
        let gap = across.start - self.end;
        let is_wide = |c: Option<char>| c.and_then(char::width) == Some(2);
        let is_unspaced = is_wide(self.text.chars().next_back()) && is_wide(text.chars().next());
        let space = if is_unspaced { height } else { height / 4 };
        if !self.text.is_empty() && gap > space {
            self.text.push(' ');
        }
        self.text.extend(text.chars().filter(|c| !c.is_control()));
        self.end = across.end;
    }

    /// A line without a letter or digit is a frame or an icon.
    fn text(self) -> Option<String> {
        Some(self.text).filter(|text| text.contains(char::is_alphanumeric))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row for a word of 40 pixels in height: its line, from where to where it reaches, how sure it is.
    fn word((line, left, right, sure, text): (u32, i32, i32, f32, &str)) -> String {
        format!("5\t1\t1\t1\t{line}\t1\t{left}\t9\t{}\t40\t{sure}\t{text}\n", right - left)
    }

    const HEAD: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\
                        \theight\tconf\ttext\n";

    #[test]
    fn words_stand_in_lines_with_spaces_where_there_are_gaps() {
        let check = |words: &[(u32, i32, i32, f32, &str)], expected: &[&str]| {
            let table: String = words.iter().copied().map(word).collect();
            let told = legible(format!("{HEAD}{table}").as_bytes(), 100);
            assert_eq!(told.lines, expected);
            assert_eq!(told.rejected, []);
        };
        check(&[], &[]);
        check(&[(1, 0, 80, 96.0, "stop"), (1, 100, 160, 95.5, "it")], &["stop it"]);
        check(&[(1, 0, 80, 96.0, "office-"), (1, 78, 90, 96.0, "1")], &["office-1"]);
        check(&[(1, 0, 80, 96.0, "手順"), (1, 85, 120, 96.0, "書")], &["手順書"]);
        check(&[(1, 0, 80, 96.0, "編集"), (1, 150, 230, 96.0, "表示")], &["編集 表示"]);
        check(&[(1, 0, 80, 96.0, "手順"), (1, 95, 180, 96.0, "CHG-1")], &["手順 CHG-1"]);
        check(&[(1, 0, 80, 96.0, "one"), (2, 0, 80, 96.0, "two")], &["one", "two"]);
        check(&[(1, 0, 80, 59.0, "guessed"), (1, 100, 180, 60.0, "read")], &["read"]);
        check(&[(1, 0, 80, 96.0, "|"), (2, 0, 80, 95.0, " "), (3, 0, 9, 95.0, "=)")], &[]);
        check(&[(1, 0, 80, 96.0, "a\u{1b}[2Jb")], &["a[2Jb"]);
    }

    #[test]
    fn rows_that_are_none_are_told_and_the_others_read() {
        let page = "1\t1\t0\t0\t0\t0\t0\t0\t3072\t2304\t-1\t\n";
        let good = word((1, 0, 80, 96.0, "read"));
        let table = format!("{HEAD}{page}no row\n\n5\t1\t1\t1\t1\t1\tx\t0\t0\t0\t96\tx\n{good}");
        let told = legible(table.as_bytes(), 100);
        assert_eq!(told.lines, ["read"]);
        let places: Vec<_> = told.rejected.iter().map(|one| one.at).collect();
        assert_eq!(places, [Position::Line(3), Position::Line(5)]);
        assert_eq!(legible(b"", 100), Legible::default());
        assert_eq!(legible(table.as_bytes(), 0).lines, [""; 0]);
    }
}
