//! How is everything derived thrown away and derived again?

use clap::Args;
use sekisho_ingest::Holdings;

use super::ingest::{unplayable, unplayable_json};
use super::progress::Bar;
use super::{Common, DataDir, Exit, output};
use crate::answer::AnswerError;

/// Arguments of `sekisho rebuild`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho rebuild --data ./evidence")]
pub(crate) struct Rebuild {
    #[command(flatten)]
    data: DataDir,
}

impl Rebuild {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<Exit> {
        let data = self.data.existing()?;
        let runtime = tokio::runtime::Runtime::new()?;
        let now = common.clock().now();
        let bar = Bar::new();
        let derived = runtime.block_on(async {
            let holdings = Holdings::open(&data).await?;
            let derived = sekisho_ingest::rebuild(&holdings, now, &|step| bar.show(step)).await;
            bar.finish();
            Ok::<_, AnswerError>(derived?)
        })?;
        if common.json {
            output::json(&serde_json::json!({
                "read": derived.read, "partly": derived.partly, "quarantined": derived.quarantined,
                "sessions": derived.sessions, "requests": derived.requests, "findings": derived.findings,
                "replayed": derived.replayed, "unplayable": unplayable_json(&derived),
            }))?;
        } else {
            let summary = format!(
                "derived again from {} originals: {} sessions, {} access requests, {} findings, {} recordings",
                derived.read + derived.quarantined,
                derived.sessions,
                derived.requests,
                derived.findings,
                derived.replayed
            );
            output::text(std::iter::once(summary).chain(unplayable(&derived)))?;
        }
        let is_complete =
            derived.quarantined + derived.partly == 0 && derived.unplayable.is_empty();
        Ok(if is_complete { Exit::Success } else { Exit::Incomplete })
    }
}
