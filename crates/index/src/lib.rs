//! Which records match?
#![doc = include_str!("../README.md")]

mod compile;
mod complement;
pub mod document;
mod fields;
mod latest;
mod name;
mod newest;
mod terms;

use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::Path;

use sekisho_query::ast::Query;
use tantivy::collector::Count;
use tantivy::directory::error::{LockError, OpenDirectoryError};
use tantivy::directory::{MmapDirectory, RamDirectory};
use tantivy::indexer::IndexWriterOptions;
use tantivy::query::{BooleanQuery, Query as Compiled};
use tantivy::schema::Value as _;
use tantivy::store::Compressor;
use tantivy::{IndexSettings, IndexWriter, Searcher, TantivyDocument, TantivyError, Term};

use crate::compile::Open;
use crate::complement::Complement;
use crate::document::{Document, Unread};
use crate::fields::Fields;
use crate::latest::Latest;
use crate::newest::{Found, Newest};
use crate::terms::{TOKENIZER, Terms};

/// A search index over access records. It can be thrown away and built again at any time.
///
/// Any number of processes may search an index while one writes it: each search sees what was written by then.
pub struct Index {
    index: tantivy::Index,
    latest: Latest,
    fields: Fields,
}

/// Documents on their way into the index. Nothing of them is found before [`Writer::commit`], and nothing is left of
/// them without it.
pub struct Writer<'a> {
    index: &'a Index,
    writer: IndexWriter,
}

/// Which of the matching records are wanted, counted from the newest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// How many to pass over.
    pub offset: usize,
    /// How many to return at most.
    pub limit: usize,
}

/// The records that match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hits {
    /// How many match, exactly.
    pub total: usize,
    /// The keys of the wanted page: newest start first, unknown starts last, equal starts by key.
    pub keys: Vec<String>,
}

/// How many records may match or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undecided {
    /// Those of which it is not known when, by whom or on which node they were, and that decides it.
    pub unknown: usize,
    /// The others: those of which not all that their screens showed was read, by why.
    pub unread: [(Unread, usize); 4],
}

/// Why the index cannot be used, by what helps.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing was indexed here yet.
    #[error("there is no search index in {0}; run `sekisho rebuild`")]
    Absent(String),
    /// Its terms were made by other rules, so that searches would miss them.
    #[error(
        "the search index in {0} was written by another version; delete it and run `sekisho rebuild`"
    )]
    Stale(String),
    /// Only one can write at a time.
    #[error("the search index is being written already; try again when that has finished")]
    Busy,
    /// There is no room left where it lies.
    #[error("the search index has no room left; free space on its disk, then try again")]
    Full,
    /// The disk failed, or files of the index are damaged or gone.
    #[error("the search index cannot be used; if this stays, delete it and run `sekisho rebuild`")]
    Unusable(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What a writer may hold before it writes a segment. Less makes more segments to merge, more is memory taken from the
/// emulation beside it.
const WRITER_MEMORY_BYTES: usize = 48 << 20;

impl Index {
    /// Opens the index in `dir`.
    ///
    /// # Errors
    /// [`Error::Absent`] and [`Error::Stale`] when it has to be built first.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        let directory = MmapDirectory::open(dir).map_err(|error| match error {
            OpenDirectoryError::DoesNotExist(_) => Error::Absent(dir.display().to_string()),
            other => unusable(other),
        })?;
        if !tantivy::Index::exists(&directory).map_err(unusable)? {
            return Err(Error::Absent(dir.display().to_string()));
        }
        let index = tantivy::Index::open(directory)?;
        let (schema, fields) = Fields::schema();
        if index.schema() != schema {
            return Err(Error::Stale(dir.display().to_string()));
        }
        Self::new(index, fields, Some(dir))
    }

    /// Opens the index in `dir`, after making the directory and an empty index where there is none.
    ///
    /// # Errors
    /// [`Error::Stale`] when an index of another version is there; it is not touched.
    pub fn create_in(dir: &Path) -> Result<Self, Error> {
        match Self::open(dir) {
            Err(Error::Absent(_)) => {}
            opened => return opened,
        }
        std::fs::create_dir_all(dir).map_err(unusable)?;
        Self::create(MmapDirectory::open(dir).map_err(unusable)?, Some(dir))
    }

    /// An empty index that is gone when it is dropped.
    ///
    /// # Errors
    /// [`Error::Unusable`] when memory or threads run out.
    pub fn in_memory() -> Result<Self, Error> {
        Self::create(RamDirectory::create(), None)
    }

    /// Starts to write. Whoever just might write later should not: a writer locks out all others and takes memory.
    ///
    /// # Errors
    /// [`Error::Busy`] while somebody else writes.
    pub fn writer(&self) -> Result<Writer<'_>, Error> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .memory_budget_per_thread(WRITER_MEMORY_BYTES)
            .build();
        Ok(Writer { index: self, writer: self.index.writer_with_options(options)? })
    }

    /// Puts documents in one step.
    ///
    /// # Errors
    /// [`Error::Busy`] while somebody else writes.
    pub fn replace(&self, documents: impl IntoIterator<Item = Document>) -> Result<(), Error> {
        let mut writer = self.writer()?;
        documents.into_iter().try_for_each(|document| writer.put(&document))?;
        writer.commit()
    }

    /// Removes all documents, to build the index anew.
    ///
    /// # Errors
    /// [`Error::Busy`] while somebody else writes.
    pub fn remove_all(&self) -> Result<(), Error> {
        let writer = self.writer()?;
        writer.writer.delete_all_documents()?;
        writer.commit()
    }

    /// Removes every document whose key is not among these; they cost a count where all documents are.
    ///
    /// # Errors
    /// [`Error::Busy`] while somebody else writes; [`Error::Unusable`] when files of the index cannot be read or written.
    pub fn retain(&self, keys: &HashSet<&str>) -> Result<(), Error> {
        if self.search(&Query::All, Page { offset: 0, limit: 0 })?.total == keys.len() {
            return Ok(());
        }
        let writer = self.writer()?;
        for key in self.keys(&Query::All)? {
            if !keys.contains(key.as_str()) {
                writer.writer.delete_term(Term::from_field_text(self.fields.key, &key));
            }
        }
        writer.commit()
    }

    /// The records that match, one page of them, newest first.
    ///
    /// # Errors
    /// [`Error::Unusable`] when files of the index cannot be read.
    pub fn search(&self, query: &Query, page: Page) -> Result<Hits, Error> {
        let searcher = self.latest.searcher()?;
        let sure = compile::compile(query, Open::NOTHING, &self.fields, &searcher)?;
        self.page(&searcher, sure.as_ref(), page)
    }

    fn page(
        &self,
        searcher: &Searcher,
        compiled: &dyn Compiled,
        page: Page,
    ) -> Result<Hits, Error> {
        let limit = if page.limit == 0 { 0 } else { page.offset.saturating_add(page.limit) };
        let Found { total, newest } = searcher.search(compiled, &Newest { limit })?;
        let mut hits = Vec::with_capacity(newest.len());
        for (start, address) in newest {
            let document: TantivyDocument = searcher.doc(address)?;
            let key = document.get_first(self.fields.key).and_then(|key| key.as_str());
            // Every document has a key, so one without is a damaged file and not a hit less.
            let key = key.ok_or_else(|| unusable("the key of a hit is missing"))?;
            hits.push((start, key.to_owned()));
        }
        hits.sort_unstable();
        let keys = hits.into_iter().skip(page.offset).take(page.limit);
        Ok(Hits { total, keys: keys.map(|(_, key)| key).collect() })
    }

    /// The keys of all records that match, newest first.
    ///
    /// # Errors
    /// [`Error::Unusable`] when files of the index cannot be read.
    pub fn keys(&self, query: &Query) -> Result<Vec<String>, Error> {
        Ok(self.search(query, Page { offset: 0, limit: usize::MAX })?.keys)
    }

    /// Of how many records it cannot be said whether they match, by why. None of them is among those that match.
    ///
    /// # Errors
    /// [`Error::Unusable`] when files of the index cannot be read.
    pub fn undecided(&self, query: &Query) -> Result<Undecided, Error> {
        let mut undecided = Undecided { unknown: 0, unread: Unread::ALL.map(|why| (why, 0)) };
        if !query.may_be_undecided() {
            return Ok(undecided);
        }
        let searcher = self.latest.searcher()?;
        let compiled = |open| compile::compile(query, open, &self.fields, &searcher);
        let (sure, screens) = (compiled(Open::NOTHING)?, compiled(Open::SCREENS)?);
        let everything = compiled(Open::EVERYTHING)?;
        for (why, unread) in &mut undecided.unread {
            let of = |compiled: &dyn Compiled| {
                let why = compile::term(self.fields.present, why.name());
                let both = BooleanQuery::intersection(vec![why, compiled.box_clone()]);
                searcher.search(&both, &Count)
            };
            *unread = of(screens.as_ref())?.saturating_sub(of(sure.as_ref())?);
        }
        let of = |compiled: &dyn Compiled| searcher.search(compiled, &Count);
        undecided.unknown = of(everything.as_ref())?.saturating_sub(of(screens.as_ref())?);
        Ok(undecided)
    }

    /// The records of which it cannot be said whether they match, one page of them, newest first.
    ///
    /// # Errors
    /// [`Error::Unusable`] when files of the index cannot be read.
    pub fn search_undecided(&self, query: &Query, page: Page) -> Result<Hits, Error> {
        let searcher = self.latest.searcher()?;
        let compiled = |open| compile::compile(query, open, &self.fields, &searcher);
        let open = compiled(Open::EVERYTHING)?;
        let others = Box::new(Complement(compiled(Open::NOTHING)?));
        self.page(&searcher, &BooleanQuery::intersection(vec![open, others]), page)
    }

    fn create(
        directory: impl Into<Box<dyn tantivy::Directory>>,
        dir: Option<&Path>,
    ) -> Result<Self, Error> {
        let (schema, fields) = Fields::schema();
        // Only keys are stored, too little for compression to be worth unpacking them.
        let settings = IndexSettings {
            docstore_compression: Compressor::None,
            docstore_compress_dedicated_thread: false,
            ..IndexSettings::default()
        };
        let index = tantivy::Index::create(directory, schema, settings)?;
        Self::new(index, fields, dir)
    }

    fn new(index: tantivy::Index, fields: Fields, dir: Option<&Path>) -> Result<Self, Error> {
        index.tokenizers().register(TOKENIZER, Terms);
        let latest = Latest::of(&index, dir)?;
        Ok(Self { index, latest, fields })
    }
}

impl Writer<'_> {
    /// Adds a document, which takes the place of an older one with the same key.
    ///
    /// # Errors
    /// [`Error::Unusable`] when the disk fails.
    pub fn put(&mut self, document: &Document) -> Result<(), Error> {
        let fields = &self.index.fields;
        self.writer.delete_term(Term::from_field_text(fields.key, &document.key));
        self.writer.add_document(fields.write(document))?;
        Ok(())
    }

    /// Makes all documents findable in one step.
    ///
    /// # Errors
    /// [`Error::Unusable`] when the disk fails; none of them is found then.
    pub fn commit(mut self) -> Result<(), Error> {
        self.writer.commit()?;
        self.writer.wait_merging_threads()?;
        Ok(self.index.latest.reload()?)
    }
}

fn unusable(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::Unusable(cause.into())
}

impl From<TantivyError> for Error {
    fn from(error: TantivyError) -> Self {
        match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => Self::Busy,
            TantivyError::IoError(error) if error.kind() == ErrorKind::StorageFull => Self::Full,
            other => unusable(other),
        }
    }
}
