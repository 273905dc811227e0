//! What does the exit status tell a script?

use std::process::ExitCode;

/// Documented and stable: scripts depend on these numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done; for checks: everything holds.
    Success = 0,
    /// The check was made, and what was checked does not hold.
    Negative = 1,
    /// The command or the question is not one, as clap says of the first, or cannot be meant so.
    Usage = 2,
    /// A setting or a permission is wrong, or another process holds what is needed.
    Configuration = 3,
    /// The thing named does not exist.
    NotFound = 4,
    /// Something could not be read; everything else was done.
    Incomplete = 5,
    /// A fault of this program or of the machine.
    Internal = 6,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}
