//! How is an answer printed for a person or a program?

use std::io::{IsTerminal, Write};

use comfy_table::{ContentArrangement, Table, presets};
use serde::Serialize;

use super::Exit;
use crate::answer::AnswerError;
use crate::shape::{ErrorBody, ErrorDetail};

/// Prints one JSON document.
///
/// # Errors
/// When standard output is closed.
pub(crate) fn json(value: &impl Serialize) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, value)?;
    writeln!(out)?;
    Ok(())
}

/// Prints lines of text that may hold content of sessions: control characters never reach the terminal.
///
/// # Errors
/// When standard output is closed.
pub(crate) fn text(lines: impl IntoIterator<Item = String>) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in lines {
        writeln!(out, "{}", safe(&line))?;
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
        table.add_row(row.iter().map(|cell| safe(cell)));
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "{table}")?;
    Ok(())
}

/// Prints a remark beside the answer, so that a pipe carries the answer alone.
pub(crate) fn remark(text: &str) {
    // A closed standard error must not turn a good answer into a failure.
    let _ = writeln!(std::io::stderr(), "{}", safe(text));
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
            .map(|text| writeln!(err, "{text}"))
            .map(|_| ())
    } else {
        let hint = detail.hint.map_or_else(String::new, |hint| format!("\n  {hint}"));
        let _ = writeln!(err, "sekisho: {}{hint}", safe(&detail.message));
        Ok(())
    };
    exit
}

fn explain(error: &anyhow::Error) -> (Exit, ErrorDetail) {
    if let Some(answer) = error.downcast_ref::<AnswerError>() {
        let exit = match answer {
            AnswerError::NotFound { .. } => Exit::NotFound,
            AnswerError::Refused { .. } => Exit::Configuration,
            AnswerError::Failed(_) => Exit::Internal,
        };
        return (exit, answer.detail());
    }
    if let Some(setup) = error.downcast_ref::<Setup>() {
        let detail = ErrorDetail {
            code: "configuration".into(),
            message: setup.message.clone(),
            hint: Some(setup.hint.clone()),
        };
        return (Exit::Configuration, detail);
    }
    let detail = ErrorDetail { code: "internal".into(), message: format!("{error:#}"), hint: None };
    (Exit::Internal, detail)
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
        io.or(json) == Some(std::io::ErrorKind::BrokenPipe)
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

/// Session content comes from the person under audit and must not command the auditor's terminal.
fn safe(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() && c != '\n' { char::REPLACEMENT_CHARACTER } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn control_characters_never_reach_the_terminal() {
        for (text, expected) in [
            ("plain 日本語", "plain 日本語"),
            ("\u{1b}]0;title\u{7}", "\u{fffd}]0;title\u{fffd}"),
            ("\u{9b}2J", "\u{fffd}2J"),
            ("two\nlines", "two\nlines"),
        ] {
            assert_eq!(safe(text), expected);
        }
    }
}
