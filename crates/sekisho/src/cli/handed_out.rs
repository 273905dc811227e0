//! Where does the command line put what is handed out piece by piece?

use std::fs::Permissions;
use std::io::{Error, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use clap::Args;
use futures_util::TryStreamExt;
use tempfile::Builder;
use tokio::runtime::Runtime;

use super::output::Setup;
use crate::answer::pieces::HandedOut;

/// Where to.
#[derive(Debug, Args)]
pub(crate) struct Output {
    /// The file to write, readable by its owner only; standard output if not given.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Output {
    /// Writes all pieces. A file gets its name only when it is complete.
    pub(crate) fn write(&self, runtime: &Runtime, handed_out: HandedOut) -> anyhow::Result<()> {
        match &self.output {
            None => runtime.block_on(pass_on(handed_out, &mut std::io::stdout().lock())),
            Some(path) => {
                into_file(path, Readers::Owner, |file| runtime.block_on(pass_on(handed_out, file)))
            }
        }
    }
}

/// Who may read a file that is written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Readers {
    /// Its owner.
    Owner = 0o600,
    /// Everybody on this machine.
    Everybody = 0o644,
}

/// Writes a file beside its place and puts it there when it is complete.
///
/// # Errors
/// [`Setup`] where no file can be at that place.
pub(crate) fn into_file(
    path: &Path,
    readers: Readers,
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mode = Permissions::from_mode(readers as u32);
    let file = Builder::new().permissions(mode).tempfile_in(folder);
    let mut file = file.map_err(|error| misplaced(path, error))?;
    let mut buffered = std::io::BufWriter::new(file.as_file_mut());
    write(&mut buffered)?;
    buffered.flush().map_err(|error| misplaced(path, error))?;
    drop(buffered);
    file.persist(path).map_err(|error| misplaced(path, error.error))?;
    Ok(())
}

/// The place as it was named: what is written first has a name that says nothing to anybody.
fn misplaced(path: &Path, error: Error) -> anyhow::Error {
    use std::io::ErrorKind::{IsADirectory, NotADirectory, NotFound, PermissionDenied};
    let what = format!("{} cannot be written", path.display());
    let cause = match error.kind() {
        NotFound => "its folder does not exist".to_owned(),
        kind @ (PermissionDenied | NotADirectory | IsADirectory) => kind.to_string(),
        _ => return anyhow::Error::new(error).context(what),
    };
    let hint = "name a file in a folder that exists and that you may write to".into();
    Setup { message: format!("{what}: {cause}"), hint }.into()
}

async fn pass_on(mut handed_out: HandedOut, out: &mut dyn Write) -> anyhow::Result<()> {
    while let Some(piece) = handed_out.pieces.try_next().await? {
        out.write_all(piece.as_bytes())?;
    }
    out.flush()?;
    Ok(())
}
