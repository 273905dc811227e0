//! Which commands were entered, as the screen shows them at the moment of Enter?

mod line;
mod pane;
mod printed;
mod prompt;
pub(crate) mod read;
mod shell;
mod streamed;
mod unstopped;
pub(crate) mod wrapped;

use std::ops::Range;

pub(crate) use self::line::{PASTE, paste_switch};
use self::line::{STOP, line_before, line_start, shows_prompt, stops};
use self::pane::Panes;
use self::prompt::Prompt;
use self::read::{Place, Screen};
use self::unstopped::Unstopped;
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
    /// The bytes from behind Enter up to the next prompt: what was printed while it ran. Of several
    /// commands that one paste entered, it is told of the last.
    pub output: Range<u64>,
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
    /// Only the shape of the prompt speaks for it, or a prompt that was not there before.
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
    /// Up to [`printed::OPEN`] while it runs.
    pub(crate) output: Range<u64>,
}

impl Entered {
    /// Where what it printed ends, if it has.
    pub(crate) fn printed(&self) -> Option<u64> {
        Some(self.output.end).filter(|end| *end != printed::OPEN)
    }

    /// The command with its time, and where a player shows it.
    pub(crate) fn at(self, (at, played): (Interval, Micros)) -> Command {
        let Entered { text, offset, context, confidence, output } = self;
        Command { text, offset, context, confidence, at, played, output }
    }
}

/// Follows a terminal and notes each command at the moment of Enter.
///
/// Programs that announce when they read a line (bracketed paste) are believed, until a line behind
/// a prompt is left and not drawn again ([`Unstopped`]). While such a program runs something else,
/// text that looks like a prompt is output, unless what runs reads commands of its own. Where
/// nothing is ever announced, only prompts that have shown themselves to be prompts count.
pub(crate) struct Commands {
    /// The last one can still be continued, and what it prints may go on.
    pub(crate) entered: Vec<Entered>,
    /// Where Enter was pressed, also for a line that another one continued.
    pub(crate) typed: Vec<u64>,
    /// Whether the output still holds all escape sequences, so that announcements are complete.
    believes: bool,
    /// A program says that it reads a line.
    listening: Option<Listening>,
    /// The last announced command runs and reads nothing itself: what looks like a prompt is not.
    is_deaf: bool,
    /// The prompts that were accepted by their shape alone.
    prompts: Vec<String>,
    /// The prompts of those who announced that they read.
    announced: Vec<String>,
    /// The last command that was not given in a pane runs a multiplexer.
    panes: Option<Panes>,
}

/// Where the cursor and the output stood when a program said that it reads a line.
struct Listening {
    place: Place,
    from: usize,
    /// The prompt in front of the cursor and what identifies it: zsh has written it by then, others write it now.
    prompt: Option<(Prompt, String)>,
    /// The last line that ended meanwhile.
    unstopped: Option<Unstopped>,
}

/// More prompts of different people and places are no longer a session but an attack on us.
const PROMPTS: usize = 64;
/// An unannounced command is not continued beyond this many bytes.
const LONGEST: usize = 16 * 1024;

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
            announced: Vec::new(),
            panes: None,
        }
    }

    /// Whether the screen must be looked at before the line end at `newline`.
    pub(crate) fn wants(&self, output: &Window, newline: usize) -> bool {
        if let Some(listening) = self.listening.as_ref().filter(|_| self.believes) {
            return stops(output, newline)
                || shows_prompt(output, newline)
                || listening.unstopped.as_ref().is_some_and(|line| line.is_over(newline));
        }
        self.listening.is_some() || !self.is_deaf && shows_prompt(output, newline)
    }

    /// A program says that it reads a line.
    ///
    /// In a stream that counts only if it says in the same line that it stops, as zsh does: then the
    /// agent has left all sequences of the line in it.
    pub(crate) fn listen(&mut self, screen: &Screen<'_>, output: &Window, at: usize) {
        if !screen.is_alternate() {
            self.resolve(output, at);
            let line = screen.line_at_cursor();
            let prompt = prompt::whole(&line).map(|prompt| (prompt, prompt.key(&line)));
            let start = at - PASTE.len() - 1;
            self.close(match prompt {
                Some(_) => printed::end_before_prompt(output, start),
                None => start,
            });
            let place = screen.place();
            self.listening = Some(Listening { place, from: at, prompt, unstopped: None });
        }
    }

    /// The window has another size, and all that was on the screen may stand elsewhere.
    pub(crate) fn lose_place(&mut self) {
        if let Some(listening) = &mut self.listening {
            listening.place = Place::GONE;
        }
    }

    /// Enter, if the line end at `newline` is one.
    pub(crate) fn enter(&mut self, screen: &Screen<'_>, output: &Window, newline: usize) {
        if self.believes && self.listening.is_some() && !stops(output, newline) {
            return self.doubt(screen, output, newline);
        }
        match self.listening.take().filter(|_| self.believes) {
            Some(listening) => self.announced(screen, &listening, output, newline),
            // What the agent removed took the end of the line away, or the prompt.
            None if !self.believes && streamed::is_damaged(line_before(output, newline)) => {}
            None if self.is_deaf => {}
            None => {
                let line = screen.line_at_cursor();
                self.unannounced(&line, output, newline, line_start(output, newline));
                let last = self.entered.last().filter(|_| self.believes);
                self.panes =
                    last.filter(|last| prompt::has_panes(&last.text)).map(|_| Panes::default());
            }
        }
    }

    /// Enter in a pane, if the line feed or escape sequence at `at` of an alternate screen is one.
    pub(crate) fn enter_in_pane(&mut self, screen: &Screen<'_>, output: &Window, at: usize) {
        let panes = self.panes.as_mut();
        if let Some(line) =
            panes.and_then(|panes| panes.entered(screen, output.get(at..at + AHEAD)))
        {
            self.unannounced(&line, output, at, at);
        }
    }

    /// A program stops reading: by Enter (some shells say so before the line end), or cancelled.
    pub(crate) fn stop(&mut self, screen: &Screen<'_>, output: &Window, at: usize) {
        let Some(listening) = self.listening.take() else { return };
        let before = output.get(at.saturating_sub(STOP.len())..at);
        let after = output.get(at + STOP.len()..at + AHEAD);
        let returns = after.iter().take_while(|byte| **byte == b'\r').count();
        let is_enter = after.get(returns) == Some(&b'\n');
        let is_cancelled = before.ends_with(b"^C") || before.ends_with(b"\x1b[?2004h");
        if is_enter && !is_cancelled {
            self.announced(screen, &listening, output, at);
        }
    }

    /// A line ends while a program is said to read it, and does not stop.
    fn doubt(&mut self, screen: &Screen<'_>, output: &Window, newline: usize) {
        let line = screen.line_at_cursor();
        let prompt = prompt::split(&line);
        let prompt = prompt.filter(|prompt| !prompt.continues && !is_void(&line, prompt));
        let left = prompt
            .map(|prompt| Unstopped::new(&line, &prompt, line_start(output, newline), newline));
        let before = self.listening.as_ref().and_then(|listening| listening.unstopped.as_ref());
        let is_next =
            before.zip(left.as_ref()).is_some_and(|(before, left)| before.key == left.key);
        if is_next || before.is_some_and(|before| before.is_over(newline)) {
            self.resolve(output, newline);
        }
        let Some(left) = left else { return };
        match &mut self.listening {
            None => self.unannounced(&left.line, output, left.enter, left.start),
            Some(listening) if is_next => listening.unstopped = Some(left),
            Some(listening) => drop(listening.unstopped.get_or_insert(left)),
        }
    }

    /// The line that was left is the same line again below, or was a command; then nobody edits lines here.
    fn resolve(&mut self, output: &Window, to: usize) {
        let unstopped = self
            .listening
            .as_mut()
            .and_then(|listening| listening.unstopped.take_if(|line| !line.goes_on(output, to)));
        let Some(unstopped) = unstopped else { return };
        self.listening = None;
        self.is_deaf = false;
        // Whoever asks where Enter was pressed may be past this line already, or not.
        let typed = self.typed.len();
        self.unannounced(&unstopped.line, output, unstopped.enter, unstopped.start);
        self.typed.truncate(typed);
    }

    fn announced(
        &mut self,
        screen: &Screen<'_>,
        listening: &Listening,
        output: &Window,
        enter: usize,
    ) {
        let lines = entered_lines(screen, listening.place, output, listening.from..enter);
        let mut entered = Entered {
            text: lines.last().cloned().unwrap_or_default(),
            offset: enter as u64,
            context: Context::Unknown,
            confidence: Confidence::High,
            output: printed::begins(output, enter),
        };
        let mut continues = false;
        let mut key = String::new();
        if let Some((prompt, its_key)) = &listening.prompt {
            entered.text = lines.join("\n");
            entered.context = prompt.context;
            (continues, key) = (prompt.continues, its_key.clone());
        } else if let Some((index, prompt)) = last_prompt(&lines) {
            key = prompt.key(&lines[index]);
            entered.text = lines[index..].join("\n").split_off(prompt.length);
            entered.context = prompt.context;
            continues = prompt.continues;
        }
        if !continues && !self.knows(key) {
            entered.confidence = Confidence::Low;
        }
        self.is_deaf = !prompt::reads_commands(&entered.text);
        self.panes = prompt::has_panes(&entered.text).then(Panes::default);
        // Bash takes the lines of a paste one after the other, and none of them asks for the next.
        let texts = match entered.context {
            Context::Shell if !continues && listening.prompt.is_none() => {
                shell::commands(&entered.text)
            }
            _ => vec![entered.text.clone()],
        };
        for text in texts {
            self.close(enter);
            self.note(Entered { text, ..entered.clone() }, continues);
        }
    }

    /// Whether it is no surprise that somebody with this prompt announces to read. While a command runs that reads nothing,
    /// that command may have printed the announcement, and the next prompt is the one before it.
    fn knows(&mut self, prompt: String) -> bool {
        let is_known = !self.is_deaf || self.announced.contains(&prompt);
        if self.announced.len() < PROMPTS && !self.announced.contains(&prompt) {
            self.announced.push(prompt);
        }
        is_known
    }

    /// Enter at `enter`, in a line whose first byte is at `start` as far as bytes tell.
    fn unannounced(&mut self, line: &str, output: &Window, enter: usize, start: usize) {
        let Some(prompt) = prompt::split(line) else { return };
        if is_void(line, &prompt) {
            if self.prompts.contains(&prompt.key(line)) {
                self.close(start);
            }
            return;
        }
        if !self.is_prompt(&prompt, line, start) {
            return;
        }
        if !prompt.continues {
            self.close(start);
        }
        let entered = Entered {
            text: line[prompt.length..].to_owned(),
            offset: enter as u64,
            context: prompt.context,
            confidence: Confidence::Low,
            output: printed::begins(output, enter),
        };
        self.note(entered, prompt.continues);
    }

    /// Something reads a line again: what the last command printed ends before its prompt.
    fn close(&mut self, at: usize) {
        if let Some(last) = self.entered.last_mut().filter(|last| last.output.end == printed::OPEN)
        {
            last.output.end = last.output.start.max(at as u64);
        }
    }

    /// Every command, the last of which may have run to the end of the output.
    pub(crate) fn finish(&mut self, screen: &Screen<'_>, output: &Window) {
        self.resolve(output, output.end());
        let line = screen.line_at_cursor();
        let waits = prompt::split(&line).is_some_and(|prompt| {
            line.len() == prompt.length && self.prompts.contains(&prompt.key(&line))
        });
        let end = output.end();
        self.close(if waits { line_start(output, end) } else { end });
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
        let key = prompt.key(line);
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
                command.output = entered.output;
            }
            None if !entered.text.trim().is_empty() => self.entered.push(entered),
            None => {}
        }
    }
}

/// Whether nothing was entered behind a prompt.
fn is_void(line: &str, prompt: &Prompt) -> bool {
    line.len() == prompt.length || line.ends_with("^C")
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
