//! Is this the start of a line in which a program reads a command?

use super::Context;

/// A line taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Prompt<'a> {
    pub(super) context: Context,
    /// What was entered behind the prompt.
    pub(super) rest: &'a str,
    /// The prompt asks for the rest of the command before.
    pub(super) continues: bool,
}

/// Which shell prompts are accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A program said that it reads a line, so anything that ends like a prompt is one.
    Any,
    /// Nothing but its shape speaks for a prompt, so only customary ones are.
    Known,
}

/// Prompts of fixed text.
const FIXED: [(&str, Context, bool); 9] = [
    ("mysql> ", Context::Mysql, false),
    ("    -> ", Context::Mysql, true),
    ("sqlite> ", Context::Sqlite, false),
    ("   ...> ", Context::Sqlite, true),
    (">>> ", Context::Python, false),
    ("... ", Context::Python, true),
    ("> ", Context::Shell, true),
    ("$ ", Context::Shell, false),
    ("# ", Context::Shell, false),
];

/// Programs that read commands of their own, or start a shell that may not announce itself.
const READERS: [&str; 28] = [
    "ash",
    "bash",
    "busybox",
    "chroot",
    "csh",
    "dash",
    "docker",
    "ipython",
    "kubectl",
    "ksh",
    "machinectl",
    "mariadb",
    "mysql",
    "nsenter",
    "podman",
    "psql",
    "pwsh",
    "python",
    "python2",
    "python3",
    "redis-cli",
    "sh",
    "sqlite3",
    "ssh",
    "su",
    "tcsh",
    "telnet",
    "zsh",
];

/// Splits a line into prompt and command, or says that it starts with no prompt.
pub(super) fn split(line: &str, shape: Shape) -> Option<Prompt<'_>> {
    // The end of an empty command line has been trimmed away together with the prompt's own blank.
    let (context, length, continues) =
        fixed(line).or_else(|| named(line)).or_else(|| shell(line, shape))?;
    let prompt = &line[..length];
    let mut rest = &line[length..];
    while let Some(again) = rest.strip_prefix(prompt) {
        rest = again;
    }
    Some(Prompt { context, rest, continues })
}

/// Whether this command starts something that reads further commands.
pub(super) fn reads_commands(command: &str) -> bool {
    let words = command.split(['|', ';', '&']).next_back().unwrap_or(command);
    words
        .split_whitespace()
        .skip_while(|word| {
            matches!(*word, "sudo" | "exec" | "env" | "time")
                || word.starts_with('-')
                || word.contains('=')
        })
        .next()
        .is_none_or(|word| READERS.contains(&word.rsplit('/').next().unwrap_or(word)))
}

fn fixed(line: &str) -> Option<(Context, usize, bool)> {
    FIXED
        .iter()
        .find(|(text, ..)| line.starts_with(text))
        .map(|(text, context, continues)| (*context, text.len(), *continues))
}

/// Prompts that hold a name: `prod=# `, `MariaDB [prod]> `, `127.0.0.1:6379> `, `PS C:\> `.
fn named(line: &str) -> Option<(Context, usize, bool)> {
    if line.starts_with("PS ") {
        return line.find("> ").map(|at| (Context::PowerShell, at + 2, false));
    }
    if line.starts_with("MariaDB [") {
        return line.find("]> ").map(|at| (Context::Mysql, at + 3, false));
    }
    redis(line).or_else(|| psql(line))
}

/// `127.0.0.1:6379> `
fn redis(line: &str) -> Option<(Context, usize, bool)> {
    let at = line.find("> ")?;
    let (host, port) = line[..at].rsplit_once(':')?;
    let is_host = !host.is_empty() && host.chars().all(|c| c.is_alphanumeric() || ".-".contains(c));
    let is_port = !port.is_empty() && port.chars().all(|c| c.is_ascii_digit());
    (is_host && is_port).then_some((Context::Redis, at + 2, false))
}

/// `%/%R%x%# `: database, reading state, transaction state, and `#` for a superuser.
fn psql(line: &str) -> Option<(Context, usize, bool)> {
    let at = ["# ", "> "].iter().filter_map(|end| line.find(end)).min()?;
    let head = line[..at].trim_end_matches(['*', '!', '?']);
    let state = head.chars().next_back()?;
    let name = &head[..head.len() - state.len_utf8()];
    let is_name =
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_.-".contains(c));
    let continues = match state {
        '=' | '^' | '@' => false,
        '-' | '\'' | '"' | '$' | '(' => true,
        _ => return None,
    };
    is_name.then_some((Context::Psql, at + 2, continues))
}

fn shell(line: &str, shape: Shape) -> Option<(Context, usize, bool)> {
    let at = ["$ ", "# ", "% ", "> "].iter().filter_map(|end| line.find(end)).min()?;
    let before = &line[..at];
    let is_known = before.contains('@') || before.starts_with("sh-") || before.starts_with("bash-");
    (shape == Shape::Any || is_known).then_some((Context::Shell, at + 2, false))
}
