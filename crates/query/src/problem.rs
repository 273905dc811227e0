//! What could not be understood, and what should be typed instead?

use std::ops::Range;

/// A part of the query that was not understood, or that cannot match. An answer to the rest would answer another question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands, in characters of the text as typed.
    pub span: Range<usize>,
    /// What is wrong, for programs and translations.
    pub code: Code,
    /// What is wrong and what to do, for people.
    pub message: String,
    /// What can stand there, where that is one of a few words.
    pub choice: Option<Choice>,
}

/// The words of which one can stand at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The field whose values they are; absent where they are the names of the fields.
    pub field: Option<&'static str>,
    /// All of them.
    pub allowed: Vec<&'static str>,
    /// The one that was most likely meant, to be typed in the place of the span.
    pub nearest: Option<&'static str>,
}

/// The kinds of problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// No field has this name.
    UnknownField,
    /// The field cannot hold this value.
    UnknownValue,
    /// A field without a value.
    MissingValue,
    /// `OR`, `NOT` or an empty bracket without a term.
    MissingTerm,
    /// A quote that is never closed.
    UnclosedQuote,
    /// A bracket that is never closed.
    UnclosedBracket,
    /// A closing bracket without its opening one.
    UnopenedBracket,
    /// Not a date, time or named period.
    BadTime,
    /// A range that ends before it starts.
    ReversedTime,
    /// Ranges that no instant can satisfy together.
    DisjointTimes,
    /// A `*` elsewhere than at the end of a word.
    Wildcard,
    /// Punctuation alone.
    Unsearchable,
    /// More brackets within brackets than are read.
    TooDeep,
    /// More text than is read.
    TooLong,
}

impl Code {
    /// The word used in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::UnknownField => "unknown-field",
            Self::UnknownValue => "unknown-value",
            Self::MissingValue => "missing-value",
            Self::MissingTerm => "missing-term",
            Self::UnclosedQuote => "unclosed-quote",
            Self::UnclosedBracket => "unclosed-bracket",
            Self::UnopenedBracket => "unopened-bracket",
            Self::BadTime => "bad-time",
            Self::ReversedTime => "reversed-time",
            Self::DisjointTimes => "disjoint-times",
            Self::Wildcard => "wildcard",
            Self::Unsearchable => "unsearchable",
            Self::TooDeep => "too-deep",
            Self::TooLong => "too-long",
        }
    }
}

/// The text with every problem in it replaced by what was most likely meant, if that is known of all of them.
#[must_use]
pub fn mended(text: &str, problems: &[Problem]) -> Option<String> {
    let mut chars: Vec<char> = text.chars().collect();
    let mut problems: Vec<&Problem> = problems.iter().collect();
    problems.sort_by_key(|problem| std::cmp::Reverse(problem.span.start));
    for problem in &problems {
        let nearest = problem.choice.as_ref()?.nearest?;
        chars.splice(problem.span.clone(), nearest.chars());
    }
    (!problems.is_empty()).then(|| chars.into_iter().collect())
}

/// The candidate that was most likely meant: at most two letters differ, and fewer than half.
pub(crate) fn nearest(
    typed: &str,
    candidates: impl IntoIterator<Item = &'static str>,
) -> Option<&'static str> {
    let typed: Vec<char> = typed.to_lowercase().chars().collect();
    let distance =
        |candidate: &str| letters_changed(&typed, &candidate.chars().collect::<Vec<_>>());
    candidates
        .into_iter()
        .map(|candidate| (distance(candidate), candidate))
        .filter(|(changed, candidate)| *changed <= 2 && 2 * changed < candidate.chars().count())
        .min_by_key(|(changed, _)| *changed)
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance, one row at a time.
fn letters_changed(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(from != to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_misses_are_recognised() {
        let fields = ["user", "node", "cmd", "approver", "approval"];
        for (typed, expected) in [
            ("usr", Some("user")),
            ("Nodes", Some("node")),
            ("aprover", Some("approver")),
            ("cnd", Some("cmd")),
            ("host", None),
            ("", None),
        ] {
            assert_eq!(nearest(typed, fields), expected, "{typed}");
        }
    }
}
