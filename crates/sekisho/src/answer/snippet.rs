//! Where in a session do the searched words stand?

use sekisho_query::ast::{Query, Text, Value};
use sekisho_query::field::Field;

use crate::shape::session::Snippet;

/// Shown per session; the session page shows all.
const MOST: usize = 3;

/// The characters of a line that are shown around a hit.
const CONTEXT: usize = 60;

/// What to look for, by the text it stands in.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Needles {
    commands: Vec<String>,
    output: Vec<String>,
    reason: Vec<String>,
}

/// The texts of one session.
pub(crate) struct Haystack<'a> {
    /// Offset and text of each command.
    pub(crate) commands: &'a [(u64, &'a str)],
    /// Offset and text of each line.
    pub(crate) lines: &'a [(u64, &'a str)],
    /// The reason, when there is one.
    pub(crate) reason: Option<&'a str>,
}

impl Needles {
    /// The words a query wants to find; those it wants absent are never shown.
    pub(crate) fn of(query: &Query) -> Self {
        let mut needles = Self::default();
        needles.collect(query);
        needles
    }

    /// Whether nothing is searched in the text, so that no text has to be read.
    pub(crate) fn is_empty(&self) -> bool {
        self.commands.is_empty() && self.output.is_empty() && self.reason.is_empty()
    }

    fn collect(&mut self, query: &Query) {
        match query {
            Query::And(parts) | Query::Or(parts) => {
                parts.iter().for_each(|part| self.collect(part))
            }
            Query::Words(text) => {
                let words = words(text);
                self.commands.extend(words.clone());
                self.output.extend(words.clone());
                self.reason.extend(words);
            }
            Query::Field(Field::Cmd, Value::Text(text)) => self.commands.extend(words(text)),
            Query::Field(Field::Output, Value::Text(text)) => self.output.extend(words(text)),
            Query::Field(Field::Reason, Value::Text(text)) => self.reason.extend(words(text)),
            Query::Field(..) | Query::All | Query::Not(_) | Query::Started(_) => {}
        }
    }

    /// The first places where they stand: commands before output, because a command says who did it.
    pub(crate) fn find(&self, haystack: &Haystack<'_>) -> Vec<Snippet> {
        let mut snippets = Vec::new();
        if let Some(reason) = haystack.reason {
            snippets.extend(snippet(None, reason, &self.reason, "reason"));
        }
        let commands = haystack
            .commands
            .iter()
            .filter_map(|(offset, text)| snippet(Some(*offset), text, &self.commands, "command"));
        snippets.extend(commands.take(MOST.saturating_sub(snippets.len())));
        let lines = haystack
            .lines
            .iter()
            .filter_map(|(offset, text)| snippet(Some(*offset), text, &self.output, "output"));
        snippets.extend(lines.take(MOST.saturating_sub(snippets.len())));
        snippets
    }
}

fn words(text: &Text) -> Vec<String> {
    let (Text::Exact(text) | Text::Prefix(text)) = text;
    let words =
        text.split_whitespace().map(|word| fold(word).into_iter().map(|(c, _)| c).collect());
    words.filter(|word: &String| !word.is_empty()).collect()
}

fn snippet(
    offset: Option<u64>,
    text: &str,
    needles: &[String],
    source: &'static str,
) -> Option<Snippet> {
    let folded = fold(text);
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
    Some(Snippet { offset, text: characters[from..to].iter().collect(), marks, source })
}

/// Lower-case characters, half-width where there is such a form, each with the place of its original.
fn fold(text: &str) -> Vec<(char, usize)> {
    let mut folded = Vec::with_capacity(text.len());
    for (place, c) in text.chars().enumerate() {
        let narrow = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            other => other,
        };
        folded.extend(narrow.to_lowercase().map(|lower| (lower, place)));
    }
    folded
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
    fn what_must_be_absent_is_not_looked_for() {
        let wanted = Query::Words(Text::Exact("psql".into()));
        let unwanted = Query::Not(Box::new(Query::Words(Text::Exact("vim".into()))));
        let needles = Needles::of(&Query::And(vec![wanted, unwanted]));
        assert_eq!(needles.commands, ["psql"]);
        assert!(Needles::of(&Query::All).is_empty());
    }
}
