//! Which documents does a query not match?

use tantivy::query::{
    BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query as Compiled, Scorer, Weight,
};
use tantivy::{BitSet, DocId, Score, SegmentReader, TantivyError};

/// Matches what the inner query does not match.
///
/// tantivy's own exclusion asks a phrase for documents before the one it stands at, which its phrase scorer does not
/// allow (a panic in debug builds of tantivy 0.27, see its issue 2811). Here the inner query is read once from front to
/// back, into one bit for each document.
#[derive(Debug)]
pub(crate) struct Complement(pub(crate) Box<dyn Compiled>);

impl Clone for Complement {
    fn clone(&self) -> Self {
        Self(self.0.box_clone())
    }
}

impl Compiled for Complement {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(ComplementWeight(self.0.weight(scoring)?)))
    }
}

struct ComplementWeight(Box<dyn Weight>);

impl Weight for ComplementWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut others = BitSet::with_max_value_and_full(segment.max_doc());
        self.0.for_each_no_score(segment, &mut |documents| {
            for document in documents {
                others.remove(*document);
            }
        })?;
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(others), boost)))
    }

    fn explain(&self, _segment: &SegmentReader, _document: DocId) -> tantivy::Result<Explanation> {
        let message = "a document that is not excluded has no score to explain";
        Err(TantivyError::InvalidArgument(message.to_owned()))
    }
}
