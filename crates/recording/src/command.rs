//! Which commands were entered, as the screen shows them at the moment of Enter?

mod prompt;

use avt::{Anchor, ScreenKind, Terminal};

use crate::time::Interval;

/// A command, reconstructed from the screen. It was never captured as input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// What stood behind the prompt; several lines if it was continued.
    pub text: String,
    /// The byte of the output at which Enter was pressed.
    pub offset: u64,
    /// Who read it.
    pub context: Context,
    /// How sure it is that it was entered, and not just printed.
    pub confidence: Confidence,
    /// When it was entered.
    pub at: Interval,
}

/// The program that reads a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// A Unix shell.
    Shell,
    /// The PostgreSQL client.
    Psql,
    /// The MySQL or MariaDB client.
    Mysql,
    /// The SQLite client.
    Sqlite,
    /// The Redis client.
    Redis,
    /// Python.
    Python,
    /// PowerShell.
    PowerShell,
    /// Its prompt is not known.
    Unknown,
}

impl Context {
    /// The word used in every interface, for example `shell`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Context::Shell => "shell",
            Context::Psql => "psql",
            Context::Mysql => "mysql",
            Context::Sqlite => "sqlite",
            Context::Redis => "redis",
            Context::Python => "python",
            Context::PowerShell => "powershell",
            Context::Unknown => "unknown",
        }
    }
}

/// How sure it is that a command was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Only the shape of the prompt speaks for it.
    Low,
    /// The program said that it was reading a line and that it then stopped.
    High,
}

impl Confidence {
    /// The word used in every interface: `high` or `low`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Confidence::Low => "low",
            Confidence::High => "high",
        }
    }
}

/// A command before its time is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entered {
    pub(crate) text: String,
    pub(crate) offset: u64,
    pub(crate) context: Context,
    pub(crate) confidence: Confidence,
}

/// Follows a terminal and notes each command at the moment of Enter.
#[derive(Default)]
pub(crate) struct Commands {
    pub(crate) entered: Vec<Entered>,
    /// Where the cursor stood when a program said that it reads a line.
    listening: Option<Anchor>,
    /// Whether any program has ever said so.
    announces: bool,
}

impl Commands {
    /// Whether the screen must be looked at before the line end at `newline`.
    pub(crate) fn wants(&self, output: &[u8], newline: usize) -> bool {
        if self.listening.is_some() {
            return output[newline + 1..].starts_with(b"\x1b[?2004l");
        }
        let start = memchr::memrchr(b'\n', &output[..newline]).map_or(0, |at| at + 1);
        self.takes_unannounced()
            && memchr::memchr3(b'$', b'#', b'>', &output[start..newline]).is_some()
    }

    /// A program says that it reads a line.
    pub(crate) fn listen(&mut self, terminal: &mut Terminal) {
        self.announces = true;
        self.listening = Some(terminal.anchor_at_cursor());
    }

    /// Enter, if the line end at `newline` is one.
    pub(crate) fn enter(&mut self, terminal: &Terminal, output: &[u8], newline: usize) {
        if terminal.active_screen_kind() == ScreenKind::Alternate {
            return;
        }
        let announced = output[newline + 1..].starts_with(b"\x1b[?2004l");
        match self.listening.take() {
            Some(anchor) if announced => {
                let lines = lines_since(terminal, &anchor);
                self.announced(&lines, newline as u64);
            }
            Some(anchor) => self.listening = Some(anchor),
            None => self.unannounced(&line_at_cursor(terminal), newline as u64),
        }
    }

    /// A program stops reading: by Enter (some shells say so before the line end), or cancelled.
    pub(crate) fn stop(&mut self, terminal: &Terminal, output: &[u8], at: usize) {
        let Some(anchor) = self.listening.take() else { return };
        let rest = &output[at + b"\x1b[?2004l".len()..];
        let breaks = rest.iter().take_while(|byte| **byte == b'\r').count();
        if breaks == 0 || rest.get(breaks) != Some(&b'\n') {
            return;
        }
        let lines = lines_since(terminal, &anchor);
        if lines.last().is_some_and(|line| !line.ends_with("^C")) {
            self.announced(&lines, at as u64);
        }
    }

    fn takes_unannounced(&self) -> bool {
        match self.entered.last() {
            Some(command) if self.announces => prompt::reads_commands(&command.text),
            _ => true,
        }
    }

    fn announced(&mut self, lines: &[String], offset: u64) {
        let found = lines.iter().enumerate().find_map(|(index, line)| {
            prompt::split(line, prompt::Shape::Any).map(|prompt| (index, prompt))
        });
        let (text, context, continues) = match found {
            Some((index, prompt)) => {
                let mut text = prompt.rest.to_owned();
                for line in &lines[index + 1..] {
                    text.push('\n');
                    text.push_str(line);
                }
                (text, prompt.context, prompt.continues)
            }
            None => (lines.last().cloned().unwrap_or_default(), Context::Unknown, false),
        };
        self.note(text, offset, context, Confidence::High, continues);
    }

    fn unannounced(&mut self, line: &str, offset: u64) {
        if line.ends_with("^C") {
            return;
        }
        if let Some(prompt) = prompt::split(line, prompt::Shape::Known) {
            let text = prompt.rest.to_owned();
            self.note(text, offset, prompt.context, Confidence::Low, prompt.continues);
        }
    }

    fn note(
        &mut self,
        text: String,
        offset: u64,
        context: Context,
        confidence: Confidence,
        continues: bool,
    ) {
        if continues {
            if let Some(command) = self.entered.last_mut() {
                command.text.push('\n');
                command.text.push_str(&text);
                command.offset = offset;
                return;
            }
        }
        if !text.trim().is_empty() {
            self.entered.push(Entered { text, offset, context, confidence });
        }
    }
}

/// The text from the anchor to the cursor's row, soft wraps joined; from the top of the screen if
/// the anchor has scrolled away.
fn lines_since(terminal: &Terminal, anchor: &Anchor) -> Vec<String> {
    let (row, col) = match terminal.resolve(anchor) {
        Some(position) => (usize::try_from(position.row).unwrap_or(0), position.col),
        None => (0, 0),
    };
    text_between(terminal, row, col)
}

/// The line the cursor stands in, from its first row on.
fn line_at_cursor(terminal: &Terminal) -> String {
    let screen = terminal.screen();
    let mut row = terminal.cursor().row;
    while row > 0 && screen.line(row - 1).is_some_and(avt::Line::is_wrapped) {
        row -= 1;
    }
    text_between(terminal, row, 0).pop().unwrap_or_default()
}

fn text_between(terminal: &Terminal, first: usize, col: usize) -> Vec<String> {
    let last = terminal.cursor().row;
    let mut lines = Vec::new();
    let mut text = String::new();
    let rows = terminal.screen().visible_lines().enumerate();
    for (row, line) in rows.take(last + 1).skip(first) {
        let skipped = if row == first { col } else { 0 };
        text.extend(
            line.cells().iter().skip(skipped).filter(|cell| cell.width() > 0).map(avt::Cell::char),
        );
        if !line.is_wrapped() || row == last {
            text.truncate(text.trim_end().len());
            lines.push(std::mem::take(&mut text));
        }
    }
    lines
}
