//! Which originals are archived, and what of them could not be read?

use clap::{Args, Subcommand};

use super::cut::Cut;
use super::{Common, DataDir, Exit, output};
use crate::answer;
use crate::shape::original::OriginalRow;

/// Commands of `sekisho originals`.
#[derive(Debug, Subcommand)]
pub(crate) enum Originals {
    /// List originals by place, with what could not be read and why.
    List(List),
}

/// Which originals.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho originals list --data ./evidence --unreadable
  sekisho originals list --data ./evidence --all --json

Every original is kept as it came, whatever can be read from it.")]
pub(crate) struct List {
    #[command(flatten)]
    data: DataDir,
    #[command(flatten)]
    cut: Cut,
    /// Only those that could not be read, wholly or in part, and those of which one place gave different bytes.
    #[arg(long)]
    unreadable: bool,
}

impl Originals {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<Exit> {
        let Self::List(list) = self;
        let (runtime, desk) = common.desk(&list.data)?;
        let asked = answer::originals::list(&desk, list.unreadable, list.cut.page());
        let page = runtime.block_on(asked)?;
        if common.json {
            output::json(&page)?;
        } else {
            let header = ["state", "kind", "original", "why"];
            output::table(&header, page.originals.iter().flat_map(rows).collect())?;
        }
        list.cut.remark(page.originals.len(), page.total);
        Ok(Exit::Success)
    }
}

/// A row for the original, and one for each further reason.
fn rows(original: &OriginalRow) -> Vec<Vec<String>> {
    let conflict = original.conflict.then(|| "its place also gave other bytes".to_owned());
    let rejected = original
        .rejected
        .iter()
        .map(|rejected| format!("{}: {} ({})", rejected.at, rejected.reason, rejected.code));
    let mut reasons = conflict.into_iter().chain(rejected);
    let (state, kind) = (original.state.to_owned(), original.kind.clone());
    let first = vec![state, kind, original.locator.clone(), reasons.next().unwrap_or_default()];
    let more = reasons.map(|reason| vec![String::new(), String::new(), String::new(), reason]);
    [first].into_iter().chain(more).collect()
}
