//! How are findings listed at the command line?

use clap::{Args, Subcommand};

use super::cut::Cut;
use super::{Common, DataDir, Exit, output};
use crate::answer;

/// Commands of `sekisho findings`.
#[derive(Debug, Subcommand)]
pub(crate) enum Findings {
    /// List findings, most severe first.
    List(List),
}

/// Which findings.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho findings list
  sekisho findings list --limit 20 --json")]
pub(crate) struct List {
    #[command(flatten)]
    data: DataDir,
    #[command(flatten)]
    cut: Cut,
}

impl Findings {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<Exit> {
        let Self::List(list) = self;
        let (runtime, desk) = common.desk(&list.data)?;
        let page = runtime.block_on(answer::findings::list(&desk, list.cut.page()))?;
        if common.json {
            output::json(&page)?;
        } else {
            let rows = page.findings.iter().map(|finding| {
                let subject = finding.subject.session.as_ref().or(finding.subject.request.as_ref());
                vec![
                    finding.severity.to_owned(),
                    finding.rule.clone(),
                    subject.cloned().unwrap_or_default(),
                    finding.statement.clone(),
                ]
            });
            output::table(&["severity", "rule", "about", "statement"], rows.collect())?;
        }
        list.cut.remark(page.findings.len(), page.total);
        Ok(Exit::Success)
    }
}
