//! How is the auditor's terminal taken over, and given back as it was?

use std::io::{self, Write};
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::terminal::{
    DisableLineWrap, EnableLineWrap, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode, size,
};
use crossterm::{cursor, execute};

use super::keys::Key;

/// The terminal while a recording is played on it. Dropping it gives it back.
pub(super) struct Terminal {
    out: io::Stdout,
    /// What stands on it.
    painted: String,
}

impl Terminal {
    pub(super) fn enter() -> io::Result<Terminal> {
        enable_raw_mode()?;
        let mut terminal = Terminal { out: io::stdout(), painted: String::new() };
        execute!(terminal.out, EnterAlternateScreen, DisableLineWrap, cursor::Hide)?;
        Ok(terminal)
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> io::Result<(u16, u16)> {
        size()
    }

    /// Writes a painting, unless it stands there already.
    pub(super) fn show(&mut self, painted: String) -> io::Result<()> {
        if painted != self.painted {
            self.out.write_all(painted.as_bytes())?;
            self.out.flush()?;
            self.painted = painted;
        }
        Ok(())
    }

    /// Waits for a key, at most so long.
    pub(super) fn key(&mut self, patience: Duration) -> io::Result<Option<Key>> {
        if !event::poll(patience)? {
            return Ok(None);
        }
        match event::read()? {
            Event::Key(key) if key.kind != KeyEventKind::Release => Ok(key_of(key)),
            Event::Resize(..) => {
                // What stood there has moved.
                self.painted.clear();
                Ok(None)
            }
            _ => Ok(None),
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

/// Puts the terminal back as it was.
pub(super) fn give_back() {
    // Nobody is left to be told of a terminal that has gone away.
    let _ = execute!(io::stdout(), cursor::Show, EnableLineWrap, LeaveAlternateScreen);
    let _ = disable_raw_mode();
}

fn key_of(key: KeyEvent) -> Option<Key> {
    let has = |modifier| key.modifiers.contains(modifier);
    if has(KeyModifiers::CONTROL) {
        return (key.code == KeyCode::Char('c')).then_some(Key::Interrupt);
    }
    if has(KeyModifiers::ALT) {
        return None;
    }
    match (key.code, has(KeyModifiers::SHIFT)) {
        (KeyCode::Char(c), _) => Some(Key::Char(c)),
        (KeyCode::Left, false) => Some(Key::Left),
        (KeyCode::Right, false) => Some(Key::Right),
        (KeyCode::Left, true) => Some(Key::ShiftLeft),
        (KeyCode::Right, true) => Some(Key::ShiftRight),
        (KeyCode::Home, _) => Some(Key::Home),
        (KeyCode::End, _) => Some(Key::End),
        (KeyCode::Enter, _) => Some(Key::Enter),
        (KeyCode::Backspace, _) => Some(Key::Backspace),
        (KeyCode::Esc, _) => Some(Key::Escape),
        _ => None,
    }
}
