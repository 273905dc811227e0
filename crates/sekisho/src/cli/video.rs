//! How does the command line hand out the video of a remote desktop?

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::handed_out::{Readers, into_file};
use super::sessions::One;
use super::{Common, output};
use crate::answer::screen::{Screen, open};

/// Arguments of `sekisho sessions video`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho sessions video SESSION --output session.mp4
  sekisho sessions video SESSION | mpv -

The video is the archived original, byte for byte: `sha256sum` gives the hash that `sekisho sessions show` prints.")]
pub(crate) struct Video {
    #[command(flatten)]
    one: One,
    /// The hash of the video, where a session has several; the first if not given.
    #[arg(long, value_name = "SHA256")]
    original: Option<String>,
    #[command(flatten)]
    into: Into,
}

/// Where a video goes.
#[derive(Debug, Args)]
pub(crate) struct Into {
    /// The file to write, readable by its owner only; standard output if not given.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Video {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<()> {
        let (runtime, desk) = common.desk(&self.one.data)?;
        let wanted = self.original.as_deref();
        self.into.write(runtime.block_on(open(&desk, &self.one.session, wanted))?)
    }
}

impl Into {
    pub(crate) fn write(&self, mut screen: Screen) -> anyhow::Result<()> {
        match &self.output {
            Some(path) => into_file(path, Readers::Owner, |file| pass_on(&mut screen, file))?,
            None => pass_on(&mut screen, &mut std::io::stdout().lock())?,
        }
        output::remark(&format!("original {}", screen.original));
        Ok(())
    }
}

/// How long a video lasts, to the thousandth of a second.
pub(crate) fn length(us: u64) -> String {
    format!("{}.{:03} s", us / 1_000_000, us % 1_000_000 / 1000)
}

fn pass_on(screen: &mut Screen, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut piece = vec![0; 256 << 10];
    let mut at = 0;
    loop {
        match screen.window.read_at(at, &mut piece)? {
            0 => break,
            count => {
                out.write_all(&piece[..count])?;
                at += count as u64;
            }
        }
    }
    Ok(out.flush()?)
}
