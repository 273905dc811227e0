//! How is an answer printed for a person or a program?

use std::io::{ErrorKind, IsTerminal, Write};

use comfy_table::{ContentArrangement, Table, presets};
use sekisho_catalog::About;
use sekisho_export::plain;
use sekisho_ingest::IngestError;
use serde::Serialize;

use super::Exit;
use crate::answer::AnswerError;
use crate::answer::size::Chosen;
use crate::config::ConfigurationError;
use crate::shape::{ErrorBody, ErrorDetail};

/// Prints one JSON document.
///
/// # Errors
/// When standard output is closed.
pub(crate) fn json(value: &impl Serialize) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", plain::json(&serde_json::to_string_pretty(value)?))?;
    Ok(())
}

/// Prints lines of text that may hold content of sessions: nothing in it steers the terminal or begins another line.
///
/// # Errors
/// When standard output is closed.
pub(crate) fn text(lines: impl IntoIterator<Item = String>) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in lines {
        writeln!(out, "{}", plain::text(&line))?;
    }
    Ok(())
}

/// Prints a table that fits the terminal.
///
/// # Errors
/// When standard output is closed.
pub(crate) fn table(header: &[&str], rows: Vec<Vec<String>>) -> anyhow::Result<()> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(arrangement());
    table.set_header(header.iter().copied());
    for row in rows {
        table.add_row(row.iter().map(|cell| plain::text(cell)));
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "{table}")?;
    Ok(())
}

/// Prints a remark beside the answer, so that a pipe carries the answer alone.
pub(crate) fn remark(text: &str) {
    // A closed standard error must not turn a good answer into a failure.
    let _ = writeln!(std::io::stderr(), "{}", plain::text(text));
}

/// What handed-out content was made from, for a person.
pub(crate) fn origin(about: &About, chosen: Option<Chosen>) -> String {
    let About { session, basis, original, .. } = about;
    let terminal = chosen.map(|size| format!("on a terminal of {size} as chosen, "));
    let terminal = terminal.unwrap_or_default();
    format!(
        "session {session}, times {}, {terminal}made from the original {original}",
        basis.name()
    )
}

/// Prints why a command failed, and what to do, and picks the exit status.
pub(crate) fn failure(error: &anyhow::Error, as_json: bool) -> Exit {
    if is_broken_pipe(error) {
        return Exit::Success;
    }
    let (exit, detail) = explain(error);
    let mut err = std::io::stderr().lock();
    let _ = if as_json {
        serde_json::to_string(&ErrorBody { error: detail })
            .map(|text| writeln!(err, "{}", plain::json(&text)))
            .map(|_| ())
    } else {
        let below = detail.problems.into_iter().map(|problem| problem.message).chain(detail.hint);
        let below: String = below.map(|line| format!("\n  {}", plain::text(&line))).collect();
        // Every mistake in a configuration has a line of its own.
        let lines: Vec<_> = match error.is::<ConfigurationError>() {
            true => detail.message.lines().map(plain::text).collect(),
            false => vec![plain::text(&detail.message)],
        };
        let _ = writeln!(err, "sekisho: {}{below}", lines.join("\n"));
        Ok(())
    };
    exit
}

fn explain(error: &anyhow::Error) -> (Exit, ErrorDetail) {
    if let Some(answer) = error.downcast_ref::<AnswerError>() {
        let exit = match answer {
            AnswerError::NotFound { .. } => Exit::NotFound,
            AnswerError::NotUnderstood { .. } | AnswerError::Refused { .. } => Exit::Usage,
            AnswerError::NotDerived | AnswerError::ClockBehind { .. } => Exit::Configuration,
            // Nothing but this command was running, so the cause itself says what to do.
            AnswerError::Failed(cause) => return explain(cause),
        };
        return (exit, answer.detail());
    }
    if let Some(setup) = error.downcast_ref::<Setup>() {
        let detail = ErrorDetail {
            code: "configuration".into(),
            message: setup.message.clone(),
            hint: Some(setup.hint.clone()),
            problems: Vec::new(),
        };
        return (Exit::Configuration, detail);
    }
    let (exit, code) = if is_wrong_folder(error) || error.is::<ConfigurationError>() {
        (Exit::Configuration, "configuration")
    } else if is_busy(error) {
        (Exit::Configuration, "busy")
    } else {
        (Exit::Internal, "internal")
    };
    let message = message(error);
    (exit, ErrorDetail { code: code.into(), message, hint: None, problems: Vec::new() })
}

/// The error with its causes, without those that it words itself.
fn message(error: &anyhow::Error) -> String {
    let mut message = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !message.contains(&cause) {
            message = format!("{message}: {cause}");
        }
    }
    message
}

/// A folder that was named cannot be used.
fn is_wrong_folder(error: &anyhow::Error) -> bool {
    match error.downcast_ref() {
        Some(IngestError::Source { .. } | IngestError::Directory { .. }) => true,
        Some(IngestError::Archive(sekisho_archive::Error::Storage { source, .. })) => {
            matches!(source.kind(), ErrorKind::NotADirectory | ErrorKind::PermissionDenied)
        }
        _ => false,
    }
}

/// Another process is writing; the same command works when it has finished, as the message says.
fn is_busy(error: &anyhow::Error) -> bool {
    use {sekisho_catalog::Error as CatalogError, sekisho_index::Error as IndexError};
    matches!(
        error.downcast_ref(),
        Some(
            IngestError::Catalog(CatalogError::Busy)
                | IngestError::Index(IndexError::Busy)
                | IngestError::Filled { .. }
        )
    ) || matches!(error.downcast_ref(), Some(CatalogError::Busy))
        || matches!(error.downcast_ref(), Some(IndexError::Busy))
}

/// Arguments that cannot be meant so.
pub(crate) fn misused(message: impl Into<String>, hint: &str) -> AnswerError {
    AnswerError::Refused { code: "bad-argument", message: message.into(), hint: hint.into() }
}

/// A setting that cannot work.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(crate) struct Setup {
    /// What cannot work.
    pub(crate) message: String,
    /// The next step.
    pub(crate) hint: String,
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let json =
            cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(ErrorKind::BrokenPipe)
    })
}

/// A table for a pipe is not folded: programs and `less -S` want whole rows.
fn arrangement() -> ContentArrangement {
    if std::io::stdout().is_terminal() {
        ContentArrangement::Dynamic
    } else {
        ContentArrangement::Disabled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_explained_by_its_cause() {
        fn check(error: impl Into<anyhow::Error>, exit: Exit, code: &str) {
            let explained = explain(&error.into());
            assert_eq!((explained.0, explained.1.code.as_str()), (exit, code));
            assert_eq!(explained.1.hint, None, "the message itself says what to do");
        }
        let source = || IngestError::Source { place: "typo".into() };
        check(source(), Exit::Configuration, "configuration");
        check(AnswerError::from(source()), Exit::Configuration, "configuration");
        check(IngestError::from(sekisho_index::Error::Busy), Exit::Configuration, "busy");
        check(AnswerError::from(sekisho_catalog::Error::Busy), Exit::Configuration, "busy");
        check(AnswerError::from(sekisho_catalog::Error::Newer), Exit::Internal, "internal");
    }

    #[test]
    fn a_message_names_every_cause_once() {
        let error = anyhow::anyhow!("disk full").context("cannot write: disk full");
        assert_eq!(message(&error), "cannot write: disk full");
        let error = anyhow::anyhow!("disk full").context("cannot write");
        assert_eq!(message(&error), "cannot write: disk full");
    }
}
