//! How is what was archived served to a browser?

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use clap::Args;
use tokio::net::TcpListener;

use super::interrupted::interrupted;
use super::output::{self, Setup};
use super::{Common, DataDir, Exit};
use crate::answer::Desk;
use crate::api;

/// Arguments of `sekisho serve`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  sekisho serve --data ./evidence --listen 127.0.0.1:8080

There is no sign-in yet, so only loopback addresses are accepted.")]
pub(crate) struct Serve {
    #[command(flatten)]
    data: DataDir,
    /// The loopback address to listen on; port 0 picks a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080", env = "SEKISHO_LISTEN")]
    listen: SocketAddr,
}

impl Serve {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<Exit> {
        refuse_unless_loopback(self.listen)?;
        let data = self.data.existing()?;
        let runtime = tokio::runtime::Runtime::new()?;
        runtime.block_on(async { serve(&data, bind(self.listen).await?, common, &[]).await })?;
        Ok(Exit::Success)
    }
}

/// Takes the address before any long work, so that one that is taken fails at once.
pub(crate) async fn bind(listen: SocketAddr) -> Result<TcpListener, Setup> {
    TcpListener::bind(listen).await.map_err(|error| Setup {
        message: format!("cannot listen on {listen}: {error}"),
        hint: "choose another port, or 0 for a free one".into(),
    })
}

/// Serves until interrupted. Prints the address first, then `remarks`.
pub(crate) async fn serve(
    data: &Path,
    listener: TcpListener,
    common: &Common,
    remarks: &[String],
) -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    let desk = Arc::new(Desk::open(data, common.clock(), common.zone()).await?);
    let address = listener.local_addr().context("the listening address cannot be read")?;
    output::text(std::iter::once(format!("http://{address}")).chain(remarks.iter().cloned()))?;
    axum::serve(listener, api::router(desk)).with_graceful_shutdown(interrupted()).await?;
    Ok(())
}

/// Refuses an address that others could reach, because nobody is asked who they are yet.
pub(crate) fn refuse_unless_loopback(listen: SocketAddr) -> Result<(), Setup> {
    if listen.ip().is_loopback() {
        return Ok(());
    }
    Err(Setup {
        message: format!("{listen} can be reached by others, and this version has no sign-in"),
        hint: "listen on 127.0.0.1 and reach it through an SSH tunnel".into(),
    })
}

#[cfg(test)]
mod tests {
    use super::refuse_unless_loopback;

    #[test]
    fn only_loopback_is_served() {
        for (address, allowed) in [
            ("127.0.0.1:8080", true),
            ("127.0.0.53:0", true),
            ("[::1]:80", true),
            ("0.0.0.0:8080", false),
            ("192.168.0.10:8080", false),
            ("[::]:8080", false),
        ] {
            let address = address.parse().expect("an address");
            assert_eq!(refuse_unless_loopback(address).is_ok(), allowed, "{address}");
        }
    }
}
