//! How does the command line hand a recording to asciinema?

use std::sync::Arc;

use clap::Args;

use super::handed_out::Output;
use super::place::size;
use super::sessions::One;
use super::{Common, output};
use crate::answer;
use crate::answer::size::Chosen;

/// Arguments of `sekisho sessions cast`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho sessions cast SESSION | asciinema play -
  sekisho sessions cast SESSION --version 3 --output session.cast
  sekisho sessions cast SESSION --size 200x50 | asciinema play -    # on a wider terminal

Times that were not recorded are named in the title, because every other program shows them like exact ones.")]
pub(crate) struct Cast {
    #[command(flatten)]
    one: One,
    /// The asciicast version: 2 or 3.
    #[arg(long, value_name = "VERSION", default_value_t = 2)]
    version: u8,
    /// On a terminal of this size instead of the recording's own, such as 120x40.
    #[arg(long, value_name = "SIZE", value_parser = size)]
    size: Option<Chosen>,
    #[command(flatten)]
    output: Output,
}

impl Cast {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<()> {
        let (runtime, desk) = common.desk(&self.one.data)?;
        let desk = Arc::new(desk);
        let cast = answer::cast::cast(&desk, &self.one.session, self.version, self.size);
        let cast = runtime.block_on(cast)?;
        output::remark(&output::origin(&cast.about, cast.chosen));
        self.output.write(&runtime, cast)
    }
}
