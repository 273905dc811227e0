//! Which key does what in the player? The same as in the browser, where a terminal has the same.

/// A key that was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Char(char),
    Left,
    Right,
    ShiftLeft,
    ShiftRight,
    Home,
    End,
    Enter,
    Backspace,
    Escape,
    /// Ctrl-C, which ends everything.
    Interrupt,
}

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyCommand {
    PlayPause,
    Back,
    Forward,
    FarBack,
    FarForward,
    CommandBack,
    Command,
    StepBack,
    Step,
    EventBack,
    Event,
    Hit,
    HitBack,
    Tenth,
    Start,
    End,
    Slower,
    Faster,
    SkipIdle,
    GoTo,
    Search,
    Help,
    Quit,
}

/// What makes a command, how it is written in the overview, and what it does.
pub(super) struct Shortcut {
    pub(super) keys: &'static [Key],
    pub(super) shown: &'static str,
    pub(super) command: KeyCommand,
    pub(super) does: &'static str,
}

/// One table for behaviour and for the overview, so that the overview cannot lie.
pub(super) const SHORTCUTS: &[Shortcut] = &[
    row(&[Key::Char(' '), Key::Char('k')], "Space k", KeyCommand::PlayPause, "play or pause"),
    row(&[Key::Left], "←", KeyCommand::Back, "5 seconds back, or 5 lines without a clock"),
    row(&[Key::Right], "→", KeyCommand::Forward, "5 seconds forward, or 5 lines"),
    row(&[Key::Char('j')], "j", KeyCommand::FarBack, "10 seconds back, or 10 lines"),
    row(&[Key::Char('l')], "l", KeyCommand::FarForward, "10 seconds forward, or 10 lines"),
    row(&[Key::ShiftLeft], "Shift ←", KeyCommand::CommandBack, "previous command"),
    row(&[Key::ShiftRight], "Shift →", KeyCommand::Command, "next command"),
    row(&[Key::Char(',')], ",", KeyCommand::StepBack, "one step of output back"),
    row(&[Key::Char('.')], ".", KeyCommand::Step, "one step of output forward"),
    row(&[Key::Char('[')], "[", KeyCommand::EventBack, "previous CloudTrail event"),
    row(&[Key::Char(']')], "]", KeyCommand::Event, "next CloudTrail event"),
    row(&[Key::Char('/')], "/", KeyCommand::Search, "find in this session"),
    row(&[Key::Char('n')], "n", KeyCommand::Hit, "next hit"),
    row(&[Key::Char('p')], "p", KeyCommand::HitBack, "previous hit"),
    row(DIGITS, "0 - 9", KeyCommand::Tenth, "to a tenth of the session"),
    row(&[Key::Home], "Home", KeyCommand::Start, "to the start"),
    row(&[Key::End], "End", KeyCommand::End, "to the end"),
    row(&[Key::Char('<')], "<", KeyCommand::Slower, "slower"),
    row(&[Key::Char('>')], ">", KeyCommand::Faster, "faster"),
    row(&[Key::Char('i')], "i", KeyCommand::SkipIdle, "skip idle time, or show it again"),
    row(
        &[Key::Char('g')],
        "g",
        KeyCommand::GoTo,
        "go to a position, a time of day, a byte or a line",
    ),
    row(&[Key::Char('?')], "?", KeyCommand::Help, "this overview"),
    row(&[Key::Char('q'), Key::Interrupt], "q", KeyCommand::Quit, "quit"),
];

const DIGITS: &[Key] = &[
    Key::Char('0'),
    Key::Char('1'),
    Key::Char('2'),
    Key::Char('3'),
    Key::Char('4'),
    Key::Char('5'),
    Key::Char('6'),
    Key::Char('7'),
    Key::Char('8'),
    Key::Char('9'),
];

const fn row(
    keys: &'static [Key],
    shown: &'static str,
    command: KeyCommand,
    does: &'static str,
) -> Shortcut {
    Shortcut { keys, shown, command, does }
}

/// The command that a key means.
pub(super) fn command_of(key: Key) -> Option<KeyCommand> {
    SHORTCUTS.iter().find(|shortcut| shortcut.keys.contains(&key)).map(|shortcut| shortcut.command)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The browser's table, which is the truth.
    const BROWSER: &str = include_str!("../../../../../web/src/keys/keys.ts");

    fn name_in_browser(command: KeyCommand) -> Option<&'static str> {
        Some(match command {
            KeyCommand::PlayPause => "play-pause",
            KeyCommand::Back => "back",
            KeyCommand::Forward => "forward",
            KeyCommand::FarBack => "far-back",
            KeyCommand::FarForward => "far-forward",
            KeyCommand::CommandBack => "command-back",
            KeyCommand::Command => "command",
            KeyCommand::StepBack => "step-back",
            KeyCommand::Step => "step",
            KeyCommand::EventBack => "event-back",
            KeyCommand::Event => "event",
            KeyCommand::Hit => "hit",
            KeyCommand::HitBack => "hit-back",
            KeyCommand::Tenth => "tenth",
            KeyCommand::Start => "start",
            KeyCommand::End => "end",
            KeyCommand::Slower => "slower",
            KeyCommand::Faster => "faster",
            KeyCommand::SkipIdle => "skip-idle",
            KeyCommand::GoTo => "go-to",
            KeyCommand::Search => "search",
            KeyCommand::Help => "help",
            // A page is left with the browser's own keys.
            KeyCommand::Quit => return None,
        })
    }

    fn written_in_browser(key: Key) -> String {
        match key {
            Key::Char('0'..='9') => "'0123456789'".into(),
            Key::Char(c) => format!("'{c}'"),
            Key::Left => "keys: ['ArrowLeft'], shown".into(),
            Key::Right => "keys: ['ArrowRight'], shown".into(),
            Key::ShiftLeft => "keys: ['ArrowLeft'], shift: true".into(),
            Key::ShiftRight => "keys: ['ArrowRight'], shift: true".into(),
            Key::Home => "keys: ['Home'], shown".into(),
            Key::End => "keys: ['End'], shown".into(),
            Key::Enter | Key::Backspace | Key::Escape | Key::Interrupt => unreachable!(),
        }
    }

    #[test]
    fn keys_are_those_of_the_browser() {
        for shortcut in SHORTCUTS {
            let Some(name) = name_in_browser(shortcut.command) else { continue };
            let ending = format!("command: '{name}' }},");
            let line = BROWSER.lines().find(|line| line.ends_with(&ending)).expect(name);
            for key in shortcut.keys {
                let written = written_in_browser(*key);
                assert!(line.contains(&written), "{name}: {written} in {line}");
            }
        }
    }

    #[test]
    fn no_key_means_two_things() {
        for shortcut in SHORTCUTS {
            for key in shortcut.keys {
                assert_eq!(command_of(*key), Some(shortcut.command), "{key:?}");
            }
        }
        assert_eq!(command_of(Key::Char('x')), None);
    }
}
