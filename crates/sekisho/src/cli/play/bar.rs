//! What does the player say below the screen?

use super::controller::{Controller, Mode, Prompt};
use super::keys::SHORTCUTS;

/// What is said below the screen, and over it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bar {
    /// How much of the session lies behind, from 0 to 1.
    pub(super) share: f64,
    /// What there is to say at the moment, if anything.
    pub(super) notice: Option<String>,
    /// Where one is and how it is played, or what is typed.
    pub(super) status: String,
    /// When the screen was to be seen, and how sure that is.
    pub(super) time: String,
    /// The last of that alone, where there is no room for all of it.
    pub(super) basis: &'static str,
    /// What can be done, where there is room.
    pub(super) hint: &'static str,
    /// The overview of keys, over the screen.
    pub(super) overview: Option<Vec<String>>,
}

/// The bar of a playback, with its time in words and its time basis.
pub(super) fn bar(controller: &Controller, time: String, basis: &'static str) -> Bar {
    let Controller { along, here, .. } = controller;
    let share = match along.duration_us {
        0 => 1.0,
        duration => here.at_us as f64 / duration as f64,
    };
    let status = match &controller.mode {
        Mode::Typing(Prompt::Find, text) => format!("find: {text}_"),
        Mode::Typing(Prompt::GoTo, text) => format!("go to: {text}_"),
        Mode::Watching | Mode::Help => {
            format!("{}  line {} of {}", pace(controller), here.line, along.lines)
        }
    };
    let hint = match controller.mode {
        Mode::Typing(..) => "Enter / Esc",
        Mode::Watching => "? help  q quit",
        Mode::Help => "any key: back",
    };
    let notice = controller
        .skipped()
        .map(|(from, to)| format!("skipping {} s without output", (to - from) / 1_000_000));
    let overview = (controller.mode == Mode::Help).then(overview);
    let notice = notice.or(controller.notice.clone());
    Bar { share, notice, status, time, basis, hint, overview }
}

fn pace(controller: &Controller) -> String {
    let state = match controller.is_playing {
        true => "playing",
        false if controller.here.at_us >= controller.along.duration_us => "ended",
        false => "paused",
    };
    match controller.along.is_clocked {
        true => format!("{state} {}x", controller.speed),
        false => format!("{state} {}x (pace not recorded)", controller.speed),
    }
}

fn overview() -> Vec<String> {
    let row = |shown: &str, does: &str| format!("  {shown:<9}{does}");
    SHORTCUTS.iter().map(|shortcut| row(shortcut.shown, shortcut.does)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::controller::Here;
    use super::*;
    use crate::answer::watch::Along;

    #[test]
    fn the_status_says_whether_there_was_a_clock() {
        for (is_clocked, at_us, is_playing, expected) in [
            (true, 5, true, "playing 1x  line 3 of 9"),
            (true, 10, false, "ended 1x  line 3 of 9"),
            (false, 5, false, "paused 1x (pace not recorded)  line 3 of 9"),
        ] {
            let along = Along { duration_us: 10, is_clocked, lines: 9, ..Along::default() };
            let here = Here { at_us, offset: 0, line: 3 };
            let controller = Controller::new(along, here, is_playing);
            let bar = bar(&controller, "TIME".to_owned(), "anchored");
            assert_eq!(bar.status, expected);
            assert_eq!(bar.share, at_us as f64 / 10.0);
        }
    }
}
