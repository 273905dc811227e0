//! What did the auditor mean?
#![doc = include_str!("../README.md")]

pub mod ast;
pub mod chip;
pub mod field;
pub mod letters;
mod period;
mod phrase;
mod pieces;
mod print;
pub mod problem;
mod syntax;
mod template;
mod term;
mod time;

use jiff::Timestamp;
use jiff::tz::TimeZone;

pub use crate::print::write;

use crate::ast::Query;
use crate::chip::Chip;
use crate::problem::{Code, Problem};
use crate::syntax::Said;

/// What a text can refer to without saying so.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// The instant that `today` and `7d` count from.
    pub now: Timestamp,
    /// The zone in which days, weeks and times without an offset are meant. Weeks start on Monday.
    pub zone: TimeZone,
    /// The names that are recognised in a sentence.
    pub vocabulary: &'a Vocabulary,
}

/// Names that occur in the records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Names of nodes.
    pub nodes: Vec<String>,
    /// Names of people; the part before an `@` is recognised too.
    pub people: Vec<String>,
}

/// What was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Which records.
    pub query: Query,
    /// What to show of them.
    pub show: Show,
    /// How it was understood, one chip for each condition, for people to check and edit.
    pub chips: Vec<Chip>,
    /// What was not understood or cannot match. Where there is any, the query is not what was asked.
    pub problems: Vec<Problem>,
    /// The same query in plain syntax with absolute times: reading it again at any time, in any zone and with any
    /// vocabulary gives the same query.
    pub syntax: String,
}

/// What an answer lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Show {
    /// The sessions.
    #[default]
    Sessions,
    /// The people behind the sessions.
    People,
    /// The sessions of which nobody can say whether they match, as what is asked for is not known of them.
    Undecided,
}

/// The number of characters that are read; what follows is reported and left out.
pub const LONGEST_TEXT: usize = 4096;

/// Reads a query: syntax, an English or Japanese sentence, or just words. Never fails; see [`Reading::problems`].
#[must_use]
pub fn read(text: &str, context: &Context<'_>) -> Reading {
    let (text, rest) = match text.char_indices().nth(LONGEST_TEXT) {
        Some((end, _)) => text.split_at(end),
        None => (text, ""),
    };
    let parsed = syntax::parse(text, context);
    let mut problems = parsed.problems;
    if !rest.is_empty() {
        problems.push(Problem {
            span: LONGEST_TEXT..LONGEST_TEXT + rest.chars().count(),
            code: Code::TooLong,
            message: format!(
                "Only the first {LONGEST_TEXT} characters were read. Shorten the query"
            ),
            choice: None,
        });
    }
    let said: Vec<Said> = parsed.parts.iter().filter_map(|part| part.said.clone()).collect();
    let (query, show, periods) = match phrase::read(&said, context) {
        Some(phrase) => {
            let others = parsed.parts.into_iter().filter(|part| part.said.is_none());
            let query = Query::all_of(others.map(|part| part.query).chain(phrase.conditions));
            let show = parsed.show.unwrap_or(phrase.show);
            (query, show, [parsed.periods, phrase.periods].concat())
        }
        None => {
            let query = Query::all_of(parsed.parts.into_iter().map(|part| part.query));
            (query, parsed.show.unwrap_or_default(), parsed.periods)
        }
    };
    problems.extend(disjoint_times(&query).then(|| Problem {
        span: 0..text.chars().count(),
        code: Code::DisjointTimes,
        message: "The times do not overlap, so no session can match. Remove one".to_owned(),
        choice: None,
    }));
    Reading {
        chips: chip::describe(&query, show, &periods, &context.zone),
        syntax: print::syntax(&query, show, context),
        query,
        show,
        problems,
    }
}

/// Whether the times that must all hold leave no instant.
fn disjoint_times(query: &Query) -> bool {
    let started = query.conjuncts().iter().filter_map(|part| match part {
        Query::Started(range) => Some(range),
        _ => None,
    });
    let (mut start, mut end) = (None, None);
    for range in started {
        start = start.max(range.start);
        end = [end, range.end].into_iter().flatten().min();
    }
    start.zip(end).is_some_and(|(start, end)| start >= end)
}

impl Show {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Sessions, Self::People, Self::Undecided];

    /// The word after `show:`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sessions => "sessions",
            Self::People => "people",
            Self::Undecided => "undecided",
        }
    }
}
