//! Which index query asks the same?

use std::collections::BTreeSet;
use std::ops::Bound;

use sekisho_query::ast::{Query, Text, TimeRange, Value};
use sekisho_query::field::Field;
use tantivy::query::{
    AllQuery, BooleanQuery, EmptyQuery, PhraseQuery, Query as Compiled, RangeQuery, TermQuery,
};
use tantivy::schema::{Field as Column, IndexRecordOption};
use tantivy::{Searcher, Term};

use crate::complement::Complement;
use crate::document::{Unknown, Unread};
use crate::fields::{Fields, STARTED, microsecond};
use crate::name;
use crate::terms::{Pattern, pattern};

/// The index query that matches the same documents, and those that would if what is `open` were so.
///
/// # Errors
/// When the index cannot be read.
pub(crate) fn compile(
    query: &Query,
    open: Open,
    fields: &Fields,
    searcher: &Searcher,
) -> tantivy::Result<Box<dyn Compiled>> {
    Compiler { fields, searcher, excluding: false, open }.query(query)
}

/// What is taken for whatever the query wants of it, present or absent, where it is not known of a document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Open {
    /// What nobody has read on a screen.
    screens: bool,
    /// When a session began, and by whom and on which node.
    others: bool,
}

impl Open {
    /// Only documents that surely match.
    pub(crate) const NOTHING: Self = Self { screens: false, others: false };
    /// And those besides that may match for their screens.
    pub(crate) const SCREENS: Self = Self { screens: true, others: false };
    /// And those that may match for anything.
    pub(crate) const EVERYTHING: Self = Self { screens: true, others: true };
}

/// Up to so many continuations of a phrase's last word, and so many documents with any of them, the words are checked
/// to stand in a row. Beyond that they may stand anywhere in the text: rather a hit too many than one too few, or than
/// seconds for one search.
const MOST_CONTINUATIONS: usize = 1_024;
const MOST_CHECKS: u64 = 65_536;

struct Compiler<'a> {
    fields: &'a Fields,
    searcher: &'a Searcher,
    /// Whether what is found is left out. One hit too many would then be one record too few.
    excluding: bool,
    /// What is not known and taken for so.
    open: Open,
}

impl Compiler<'_> {
    fn query(&self, query: &Query) -> tantivy::Result<Box<dyn Compiled>> {
        Ok(match query {
            Query::All => Box::new(AllQuery),
            Query::And(parts) => Box::new(BooleanQuery::intersection(self.all(parts)?)),
            Query::Or(parts) => Box::new(BooleanQuery::union(self.all(parts)?)),
            Query::Not(inner) => {
                let Open { screens, others } = self.open;
                let open = Open { screens: !screens, others: !others };
                let inside = Compiler { excluding: !self.excluding, open, ..*self };
                Box::new(Complement(inside.query(inner)?))
            }
            Query::Field(field, value) => {
                let held = self.field(*field, value)?;
                let may_hold = self.may_hold(*field, value);
                if may_hold.is_empty() {
                    return Ok(held);
                }
                let may_hold = may_hold.into_iter().map(|word| term(self.fields.present, word));
                Box::new(BooleanQuery::union([held].into_iter().chain(may_hold).collect()))
            }
            Query::Started(range) => self.started(range),
            Query::Words(text) => {
                let columns =
                    [Field::Cmd, Field::Output, Field::Reason].map(|field| self.fields.of(field));
                let columns = columns.into_iter().chain([self.fields.names]);
                let found: tantivy::Result<Vec<_>> =
                    columns.map(|column| self.text(column, text)).collect();
                Box::new(BooleanQuery::union(found?))
            }
        })
    }

    fn field(&self, field: Field, value: &Value) -> tantivy::Result<Box<dyn Compiled>> {
        Ok(match value {
            Value::Any => term(self.fields.present, field.name()),
            Value::Text(text) if field.is_text() => self.text(self.fields.of(field), text)?,
            Value::Text(text) => name(self.fields.of(field), text),
        })
    }

    /// The words of documents that may hold the value, whatever is known of them.
    ///
    /// Where somebody is left out, or a node, a session of which nothing tells who or where it was stays in: its row says
    /// that it is not known.
    fn may_hold(&self, field: Field, value: &Value) -> Vec<&'static str> {
        let named = self.open.others && !self.excluding;
        match (field, value) {
            (Field::Screen, _) if self.open.screens => Unread::ALL.map(Unread::name).to_vec(),
            (Field::User, Value::Text(_)) if named => vec![Unknown::Person.name()],
            (Field::Node, Value::Text(Text::Exact(id))) if named && name::is_node_id(id) => {
                vec![Unknown::Node.name()]
            }
            (Field::Node, Value::Text(_)) if named => {
                vec![Unknown::Node.name(), Unknown::NodeName.name()]
            }
            _ => Vec::new(),
        }
    }

    fn all(&self, parts: &[Query]) -> tantivy::Result<Vec<Box<dyn Compiled>>> {
        parts.iter().map(|part| self.query(part)).collect()
    }

    fn started(&self, range: &TimeRange) -> Box<dyn Compiled> {
        if *range == TimeRange::ALWAYS {
            return term(self.fields.present, STARTED);
        }
        let bound = |at| Term::from_field_i64(self.fields.started, microsecond(at));
        let end = range.end.map(bound).map_or(Bound::Unbounded, Bound::Excluded);
        let start = range.start.map(bound).map_or(Bound::Unbounded, Bound::Included);
        let within = RangeQuery::new(start, end);
        if !self.open.others {
            return Box::new(within);
        }
        // One that had begun before the range starts is outside of it, whenever that was.
        let first = range.start.map_or(i64::MIN, microsecond);
        let first = Term::from_field_i64(self.fields.begun_by, first);
        let undated = RangeQuery::new(Bound::Included(first), Bound::Unbounded);
        Box::new(BooleanQuery::union(vec![Box::new(within), Box::new(undated)]))
    }

    fn text(&self, column: Column, text: &Text) -> tantivy::Result<Box<dyn Compiled>> {
        let Pattern { terms, open } = match text {
            Text::Exact(text) => pattern(text, false),
            Text::Prefix(text) => pattern(text, true),
        };
        match (terms.as_slice(), open) {
            ([], _) => Ok(Box::new(EmptyQuery)),
            ([(_, only)], true) => Ok(continued(column, only)),
            ([head @ .., (at, beginning)], true) => {
                let Some(words) = self.continuations(column, beginning)? else {
                    let parts = vec![in_a_row(column, head), continued(column, beginning)];
                    return Ok(Box::new(BooleanQuery::intersection(parts)));
                };
                // Most words are rare, so a phrase for each is much faster than trying all of them on each document.
                let phrases = words.into_iter().map(|word| {
                    let terms = [head, &[(*at, word)]].concat();
                    in_a_row(column, &terms)
                });
                Ok(Box::new(BooleanQuery::union(phrases.collect())))
            }
            (terms, false) => Ok(in_a_row(column, terms)),
        }
    }

    /// The terms that begin like this, unless checking them would take too long.
    fn continuations(
        &self,
        column: Column,
        beginning: &str,
    ) -> tantivy::Result<Option<BTreeSet<String>>> {
        let mut words = BTreeSet::new();
        let mut checks = 0;
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(column)?;
            let range = index.terms().range().ge(beginning).lt(after(beginning));
            let mut terms = range.into_stream()?;
            while terms.advance() {
                words.insert(String::from_utf8_lossy(terms.key()).into_owned());
                checks += u64::from(terms.value().doc_freq);
                let too_many = words.len() > MOST_CONTINUATIONS || checks > MOST_CHECKS;
                if too_many && !self.excluding {
                    return Ok(None);
                }
            }
        }
        Ok(Some(words))
    }
}

fn name(column: Column, text: &Text) -> Box<dyn Compiled> {
    match text {
        Text::Exact(text) => term(column, &name::spelling(text)),
        Text::Prefix(text) => continued(column, &name::spelling(text)),
    }
}

/// Documents with this very term.
pub(crate) fn term(column: Column, text: &str) -> Box<dyn Compiled> {
    Box::new(TermQuery::new(Term::from_field_text(column, text), IndexRecordOption::Basic))
}

/// Terms that begin so.
fn continued(column: Column, beginning: &str) -> Box<dyn Compiled> {
    let start = Term::from_field_text(column, beginning);
    let mut end = start.clone();
    end.set_bytes(&after(beginning));
    Box::new(RangeQuery::new(Bound::Included(start), Bound::Excluded(end)))
}

/// The first byte string after all that begin with `text`. UTF-8 never holds the byte 255, so the last one can grow.
fn after(text: &str) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    match bytes.last_mut() {
        Some(last) => *last += 1,
        None => bytes.push(u8::MAX),
    }
    bytes
}

fn in_a_row(column: Column, terms: &[(usize, String)]) -> Box<dyn Compiled> {
    if let [(_, only)] = terms {
        return term(column, only);
    }
    let terms = terms.iter().map(|(at, term)| (*at, Term::from_field_text(column, term)));
    Box::new(PhraseQuery::new_with_offset(terms.collect()))
}
