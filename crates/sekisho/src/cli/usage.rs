//! What is said to somebody whose command is none?

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue};
use clap::{CommandFactory, Error, Parser};

/// The arguments, or the end of the program with what is wrong about them.
pub(super) fn parsed<C: Parser>() -> C {
    C::try_parse().unwrap_or_else(|error| plainly::<C>(error, std::env::args_os()).exit())
}

/// The error with the usage of its command. By itself it would list what the environment sets as if it had to be given.
fn plainly<C: CommandFactory>(mut error: Error, args: impl Iterator<Item = OsString>) -> Error {
    let mut command = C::command();
    command.build();
    for arg in args.skip(1) {
        if let Some(inner) = command.find_subcommand(arg).cloned() {
            command = inner;
        }
    }
    if error.get(ContextKind::Usage).is_some() {
        let usage = ContextValue::StyledStr(command.render_usage());
        error.insert(ContextKind::Usage, usage);
    }
    error
}
