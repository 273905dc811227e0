//! Which sessions are there of which the truth is known?

/// Folders of `tests/sessions`: each has the log, the stream and the cast of one session, and what really happened.
pub(crate) const SESSIONS: [&str; 15] = [
    "bash_editing",
    "idle_gap",
    "japanese_shell",
    "plain_sh",
    "progress_bars",
    "psql_ja",
    "sudo_password",
    "top_htop_resize",
    "vim_edit_ja",
    "nested_shells",
    "paste",
    "several_lines",
    "clients",
    "zsh",
    "tmux",
];
