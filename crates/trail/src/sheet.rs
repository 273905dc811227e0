//! What has been read so far, and is it still within the limits?

use std::ops::ControlFlow;

use sekisho_domain::fact::Fact;

use crate::problem::Problem;
use crate::split::Place;
use crate::{Limits, Located, Reading, Rejected};

/// A reading being written, within its limits.
pub(crate) struct Sheet<'a> {
    reading: Reading,
    limits: &'a Limits,
    /// Rejections beyond the number that is listed.
    unlisted: u64,
}

impl<'a> Sheet<'a> {
    pub(crate) fn new(limits: &'a Limits) -> Self {
        Self { reading: Reading::default(), limits, unlisted: 0 }
    }

    /// Reads what stands at `place`; breaks when the document holds more than it may.
    pub(crate) fn take(
        &mut self,
        read: impl FnOnce(&str, &mut Vec<Problem>) -> Result<Option<Fact>, Problem>,
        place: Place,
        record: Result<&str, Problem>,
    ) -> ControlFlow<()> {
        let record = match record {
            Ok(record) => record,
            Err(problem) => {
                self.reject(place.to_string(), problem);
                return ControlFlow::Continue(());
            }
        };
        if self.reading.records == self.limits.records {
            self.reject(place.to_string(), Problem::too_many(self.limits.records));
            return ControlFlow::Break(());
        }
        self.reading.records += 1;
        if record.len() > self.limits.record_bytes {
            let problem = Problem::too_large("the record", record.len(), self.limits.record_bytes);
            self.reject(place.to_string(), problem);
            return ControlFlow::Continue(());
        }
        let mut doubts = Vec::new();
        match read(record, &mut doubts) {
            Ok(Some(fact)) => self.reading.facts.push(Located { at: place.to_string(), fact }),
            Ok(None) => {}
            Err(problem) => doubts.push(problem),
        }
        for doubt in doubts {
            self.reject(place.to_string(), doubt);
        }
        ControlFlow::Continue(())
    }

    /// Counts records up to this number that state nothing.
    pub(crate) fn pass(&mut self, number: u64) {
        self.reading.records = number;
    }

    pub(crate) fn reject(&mut self, at: String, problem: Problem) {
        if self.reading.rejected.len() < self.limits.rejected {
            let Problem { code, reason } = problem;
            self.reading.rejected.push(Rejected { at, code, reason });
        } else {
            self.unlisted += 1;
        }
    }

    pub(crate) fn finish(mut self) -> Reading {
        if self.unlisted > 0 {
            let Problem { code, reason } = Problem::unlisted(self.unlisted);
            self.reading.rejected.push(Rejected { at: "document".to_owned(), code, reason });
        }
        self.reading
    }
}
