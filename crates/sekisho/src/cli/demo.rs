//! What does Sekisho look like, without an AWS account?

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use clap::Args;
use jiff::tz::TimeZone;

use super::moment::local;
use super::output::{self, Setup};
use super::{Common, Exit, ingest, serve};

/// The instant the sample sessions are looked at from: the Tuesday after the week they tell about.
const AS_OF: &str = "2026-11-24T05:00:00Z";

/// Arguments of `sekisho demo`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho demo
  sekisho demo --from sample-logs --port 0")]
pub(crate) struct Demo {
    /// The sample sessions.
    #[arg(long, value_name = "DIR", default_value = "sample-logs")]
    from: PathBuf,
    /// The port on 127.0.0.1; 0 picks a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

impl Demo {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<Exit> {
        if !self.from.is_dir() {
            return Err(Setup {
                message: format!("there are no sample sessions in {}", self.from.display()),
                hint: "run it in a checkout of Sekisho, or name the folder with --from".into(),
            }
            .into());
        }
        let as_of = common.as_of.map_or_else(|| AS_OF.parse(), Ok)?;
        let common = Common {
            json: false,
            as_of: Some(as_of),
            tz: common.tz.clone().or_else(|| TimeZone::get("Asia/Tokyo").ok()),
        };
        let data = tempfile::Builder::new().prefix("sekisho-demo-").tempdir()?;
        let runtime = tokio::runtime::Runtime::new()?;
        let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let listener = runtime.block_on(serve::bind(listen))?;
        let ingested = runtime.block_on(ingest::ingest(data.path(), &self.from, as_of))?;
        ingested.summary().iter().for_each(|line| output::remark(line));
        let now = local(&as_of.to_string(), &common);
        runtime.block_on(serve::serve(data.path(), listener, &common, &remarks(&now)))?;
        Ok(Exit::Success)
    }
}

fn remarks(now: &str) -> Vec<String> {
    vec![
        format!(
            "The demo's clock stands at {now}, so that \"last week\" means the week of the sample sessions."
        ),
        "Three things to try:".into(),
        "  1. type: who accessed prod-db last week".into(),
        "  2. open alice's session, press Space, and read who approved it".into(),
        "  3. type: finding:standing-access, and export the list as CSV".into(),
        "Stop with Ctrl-C; the temporary data is removed then.".into(),
    ]
}
