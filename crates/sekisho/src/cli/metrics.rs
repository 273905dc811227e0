//! How do numbers for a monitoring system get into a file?

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use sekisho_ingest::Holdings;

use super::handed_out::{Readers, into_file};
use super::output::{self, Setup};
use crate::answer::metrics;

/// How often the file is written anew: as often as monitoring systems commonly look.
const EVERY: Duration = Duration::from_secs(15);

/// Whether and where they are kept.
#[derive(Debug, Args)]
pub(crate) struct Metrics {
    /// Keep numbers for a monitoring system in a file, in the text format of Prometheus; `serve` has them at /metrics.
    #[arg(long, value_name = "FILE", conflicts_with = "from")]
    metrics: Option<PathBuf>,
}

impl Metrics {
    /// Writes the file, if there is to be one.
    pub(crate) async fn write(&self, holdings: &Holdings) -> anyhow::Result<()> {
        match &self.metrics {
            Some(file) => write(file, &metrics::of(&holdings.catalog, Some(&holdings.flow)).await?),
            None => Ok(()),
        }
    }

    /// Writes it anew for ever. When it cannot be written this time, that is said, and it is tried again the next.
    pub(crate) async fn keep(&self, holdings: &Holdings) -> std::convert::Infallible {
        loop {
            tokio::time::sleep(EVERY).await;
            if let Err(failed) = self.write(holdings).await {
                output::remark(&format!("sekisho: {failed:#}"));
            }
        }
    }
}

/// Writes it whole or not at all, as it is read at any moment, and for others to read.
fn write(file: &Path, text: &str) -> anyhow::Result<()> {
    let written = into_file(file, Readers::Everybody, |out| Ok(out.write_all(text.as_bytes())?));
    written.map_err(|error| Setup {
        message: format!("{error:#}"),
        hint: "check the path given with --metrics".into(),
    })?;
    Ok(())
}
