//! Which data directory does a command read?

use std::path::{Path, PathBuf};

use clap::Args;

use super::output::Setup;
use crate::config;

/// Where a command finds what has been archived.
#[derive(Debug, Args)]
pub(crate) struct DataDir {
    /// The data directory: archive, catalog and index; the configuration may name it instead.
    #[arg(long, value_name = "DIR", env = "SEKISHO_DATA")]
    pub(super) data: Option<PathBuf>,
    /// The file that names the data directory where --data does not, and what is read of AWS [default: ./sekisho.toml].
    #[arg(long, value_name = "FILE", env = "SEKISHO_CONFIG")]
    pub(super) config: Option<PathBuf>,
}

impl DataDir {
    /// The folder, where a command only reads: a mistyped name must not become an empty archive.
    ///
    /// # Errors
    /// [`Setup`] when none is named, or there is no such folder; what is wrong with the configuration, where that names it.
    pub(crate) fn existing(&self) -> anyhow::Result<PathBuf> {
        let data = match &self.data {
            Some(data) => data.clone(),
            None => self.configured()?,
        };
        // Looking into a folder of something else would leave an empty archive there.
        let message = match (data.join("archive").is_dir(), data.is_dir()) {
            (true, _) => return Ok(data),
            (false, true) => format!("{} holds no archive", data.display()),
            (false, false) => format!("there is no data directory {}", data.display()),
        };
        let hint = "fill one with `sekisho ingest --once`, or from a folder with \
                    `sekisho ingest --data DIR --from DIR`";
        Err(Setup { message, hint: hint.into() }.into())
    }

    fn configured(&self) -> anyhow::Result<PathBuf> {
        let usual = Path::new(config::FILE);
        let file = self.config.as_deref().or_else(|| usual.exists().then_some(usual));
        let named = file.map(config::data).transpose()?.flatten();
        Ok(named.ok_or_else(missing)?)
    }
}

/// That no data directory is named.
pub(super) fn missing() -> Setup {
    Setup {
        message: "no data directory is named".into(),
        hint: "give --data DIR, set SEKISHO_DATA, or write data = \"DIR\" into the configuration"
            .into(),
    }
}
