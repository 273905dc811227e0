//! What can be asked of the records?

use jiff::Timestamp;

use crate::field::Field;

/// A condition on an access record.
///
/// The parts of [`And`](Query::And) are never `And` or `All`, those of [`Or`](Query::Or) are never `Or`, both have at
/// least two, and [`Not`](Query::Not) never holds a `Not`, as long as queries are put together with
/// [`all_of`](Query::all_of), [`any_of`](Query::any_of) and [`negated`](Query::negated).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// Every record.
    All,
    /// Records that every part matches.
    And(Vec<Query>),
    /// Records that at least one part matches.
    Or(Vec<Query>),
    /// Records that the part surely does not match: what nobody has read on a screen may be anything, and a start that is
    /// not known any time.
    Not(Box<Query>),
    /// Records with such a value in a field.
    Field(Field, Value),
    /// Records of sessions that are known to have started in the range.
    Started(TimeRange),
    /// Records with such text in their commands, output, reasons or names.
    Words(Text),
}

/// What a field must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// This text.
    Text(Text),
    /// Anything at all.
    Any,
}

/// A text to look for. Letter case and full or half width make no difference.
///
/// In names, ids and words from a list the text is the whole value; in commands, output, screen text and reasons it is one
/// or more words in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// The text and no more.
    Exact(String),
    /// The text and any continuation of its last word.
    Prefix(String),
}

/// A stretch of time, the start included and the end excluded; an absent bound is no bound.
///
/// A record whose start is unknown is surely in no range, and surely outside only of the one without bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeRange {
    /// First instant inside.
    pub start: Option<Timestamp>,
    /// First instant after.
    pub end: Option<Timestamp>,
}

impl Query {
    /// Records of sessions whose start is not known.
    #[must_use]
    pub fn undated() -> Self {
        Self::Started(TimeRange::ALWAYS).negated()
    }

    /// Records that every part matches; all records when there is no part.
    #[must_use]
    pub fn all_of(parts: impl IntoIterator<Item = Query>) -> Self {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Self::All => {}
                Self::And(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        match flat.len() {
            0 => Self::All,
            1 => flat.remove(0),
            _ => Self::And(flat),
        }
    }

    /// Records that at least one part matches; all records when there is no part, as nothing was asked.
    #[must_use]
    pub fn any_of(parts: impl IntoIterator<Item = Query>) -> Self {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Self::Or(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        match flat.len() {
            0 => Self::All,
            1 => flat.remove(0),
            _ => Self::Or(flat),
        }
    }

    /// Records that this does not match.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// Whether it asks for what is not known of every session: one of which it is not may match or not.
    #[must_use]
    pub fn may_be_undecided(&self) -> bool {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::may_be_undecided),
            Self::Not(inner) => inner.may_be_undecided(),
            Self::Field(field, _) => matches!(field, Field::Screen | Field::User | Field::Node),
            Self::Started(range) => *range != TimeRange::ALWAYS,
            Self::All | Self::Words(_) => false,
        }
    }

    /// The conditions that must hold together: the parts of an `And`, else the query itself.
    #[must_use]
    pub fn conjuncts(&self) -> &[Query] {
        match self {
            Self::All => &[],
            Self::And(parts) => parts,
            other => std::slice::from_ref(other),
        }
    }
}

impl TimeRange {
    /// The one without bounds.
    pub const ALWAYS: Self = Self { start: None, end: None };

    /// Whether `at` lies inside.
    #[must_use]
    pub fn contains(&self, at: Timestamp) -> bool {
        self.start.is_none_or(|start| start <= at) && self.end.is_none_or(|end| at < end)
    }
}
