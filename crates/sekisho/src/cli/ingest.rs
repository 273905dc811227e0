//! How does a folder get into the archive?

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use sekisho_catalog::ObjectCounts;
use sekisho_ingest::{Derived, Holdings, Report};
use serde_json::json;

use super::progress::Bar;
use super::{Common, DataDir, Exit, output};
use crate::answer::AnswerError;

/// Arguments of `sekisho ingest`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  sekisho ingest --data ./evidence --from ./bucket-copy

Every file is archived before anything is read from it. Doing it twice changes nothing. Files that cannot be read are
kept and listed with a reason; the exit status is 5 as long as there are any.")]
pub(crate) struct Ingest {
    #[command(flatten)]
    data: DataDir,
    /// The folder to read, such as a copy of a bucket.
    #[arg(long, value_name = "DIR")]
    from: PathBuf,
}

impl Ingest {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<Exit> {
        let runtime = tokio::runtime::Runtime::new()?;
        let ingested =
            runtime.block_on(ingest(&self.data.data, &self.from, common.clock().now()))?;
        if common.json {
            output::json(&ingested.as_json())?;
        } else {
            output::text(ingested.summary())?;
        }
        Ok(if ingested.is_complete() { Exit::Success } else { Exit::Incomplete })
    }
}

/// What a run did, and how much of all that is held can be read now.
pub(crate) struct Ingested {
    report: Report,
    held: ObjectCounts,
}

/// Ingests with a progress bar.
pub(crate) async fn ingest(
    data: &Path,
    from: &Path,
    now: Timestamp,
) -> Result<Ingested, AnswerError> {
    let holdings = Holdings::open(data).await?;
    let bar = Bar::new();
    let report = sekisho_ingest::ingest(&holdings, from, now, &|step| bar.show(step)).await;
    bar.finish();
    Ok(Ingested { report: report?, held: holdings.catalog.object_counts().await? })
}

impl Ingested {
    /// Originals held that are not wholly read, whichever run archived them: a second run must not look better than
    /// the first.
    fn unreadable(&self) -> u64 {
        self.held.partly + self.held.quarantined
    }

    fn is_complete(&self) -> bool {
        let report = &self.report;
        report.failed.is_empty() && report.derived.unplayable.is_empty() && self.unreadable() == 0
    }

    /// What happened, in lines for a person.
    pub(crate) fn summary(&self) -> Vec<String> {
        let report = &self.report;
        let mut lines = vec![
            format!(
                "{} objects: {} new, {} already archived, {} in conflict, {} ignored, {} failed",
                report.listed(),
                report.new,
                report.known,
                report.conflicts.len(),
                report.ignored.len(),
                report.failed.len(),
            ),
            format!(
                "{} originals read, {} of them in part, {} quarantined",
                report.derived.read, report.derived.partly, report.derived.quarantined
            ),
            format!(
                "{} sessions, {} access requests, {} findings, {} recordings replayed",
                report.derived.sessions,
                report.derived.requests,
                report.derived.findings,
                report.derived.replayed
            ),
        ];
        lines.extend(
            report
                .conflicts
                .iter()
                .map(|place| format!("conflict: {place} held other bytes before; both are kept")),
        );
        lines.extend(report.failed.iter().map(|(place, why)| format!("failed: {place}: {why}")));
        lines.extend(unplayable(&report.derived));
        if self.unreadable() > 0 {
            lines.push(format!(
                "of all originals held, {} could be read only in part and {} not at all",
                self.held.partly, self.held.quarantined
            ));
        }
        lines
    }

    fn as_json(&self) -> serde_json::Value {
        let report = &self.report;
        json!({
            "listed": report.listed(),
            "new": report.new,
            "known": report.known,
            "conflicts": report.conflicts,
            "ignored": report.ignored.iter().map(|(place, why)| json!({"locator": place, "because": why})).collect::<Vec<_>>(),
            "failed": report.failed.iter().map(|(place, why)| json!({"locator": place, "because": why})).collect::<Vec<_>>(),
            "read": report.derived.read,
            "partly": report.derived.partly,
            "quarantined": report.derived.quarantined,
            "unreadable": self.unreadable(),
            "sessions": report.derived.sessions,
            "requests": report.derived.requests,
            "findings": report.derived.findings,
            "replayed": report.derived.replayed,
            "unplayable": unplayable_json(&report.derived),
        })
    }
}

/// Sessions whose recording cannot be replayed, in lines for a person.
pub(crate) fn unplayable(derived: &Derived) -> impl Iterator<Item = String> {
    derived.unplayable.iter().map(|(session, why)| format!("not replayable: {session}: {why}"))
}

/// The same for a program.
pub(crate) fn unplayable_json(derived: &Derived) -> serde_json::Value {
    let sessions = derived.unplayable.iter();
    sessions.map(|(session, why)| json!({"session": session, "because": why})).collect()
}
