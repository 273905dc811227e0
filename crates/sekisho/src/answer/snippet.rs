//! Where in a session do the searched words stand?

use memchr::memmem;
use sekisho_query::ast::{Query, Text, Value};
use sekisho_query::field::Field;

use super::fold::fold;
use super::shelf::SessionText;
use crate::shape::screen_text::ScreenLineShape;
use crate::shape::session::Snippet;

/// Shown per session; the session page shows all.
const MOST: usize = 3;

/// The characters of a line that are shown around a hit.
const CONTEXT: usize = 60;

/// What to look for, by the text it stands in: the words of each phrase apart, as the place that is told must be that of
/// the phrase.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Needles {
    commands: Vec<Words>,
    output: Vec<Words>,
    reason: Vec<Words>,
    screen: Vec<Words>,
}

type Words = Vec<String>;

impl Needles {
    /// The words a query wants to find; those it wants absent are never shown.
    pub(crate) fn of(query: &Query) -> Self {
        let mut needles = Self::default();
        needles.collect(query);
        needles
    }

    /// Whether nothing is searched in the text, so that no text has to be read.
    pub(crate) fn is_empty(&self) -> bool {
        self.commands.is_empty()
            && self.output.is_empty()
            && self.reason.is_empty()
            && self.screen.is_empty()
    }

    /// Whether something is searched in what was read on screens.
    pub(crate) fn are_on_screens(&self) -> bool {
        !self.screen.is_empty()
    }

    fn collect(&mut self, query: &Query) {
        match query {
            Query::And(parts) | Query::Or(parts) => {
                parts.iter().for_each(|part| self.collect(part))
            }
            Query::Words(text) => {
                let words = words(text);
                self.commands.push(words.clone());
                self.output.push(words.clone());
                self.reason.push(words);
            }
            Query::Field(Field::Cmd, Value::Text(text)) => self.commands.push(words(text)),
            Query::Field(Field::Output, Value::Text(text)) => self.output.push(words(text)),
            Query::Field(Field::Reason, Value::Text(text)) => self.reason.push(words(text)),
            Query::Field(Field::Screen, Value::Text(text)) => self.screen.push(words(text)),
            Query::Field(..) | Query::All | Query::Not(_) | Query::Started(_) => {}
        }
    }

    /// The first places where they stand: commands before output, because a command says who did it.
    pub(crate) fn find(&self, reason: Option<&str>, text: &SessionText) -> Vec<Snippet> {
        let mut snippets = Vec::new();
        if let Some(reason) = reason {
            snippets.extend(snippet(None, reason, &self.reason.concat(), "reason"));
        }
        let words = self.commands.concat();
        let commands = best(&self.commands, |is_hit| {
            let hits = text.commands.iter().filter(|(_, _, folded)| is_hit(folded));
            let snippets = hits
                .filter_map(|(offset, text, _)| snippet(Some(*offset), text, &words, "command"));
            snippets.take(MOST).collect()
        });
        snippets.extend(commands);
        if snippets.len() < MOST {
            let words = self.output.concat();
            snippets.extend(best(&self.output, |is_hit| {
                lines(text, &words, is_hit).take(MOST).collect()
            }));
        }
        snippets.truncate(MOST);
        snippets
    }

    /// The first lines that were read on screens.
    pub(crate) fn on_screens(&self, lines: &[ScreenLineShape]) -> Vec<Snippet> {
        let words = self.screen.concat();
        best(&self.screen, |is_hit| {
            let hits = lines.iter().filter(|line| is_hit(&folded(&line.text)));
            let snippets = hits.filter_map(|line| {
                let found = snippet(None, &line.text, &words, "screen")?;
                Some(Snippet { at_us: Some(line.at_us), ..found })
            });
            snippets.take(MOST).collect()
        })
    }
}

/// Where all words of a phrase stand; where they stand in no line together, where any does.
fn best(phrases: &[Words], found: impl Fn(&dyn Fn(&str) -> bool) -> Vec<Snippet>) -> Vec<Snippet> {
    let holds = |text: &str, word: &String| text.contains(word.as_str());
    let whole =
        found(&|text| phrases.iter().any(|words| words.iter().all(|word| holds(text, word))));
    let are_words = phrases.iter().all(|words| words.len() <= 1);
    if are_words || !whole.is_empty() {
        return whole;
    }
    found(&|text| phrases.iter().flatten().any(|word| holds(text, word)))
}

/// The lines of output that hold a needle and are hits, found in one pass over the whole text.
fn lines<'a>(
    text: &'a SessionText,
    needles: &'a [String],
    is_hit: &'a dyn Fn(&str) -> bool,
) -> impl Iterator<Item = Snippet> + 'a {
    let folded = text.folded.as_bytes();
    let finders: Vec<_> = needles.iter().map(memmem::Finder::new).collect();
    let mut next: Vec<_> = finders.iter().map(|finder| finder.find(folded)).collect();
    let lines = std::iter::from_fn(move || {
        let first = next.iter().flatten().min()?;
        let (place, offset, line) = text.line_at(*first)?;
        let end = place.end;
        for (next, finder) in next.iter_mut().zip(&finders) {
            if next.is_some_and(|place| place < end) {
                *next = finder.find(&folded[end..]).map(|place| end + place);
            }
        }
        Some((place, offset, line))
    });
    let hits = lines.filter(|(place, ..)| is_hit(&text.folded[place.clone()]));
    hits.filter_map(|(_, offset, line)| snippet(Some(offset), line, needles, "output"))
}

fn folded(text: &str) -> String {
    fold(text).map(|(c, _)| c).collect()
}

fn words(text: &Text) -> Words {
    let (Text::Exact(text) | Text::Prefix(text)) = text;
    let words = text.split_whitespace().map(folded);
    words.filter(|word: &String| !word.is_empty()).collect()
}

fn snippet(
    offset: Option<u64>,
    text: &str,
    needles: &[String],
    source: &'static str,
) -> Option<Snippet> {
    let folded: Vec<_> = fold(text).collect();
    let mut hits: Vec<(usize, usize)> =
        needles.iter().flat_map(|needle| places(&folded, needle)).collect();
    hits.sort_unstable();
    let first = hits.first()?.0;
    let characters: Vec<char> = text.chars().collect();
    let from = first.saturating_sub(CONTEXT);
    let to = (first + 2 * CONTEXT).min(characters.len());
    let utf16 = |place: usize| characters[from..place].iter().map(|c| c.len_utf16()).sum::<usize>();
    let mut marks: Vec<[usize; 2]> = Vec::new();
    for (start, end) in hits.into_iter().filter(|(_, end)| *end <= to) {
        let mark = [utf16(start), utf16(end)];
        if marks.last().is_none_or(|last| last[1] <= mark[0]) {
            marks.push(mark);
        }
    }
    Some(Snippet {
        offset,
        at_us: None,
        screen: None,
        text: characters[from..to].iter().collect(),
        marks,
        source,
    })
}

/// Every stretch of original characters that folds to `needle`.
fn places(folded: &[(char, usize)], needle: &str) -> Vec<(usize, usize)> {
    let needle: Vec<char> = needle.chars().collect();
    let found =
        folded.windows(needle.len()).filter(|window| window.iter().map(|(c, _)| c).eq(&needle));
    found.filter_map(|window| Some((window.first()?.1, window.last()?.1 + 1))).collect()
}

#[cfg(test)]
mod tests {
    use sekisho_catalog::{Interval, Seen, StoredLine, TimeBasis};

    use super::*;

    fn check(text: &str, words: &[&str], expected: &[&str]) {
        let needles: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let found = snippet(Some(7), text, &needles, "output");
        let marked = found.map_or_else(Vec::new, |snippet| {
            let units: Vec<u16> = snippet.text.encode_utf16().collect();
            snippet.marks.iter().map(|[a, b]| String::from_utf16_lossy(&units[*a..*b])).collect()
        });
        assert_eq!(marked, expected, "{text}");
    }

    #[test]
    fn marks_cover_the_words_as_they_stand_in_the_line() {
        check("DROP TABLE tmp_orders;", &["drop", "table"], &["DROP", "TABLE"]);
        check("🚀 本番データベース", &["データ"], &["データ"]);
        check("ＤＲＯＰ it", &["drop"], &["ＤＲＯＰ"]);
        check("nothing here", &["drop"], &[]);
        check("aaa", &["aa"], &["aa"]);
        check(&format!("{}needle", "x".repeat(500)), &["needle"], &["needle"]);
    }

    #[test]
    fn lines_are_found_in_every_case_and_width() {
        let line = |offset, text: &str| StoredLine {
            offset,
            at: Interval {
                not_before_us: 0,
                not_after_us: 0,
                played_us: 0,
                basis: TimeBasis::OrderOnly,
            },
            text: text.to_owned(),
            seen: Seen::Scrollback,
        };
        let lines = vec![
            line(1, "drop"),
            line(5, "DROP it or drop it"),
            line(9, ""),
            line(12, "ＤＲＯＰ"),
            line(20, "データ"),
        ];
        let text = SessionText::new(lines, Vec::new());
        for (words, expected) in [
            ("drop", &[1_u64, 5, 12][..]),
            ("データ", &[20]),
            ("データ it", &[5, 20]),
            ("drop or", &[5]),
            ("absent", &[]),
            ("it", &[5]),
            ("", &[]),
        ] {
            let needles =
                Needles::of(&Query::Field(Field::Output, Value::Text(Text::Exact(words.into()))));
            let found: Vec<_> = needles.find(None, &text).iter().filter_map(|s| s.offset).collect();
            assert_eq!(found, expected, "{words}");
        }
    }

    #[test]
    fn a_phrase_on_a_screen_is_told_where_it_stands_as_a_whole() {
        let line = |at_us, text: &str| ScreenLineShape { at_us, text: text.to_owned(), secrets: 0 };
        let lines = [
            line(1, "copy the new files"),
            line(2, "Stop the service"),
            line(3, "手順は CHG-0921 を参照"),
            line(4, "the end"),
        ];
        let check = |text: &str, expected: &[u64]| {
            let text = Value::Text(Text::Exact(text.into()));
            let needles = Needles::of(&Query::Field(Field::Screen, text));
            let found: Vec<_> = needles.on_screens(&lines).iter().filter_map(|s| s.at_us).collect();
            assert_eq!(found, expected);
        };
        check("stop the service", &[2]);
        check("参照", &[3]);
        check("files stop", &[1, 2]);
        check("the", &[1, 2, 4]);
        check("absent", &[]);
    }

    #[test]
    fn what_must_be_absent_is_not_looked_for() {
        let wanted = Query::Words(Text::Exact("psql".into()));
        let unwanted = Query::Not(Box::new(Query::Words(Text::Exact("vim".into()))));
        let needles = Needles::of(&Query::And(vec![wanted, unwanted]));
        assert_eq!(needles.commands, [["psql"]]);
        assert!(Needles::of(&Query::All).is_empty());
    }
}
