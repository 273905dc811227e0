//! How is a document laid out in the index?

use jiff::Timestamp;
use sekisho_query::field::Field;
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field as Column, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing,
    TextOptions,
};
use tantivy::tokenizer::RAW_TOKENIZER_NAME;

use crate::document::Document;
use crate::name;
use crate::terms::TOKENIZER;

/// The index's fields. Nothing is stored but the key, by which hits are told.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    /// The exact key, to replace and to tell documents.
    pub(crate) key: Column,
    /// Microseconds since 1970; absent when the start is unknown.
    pub(crate) started: Column,
    /// Microseconds since 1970 by which a session had begun whose start is unknown, the last there are where that is
    /// unknown too; absent when the start is known.
    pub(crate) begun_by: Column,
    /// Names of users, nodes, approvers, requests and the session, as running text for plain words.
    pub(crate) names: Column,
    /// The names of the fields that hold anything, and why not all that belongs into one is known.
    pub(crate) present: Column,
    /// One for each [`Field`], in the order of [`Field::ALL`].
    by_field: Vec<Column>,
}

/// The name of the field with the key.
pub(crate) const KEY: &str = "key";
/// The name of the field with the start, and its word in [`Fields::present`].
pub(crate) const STARTED: &str = "started";

/// Fields whose values plain words find too.
const NAMES: [Field; 5] =
    [Field::User, Field::Node, Field::Approver, Field::Request, Field::Session];

impl Fields {
    /// The schema with its fields.
    pub(crate) fn schema() -> (Schema, Self) {
        let indexing = |tokenizer, record| {
            let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer);
            // Order is by time, never by relevance, so lengths are of no use.
            TextOptions::default()
                .set_indexing_options(indexing.set_index_option(record).set_fieldnorms(false))
        };
        let text = || indexing(TOKENIZER, IndexRecordOption::WithFreqsAndPositions);
        let name = || indexing(RAW_TOKENIZER_NAME, IndexRecordOption::Basic);
        let mut schema = Schema::builder();
        let key = schema.add_text_field(KEY, STRING | FAST | STORED);
        let started = schema.add_i64_field(STARTED, FAST);
        let begun_by = schema.add_i64_field("begun_by", FAST);
        let names = schema.add_text_field("names", text());
        let present = schema.add_text_field("present", name());
        let by_field = Field::ALL
            .map(|field| {
                schema.add_text_field(field.name(), if field.is_text() { text() } else { name() })
            })
            .to_vec();
        (schema.build(), Self { key, started, begun_by, names, present, by_field })
    }

    /// The column of a field.
    pub(crate) fn of(&self, field: Field) -> Column {
        self.by_field[field as usize]
    }

    /// The document as the index takes it.
    pub(crate) fn write(&self, document: &Document) -> TantivyDocument {
        let mut written = TantivyDocument::new();
        written.add_text(self.key, &document.key);
        match document.started {
            Some(at) => {
                written.add_i64(self.started, microsecond(at));
                written.add_text(self.present, STARTED);
            }
            None => {
                written.add_i64(self.begun_by, document.begun_by.map_or(i64::MAX, microsecond));
            }
        }
        for unknown in &document.unknown {
            written.add_text(self.present, unknown.name());
        }
        if let Some(why) = document.unread {
            written.add_text(self.present, why.name());
        }
        for field in Field::ALL {
            let values = values(document, field).into_iter().filter(|value| !value.is_empty());
            for (i, value) in values.enumerate() {
                if i == 0 {
                    written.add_text(self.present, field.name());
                }
                if NAMES.contains(&field) {
                    written.add_text(self.names, value);
                }
                if field.is_text() {
                    written.add_text(self.of(field), value);
                } else {
                    for spelling in name::spellings(field, value) {
                        written.add_text(self.of(field), spelling);
                    }
                }
            }
        }
        written
    }
}

/// The first whole microsecond that is not before `at`, so that a bound between two falls on the right side of both.
pub(crate) fn microsecond(at: Timestamp) -> i64 {
    let whole = at.as_microsecond();
    whole + i64::from(at.subsec_nanosecond() % 1_000 > 0)
}

fn values(document: &Document, field: Field) -> Vec<&str> {
    fn all(values: &[String]) -> Vec<&str> {
        values.iter().map(String::as_str).collect()
    }
    fn one(value: &Option<String>) -> Vec<&str> {
        value.iter().map(String::as_str).collect()
    }
    match field {
        Field::User => all(&document.user),
        Field::Node => all(&document.node),
        Field::Cmd => all(&document.commands),
        Field::Output => vec![&document.output],
        Field::Screen => vec![&document.screen],
        Field::Reason => all(&document.reason),
        Field::Approver => all(&document.approver),
        Field::Request => all(&document.request),
        Field::Finding => all(&document.finding),
        Field::Session => vec![&document.key],
        Field::Type => one(&document.kind),
        Field::Approval => one(&document.approval),
        Field::Recording => one(&document.recording),
        Field::Account => one(&document.account),
        Field::Region => one(&document.region),
    }
}
