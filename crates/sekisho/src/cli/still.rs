//! How does the command line make a picture of a moment?

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use sekisho_export::Picture;

use super::handed_out::{Readers, into_file};
use super::output::misused;
use super::place::{place, size};
use super::sessions::One;
use super::{Common, output};
use crate::answer::place::Place;
use crate::answer::size::Chosen;
use crate::answer::{self, still::Wanted};

/// Arguments of `sekisho sessions still`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho sessions still SESSION --at @18231 --output moment.png
  sekisho sessions still SESSION --at 3:12 --output moment.svg --no-cursor
  sekisho sessions still SESSION --at L214 --size 200x50 --output moment.png    # on a wider terminal

The picture says itself which session, node, place, time and original it shows.")]
pub(crate) struct Still {
    #[command(flatten)]
    one: One,
    /// The moment: a position such as 7.5s or 3:12, a byte of the output such as @18231, or a line such as L214.
    #[arg(long, value_name = "PLACE", value_parser = place)]
    at: Place,
    /// The file to write, readable by its owner only; its name ends with .png or .svg.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// On a terminal of this size instead of the recording's own, such as 120x40; lines are those of that terminal.
    #[arg(long, value_name = "SIZE", value_parser = size)]
    size: Option<Chosen>,
    /// Leave the cursor out.
    #[arg(long)]
    no_cursor: bool,
}

impl Still {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<()> {
        let extension = self.output.extension().and_then(|extension| extension.to_str());
        let picture = extension.and_then(Picture::of_extension).ok_or_else(|| {
            let message = format!("{} is neither a PNG nor an SVG", self.output.display());
            misused(message, "let its name end with .png or .svg")
        })?;
        let (runtime, desk) = common.desk(&self.one.data)?;
        let desk = Arc::new(desk);
        let (place, size, cursor) = (self.at, self.size, !self.no_cursor);
        let wanted = Wanted { place, size, cursor, zone: None, picture };
        let drawing = answer::still::still(&desk, &self.one.session, wanted);
        let drawn = runtime.block_on(drawing)?;
        into_file(&self.output, Readers::Owner, |file| Ok(file.write_all(&drawn.bytes)?))?;
        output::remark(&output::origin(&drawn.about, drawn.chosen));
        Ok(())
    }
}
