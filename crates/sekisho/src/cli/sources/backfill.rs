//! How is a stretch of the past taken in?

use clap::Args;
use jiff::Timestamp;
use sekisho_ingest::{Holdings, remembered_from};

use crate::cli::configured::Configured;
use crate::cli::ingest::Ingested;
use crate::cli::moment::{local, typed};
use crate::cli::output::misused;
use crate::cli::progress::Bar;
use crate::cli::{Common, Exit, output};

/// Arguments of `sekisho sources backfill`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  sekisho sources backfill --from 2026-10-01T00:00:00Z --to 2026-10-08T00:00:00Z

CloudTrail remembers ninety days without a trail, and allows two questions a second in each account and region.")]
pub(crate) struct Backfill {
    #[command(flatten)]
    configured: Configured,
    /// From when on.
    #[arg(long, value_name = "TIME", value_parser = typed)]
    from: Timestamp,
    /// Until when; now if not given.
    #[arg(long, value_name = "TIME", value_parser = typed)]
    to: Option<Timestamp>,
}

impl Backfill {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<Exit> {
        let configuration = self.configured.load()?;
        let data = self.configured.data_of(&configuration)?;
        let now = || common.clock().now();
        let to = self.to.unwrap_or_else(Timestamp::now);
        if self.from >= to {
            let message = format!("{} is not before {to}", self.from);
            return Err(misused(message, "give --from a time before --to").into());
        }
        let runtime = tokio::runtime::Runtime::new()?;
        let bar = Bar::new();
        let ingested = runtime.block_on(async {
            let holdings = Holdings::open(&data).await?;
            let estate = &configuration.estate;
            let show = |step| bar.show(step);
            let stretch = (self.from, to);
            let report = sekisho_ingest::backfill(&holdings, estate, stretch, &now, &show).await;
            bar.finish();
            anyhow::Ok(Ingested::new(report?, &holdings).await?)
        })?;
        ingested.print(common)?;
        let remembered = remembered_from(Timestamp::now());
        if self.from < remembered {
            let since = local(&remembered.to_string(), common);
            output::remark(&format!(
                "CloudTrail itself remembers nothing from before {since}: calls of then are known from files of a trail alone"
            ));
        }
        Ok(ingested.exit())
    }
}
