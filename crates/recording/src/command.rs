//! Which commands were entered, as the screen shows them at the moment of Enter?

mod prompt;
pub(crate) mod read;
pub(crate) mod wrapped;

use std::ops::Range;

use self::prompt::Prompt;
use self::read::{Place, Screen};
use crate::read::Kind;
use crate::recording::{Clock, Recording};
use crate::time::{Interval, Micros};
use crate::window::{AHEAD, BACK, Window};

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
    /// Where a player shows it.
    pub played: Micros,
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

impl Entered {
    /// The command with its time, and where a player shows it.
    pub(crate) fn at(self, (at, played): (Interval, Micros)) -> Command {
        let Entered { text, offset, context, confidence } = self;
        Command { text, offset, context, confidence, at, played }
    }
}

/// Follows a terminal and notes each command at the moment of Enter.
///
/// Programs that announce when they read a line (bracketed paste) are believed. While such a
/// program runs something else, text that looks like a prompt is output, unless what runs reads
/// commands of its own. Where nothing is ever announced, only prompts that have shown themselves
/// to be prompts count.
pub(crate) struct Commands {
    /// The last one can still be continued.
    pub(crate) entered: Vec<Entered>,
    /// Where Enter was pressed, also for a line that another one continued.
    pub(crate) typed: Vec<u64>,
    /// Whether the output still holds all escape sequences, so that announcements are complete.
    believes: bool,
    /// Where the cursor and the output stood when a program said that it reads a line.
    listening: Option<(Place, usize)>,
    /// The last announced command runs and reads nothing itself: what looks like a prompt is not.
    is_deaf: bool,
    /// The prompts that were accepted by their shape alone.
    prompts: Vec<String>,
}

/// More prompts of different people and places are no longer a session but an attack on us.
const PROMPTS: usize = 64;
/// An unannounced command is not continued beyond this many bytes.
const LONGEST: usize = 16 * 1024;

/// Bracketed paste: shells with readline switch it on while they read a line and off when they
/// run it.
pub(crate) const PASTE: &[u8] = b"\x1b[?2004";
const STOP: &[u8] = b"\x1b[?2004l";

/// `h` or `l` if bracketed paste is switched at `at`.
pub(crate) fn paste_switch(output: &Window, at: usize) -> Option<u8> {
    let rest = output.get(at..at + AHEAD).strip_prefix(PASTE)?;
    rest.first().copied().filter(|byte| matches!(byte, b'h' | b'l'))
}

impl Commands {
    pub(crate) fn new(recording: &Recording) -> Commands {
        Commands {
            entered: Vec::new(),
            typed: Vec::new(),
            // The agent strips most escape sequences from the lines it streams, but not all.
            believes: !matches!(recording.clock, Clock::Lines { .. })
                || recording.kind != Kind::CloudWatchStream,
            listening: None,
            is_deaf: false,
            prompts: Vec::new(),
        }
    }

    /// Whether the screen must be looked at before the line end at `newline`.
    pub(crate) fn wants(&self, output: &Window, newline: usize) -> bool {
        if self.listening.is_some() {
            return output.get(newline + 1..newline + 1 + AHEAD).starts_with(STOP);
        }
        !self.is_deaf && {
            let start = line_start(output, newline);
            let line = output.get(start..newline);
            // Of a line that is longer than what is held the prompt may be gone.
            (newline - start == BACK)
                || memchr::memchr3(b'$', b'#', b'>', line).is_some()
                || memchr::memchr2(b'%', "❯".as_bytes()[0], line).is_some()
        }
    }

    /// A program says that it reads a line.
    pub(crate) fn listen(&mut self, screen: &Screen<'_>, at: usize) {
        if self.believes && !screen.is_alternate() {
            self.listening = Some((screen.place(), at));
        }
    }

    /// The window has another size, and all that was on the screen may stand elsewhere.
    pub(crate) fn lose_place(&mut self) {
        if let Some((place, _)) = &mut self.listening {
            *place = Place::GONE;
        }
    }

    /// Enter, if the line end at `newline` is one.
    pub(crate) fn enter(&mut self, screen: &Screen<'_>, output: &Window, newline: usize) {
        if screen.is_alternate() {
            return;
        }
        match self.listening.take() {
            Some((place, from)) => {
                let lines = entered_lines(screen, place, output, from..newline);
                self.announced(&lines, newline as u64);
            }
            None => self.unannounced(&screen.line_at_cursor(), output, newline),
        }
    }

    /// A program stops reading: by Enter (some shells say so before the line end), or cancelled.
    pub(crate) fn stop(&mut self, screen: &Screen<'_>, output: &Window, at: usize) {
        let Some((place, from)) = self.listening.take() else { return };
        let before = output.get(at.saturating_sub(STOP.len())..at);
        let after = output.get(at + STOP.len()..at + AHEAD);
        let returns = after.iter().take_while(|byte| **byte == b'\r').count();
        let is_enter = after.get(returns) == Some(&b'\n');
        let is_cancelled = before.ends_with(b"^C") || before.ends_with(b"\x1b[?2004h");
        if is_enter && !is_cancelled {
            let lines = entered_lines(screen, place, output, from..at);
            self.announced(&lines, at as u64);
        }
    }

    fn announced(&mut self, lines: &[String], offset: u64) {
        let mut entered = Entered {
            text: lines.last().cloned().unwrap_or_default(),
            offset,
            context: Context::Unknown,
            confidence: Confidence::High,
        };
        let mut continues = false;
        if let Some((index, prompt)) = last_prompt(lines) {
            entered.text = lines[index..].join("\n").split_off(prompt.length);
            entered.context = prompt.context;
            continues = prompt.continues;
        }
        self.is_deaf = !prompt::reads_commands(&entered.text);
        self.note(entered, continues);
    }

    fn unannounced(&mut self, line: &str, output: &Window, newline: usize) {
        let Some(prompt) = prompt::split(line) else { return };
        let is_void = line.len() == prompt.length || line.ends_with("^C");
        if is_void || !self.is_prompt(&prompt, line, line_start(output, newline)) {
            return;
        }
        let entered = Entered {
            text: line[prompt.length..].to_owned(),
            offset: newline as u64,
            context: prompt.context,
            confidence: Confidence::Low,
        };
        self.note(entered, prompt.continues);
    }

    /// Whether a prompt that nothing announced is to be believed.
    ///
    /// A new one is, at the start and after a command that brings another reader; later ones must
    /// look like one of those. A prompt for more must follow an unfinished command at once.
    fn is_prompt(&mut self, prompt: &Prompt, line: &str, start: usize) -> bool {
        let last = self.entered.last();
        if prompt.continues {
            return last.is_some_and(|last| {
                last.offset + 1 == start as u64
                    && last.text.len() < LONGEST
                    && prompt::is_unfinished(&last.text, last.context)
            });
        }
        let key = prompt::identity(&line[..prompt.length], prompt.context);
        if self.prompts.contains(&key) {
            return true;
        }
        let is_new = prompt::is_customary(&line[..prompt.length], prompt.context)
            && (self.prompts.is_empty()
                || last.is_some_and(|last| prompt::reads_commands(&last.text)));
        if is_new && self.prompts.len() < PROMPTS {
            self.prompts.push(key);
        }
        is_new
    }

    fn note(&mut self, entered: Entered, continues: bool) {
        self.typed.push(entered.offset);
        match self.entered.last_mut().filter(|_| continues) {
            Some(command) => {
                command.text.push('\n');
                command.text.push_str(&entered.text);
                command.offset = entered.offset;
            }
            None if !entered.text.trim().is_empty() => self.entered.push(entered),
            None => {}
        }
    }
}

/// The prompt of the command line that was entered, and the index of its line.
///
/// A shell that lists completions draws prompt and line again below the list, so it is the last
/// line with the first one's prompt.
fn last_prompt(lines: &[String]) -> Option<(usize, Prompt)> {
    let (first, prompt) = lines
        .iter()
        .enumerate()
        .find_map(|(index, line)| prompt::split(line).map(|prompt| (index, prompt)))?;
    let text = &lines[first][..prompt.length];
    let last = lines.iter().rposition(|line| line.starts_with(text)).unwrap_or(first);
    Some((last, prompt))
}

/// Where the line that ends at `newline` starts, or as much of it as matters.
fn line_start(output: &Window, newline: usize) -> usize {
    let back = newline.saturating_sub(BACK);
    memchr::memrchr(b'\n', output.get(back..newline)).map_or(back, |before| back + before + 1)
}

/// Prompt and command as they stand on the screen when Enter is pressed.
fn entered_lines(
    screen: &Screen<'_>,
    place: Place,
    output: &Window,
    shown: Range<usize>,
) -> Vec<String> {
    let is_command_line = shown.len() <= BACK;
    match is_command_line.then(|| wrapped::unwrap(output.get(shown))).flatten() {
        Some(line) => vec![line],
        None => screen.lines_from(place),
    }
}
