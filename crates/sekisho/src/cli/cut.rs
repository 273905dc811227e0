//! How much of a list is printed?

use clap::Args;

use super::output;
use crate::answer::Page;

/// How many rows.
#[derive(Debug, Clone, Args)]
pub(crate) struct Cut {
    /// At most so many rows.
    #[arg(long, default_value_t = 50)]
    limit: usize,
    /// Every row.
    #[arg(long, conflicts_with = "limit")]
    all: bool,
}

impl Cut {
    /// The page that holds the rows.
    pub(crate) fn page(&self) -> Page {
        Page { offset: 0, limit: if self.all { usize::MAX } else { self.limit } }
    }

    /// Says so when rows were left out: a cut list must never look whole.
    pub(crate) fn remark(&self, shown: usize, total: usize) {
        if shown < total {
            output::remark(&format!("showing {shown} of {total}; use --all"));
        }
    }
}
