//! Which lines did a machine read in the picture of a screen?
//!
//! `tesseract` writes a table with a row for every word: on which page, in which block, paragraph
//! and line it stands, its box in pixels, how sure the machine is of it, from 0 to 100, and its text
//! (`tesseract(1)`, config `tsv`; seen of 5.3.0 and 4.1.1).

mod key;

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::read::{Position, Rejected};
use crate::secret::PRIVATE_KEY;
use crate::{Secret, masked_text};

pub use self::key::OpenKey;

/// What could be read in a picture. Its secrets are not masked, so that nothing of it can be had but by [`Legible::masked`].
#[derive(Clone, Default)]
pub struct Legible {
    /// In the order in which people read.
    lines: Vec<Line>,
    /// Rows that say nothing.
    pub rejected: Vec<Rejected>,
}

/// A line without control characters, in which every secret is masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegibleLine {
    /// Never empty.
    pub text: String,
    /// How many secrets begin in it.
    pub secrets: u32,
}

/// A word that the machine is less sure of is guessed. Of the sample desktops these are icons, frames
/// and words that a cursor half hides; what stands there otherwise is read with more than 80.
const SURE: f32 = 60.0;

/// What stands in the table that `tesseract` wrote, of at most so many words.
#[must_use]
pub fn legible(table: &[u8], words: usize) -> Legible {
    let (mut lines, mut rejected, mut left) = (Vec::<Line>::new(), Vec::new(), words);
    let mut before = None;
    let mut reject = |number, code, reason: &str| {
        let (at, reason) = (Position::Line(number), reason.to_owned());
        rejected.push(Rejected { at, code, reason });
    };
    let text = String::from_utf8_lossy(table);
    if !text.starts_with(HEAD) {
        reject(1, "no-table", "it is no head of a table of words");
    }
    for (number, row) in (1..).zip(text.lines()).skip(1).filter(|(_, row)| !row.is_empty()) {
        let Some(Row { place, word }) = Row::read(row) else {
            reject(number, "no-word", "it is no row of a table of words");
            continue;
        };
        let Some(word) = word else { continue };
        if left == 0 {
            reject(number, "too-many-words", "the words from here on are left out");
            break;
        }
        left -= 1;
        match lines.last_mut().filter(|_| before == Some(place)) {
            Some(line) => line.push(word),
            None => lines.push(vec![word]),
        }
        before = Some(place);
    }
    Legible { lines, rejected }
}

/// How the head of the table begins.
const HEAD: &str = "level\t";

impl Legible {
    /// Whether there is no word in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The lines, of which no word is told that is guessed; a key that is `open` goes on from the picture before.
    ///
    /// A secret is known by what stands before it, which may be guessed, so it is masked before anything is left out.
    #[must_use]
    pub fn masked(&self, open: &mut Option<OpenKey>) -> Vec<LegibleLine> {
        let spelled: Vec<_> = self.lines.iter().map(|line| spelled(line)).collect();
        let whole: Vec<_> = spelled.iter().map(|(text, _)| text.as_str()).collect();
        // A mask is as long as what it hides.
        let (masked, secrets) = masked_text(&whole.join("\n"));
        let mut start = 0;
        let mut told = Vec::new();
        key::turn_over(open);
        for ((line, (text, places)), masked) in self.lines.iter().zip(&spelled).zip(masked.lines())
        {
            let here = start..start + text.len();
            start = here.end + 1;
            let (masked, secrets) = match key::body(open, text) {
                Some(body) => (hidden(text), u32::from(body.is_first)),
                // The rules see an open key as well, of which one is told.
                None => {
                    let is_told = |s: &&Secret| open.is_none() || s.kind != PRIVATE_KEY;
                    let begins = secrets.iter().filter(|s| here.contains(&(s.offset as usize)));
                    (masked.to_owned(), begins.filter(is_told).count() as u32)
                }
            };
            told.extend(sure(line, places, &masked).map(|text| LegibleLine { text, secrets }));
        }
        told
    }
}

/// A line of which nothing is to be seen but its length.
fn hidden(text: &str) -> String {
    text.chars().flat_map(|c| if c == ' ' { vec![' '] } else { vec!['*'; c.len_utf8()] }).collect()
}

/// A line as it stands when it is masked, with [`UNREAD`] for the words that are guessed. What has no letter or digit may
/// be a frame or an icon: nothing stands for it where it is guessed, and no line is told that has nothing else.
fn sure(line: &[Word], places: &[Range<usize>], masked: &str) -> Option<String> {
    let is_said = |word: &Word| word.text.contains(char::is_alphanumeric);
    let mut words = Vec::<Word>::new();
    for (word, place) in line.iter().zip(places) {
        let text = masked.get(place.clone()).unwrap_or_default();
        // A mask tells as much of a word that is guessed as of any other: that there is a secret.
        if word.is_sure || text != word.text {
            words.push(Word { text: text.to_owned(), ..word.clone() });
        } else if is_said(word) {
            match words.last_mut().filter(|last| last.text == UNREAD) {
                Some(last) => last.across.end = word.across.end,
                None => words.push(Word { text: UNREAD.to_owned(), ..word.clone() }),
            }
        }
    }
    line.iter().any(|word| word.is_sure && is_said(word)).then(|| spelled(&words).0)
}

/// Stands for words that are guessed, one or several. No mask looks like it.
const UNREAD: &str = "…";

/// Page, block, paragraph and line.
type Place<'a> = [&'a str; 4];

/// Its words, from left to right.
type Line = Vec<Word>;

struct Row<'a> {
    place: Place<'a>,
    /// `None` where the row is about more than a word.
    word: Option<Word>,
}

#[derive(Clone)]
struct Word {
    across: Range<i64>,
    height: i64,
    is_sure: bool,
    text: String,
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
        let text: String = columns.next()?.trim().chars().filter(|c| !c.is_control()).collect();
        let is_word = level == WORD && !text.is_empty();
        let word = Word { across: left..left + width, height, is_sure: sure >= SURE, text };
        Some(Self { place, word: is_word.then_some(word) })
    }
}

/// The level of a word; lines, paragraphs, blocks and pages have lower ones.
const WORD: &str = "5";

/// Words as a line, and where each stands in it. What the machine takes for words are often parts of one, and always in
/// Japanese, so that the gap between them tells whether there is a space.
fn spelled(words: &[Word]) -> (String, Vec<Range<usize>>) {
    let (mut line, mut end, mut places) = (String::new(), 0, Vec::with_capacity(words.len()));
    for Word { across, height, text, .. } in words {
        let is_wide = |c: Option<char>| c.and_then(char::width) == Some(2);
        let is_unspaced = is_wide(line.chars().next_back()) && is_wide(text.chars().next());
        let space = if is_unspaced { *height } else { height / 4 };
        if !line.is_empty() && across.start - end > space {
            line.push(' ');
        }
        let from = line.len();
        line.push_str(text);
        places.push(from..line.len());
        end = across.end;
    }
    (line, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row for a word of 40 pixels in height: its line, from where to where it reaches, how sure it is.
    fn word((line, left, right, sure, text): (u32, i32, i32, f32, &str)) -> String {
        format!("5\t1\t1\t1\t{line}\t1\t{left}\t9\t{}\t40\t{sure}\t{text}\n", right - left)
    }

    /// What is told of a table alone.
    fn lines(told: &Legible) -> Vec<String> {
        told.masked(&mut None).into_iter().map(|line| line.text).collect()
    }

    const COLUMNS: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\
                        \theight\tconf\ttext\n";

    #[test]
    fn words_stand_in_lines_with_spaces_where_there_are_gaps() {
        let check = |words: &[(u32, i32, i32, f32, &str)], expected: &[&str]| {
            let table: String = words.iter().copied().map(word).collect();
            let told = legible(format!("{COLUMNS}{table}").as_bytes(), 100);
            assert_eq!(lines(&told), expected);
            assert_eq!(told.rejected, []);
        };
        check(&[], &[]);
        check(&[(1, 0, 80, 96.0, "stop"), (1, 100, 160, 95.5, "it")], &["stop it"]);
        check(&[(1, 0, 80, 96.0, "office-"), (1, 78, 90, 96.0, "1")], &["office-1"]);
        check(&[(1, 0, 80, 96.0, "手順"), (1, 85, 120, 96.0, "書")], &["手順書"]);
        check(&[(1, 0, 80, 96.0, "編集"), (1, 150, 230, 96.0, "表示")], &["編集 表示"]);
        check(&[(1, 0, 80, 96.0, "手順"), (1, 95, 180, 96.0, "CHG-1")], &["手順 CHG-1"]);
        check(&[(1, 0, 80, 96.0, "one"), (2, 0, 80, 96.0, "two")], &["one", "two"]);
        check(&[(1, 0, 80, 59.0, "guessed"), (1, 100, 180, 60.0, "read")], &["… read"]);
        check(&[(1, 0, 9, 20.0, "|"), (1, 20, 80, 96.0, "read")], &["read"]);
        let guesses = [(1, 100, 180, 9.0, "gue"), (1, 200, 280, 9.0, "ssed")];
        check(
            &[(1, 0, 80, 96.0, "it"), guesses[0], guesses[1], (1, 300, 380, 96.0, "is")],
            &["it … is"],
        );
        check(&guesses, &[]);
        check(&[(1, 0, 80, 96.0, "|"), (2, 0, 80, 95.0, " "), (3, 0, 9, 95.0, "=)")], &[]);
        check(&[(1, 0, 80, 96.0, "a\u{1b}[2Jb")], &["a[2Jb"]);
    }

    #[test]
    fn rows_that_are_none_are_told_and_the_others_read() {
        let page = "1\t1\t0\t0\t0\t0\t0\t0\t3072\t2304\t-1\t\n";
        let good = word((1, 0, 80, 96.0, "read"));
        let table = format!("{COLUMNS}{page}no row\n\n5\t1\t1\t1\t1\t1\tx\t0\t0\t0\t96\tx\n{good}");
        let told = legible(table.as_bytes(), 100);
        assert_eq!(lines(&told), ["read"]);
        let places: Vec<_> = told.rejected.iter().map(|one| one.at).collect();
        assert_eq!(places, [Position::Line(3), Position::Line(5)]);
        let refused = |table: &[u8], words: usize| {
            let told = legible(table, words);
            assert!(told.is_empty());
            told.rejected.first().map(|one| one.code)
        };
        assert_eq!(refused(b"", 100), Some("no-table"));
        assert_eq!(refused(b"read it\n", 100), Some("no-table"));
        let table = format!("{COLUMNS}{good}");
        assert_eq!(refused(table.as_bytes(), 0), Some("too-many-words"));
        assert_eq!(refused(format!("{COLUMNS}{page}").as_bytes(), 100), None);
    }

    #[test]
    fn a_secret_is_masked_whatever_of_it_is_guessed() {
        let check = |words: &[(u32, i32, i32, f32, &str)], expected: &[&str]| {
            let table: String = words.iter().copied().map(word).collect();
            let told = legible(format!("{COLUMNS}{table}").as_bytes(), 100);
            assert_eq!(lines(&told), expected);
        };
        let secret = (1, 200, 400, 90.0, "hunter2-Spring");
        check(&[(1, 0, 180, 90.0, "password:"), secret], &["password: **************"]);
        check(&[(1, 0, 180, 40.0, "password:"), secret], &["… **************"]);
        let guessed = (1, 200, 400, 20.0, "hunter2-Spring");
        check(&[(1, 0, 180, 90.0, "password:"), guessed], &["password: **************"]);
        check(&[(1, 0, 180, 90.0, "user:"), secret], &["user: hunter2-Spring"]);
    }

    #[test]
    fn a_key_is_masked_wherever_it_goes_on_and_told_once() {
        let base64 = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw";
        let picture = |lines: &[&str]| {
            let rows = (1..).zip(lines).map(|(n, text)| word((n, 0, 900, 96.0, text)));
            legible(format!("{COLUMNS}{}", rows.collect::<String>()).as_bytes(), 100)
        };
        let begin = "-----BEGIN PRIVATE KEY-----";
        let first = picture(&["TOKEN=x9Fk2mQ8vR4tLp", begin, base64]);
        let second = picture(&["Notepad", base64, "-----END PRIVATE KEY-----", base64]);
        let (mut open, stars) = (None, "*".repeat(base64.len()));
        let told = |picture: &Legible, open: &mut _| {
            let told = picture.masked(open).into_iter();
            told.map(|line| (line.text, line.secrets)).collect::<Vec<_>>()
        };
        let expected = [("TOKEN=**************", 1), (begin, 0), (&stars, 1)];
        assert_eq!(told(&first, &mut open), expected.map(|(text, n)| (text.to_owned(), n)));
        let expected = [("Notepad", 0), (&stars, 0), ("-----END PRIVATE KEY-----", 0), (base64, 0)];
        assert_eq!(told(&second, &mut open), expected.map(|(text, n)| (text.to_owned(), n)));
        assert_eq!(open, None);
    }
}
