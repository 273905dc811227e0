//! What does a key do to a playback, and what the time that goes by?
//!
//! It neither reads nor paints nor knows a clock: it says what is to be done, and is told what came of it.

use super::idle;
use super::keys::{Key, KeyCommand, command_of};
use crate::answer::place::Place;
use crate::answer::watch::{Along, Direction};
use crate::shape::timeline::Hits;

/// The speeds, as in the browser.
const SPEEDS: [f64; 7] = [0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0];

/// Where somebody is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Here {
    pub(super) at_us: u64,
    pub(super) offset: u64,
    pub(super) line: u64,
}

/// What happens to a playback.
#[derive(Debug)]
pub(super) enum Event {
    Key(Key),
    /// So much wall time went by, in microseconds.
    Elapsed(u64),
    /// What was asked for is shown.
    Shown(Here),
    /// What was looked for stands there.
    Found(Hits),
    /// What was asked for is not there.
    Refused(String),
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Act {
    Nothing,
    /// Show a place.
    Go(Place),
    /// Play on to a playing position.
    Advance(u64),
    /// Show where the screen changes.
    Step(Direction),
    Find(String),
    Quit,
}

/// What the keys are for at the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mode {
    Watching,
    Help,
    /// Something is typed.
    Typing(Prompt, String),
}

/// What is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prompt {
    Find,
    GoTo,
}

/// A playback.
pub(super) struct Controller {
    pub(super) along: Along,
    pub(super) here: Here,
    pub(super) is_playing: bool,
    pub(super) speed: f64,
    pub(super) skips_idle: bool,
    pub(super) mode: Mode,
    /// What there is to say about the last key.
    pub(super) notice: Option<String>,
    /// The lines that were found.
    pub(super) hits: Vec<u64>,
    /// The line that was gone to: others may have been complete at the same byte.
    pub(super) chosen: Option<u64>,
}

impl Controller {
    pub(super) fn new(along: Along, here: Here, is_playing: bool) -> Controller {
        Controller {
            along,
            here,
            is_playing,
            speed: 1.0,
            skips_idle: false,
            mode: Mode::Watching,
            notice: None,
            hits: Vec::new(),
            chosen: None,
        }
    }

    /// Takes what happened, and says what is to be done.
    pub(super) fn on(&mut self, event: Event) -> Act {
        match event {
            Event::Key(Key::Interrupt) => Act::Quit,
            Event::Key(key) => {
                self.notice = None;
                self.key(key)
            }
            Event::Elapsed(wall_us) => self.elapsed(wall_us),
            Event::Shown(here) => {
                self.here = here;
                self.is_playing &= here.at_us < self.along.duration_us;
                Act::Nothing
            }
            Event::Found(hits) => {
                self.found(&hits);
                if self.hits.is_empty() { Act::Nothing } else { self.hit(Direction::Forward, true) }
            }
            Event::Refused(why) => {
                self.notice = Some(why);
                Act::Nothing
            }
        }
    }

    /// The pause that playback passes quickly now.
    pub(super) fn skipped(&self) -> Option<idle::Stretch> {
        idle::skipped(self.here.at_us, &self.along.idle_us).filter(|_| self.skips_idle)
    }

    fn key(&mut self, key: Key) -> Act {
        match std::mem::replace(&mut self.mode, Mode::Watching) {
            Mode::Typing(prompt, text) => self.typed(prompt, text, key),
            Mode::Help if command_of(key) != Some(KeyCommand::Quit) => Act::Nothing,
            Mode::Help | Mode::Watching => match command_of(key) {
                Some(command) => self.command(command, key),
                None => Act::Nothing,
            },
        }
    }

    fn typed(&mut self, prompt: Prompt, mut text: String, key: Key) -> Act {
        match key {
            Key::Enter => return self.entered(prompt, &text),
            Key::Escape => return Act::Nothing,
            Key::Backspace => {
                if text.pop().is_none() {
                    return Act::Nothing;
                }
            }
            Key::Char(c) => text.push(c),
            Key::Left
            | Key::Right
            | Key::ShiftLeft
            | Key::ShiftRight
            | Key::Home
            | Key::End
            | Key::Interrupt => {}
        }
        self.mode = Mode::Typing(prompt, text);
        Act::Nothing
    }

    fn entered(&mut self, prompt: Prompt, text: &str) -> Act {
        match (prompt, Place::typed(text)) {
            _ if text.trim().is_empty() => Act::Nothing,
            (Prompt::Find, _) => Act::Find(text.to_owned()),
            (Prompt::GoTo, Some(Place::Played(_))) if !self.along.is_clocked => {
                self.say("no clock recorded this session: go to a line such as L214, or a byte such as @18231")
            }
            (Prompt::GoTo, Some(Place::Played(us))) => self.go(Place::Played(self.meant(us))),
            (Prompt::GoTo, Some(place)) => self.go(place),
            (Prompt::GoTo, None) => {
                self.say("a place is 3:12, 18:33:05 by the clock, a byte @18231, or a line such as L214")
            }
        }
    }

    fn command(&mut self, command: KeyCommand, key: Key) -> Act {
        match command {
            KeyCommand::PlayPause => return self.play_pause(),
            KeyCommand::Back => return self.shift(-5),
            KeyCommand::Forward => return self.shift(5),
            KeyCommand::FarBack => return self.shift(-10),
            KeyCommand::FarForward => return self.shift(10),
            KeyCommand::CommandBack => return self.command_beside(Direction::Back),
            KeyCommand::Command => return self.command_beside(Direction::Forward),
            KeyCommand::StepBack => return self.step(Direction::Back),
            KeyCommand::Step => return self.step(Direction::Forward),
            KeyCommand::EventBack => return self.event_beside(Direction::Back),
            KeyCommand::Event => return self.event_beside(Direction::Forward),
            KeyCommand::Hit => return self.hit(Direction::Forward, false),
            KeyCommand::HitBack => return self.hit(Direction::Back, false),
            KeyCommand::Tenth => return self.tenth(key),
            KeyCommand::Start => return self.go(Place::Played(0)),
            KeyCommand::End => return self.go(Place::Played(self.along.duration_us)),
            KeyCommand::Quit => return Act::Quit,
            KeyCommand::Slower => self.speed = other_speed(self.speed, Direction::Back),
            KeyCommand::Faster => self.speed = other_speed(self.speed, Direction::Forward),
            KeyCommand::SkipIdle => self.toggle_idle(),
            KeyCommand::GoTo => self.mode = Mode::Typing(Prompt::GoTo, String::new()),
            KeyCommand::Search => self.mode = Mode::Typing(Prompt::Find, String::new()),
            KeyCommand::Help => self.mode = Mode::Help,
        }
        Act::Nothing
    }

    fn elapsed(&mut self, wall_us: u64) -> Act {
        if !self.is_playing || self.mode == Mode::Help {
            return Act::Nothing;
        }
        let idle = if self.skips_idle { &self.along.idle_us[..] } else { &[] };
        let to = idle::after(self.here.at_us, wall_us, self.speed, idle);
        self.chosen = None;
        Act::Advance(to.min(self.along.duration_us))
    }

    fn play_pause(&mut self) -> Act {
        self.is_playing = !self.is_playing;
        if self.is_playing && self.here.at_us >= self.along.duration_us {
            return self.go(Place::Played(0));
        }
        Act::Nothing
    }

    fn toggle_idle(&mut self) {
        self.skips_idle = !self.skips_idle;
        let said = match (self.skips_idle, self.along.is_clocked) {
            (true, true) => "idle time is skipped",
            (true, false) => "no clock recorded this session, so that no idle time is known",
            (false, _) => "idle time is shown",
        };
        self.notice = Some(said.to_owned());
    }

    /// Says something instead of doing something.
    pub(super) fn say(&mut self, words: &str) -> Act {
        self.notice = Some(words.to_owned());
        Act::Nothing
    }
}

/// The next faster or slower speed; the ends hold.
fn other_speed(speed: f64, direction: Direction) -> f64 {
    let other = match direction {
        Direction::Forward => SPEEDS.into_iter().find(|each| *each > speed),
        Direction::Back => SPEEDS.into_iter().rev().find(|each| *each < speed),
    };
    other.unwrap_or(speed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: u64 = 1_000_000;

    fn along(is_clocked: bool) -> Along {
        Along {
            duration_us: 100 * SECOND,
            is_clocked,
            lines: 40,
            commands: vec![(50, "id".into()), (90, "ls".into())],
            idle_us: if is_clocked { vec![(20 * SECOND, 82 * SECOND)] } else { Vec::new() },
            events: vec![(30 * SECOND, "TerminateSession".into())],
            began_us: is_clocked.then_some(86_390 * SECOND),
        }
    }

    fn controller(is_clocked: bool) -> Controller {
        let here = Here { at_us: 10 * SECOND, offset: 60, line: 7 };
        Controller::new(along(is_clocked), here, false)
    }

    fn played(seconds: u64) -> Act {
        Act::Go(Place::Played(seconds * SECOND))
    }

    #[test]
    fn every_key_leads_to_its_place() {
        let line = |line| Act::Go(Place::Line(line));
        for (key, clocked, unclocked) in [
            (Key::Left, played(5), line(2)),
            (Key::Right, played(15), line(12)),
            (Key::Char('j'), played(0), line(1)),
            (Key::Char('l'), played(20), line(17)),
            (Key::ShiftLeft, Act::Go(Place::Offset(50)), Act::Go(Place::Offset(50))),
            (Key::ShiftRight, Act::Go(Place::Offset(90)), Act::Go(Place::Offset(90))),
            (Key::Char(','), Act::Step(Direction::Back), Act::Step(Direction::Back)),
            (Key::Char('.'), Act::Step(Direction::Forward), Act::Step(Direction::Forward)),
            (Key::Char('['), Act::Nothing, Act::Nothing),
            (Key::Char(']'), played(30), played(30)),
            (Key::Char('7'), played(70), played(70)),
            (Key::Home, played(0), played(0)),
            (Key::End, played(100), played(100)),
            (Key::Char('n'), Act::Nothing, Act::Nothing),
            (Key::Char('x'), Act::Nothing, Act::Nothing),
            (Key::Char('q'), Act::Quit, Act::Quit),
            (Key::Interrupt, Act::Quit, Act::Quit),
        ] {
            assert_eq!(controller(true).on(Event::Key(key)), clocked, "{key:?}");
            assert_eq!(controller(false).on(Event::Key(key)), unclocked, "{key:?} without a clock");
        }
    }

    fn press(controller: &mut Controller, keys: &str) -> Act {
        let mut last = Act::Nothing;
        for c in keys.chars() {
            let key = match c {
                '\n' => Key::Enter,
                '\u{8}' => Key::Backspace,
                '\u{1b}' => Key::Escape,
                c => Key::Char(c),
            };
            last = controller.on(Event::Key(key));
        }
        last
    }

    #[test]
    fn what_is_typed_is_no_command_until_enter() {
        for (keys, expected) in [
            ("gL21\u{8}4\n", Act::Go(Place::Line(24))),
            ("g@90\n", Act::Go(Place::Offset(90))),
            ("g0:42\n", played(42)),
            // It began ten seconds before midnight.
            ("g0:00:32\n", played(32)),
            ("g23:59:55\n", played(5)),
            ("g12:00:00\n", played(43_210)),
            ("gsoon\n", Act::Nothing),
            ("g\n", Act::Nothing),
            ("/quit q\n", Act::Find("quit q".into())),
            ("/q\u{1b}7", played(70)),
            ("/q\u{8}\u{8}7", played(70)),
            ("?7", Act::Nothing),
            ("??7", played(70)),
            ("?q", Act::Quit),
        ] {
            assert_eq!(press(&mut controller(true), keys), expected, "{keys:?}");
        }
        let mut unclocked = controller(false);
        assert_eq!(press(&mut unclocked, "g0:42\n"), Act::Nothing);
        assert!(unclocked.notice.expect("a notice").contains("no clock"));
    }

    #[test]
    fn hits_are_gone_to_one_by_one_and_a_line_twice_never() {
        let mut controller = controller(true);
        let hits = Hits { basis: "exact".into(), total: 3, lines: vec![(3, 0), (9, 0), (10, 0)] };
        assert_eq!(controller.on(Event::Found(hits)), Act::Go(Place::Line(9)));
        // Both lines were complete at the same byte.
        let here = Here { at_us: 0, offset: 70, line: 10 };
        for (key, expected) in [("n", Some(10)), ("n", None), ("p", Some(9)), ("p", Some(3))] {
            controller.on(Event::Shown(here));
            let expected = expected.map_or(Act::Nothing, |line| Act::Go(Place::Line(line)));
            assert_eq!(press(&mut controller, key), expected, "{key}");
        }
        let none = Hits { basis: "exact".into(), total: 0, lines: Vec::new() };
        assert_eq!(controller.on(Event::Found(none)), Act::Nothing);
        assert!(controller.notice.expect("a notice").contains("nowhere"));
    }

    #[test]
    fn time_moves_playback_only_while_it_plays_and_never_past_the_end() {
        let mut controller = controller(true);
        assert_eq!(controller.on(Event::Elapsed(SECOND)), Act::Nothing);
        assert_eq!(press(&mut controller, " >"), Act::Nothing);
        assert_eq!(controller.on(Event::Elapsed(SECOND)), Act::Advance(12 * SECOND));
        controller.on(Event::Shown(Here { at_us: 30 * SECOND, ..controller.here }));
        assert_eq!(controller.on(Event::Elapsed(SECOND)), Act::Advance(32 * SECOND));
        press(&mut controller, "i");
        assert_eq!(controller.skipped(), Some((21_500_000, 81_500_000)));
        assert_eq!(controller.on(Event::Elapsed(SECOND / 10)), Act::Advance(36 * SECOND));
        controller.on(Event::Shown(Here { at_us: 99 * SECOND, ..controller.here }));
        assert_eq!(controller.on(Event::Elapsed(SECOND)), Act::Advance(100 * SECOND));
        controller.on(Event::Shown(Here { at_us: 100 * SECOND, ..controller.here }));
        assert!(!controller.is_playing);
        assert_eq!(press(&mut controller, " "), played(0));
    }

    #[test]
    fn speeds_end_at_their_ends() {
        for (keys, expected) in [("<", 0.5), ("<<<", 0.25), (">", 2.0), (">>>>>>", 16.0)] {
            let mut controller = controller(true);
            press(&mut controller, keys);
            assert_eq!(controller.speed, expected, "{keys}");
        }
    }
}
