//! How does the command line hand a recording to asciinema?

use std::sync::Arc;

use clap::Args;

use super::handed_out::Output;
use super::sessions::One;
use super::{Common, output};
use crate::answer;

/// Arguments of `sekisho sessions cast`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho sessions cast SESSION | asciinema play -
  sekisho sessions cast SESSION --version 3 --output session.cast

Times that were not recorded are named in the title, because every other program shows them like exact ones.")]
pub(crate) struct Cast {
    #[command(flatten)]
    one: One,
    /// The asciicast version: 2 or 3.
    #[arg(long, value_name = "VERSION", default_value_t = 2)]
    version: u8,
    #[command(flatten)]
    output: Output,
}

impl Cast {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<()> {
        let (runtime, desk) = common.desk(&self.one.data)?;
        let desk = Arc::new(desk);
        let cast = runtime.block_on(answer::cast::cast(&desk, &self.one.session, self.version))?;
        output::remark(&output::origin(&cast.about));
        self.output.write(&runtime, cast)
    }
}
