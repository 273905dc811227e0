//! Which of the matching documents are the newest?

use std::cmp::Reverse;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use crate::fields::{KEY, STARTED};

/// Collects the newest matches and counts all of them.
///
/// tantivy can sort by columns itself, but then unpacks a block of the key's dictionary for every hit: 40 µs each,
/// where the store gives a key in less than one.
pub(crate) struct Newest {
    /// How many are wanted.
    pub(crate) limit: usize,
}

/// What was collected.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// How many match.
    pub(crate) total: usize,
    /// The newest ones with their starts, in any order: at least the wanted number if there are so many, and all that
    /// start at the same time as the last of them.
    pub(crate) newest: Vec<(Start, DocAddress)>,
}

/// Orders by start, newest first, unknown last.
pub(crate) type Start = Reverse<Option<i64>>;

impl Collector for Newest {
    type Fruit = Found;
    type Child = SegmentNewest;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<SegmentNewest> {
        Ok(SegmentNewest {
            limit: self.limit,
            segment,
            started: reader.fast_fields().column_opt(STARTED)?,
            keys: reader.fast_fields().str(KEY)?,
            total: 0,
            found: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Found>) -> tantivy::Result<Found> {
        let mut all = Found::default();
        for segment in segments {
            all.total += segment.total;
            all.newest.extend(segment.newest);
        }
        if (1..all.newest.len()).contains(&self.limit) {
            let (_, &mut (last, _), _) = all.newest.select_nth_unstable(self.limit - 1);
            all.newest.retain(|(start, _)| *start <= last);
        }
        Ok(all)
    }
}

/// The newest matches of one segment.
pub(crate) struct SegmentNewest {
    limit: usize,
    segment: SegmentOrdinal,
    started: Option<Column<i64>>,
    keys: Option<StrColumn>,
    total: usize,
    /// Start, rank of the key in the segment, and document.
    found: Vec<(Start, Option<u64>, DocId)>,
}

/// Candidates that are kept beyond the wanted ones, so that they are sorted out rarely.
const SPARE: usize = 1_024;

impl SegmentNewest {
    fn sort_out(&mut self) {
        if self.limit < self.found.len() {
            self.found.select_nth_unstable(self.limit);
            self.found.truncate(self.limit);
        }
    }
}

impl SegmentCollector for SegmentNewest {
    type Fruit = Found;

    fn collect(&mut self, document: DocId, _score: Score) {
        self.total += 1;
        if self.limit == 0 {
            return;
        }
        let started = self.started.as_ref().and_then(|column| column.first(document));
        let key = self.keys.as_ref().and_then(|column| column.ords().first(document));
        self.found.push((Reverse(started), key, document));
        if self.found.len() >= self.limit.saturating_mul(2).saturating_add(SPARE) {
            self.sort_out();
        }
    }

    fn harvest(mut self) -> Found {
        self.sort_out();
        let address = |document| DocAddress::new(self.segment, document);
        let newest = self.found.iter().map(|(start, _, document)| (*start, address(*document)));
        Found { total: self.total, newest: newest.collect() }
    }
}
