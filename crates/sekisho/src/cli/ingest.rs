//! How does a folder get into the archive?

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use sekisho_ingest::{Holdings, Report};
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
kept and listed with a reason; the exit status is then 5.")]
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
        let report = runtime.block_on(ingest(&self.data.data, &self.from, common.clock().now()))?;
        if common.json {
            output::json(&as_json(&report))?;
        } else {
            output::text(summary(&report))?;
        }
        Ok(if report.is_complete() { Exit::Success } else { Exit::Incomplete })
    }
}

/// Ingests with a progress bar.
pub(crate) async fn ingest(
    data: &Path,
    from: &Path,
    now: Timestamp,
) -> Result<Report, AnswerError> {
    let holdings = Holdings::open(data).await?;
    let bar = Bar::new();
    let report = sekisho_ingest::ingest(&holdings, from, now, &|step| bar.show(step)).await;
    bar.finish();
    Ok(report?)
}

/// What happened, in lines for a person.
pub(crate) fn summary(report: &Report) -> Vec<String> {
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
    lines
}

fn as_json(report: &Report) -> serde_json::Value {
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
        "sessions": report.derived.sessions,
        "requests": report.derived.requests,
        "findings": report.derived.findings,
        "replayed": report.derived.replayed,
    })
}
