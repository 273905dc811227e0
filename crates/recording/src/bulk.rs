//! Which lines scroll away before anybody could look at them?
//!
//! Most of a large log is plain output: line after line of printable ASCII, each pushing one off
//! the top of the screen. Of a long run of them only the last screenful leaves a trace in the
//! emulator, so only that is fed to it; the lines before are noted as the text they are. The
//! result is the same by construction, and a property test holds both ways against each other.

use avt::{ScreenKind, Terminal};

use crate::player::Player;
use crate::timeline::Step;

/// Finds runs of plain lines.
#[derive(Default)]
pub(crate) struct Bulk {
    /// Steps before this index have been looked at.
    looked_at: usize,
}

impl Bulk {
    /// How many steps from `next` on need not be emulated, all before it having been.
    ///
    /// `room` is the number of output bytes until the emulator's state is needed again.
    pub(crate) fn skippable(
        &mut self,
        player: &Player<'_>,
        steps: &[Step],
        next: usize,
        room: usize,
    ) -> usize {
        if next < self.looked_at || !is_at_bottom(&player.terminal) {
            return 0;
        }
        let (_, rows) = player.terminal.size();
        let start = steps.get(next).map_or(0, |step| step.from);
        let run = steps[next..]
            .iter()
            .take_while(|step| step.from - start < room && player.is_plain(step))
            .count();
        self.looked_at = next + run;
        if run <= 2 * rows || !prints_as_is(player, &steps[next - 1]) {
            return 0;
        }
        run - tail(&player.terminal, &steps[next..next + run])
    }
}

/// How many of the last lines fill the screen above the cursor.
fn tail(terminal: &Terminal, run: &[Step]) -> usize {
    let (cols, rows) = terminal.size();
    let mut filled = 0;
    let lines = run.iter().rev().take_while(|step| {
        let is_needed = filled < rows - 1;
        filled += rows_of(step.to - step.from - b"\r\n".len(), cols);
        is_needed
    });
    lines.count()
}

fn is_at_bottom(terminal: &Terminal) -> bool {
    let (cursor, (_, rows)) = (terminal.cursor(), terminal.size());
    terminal.active_screen_kind() == ScreenKind::Primary
        && (cursor.col, cursor.row) == (0, rows - 1)
        && rows > 1
}

/// Whether the step just emulated was a plain line that stands above the cursor as it is and
/// pushed a line off the top: then no escape sequence is open, and no mode that would change
/// what follows is set.
fn prints_as_is(player: &Player<'_>, step: &Step) -> bool {
    let (cols, rows) = player.terminal.size();
    let Some(text) = player.plain_text(step).filter(|_| player.lines.flows()) else { return false };
    let first = (rows - 1).saturating_sub(rows_of(text.len(), cols));
    let mut expected = text.chars();
    let mut on_screen = player.terminal.screen().visible_lines().take(rows - 1).skip(first);
    on_screen.all(|row| row.chars().all(|c| c == expected.next().unwrap_or(' ')))
        && expected.next().is_none()
}

/// How many rows a line of this many narrow characters takes.
fn rows_of(length: usize, cols: usize) -> usize {
    length.div_ceil(cols).max(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::read::Kind;
    use crate::recording::{Recording, Size, SizeBasis};
    use crate::timeline::Timeline;

    /// Output in which long plain runs alternate with everything that could spoil them.
    fn piece() -> impl Strategy<Value = String> {
        let spoiler = prop::sample::select(
            &[
                "",
                "\x1b[31m",
                "\x1b(0",
                "\x1b(B",
                "\x0e",
                "\x0f",
                "\x1b)0",
                "\x1b[1;3r",
                "\x1b[2;5r",
                "\x1b[r",
                "\x1b[4h",
                "\x1b[?7l",
                "\x1b[?6h",
                "\x1b[",
                "\x1b]0;",
                "\x1bP",
                "\x07",
                "\x1b\\",
                "\x1bc",
                "\x1b[?1049h",
                "\x1b[?1049l",
                "\x1b[H",
                "\x1b[2J",
                "\x1b[J",
                "half a line",
                "日本語\r\n",
                "\t\r\n",
                "\x1b[?2004h$ ",
                "\r\n\x1b[?2004l",
                "$ id\r\n",
                "\x1b[20h",
            ][..],
        );
        let run = ("[ -~]{0,9}", "[ -~]{0,20}", 0..40_usize)
            .prop_map(|(odd, even, count)| format!("{odd}\r\n{even}\r\n").repeat(count));
        (prop::collection::vec(spoiler, 0..3), run)
            .prop_map(|(spoilers, run)| spoilers.concat() + &run)
    }

    proptest! {
        #[test]
        fn skipping_changes_nothing(pieces in prop::collection::vec(piece(), 1..12)) {
            let size = Size { cols: 12, rows: 5, basis: SizeBasis::Chosen };
            let output = pieces.concat().into_bytes();
            let recording = Recording::bare(Kind::SessionLog, output);
            let steps = Timeline::new(&recording, None).steps;

            let mut all = Player::new(&recording, &size);
            steps.iter().for_each(|step| all.take(step));

            let mut some = Player::new(&recording, &size);
            let (mut bulk, mut next) = (Bulk::default(), 0);
            while let Some(step) = steps.get(next) {
                some.take(step);
                next += 1;
                let skipped = bulk.skippable(&some, &steps, next, usize::MAX);
                some.skip(&steps[next..next + skipped]);
                next += skipped;
            }
            prop_assert_eq!(some.terminal.dump(), all.terminal.dump());
            prop_assert_eq!(some.commands.entered, all.commands.entered);
            prop_assert_eq!(some.lines.finish(&some.terminal), all.lines.finish(&all.terminal));
        }
    }
}
