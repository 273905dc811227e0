//! Does this line start with the prompt of a program that reads commands?

use super::{Context, shell};

/// The prompt at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Prompt {
    pub(super) context: Context,
    /// Where in the line the command starts.
    pub(super) length: usize,
    /// Where the prompt ends that may have been drawn again before it.
    once: usize,
    /// It asks for the rest of the command before.
    pub(super) continues: bool,
}

impl Prompt {
    fn of(context: Context, length: usize, continues: bool) -> Prompt {
        Prompt { context, length, once: length, continues }
    }

    /// What stays the same in this prompt, which is at the start of the line.
    pub(super) fn key(&self, line: &str) -> String {
        identity(&line[..self.once], self.context)
    }
}

/// Prompts of fixed text.
const FIXED: [(&str, Context, bool); 8] = [
    ("mysql> ", Context::Mysql, false),
    ("    -> ", Context::Mysql, true),
    ("sqlite> ", Context::Sqlite, false),
    ("   ...> ", Context::Sqlite, true),
    (">>> ", Context::Python, false),
    ("... ", Context::Python, true),
    (">> ", Context::PowerShell, true),
    ("> ", Context::Shell, true),
];

/// What zsh says it is inside of when it asks for more: `for then> `.
const ZSH_STATES: [&str; 24] = [
    "array",
    "always",
    "bquote",
    "braceparam",
    "case",
    "cmdand",
    "cmdor",
    "cmdsubst",
    "cond",
    "cursh",
    "dquote",
    "else",
    "elif",
    "errpipe",
    "for",
    "foreach",
    "function",
    "heredoc",
    "heredocd",
    "if",
    "pipe",
    "quote",
    "subsh",
    "then",
];

/// What a prompt ends with.
const ENDS: [&str; 5] = ["$ ", "# ", "% ", "> ", "❯ "];

/// Programs that read commands of their own, or start a shell that may not announce itself; and what a shell may be told
/// by, so that it does not announce itself any more.
const READERS: [&str; 32] = [
    ".",
    "ash",
    "bash",
    "bind",
    "busybox",
    "chroot",
    "csh",
    "dash",
    "docker",
    "eval",
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
    "source",
    "sqlite3",
    "ssh",
    "su",
    "tcsh",
    "telnet",
    "zsh",
];

/// Programs that show several shells at once.
const MULTIPLEXERS: [&str; 4] = ["byobu", "screen", "tmux", "zellij"];

/// Words in front of a command that do not change what it is.
const PREFIXES: [&str; 5] = ["sudo", "exec", "env", "time", "nohup"];

/// Finds the prompt at the start of a line of a screen, whose trailing blanks are gone.
///
/// A prompt that was drawn several times, which a CloudWatch stream shows side by side, is one.
pub(super) fn split(line: &str) -> Option<Prompt> {
    let mut prompt = fixed(line).or_else(|| named(line)).or_else(|| empty(line))?;
    let (text, mut rest) = line.split_at(prompt.length);
    while let Some(again) = rest.strip_prefix(text).filter(|_| !text.is_empty()) {
        rest = again;
    }
    prompt.length = line.len() - rest.len();
    Some(prompt)
}

/// The prompt that is all of a line, whose trailing blanks are gone.
///
/// In a stream the mark of zsh for output without a line end still stands before it.
pub(super) fn whole(line: &str) -> Option<Prompt> {
    let line = match line.split_once("          ") {
        Some((before, rest)) if before.ends_with(['%', '#']) => rest.trim_start(),
        _ => line,
    };
    let continues = line.strip_suffix('>').is_some_and(|states| {
        !states.is_empty() && states.split(' ').all(|state| ZSH_STATES.contains(&state))
    });
    if continues {
        return Some(Prompt::of(Context::Shell, line.len(), true));
    }
    split(line).filter(|prompt| prompt.length == line.len())
}

/// Whether this command starts something that reads further commands, or changes how the shell reads them.
pub(super) fn reads_commands(command: &str) -> bool {
    const EDITING: [&str; 3] = ["bracketed", "+o emacs", "+o vi"];
    if EDITING.iter().any(|word| command.contains(word)) {
        return true;
    }
    match program(command) {
        Some(program) => READERS.contains(&program) || MULTIPLEXERS.contains(&program),
        // `sudo -i` and nothing more is a shell.
        None => command.contains("sudo"),
    }
}

/// Whether this command starts a terminal multiplexer.
pub(super) fn has_panes(command: &str) -> bool {
    program(command).is_some_and(|program| MULTIPLEXERS.contains(&program))
}

/// The last program that a command runs, without its folder.
fn program(command: &str) -> Option<&str> {
    let last = command.rsplit(['|', ';', '&']).next().unwrap_or(command);
    let word = last
        .split_whitespace()
        .find(|word| !(PREFIXES.contains(word) || word.starts_with('-') || word.contains('=')))?;
    word.rsplit('/').next()
}

/// What stays the same in a prompt when the directory or a transaction changes.
fn identity(prompt: &str, context: Context) -> String {
    if context != Context::Shell {
        return context.name().to_owned();
    }
    let end = prompt.trim_end().chars().next_back().unwrap_or(' ');
    match prompt.split_once('@') {
        Some((user, rest)) => {
            let host = rest.split([':', ' ', ']', '$', '#', '>']).next().unwrap_or(rest);
            format!("{user}@{host}{end}")
        }
        None => prompt.trim_end().to_owned(),
    }
}

/// Whether a prompt that nobody has seen before is shaped as programs ship it.
pub(super) fn is_customary(prompt: &str, context: Context) -> bool {
    let text = ENDS.iter().find_map(|end| prompt.strip_suffix(end)).unwrap_or(prompt);
    context != Context::Shell
        || text.is_empty()
        || text.contains('@')
        || ["sh-", "bash-", "ksh-", "~", "/"].iter().any(|start| text.starts_with(start))
}

/// Whether a program would ask for more after this text.
pub(super) fn is_unfinished(text: &str, context: Context) -> bool {
    let trimmed = text.trim_end();
    match context {
        Context::Psql | Context::Mysql | Context::Sqlite => !trimmed.ends_with(';'),
        Context::Python => true,
        Context::PowerShell => {
            let count = |bracket: char| trimmed.matches(bracket).count();
            trimmed.ends_with(['`', '|', ','])
                || count('{') > count('}')
                || count('(') > count(')')
                || count('"') % 2 == 1
        }
        _ => shell::is_unfinished(text),
    }
}

fn fixed(line: &str) -> Option<Prompt> {
    let (text, context, continues) = FIXED.iter().find(|(text, ..)| line.starts_with(text))?;
    Some(Prompt::of(*context, text.len(), *continues))
}

/// Prompts that hold a name: `prod=# `, `MariaDB [prod]> `, `127.0.0.1:6379> `, `PS C:\> `,
/// `[user@host dir]$ `.
fn named(line: &str) -> Option<Prompt> {
    let (end, terminator) = ENDS
        .iter()
        .filter_map(|terminator| line.find(terminator).map(|at| (at, *terminator)))
        .min()?;
    let head = &line[..end];
    let (context, continues) = match terminator {
        "> " if head.starts_with("PS ") => (Context::PowerShell, false),
        "> " if head.starts_with("MariaDB [") && head.ends_with(']') => (Context::Mysql, false),
        "> " if is_address(head) => (Context::Redis, false),
        "> " | "# " => psql(head).unwrap_or((Context::Shell, false)),
        _ => (Context::Shell, false),
    };
    Some(Prompt::of(context, end + terminator.len(), continues))
}

/// A prompt behind which nothing was entered.
fn empty(line: &str) -> Option<Prompt> {
    let is_prompt = ENDS.iter().any(|terminator| line.ends_with(terminator.trim_end()));
    is_prompt.then_some(Prompt::of(Context::Shell, line.len(), false))
}

/// `127.0.0.1:6379`
fn is_address(head: &str) -> bool {
    head.rsplit_once(':').is_some_and(|(host, port)| {
        let is_host = host.chars().all(|c| c.is_alphanumeric() || ".-".contains(c));
        let is_port = port.chars().all(|c| c.is_ascii_digit());
        is_host && is_port && !host.is_empty() && !port.is_empty()
    })
}

/// `%/%R%x`: database, reading state and transaction state; and whether it reads on.
fn psql(head: &str) -> Option<(Context, bool)> {
    let head = head.trim_end_matches(['*', '!', '?']);
    let state = head.chars().next_back()?;
    let name = &head[..head.len() - state.len_utf8()];
    let is_name = name.chars().all(|c| c.is_alphanumeric() || "_.-".contains(c));
    let continues = match state {
        '=' | '^' | '@' => false,
        '-' | '\'' | '"' | '$' | '(' => true,
        _ => return None,
    };
    (is_name && !name.is_empty()).then_some((Context::Psql, continues))
}
