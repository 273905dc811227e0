//! Which configuration does a command work with?

use std::path::{Path, PathBuf};

use clap::Args;

use super::DataDir;
use super::data_dir::missing;
use super::output::Setup;
use crate::config::{self, Configuration, Override};

/// Where a command finds its accounts and its archive.
#[derive(Debug, Args)]
pub(crate) struct Configured {
    #[command(flatten)]
    dir: DataDir,
    /// Where AWS is, if not at its own addresses: a private endpoint or a test server.
    #[arg(long, value_name = "URL", env = "SEKISHO_ENDPOINT", value_parser = endpoint)]
    endpoint: Option<String>,
    /// Something that is so instead of what the configuration says, such as account.ID.external_id=WORD,
    /// bucket.NAME.prefixes=["a/"] or log_group.NAME.region=REGION; SEKISHO_SET may say several, with ; between them.
    #[arg(long, value_name = "TABLE.NAME.KEY=VALUE")]
    set: Vec<String>,
}

impl Configured {
    /// The configuration, with what flags and the environment say instead.
    pub(crate) fn load(&self) -> anyhow::Result<Configuration> {
        let path = self.dir.config.as_deref().unwrap_or(Path::new(config::FILE));
        let mut configuration = config::load(path, &self.overrides()?)?;
        if let Some(endpoint) = &self.endpoint {
            configuration.estate.endpoint = Some(endpoint.clone());
        }
        Ok(configuration)
    }

    /// What the environment says instead of the file, and then what is typed, which stands. Clap would let a flag take the
    /// place of all the environment says, and repeat what may be secret where it is wrong.
    fn overrides(&self) -> Result<Vec<Override>, Setup> {
        let exported = std::env::var("SEKISHO_SET").unwrap_or_default();
        let exported = exported.split(';').map(str::trim).filter(|said| !said.is_empty());
        let typed = self.set.iter().map(|said| ("--set", said.as_str()));
        let overrides =
            exported.map(|said| ("SEKISHO_SET", said)).chain(typed).map(|(by, said)| {
                let place = said.split('=').next().unwrap_or_default();
                let message = format!("{by} says {place:?}, which is no setting");
                said.parse().map_err(|hint| Setup { message, hint })
            });
        overrides.collect()
    }

    /// The data directory, where there is no configuration.
    pub(crate) fn data(&self) -> Result<&Path, Setup> {
        self.dir.data.as_deref().ok_or_else(missing)
    }

    /// The data directory, named by a flag or by the configuration.
    pub(crate) fn data_of(&self, configuration: &Configuration) -> Result<PathBuf, Setup> {
        self.dir.data.clone().or_else(|| configuration.data.clone()).ok_or_else(missing)
    }
}

/// Reads an endpoint, for clap. One that is empty is a mistake: AWS's own addresses are meant by naming none.
fn endpoint(text: &str) -> Result<String, String> {
    let wrong = || "it is an address with https:// or http://; name none for AWS itself".to_owned();
    config::is_address(text).then(|| text.to_owned()).ok_or_else(wrong)
}
